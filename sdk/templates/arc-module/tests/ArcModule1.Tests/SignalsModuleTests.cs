using System.Numerics;
using Arc.Sdk.Testing;

namespace ArcModule1.Tests;

/// <summary>The module as programs see it.</summary>
public sealed class SignalsModuleTests : IDisposable
{
    private readonly ModuleBench _bench = ModuleBench.Of<SignalsModule>();

    public static IEnumerable<object[]> Cases => ModuleBench.CasesOf("signals.cases.jsonl");

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(-1.0, 0.0)]
    [InlineData(4.0, 4.0)]
    [InlineData(99.0, 10.0)]
    public void Limit_CalledFromABody_StaysInRange(double x, double expected) => Assert.Equal(expected, _bench.Call("signals.limit", x, 0, 10));

    [Fact]
    public void Limit_OfEveryType_GivesWhatTheOracleGives() => Assert.Equal(10, _bench.Compare("signals.limit", typeof(SignalsModuleTests), nameof(Oracle)).Count);

    [Fact]
    public void Functions_GiveTheSameFromWebAssembly_AsFromCSharp() => _bench.CompareBodies();

    [Fact]
    public void Limit_InAFlow_StaysInRange()
    {
        var run = _bench.Run("import signals\npressure -> signals.limit{lo=0, hi=10} -> limited", "pressure f64");
        Assert.Equal([0.0, 4.0, 10.0], run.Send("pressure", -1.0, 4.0, 99.0).Written<double>("limited"));
    }

    [Fact]
    public void Limit_InAGraph_StaysInRange()
    {
        var run = _bench.RunGraph(
            """
            { "version": 1,
              "nodes": [ { "key": "in", "type": "on", "config": { "channel": "pressure" } },
                         { "key": "limit", "type": "signals.limit", "config": { "lo": 0, "hi": 10 } },
                         { "key": "out", "type": "write", "config": { "channel": "limited" } } ],
              "edges": [ { "source": { "node": "in", "param": "output" }, "target": { "node": "limit", "param": "x" } },
                         { "source": { "node": "limit", "param": "output" }, "target": { "node": "out", "param": "input" } } ] }
            """,
            "pressure f64", "limited f64");
        Assert.Equal([0.0, 4.0, 10.0], run.Send("pressure", -1.0, 4.0, 99.0).Written<double>("limited"));
    }

    [Fact]
    public void Smooth_FollowsItsInput_AndStartsOverWithItsStage()
    {
        var smooth = _bench.Node("signals.smooth", ("alpha", 0.5));
        Assert.Equal([8.0, 6.0, 5.0], smooth.Send("input", 8.0, 4.0, 4.0).Take<double>());
        Assert.Equal([100.0], smooth.Restart().Send("input", 100.0).Take<double>());
    }

    [Fact]
    public void Examples_InTheDocumentation_Hold() => _bench.RunExamples();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Case_Passes(string id) => _bench.RunCase("signals.cases.jsonl", id);

    internal static T Oracle<T>(T x, T lo, T hi) where T : INumber<T> => lo > hi ? throw new ArgumentException("no range") : T.Min(T.Max(x, lo), hi);
}
