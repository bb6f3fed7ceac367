using Arc.ThirdParty;

namespace Arc.Sdk.Testing.Tests.Modules;

/// <summary>One node by name, driven on a manual clock.</summary>
public sealed class NodeTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ModuleBench _bench = ModuleBench.Of<SignalModule>();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Send_GivesABatch_AndOutputsAreRead()
    {
        var node = _bench.Node("signal.ema", ("alpha", 0.5)).Send("input", 8.0, 4.0, 4.0);
        Assert.Equal([8.0, 6.0, 5.0], node.Output<double>());
        Assert.Equal([(8.0, 0L), (6.0, 1L), (5.0, 2L)], node.Stamped<double>());
        Assert.Equal(5.0, node.Field<double>("_mean"));
        Assert.True(node.State.GetProperty("_started").GetBoolean());
    }

    [Fact]
    public void Take_GivesWhatIsNew()
    {
        var node = _bench.Node("signal.ema", ("alpha", 0.5));
        Assert.Equal([8.0], node.Send("input", 8.0).Take<double>());
        Assert.Equal([6.0], node.Send("input", 4.0).Take<double>());
        Assert.Empty(node.Take<double>());
        Assert.Equal([8.0, 6.0], node.Output<double>());
    }

    [Fact]
    public void SendAt_KeepsTheTimeStamps_AndAnOldBatchIsIgnored()
    {
        var node = _bench.Node("signal.ema", ("alpha", 0.5), ("hold_off", TimeSpan.FromTicks(1))).SendAt("input", (8.0, 100), (4.0, 150), (2.0, 200));
        Assert.Equal([(8.0, 100L), (5.0, 200L)], node.Stamped<double>());
        Assert.Empty(node.SendAt("input", (1.0, 200)).Take<double>().Skip(2));
    }

    [Fact]
    public void Restart_StartsTheFieldsOver() =>
        Assert.Equal([8.0, 100.0], _bench.Node("signal.ema", ("alpha", 0.5)).Send("input", 8.0).Restart().Send("input", 100.0).Output<double>());

    [Fact]
    public void Node_OfAnotherType_HasItsPorts() =>
        Assert.Equal([8f, 6f], _bench.Node<float>("signal.ema", ("alpha", 0.5)).Send("input", 8, 4).Output<float>());

    [Fact]
    public void HostFunction_IsANodeToo() =>
        Assert.Equal([0.0, 4, 10], _bench.Node("signal.clamp", ("lo", 0), ("hi", 10)).Send("x", -1.0, 4, 99).Output<double>());

    [Fact]
    public void SeveralInputs_ArriveTogether()
    {
        var node = _bench.Node("op.gt");
        node.Send("a", 1.0, 5.0);
        Assert.Empty(node.Output<byte>());
        Assert.Equal([false, true], node.Send("b", 2.0).Output<bool>());
        Assert.Equal([true], node.Send(("a", 1.0), ("b", new[] { 0.5 })).Output<bool>().Skip(2));
    }

    [Fact]
    public void InputWithADefault_HasIt_UntilSomethingIsSentThere()
    {
        var node = _bench.Node("math.avg").Send("input", 1.0, 3.0);
        Assert.Equal([2.0], node.Take<double>());
        node.Send("reset", (byte)1);
        Assert.Equal([7.0], node.Send("input", 7.0).Take<double>());
    }

    [Fact]
    public void Advance_RunsEveryDeadlineAtItsTime()
    {
        var node = _bench.Node("time.interval", ("period", Second)).Advance(TimeSpan.FromSeconds(2.5));
        Assert.Equal([0L, 1_000_000_000, 2_000_000_000], node.Stamped<byte>().Select(static s => s.Time));
        Assert.Equal(2_500_000_000, _bench.Clock.Now);
        Assert.Single(node.Restart().Advance(TimeSpan.Zero).Stamped<byte>(), static s => s.Time == 2_500_000_000);
    }

    [Fact]
    public void Node_SharesTheStateOfItsModule_UnderItsKey()
    {
        var (first, second) = (_bench.Node("signal.runs"), _bench.Node("signal.runs"));
        first.Cycle().Cycle();
        second.Cycle();
        Assert.Equal([1L, 2], first.Output<long>());
        var runs = _bench.State("signal")["runs"];
        Assert.Equal((2L, 1L), (runs.Get<long>(first.Key), runs.Get<long>(second.Key)));
        runs.Set(40L, first.Key);
        Assert.Equal([41L], first.Cycle().Output<long>().Skip(2));
        Assert.Equal([1L], first.Restart().Cycle().Output<long>().Skip(3));
    }

    [Fact]
    public void SampleThatFails_FailsTheTest_UnlessItIsExpected()
    {
        var error = Assert.Throws<ModuleBenchException>(() => _bench.Node("signal.clamp", ("lo", 1.0), ("hi", 0.0)).Send("x", 0.5));
        Assert.StartsWith("signal.clamp: sample 0: ArgumentException: ", error.Message, StringComparison.Ordinal);
        var node = _bench.Node("signal.clamp", ("lo", 1.0), ("hi", 0.0)).ExpectErrors().Send("x", 0.5, 0.6);
        Assert.Equal([0, 1], node.Errors.Select(static e => e.Sample));
    }

    [Fact]
    public void NodeThatAsksForThePast_IsStopped()
    {
        using var bench = ModuleBench.Of(Sources.Tools("""
            /// <summary>Asks.</summary>
            [ReactiveNode(Wake = NodeWake.Timer)]
            public sealed partial class Ask
            {
                /// <summary>Runs.</summary>
                public void Execute(ref NodeContext node) => node.WakeAt(node.Elapsed);
            }
            """));
        Assert.Contains("asks for a deadline that has passed", Assert.Throws<ModuleBenchException>(() => bench.Node("tools.ask").Advance(Second)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_AreToldWithWhatThereIs()
    {
        Assert.Equal("signal.ema has no config parameter 'alfa'; did you mean: alpha?", Failure(() => _bench.Node("signal.ema", ("alfa", 0.5))));
        Assert.Equal("signal.ema: 'alpha' must be at most 1, found 2", Failure(() => _bench.Node("signal.ema", ("alpha", 2))));
        Assert.Equal("signal.ema: 'alpha' takes f64, found \"x\" (string)", Failure(() => _bench.Node("signal.ema", ("alpha", "x"))));
        Assert.Equal("signal.clamp requires the config parameter 'hi' (T)", Failure(() => _bench.Node("signal.clamp", ("lo", 0))));
        Assert.Equal("signal.ema is no node of i32; it is one of f32, f64", Failure(() => _bench.Node<int>("signal.ema")));
        Assert.Equal("signal.diff is no node; it can be called: bench.Call(\"signal.diff\", ...)", Failure(() => _bench.Node("signal.diff")));
        Assert.Equal("signal.ema has no input 'in'; did you mean: input?", Failure(() => _bench.Node("signal.ema").Send("in", 1.0)));
        Assert.Equal("signal.ema: input 'input' takes f64, found 1.5 (float)", Failure(() => _bench.Node("signal.ema").Send("input", 1.5f)));
        Assert.Equal("signal.ema has no output 'out'; did you mean: output?", Failure(() => _bench.Node("signal.ema").Output<double>("out")));
        Assert.Equal("signal.ema: output 'output' gives f64, not float", Failure(() => _bench.Node("signal.ema").Output<float>()));
        Assert.Equal("signal.ema keeps no field 'mean'; did you mean: _mean?", Failure(() => _bench.Node("signal.ema").Field<double>("mean")));

        static string Failure(Action mistake) => Assert.Throws<ModuleBenchException>(mistake).Message;
    }
}
