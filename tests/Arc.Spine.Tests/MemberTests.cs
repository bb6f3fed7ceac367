using System.Text.Json;
using System.Text.RegularExpressions;
using Arc.Cli;
using Arc.Runtime;
using Arc.Sdk;
using Arc.Sdk.Modules;
using Arc.Sdk.Symbols;
using Arc.Sdk.Sync;
using Arc.Sdk.Testing;
using Arc.Sdk.Types;
using Arc.Stl;
using Arc.ThirdParty;

namespace Arc.Spine.Tests;

/// <summary>One attributed C# method, down every path that its forms allow: called from text, in a flow, from a script, listed, in the contract.</summary>
public sealed partial class MemberTests
{
    private static readonly ModuleSet Modules = ModuleSet.Standard.Add<SignalModule>();

    private static IEnumerable<Symbol> Members => Modules.Modules
        .Where(m => m.Name is "signal" or "math" or "time" or "telem" or "string" or "series" or "op" or "channel" or "state" or "error")
        .SelectMany(m => m.Symbols);

    [Theory]
    [MemberData(nameof(MemberTable.Calls), MemberType = typeof(MemberTable))]
    public void Member_CalledFromText_GivesItsResult(string member, string type, string expression, string expected)
    {
        using var program = Compile($"func f() {type} {{ return {expression} }}");
        using var session = program.Instantiate();

        Assert.Equal(expected, Words(session.Call("f").Value));
        Assert.Contains(program.Compiled.Imports, i => i.Member == member);
    }

    [Theory]
    [MemberData(nameof(MemberTable.Flows), MemberType = typeof(MemberTable))]
    public void Member_InAFlow_WritesItsOutput(string member, string flow, string expected)
    {
        using var run = new FlowRun(Import(flow), Modules);

        // Timers fire in timer cycles only.
        string[] written = [run.Feed(), run.Cycle(2, CycleReason.Timer), run.Cycle(3, CycleReason.Timer)];

        Assert.Contains(member, MemberNames(flow));
        Assert.Equal(expected, Clock.Replace(string.Join("; ", written.Where(w => w.Length > 0)), "t=*"));
    }

    [Theory]
    [MemberData(nameof(MemberTable.Scripts), MemberType = typeof(MemberTable))]
    public void Member_CalledFromAScript_GivesItsResult(string member, object[] arguments, object expected)
    {
        using var bench = ModuleBench.Of(Modules);

        var value = bench.CallSync(member, arguments);

        Assert.Equal(expected, value.Kind == ValKind.Text ? value.Text : value.Number);
    }

    [Fact]
    public void EveryMember_HasARowForEachOfItsForms()
    {
        string[] called = [.. MemberTable.Calls.Select(static r => (string)((object[])r)[0])], flowing = [.. MemberTable.Flows.Select(static r => (string)((object[])r)[0])];
        var nameable = Members.Where(m => !m.IsInternal).ToList();

        Assert.Empty(nameable.Where(m => m.Call is not null).Select(m => m.QualifiedName).Except(called));
        // Keywords stand for these in text; graphs name them.
        string[] graphOnly = ["op.and", "op.or", "op.not"];
        Assert.Empty(nameable.Where(m => m.Flow is not null && !graphOnly.Contains(m.QualifiedName)).Select(m => m.QualifiedName).Except(flowing));
    }

    [Fact]
    public void EveryMember_IsListedWithItsForms()
    {
        foreach (var symbol in Members.Where(m => !m.IsInternal))
        {
            var listed = Arc("modules", symbol.QualifiedName);

            Assert.StartsWith(symbol.QualifiedName + "\n", listed, StringComparison.Ordinal);
            Assert.Equal(symbol.Call is not null, listed.Contains($"  call  {symbol.QualifiedName}(", StringComparison.Ordinal));
            Assert.Equal(symbol.Flow is not null, listed.Contains($"  flow  {symbol.QualifiedName}{{", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void EveryMemberWithACallForm_IsInTheContract_OnceForEachOfItsTypes()
    {
        using var contract = JsonDocument.Parse(Arc("contract"));
        var imports = contract.RootElement.GetProperty("imports").EnumerateArray()
            .Select(i => (Member: i.GetProperty("member").GetString()!, Name: i.GetProperty("name").GetString()!)).ToLookup(i => i.Member, i => i.Name);

        foreach (var symbol in Members.Where(m => m.Call is not null))
        {
            var types = symbol.Call!.Variables.Aggregate(1, static (n, v) => n * v.Constraint.Count);
            Assert.Equal(types, imports[symbol.QualifiedName].Distinct().Count());
        }
    }

    [Fact]
    public void OneMember_OverAllPaths_GivesOneAnswer()
    {
        using var bench = ModuleBench.Of<SignalModule>();

        Assert.Equal(10.0, bench.Evaluate<double>("signal.clamp(12.5, 0, 10)"));
        Assert.Equal(10.0, bench.Call("signal.clamp", 12.5, 0, 10));
        Assert.Equal([10.0], bench.Run("import signal\np + 3.5 -> signal.clamp{lo=0, hi=10} -> r", "p f64").Send("p", 9.0).Written<double>("r"));
        Assert.Equal([10.0], bench.Node("signal.clamp", ("lo", 0), ("hi", 10)).Send("x", 12.5).Output<double>());
        Assert.Equal(10.0, bench.CallSync("signal.clamp", 12.5, 0, 10).Number);
    }

    private static ArcProgram Compile(string source)
    {
        var compilation = ArcProgram.Compile(Import(source), new ArcOptions { Modules = Modules });
        Assert.True(compilation.Success, string.Join('\n', compilation.Diagnostics));
        return compilation.Program;
    }

    /// <summary>The program behind an import of every module that it names.</summary>
    private static string Import(string source)
    {
        var modules = MemberNames(source).Select(m => m[..m.IndexOf('.', StringComparison.Ordinal)]).Distinct();
        return $"import ( {string.Join(' ', modules)} )\n{source}";
    }

    private static IEnumerable<string> MemberNames(string source) =>
        Regex.Matches(source, @"\b(signal|math|time|telem|op)\.[a-z]\w*").Select(m => m.Value);

    private static string Words(ArcValue value) => value.Type switch
    {
        SeriesType { Element: PrimitiveType { Primitive: Primitive.F64 } } => string.Join(' ', value.As<Series<double>>().Span.ToArray()),
        SeriesType { Element: PrimitiveType { Primitive: Primitive.I64 } } => string.Join(' ', value.As<Series<long>>().Span.ToArray()),
        SeriesType => string.Join(' ', value.As<Series<byte>>().Span.ToArray()),
        _ => value.ToString(),
    };

    private static string Arc(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var bytes = new MemoryStream();
        var host = new CliHost { Output = output, Error = output, OpenInput = () => Stream.Null, OpenOutput = () => bytes, Modules = Modules };
        Assert.Equal(0, ArcCommandLine.RunAsync(arguments, host).GetAwaiter().GetResult());
        return output + System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    [GeneratedRegex("t=[0-9 ]+")]
    private static partial Regex Clock { get; }
}
