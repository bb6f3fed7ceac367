using System.Collections.Immutable;
using System.Text.Json;
using Arc.Sdk.Channels;

namespace Arc.Cases;

/// <summary>What a case exercises (cases.md).</summary>
public enum CaseKind : byte
{
    /// <summary>The diagnostics of a program.</summary>
    Check,

    /// <summary>The results of calling a function.</summary>
    Call,

    /// <summary>The writes of a reactive program, step by step.</summary>
    Simulate,

    /// <summary>The suspensions and the end of a workflow script.</summary>
    Workflow,
}

/// <summary>One case of a case file: a program and what is expected of it.</summary>
public sealed record Case
{
    /// <summary>Unique in its file.</summary>
    public required string Id { get; init; }

    /// <summary>What it exercises.</summary>
    public required CaseKind Kind { get; init; }

    /// <summary>The case file's name.</summary>
    public required string File { get; init; }

    /// <summary>The line in the case file, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>Text of the program; null if it is a graph.</summary>
    public string? Source { get; init; }

    /// <summary>The graph, as JSON text; null if the program is text.</summary>
    public string? Graph { get; init; }

    /// <summary>What the host offers.</summary>
    public ImmutableArray<ChannelInfo> Channels { get; init; } = [];

    /// <summary>The engine that the case asks for; null for the command line's.</summary>
    public string? Engine { get; init; }

    /// <summary>Expected errors; empty: the program must be free of them.</summary>
    public ImmutableArray<ExpectedDiagnostic> Errors { get; init; } = [];

    /// <summary>Expected warnings.</summary>
    public ImmutableArray<ExpectedDiagnostic> Warnings { get; init; } = [];

    /// <summary>The calls of a call case, in order, on one instance.</summary>
    public CallExpectation? Call { get; init; }

    /// <summary>The steps of a simulate case.</summary>
    public SimulateExpectation? Simulate { get; init; }
}

/// <summary>A diagnostic that must be reported; what is null does not matter.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Contains">Part of its message.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Column">Its column, from 1.</param>
public sealed record ExpectedDiagnostic(string? Code, string? Contains, int? Line, int? Column)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{(Line is null ? "" : Column is null ? $"line {Line}: " : $"{Line}:{Column}: ")}{Code}{(Code is null || Contains is null ? "" : " ")}{(Contains is null ? "" : $"\"{Contains}\"")}";
}

/// <summary>What a call case calls and expects. Values stay JSON until the function's types are known.</summary>
/// <param name="Function">The function.</param>
/// <param name="Config">Config values by parameter name.</param>
/// <param name="Calls">One list of arguments per call.</param>
/// <param name="Returns">One result per call; null if a trap is expected.</param>
/// <param name="Trap">Part of the trap's message, maybe empty; null if none is expected.</param>
/// <param name="Tolerance">Absolute tolerance for floats; 0: exact.</param>
public sealed record CallExpectation(
    string Function, ImmutableDictionary<string, JsonElement> Config, ImmutableArray<ImmutableArray<JsonElement>> Calls,
    ImmutableArray<JsonElement>? Returns, string? Trap, double Tolerance);

/// <summary>What a simulate case feeds and expects. Samples stay JSON until the channels' types are known.</summary>
/// <param name="Steps">The steps in order; time does not go backwards.</param>
/// <param name="Tolerance">Absolute tolerance for floats; 0: exact.</param>
public sealed record SimulateExpectation(ImmutableArray<SimulateStep> Steps, double Tolerance);

/// <summary>One step: the clock moves, samples arrive, cycles run.</summary>
/// <param name="At">The manual clock in ns.</param>
/// <param name="Write">Samples that arrive, by channel.</param>
/// <param name="Expect">Samples that must have been written, by channel.</param>
/// <param name="ExpectNone">Channels that must not have been written.</param>
/// <param name="Authority">The changes of authority that must have been made, in order; null if they do not matter.</param>
/// <param name="Cycles">How many cycles run.</param>
/// <param name="OnlyLast">Whether only the last sample counts.</param>
/// <param name="Since">How many steps, this one included, <paramref name="Expect"/> covers.</param>
public sealed record SimulateStep(
    long At, ImmutableArray<KeyValuePair<string, ImmutableArray<JsonElement>>> Write, ImmutableArray<KeyValuePair<string, ImmutableArray<JsonElement>>> Expect,
    ImmutableArray<string> ExpectNone, ImmutableArray<ExpectedAuthority>? Authority, int Cycles, bool OnlyLast, int Since);

/// <summary>An expected change of authority.</summary>
/// <param name="Channel">The channel; null for all that the program writes.</param>
/// <param name="Value">The authority.</param>
public readonly record struct ExpectedAuthority(string? Channel, int Value);

/// <summary>A case file is malformed.</summary>
/// <param name="file">The file.</param>
/// <param name="line">The line, from 1.</param>
/// <param name="reason">What is wrong.</param>
public sealed class CaseFormatException(string file, int line, string reason)
    : Exception(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{file}:{line}: {reason}"));
