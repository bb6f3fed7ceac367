using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Arc.Language.Analysis;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;
using Arc.Runtime;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Symbols;

namespace Arc.Cases.Examples;

/// <summary>
/// Turns the examples of members into cases. An example is one of two things. Lines of expressions, each with its value behind it:
/// <code>math.clamp(12.0, 0.0, 10.0)   // 10</code>
/// where <c>1.414...</c> stands for a value that begins so, and <c>error: part of the message</c> for a trap. The modules of the set need no import.
/// Or a whole program, text or graph, with comments that say which samples come in and which go out, cycle by cycle:
/// <code>
/// import stable
/// pressure -> stable.for{duration=2s} -> steady
/// // pressure: 5
/// // at 2s -> steady: 5
/// </code>
/// An input has the type <c>f64</c>, or <c>str</c> where its samples are quoted, unless one stands behind its name (<c>// count i32: 1 2</c>). What
/// is not listed behind the arrow must not be written; <c>authority(pump): 200</c> is a change of authority.
/// </summary>
public static class ExampleCases
{
    private const string Function = "example";

    /// <summary>Runs the examples of a member. One that cannot be understood has failed, with all that stand behind it.</summary>
    /// <param name="member">The member.</param>
    /// <param name="modules">The modules that its examples may use.</param>
    /// <param name="runner">Runs them.</param>
    /// <param name="cancellation">Ends them.</param>
    public static IEnumerable<ExampleResult> Run(Symbol member, ModuleSet modules, CaseRunner runner, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(runner);
        ImmutableArray<Case> cases;
        string? misunderstood = null;
        try
        {
            cases = Of(member, modules);
        }
        catch (ExampleException e)
        {
            (cases, misunderstood) = ([], e.Message);
        }

        if (misunderstood is not null) yield return new ExampleResult(misunderstood);
        foreach (var item in cases)
        {
            var result = runner.Run(item, cancellation);
            yield return new ExampleResult(result.Ok ? null : $"{result.Id}: {result.Message}");
        }
    }

    /// <summary>The cases of a member's examples.</summary>
    /// <param name="member">The member.</param>
    /// <param name="modules">The modules that its examples may use.</param>
    /// <exception cref="ExampleException">An example does not say what comes of it, or a line of it cannot be understood.</exception>
    public static ImmutableArray<Case> Of(Symbol member, ModuleSet modules)
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(modules);
        var cases = ImmutableArray.CreateBuilder<Case>();
        foreach (var (example, number) in member.Examples.Select((e, i) => (e, i + 1)))
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{member.QualifiedName}, example {number}");
            var text = new ExampleText(example.Code, place);
            if (text.IsProgram) cases.Add(Program(text, modules));
            else cases.AddRange(text.Expressions.Select(e => Expression(e, place, modules)));
        }

        return cases.ToImmutable();
    }

    private static Case Expression(ExampleExpression expression, string place, ModuleSet modules)
    {
        var block = new SourceText($"{{ return {expression.Text} }}", place);
        var analysed = ArcAnalyzer.AnalyzeBlock(block, new AnalysisOptions { Modules = modules, Channels = new ChannelCatalog([]) });
        if (analysed.Function is null) throw new ExampleException(place, $"'{expression.Text}': {Problem(analysed.Diagnostics)}");
        var result = analysed.Function.Result
            ?? throw new ExampleException(place, $"'{expression.Text}' has no value; show it in a program");
        return new Case
        {
            Id = $"{place}: {expression.Text}",
            Kind = CaseKind.Call,
            File = place,
            Line = expression.Line,
            Source = $"{ExpressionImports.For(modules, expression.Text)}func {Function}() {result} {{ return {expression.Text} }}\n",
            Call = new CallExpectation(
                Function, ImmutableDictionary<string, JsonElement>.Empty, [[]],
                expression.Trap is null ? [expression.Value.Json] : null, expression.Trap, expression.Value.Tolerance),
        };
    }

    private static Case Program(ExampleText text, ModuleSet modules)
    {
        var channels = Inputs(text);
        // Compiled once more than the case itself will be: only the program knows which of the channels it writes, and their types.
        var options = new ArcOptions { Modules = modules, Channels = channels, DeclareWrittenChannels = true, FileName = text.Place };
        var compilation = text.Graph is { } graph ? ArcProgram.CompileGraph(graph, options) : ArcProgram.Compile(text.Code, options);
        using var program = compilation.Program;
        if (program is null) throw new ExampleException(text.Place, Problem(compilation.Diagnostics));
        var written = program.WrittenChannels.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        return new Case
        {
            Id = text.Place,
            Kind = CaseKind.Simulate,
            File = text.Place,
            Line = 1,
            Source = text.Graph is null ? text.Code : null,
            Graph = text.Graph,
            Channels = [.. program.Channels],
            Simulate = new SimulateExpectation(
                [.. text.Moments.Select(m => Step(m, program.Channels, written, text.Place))],
                text.Moments.SelectMany(m => m.Out).SelectMany(o => o.Values).Select(v => v.Tolerance).DefaultIfEmpty(0).Max()),
        };
    }

    private static string Problem(IEnumerable<Diagnostic> diagnostics) => DiagnosticRenderer.Header(diagnostics.First(d => d.IsError), "");

    private static List<ChannelInfo> Inputs(ExampleText text)
    {
        var channels = new List<ChannelInfo>();
        foreach (var samples in text.Moments.SelectMany(m => m.In.Concat(m.Out.Where(o => o.Type is not null && !o.IsAuthority))))
        {
            if (channels.Any(c => c.Name == samples.Name)) continue;
            var type = samples.Type ?? (samples.Values.Any(v => v.Json.ValueKind == JsonValueKind.String && !v.IsNumber) ? "str" : "f64");
            var parsed = ChannelList.ParseType(type) ?? throw new ExampleException(text.Place, $"'{type}' is no type of a channel; expected for example f64, u8 or str");
            channels.Add(new ChannelInfo(channels.Count + 1, samples.Name, parsed));
        }

        return channels;
    }

    private static SimulateStep Step(ExampleMoment moment, IEnumerable<ChannelInfo> channels, HashSet<string> written, string place)
    {
        var unknown = moment.Out.FirstOrDefault(o => !o.IsAuthority && !written.Contains(o.Name));
        if (unknown is not null) throw new ExampleException(place, $"the program does not write '{unknown.Name}'");
        if (moment.In.FirstOrDefault(i => channels.All(c => c.Name != i.Name)) is { } missing) throw new ExampleException(place, $"the program has no channel '{missing.Name}'");
        var authority = moment.Out.Where(o => o.IsAuthority).Select(o => new ExpectedAuthority(o.Name.Length == 0 ? null : o.Name, o.Values[0].Json.GetInt32())).ToImmutableArray();
        var expected = moment.Out.Where(o => !o.IsAuthority).ToList();
        return new SimulateStep(
            moment.At, Samples(moment.In), Samples(expected), [.. written.Except(expected.Select(o => o.Name)).Order(StringComparer.Ordinal)],
            authority.IsEmpty ? null : authority, Cycles: 1, OnlyLast: false, Since: 1);
    }

    private static ImmutableArray<KeyValuePair<string, ImmutableArray<JsonElement>>> Samples(IEnumerable<ExampleSamples> samples) =>
        [.. samples.Select(s => KeyValuePair.Create(s.Name, s.Values.Select(v => v.Json).ToImmutableArray()))];
}

/// <summary>What came of an example, or of one of its lines.</summary>
/// <param name="Problem">The member, the example and why it does not hold; null if it does.</param>
public readonly record struct ExampleResult(string? Problem);
