using Arc.Dataflow;
using Arc.Runtime;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;
using Arc.Stl;

namespace ArcModule1.Tests;

/// <summary>The module as programs see it.</summary>
public class SignalsModuleTests
{
    private static readonly ArcOptions Options = new()
    {
        Modules = ModuleSet.Standard.Add<SignalsModule>(),
        Channels = [new(1, "pressure", ArcType.Of(Primitive.F64)), new(2, "limited", ArcType.Of(Primitive.F64))],
    };

    [Theory]
    [InlineData(-1.0, 0.0)]
    [InlineData(4.0, 4.0)]
    [InlineData(99.0, 10.0)]
    public void Limit_CalledFromABody_StaysInRange(double x, double expected)
    {
        using var program = ArcProgram.Compile("import signals\nfunc f(x f64) f64 { return signals.limit(x, 0, 10) }", Options).ProgramOrThrow();
        using var session = program.Instantiate();
        Assert.Equal(expected, session.Call("f", ArcValue.Of(x)).Value.As<double>());
    }

    [Fact]
    public Task Limit_InAFlow_StaysInRange() => LimitsAsync(ArcProgram.Compile("import signals\npressure -> signals.limit{lo=0, hi=10} -> limited", Options));

    [Fact]
    public Task Limit_InAGraph_StaysInRange() => LimitsAsync(ArcProgram.CompileGraph(
        """
        { "version": 1,
          "nodes": [ { "key": "in", "type": "on", "config": { "channel": "pressure" } },
                     { "key": "limit", "type": "signals.limit", "config": { "lo": 0, "hi": 10 } },
                     { "key": "out", "type": "write", "config": { "channel": "limited" } } ],
          "edges": [ { "source": { "node": "in", "param": "output" }, "target": { "node": "limit", "param": "x" } },
                     { "source": { "node": "limit", "param": "output" }, "target": { "node": "out", "param": "input" } } ] }
        """,
        Options));

    [Fact]
    public async Task Smooth_FollowsItsInput()
    {
        using var program = ArcProgram.Compile("import signals\npressure -> signals.smooth{alpha=0.5} -> limited", Options).ProgramOrThrow();
        await using var session = program.Open(new ArcSessionOptions { Time = new ManualClock() });
        using var limited = session.Subscribe<double>("limited");
        await session.SendAsync("pressure", 8.0, 4.0, 4.0);
        session.RunUntilIdle();
        Assert.True(limited.Reader.TryRead(out var samples));
        Assert.Equal([8.0, 6.0, 5.0], samples.Values);
    }

    private static async Task LimitsAsync(ArcCompilation compilation)
    {
        using var program = compilation.ProgramOrThrow();
        await using var session = program.Open(new ArcSessionOptions { Time = new ManualClock() });
        using var limited = session.Subscribe<double>("limited");
        await session.SendAsync("pressure", -1.0, 4.0, 99.0);
        session.RunUntilIdle();
        Assert.True(limited.Reader.TryRead(out var samples));
        Assert.Equal([0.0, 4.0, 10.0], samples.Values);
    }
}
