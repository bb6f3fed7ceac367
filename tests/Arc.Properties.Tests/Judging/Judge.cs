using System.Globalization;
using Arc.Engines;
using Arc.Properties.Tests.Evaluation;
using Arc.Properties.Tests.Programs;
using Arc.Runtime;
using Arc.Sdk.Channels;
using Arc.Sdk.Types;

namespace Arc.Properties.Tests.Judging;

/// <summary>What became of a program.</summary>
/// <param name="Failure">What is wrong; null if nothing is.</param>
/// <param name="Kind">What sort of failure it is, so that a smaller program can be held to the same.</param>
/// <param name="IsDiscarded">Whether the program runs too long to be judged.</param>
/// <param name="Traps">How many of its calls failed, as they should.</param>
internal sealed record Verdict(string? Failure, string Kind = "", bool IsDiscarded = false, int Traps = 0);

/// <summary>Holds the evaluator and engines together.</summary>
internal sealed class Judge(params IWasmEngine[] engines)
{
    private const string WriteMark = " | wrote ";

    public Verdict Try(Program program)
    {
        var source = Printer.Print(program);
        ArcCompilation compilation;
        try
        {
            compilation = ArcProgram.Compile(source, new ArcOptions { Channels = ChannelsOf(program) });
        }
        catch (Exception e)
        {
            return new Verdict($"the compiler throws: {e}", $"compiler {e.GetType().Name}");
        }

        if (!compilation.Success)
        {
            var error = compilation.Diagnostics.First(d => d.IsError);
            return new Verdict($"rejected: {string.Join('\n', compilation.Diagnostics.Where(d => d.IsError))}", $"rejected {error.Code}");
        }

        using var compiled = compilation.Program;
        string[] expected;
        try
        {
            expected = Expected(program);
        }
        catch (TooMuch)
        {
            return new Verdict(null, IsDiscarded: true);
        }

        foreach (var engine in engines)
        {
            if (Difference(program, compiled, engine, expected) is { } difference) return new Verdict($"on {engine.Name}: {difference}", $"difference on {engine.Name}");
        }

        return new Verdict(null, Traps: expected.Count(e => e.StartsWith("trap: ", StringComparison.Ordinal)));
    }

    private static string[] Expected(Program program)
    {
        var evaluator = new Evaluator(program);
        return [.. program.Calls.Select(call =>
        {
            try
            {
                return string.Join("; ", evaluator.Call(call).Select(Outcomes.Describe)) + Writes();
            }
            catch (ArcTrap trap)
            {
                return $"trap: {trap.Message}{Writes()}";
            }
        })];

        string Writes() => string.Concat(program.Channels
            .Select(c => (c.Name, Values: evaluator.Written.Where(w => w.Channel == c.Name).Select(w => Outcomes.Describe(w.Value)).ToArray()))
            .Where(c => c.Values.Length > 0).Select(c => $"{WriteMark}{c.Name} = {string.Join(", ", c.Values)}"));
    }

    private static string? Difference(Program program, ArcProgram compiled, IWasmEngine engine, string[] expected)
    {
        using var session = compiled.Instantiate(new CallOptions { Engine = engine });
        for (var i = 0; i < program.Channels.Length; i++)
        {
            if (program.Channels[i].Value is { } value) Outcomes.Ingest(session.Services.Channels, i + 1, value, program.Channels[i].Type);
        }

        for (var i = 0; i < expected.Length; i++)
        {
            var call = program.Calls[i];
            var found = Result(program, session, call);
            if (Matches(expected[i], found)) continue;
            return string.Create(CultureInfo.InvariantCulture, $"call {i + 1}, {Describe(call)}: expected {expected[i]}, found {found}");
        }

        return null;
    }

    // Of an error the stable part is known, of everything else every bit.
    private static bool Matches(string expected, string found)
    {
        if (!expected.StartsWith("trap: ", StringComparison.Ordinal)) return found == expected;
        var (wanted, given) = (expected.Split(WriteMark, 2), found.Split(WriteMark, 2));
        return given[0].StartsWith("trap: ", StringComparison.Ordinal) && given[0].Contains(wanted[0][6..], StringComparison.Ordinal) && wanted.Skip(1).SequenceEqual(given.Skip(1));
    }

    /// <summary>The channels of a program as its host offers them.</summary>
    public static ChannelInfo[] ChannelsOf(Program program) =>
        [.. program.Channels.Select((c, i) => new ChannelInfo(i + 1, c.Name, ArcType.Of(PrimitiveFacts.TryParse(c.Type.ToString(), out var primitive) ? primitive : throw new ArgumentException("no primitive", nameof(program)))))];

    private static string Describe(Call call) =>
        $"{call.Function}{{{string.Join(", ", call.Config.Select(Outcomes.Describe))}}}({string.Join(", ", call.Inputs.Select(Outcomes.Describe))})";

    private static string Result(Program program, CallSession session, Call call)
    {
        var function = program.Find(call.Function);
        var config = call.Config.Select((v, i) => (function.Config[i].Name, Value: Outcomes.ToArc(v, function.Config[i].Type))).ToDictionary(c => c.Name, c => c.Value, StringComparer.Ordinal);
        try
        {
            var result = session.Call(function.Name, [.. call.Inputs.Select((v, i) => Outcomes.ToArc(v, function.Inputs[i].Type))], config);
            return string.Join("; ", result.Outputs.Select((o, i) => o is { } value ? Outcomes.Describe(value, function.Outputs[i].Type) : "nothing")) + Writes();
        }
        catch (WasmTrapException trap)
        {
            return $"trap: {trap.Message}{Writes()}";
        }

        string Writes() => string.Concat(session.Services.Channels.Written.Where(w => w.Count > 0).OrderBy(w => w.Channel.Key)
            .Select(w => $"{WriteMark}{w.Channel.Name} = {string.Join(", ", w.Samples.Select(Outcomes.DescribeSample))}"));
    }
}
