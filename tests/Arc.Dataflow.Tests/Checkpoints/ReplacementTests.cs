using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;

namespace Arc.Dataflow.Tests.Checkpoints;

/// <summary>A session of another program that takes the place of a running one between two cycles.</summary>
public sealed class ReplacementTests : IDisposable
{
    private readonly Plant _plant = new();

    [Fact]
    public void Successor_ReadsTheLatestSamples_ButPassesOverWhatWasReceived()
    {
        var old = _plant.Start("p -> q");
        Assert.Equal("q=1 2", _plant.Cycle(old, frame: new Frame().Add(1, 1.0, 2.0)));
        var session = Replace(old, "p -> q  func f() { q = p * 10 }  1 -> f{}");
        Assert.Equal("q=20", _plant.Cycle(session));
        Assert.Equal("q=3", _plant.Cycle(session, frame: new Frame().Add(1, 3.0)));
    }

    [Fact]
    public void Successor_OfASessionWithUnreadBatches_PassesOverThem()
    {
        var old = _plant.Start("p -> q");
        Assert.Equal("q=1", _plant.Cycle(old, frame: new Frame().Add(1, 1.0).Add(1, 2.0).Add(1, 3.0)));
        Assert.Equal(0, old.NextDeadline);
        var session = Replace(old, "p -> q  1 -> t");
        Assert.Equal(Scheduler.Never, session.NextDeadline);
        Assert.Equal("t=1", _plant.Cycle(session));
        Assert.Equal("", _plant.Cycle(session));
        Assert.Equal("q=2", _plant.Cycle(old));
    }

    [Fact]
    public void Successor_StartsItsScopesAndVariablesAnew()
    {
        const string source = "func f(x f64) f64 { k f64 $= 0  k += 1  return k }  p -> f{} -> q";
        var old = _plant.Start(source);
        for (var i = 1; i <= 3; i++) Assert.Equal($"q={i}", _plant.Cycle(old, frame: new Frame().Add(1, 0.0)));
        var session = Replace(old, source + "\n");
        Assert.Equal("q=1", _plant.Cycle(session, frame: new Frame().Add(1, 0.0)));
    }

    [Fact]
    public void ElapsedTime_GoesOn_AndTimersCountFromTheReplacement()
    {
        var old = _plant.Start("p -> q");
        _plant.Cycle(old, 70_000_000);
        var session = Replace(old, "import time\ntime.wait{duration=20ms} -> t1\n", [.. Plant.Channels, new(9, "t1", ArcType.Of(Primitive.U8))]);
        Assert.Equal(70_000_000, session.Elapsed);
        Assert.Equal("", _plant.Cycle(session, 70_000_000));
        Assert.Equal(90_000_000, session.NextDeadline);
        Assert.Equal("t1=1", _plant.Cycle(session, 90_000_000));
    }

    [Fact]
    public void TimeStamps_AreNewerThanThoseOfThePredecessor()
    {
        const string source = "import time\nfunc f() { x = 1.0  t = time.now() }  1 -> f{}";
        var old = _plant.Start(source);
        var now = _plant.Clock.Now;
        Assert.Equal($"x=1; x_time={now}; t={now}", _plant.Cycle(old));
        var session = Replace(old, source + " 1 -> q");
        Assert.Equal($"q=1; x=1; x_time={now + 1}; t={now + 1}", string.Join("; ", _plant.Cycle(session).Split("; ").OrderBy(l => l[0] == 'q' ? 0 : 1)));
    }

    [Fact]
    public void Alignments_GoOn_SoThatSamplesMeetTheirOwnTimeStamps()
    {
        var old = _plant.Start("x -> q");
        _plant.Cycle(old, frame: new Frame().Add(4, 1.0, 2.0).Add(5, 100L, 200L));
        // The time stamp of the next sample comes before the replacement, and the sample after it.
        Assert.Equal("", _plant.Cycle(old, frame: new Frame().AddAligned(5, [300L], 2)));
        var session = Replace(old, "x -> y");
        Assert.Equal("y=3; x_time=300", _plant.Cycle(session, frame: new Frame().AddAligned(4, [3.0], 2)));
        Assert.Equal("y=4; x_time=400", _plant.Cycle(session, frame: new Frame().Add(4, 4.0).Add(5, 400L)));
        Assert.Equal(4ul, ((OutputPort<double>)session.Nodes.Values.First(n => n.Inputs.IsEmpty).Outputs[0]).Alignment + 1);
    }

    [Fact]
    public void Channels_OfAnotherTypeOrGone_StartEmpty()
    {
        var old = _plant.Start("p -> q");
        _plant.Cycle(old, frame: new Frame().Add(1, 5.0).Add(2, 6.0));
        var session = Replace(old, "func f() { n = p + 1 }  1 -> f{}", [new(1, "p", ArcType.Of(Primitive.I64)), new(7, "n", ArcType.Of(Primitive.I64))]);
        Assert.Equal("n=1", _plant.Cycle(session));
        Assert.Equal(0, session.Services.Channels.Find(1)!.BatchCount);
        Assert.Null(session.Services.Channels.Find(2));
    }

    [Fact]
    public void StartThatFails_LeavesTheOldSessionAsItWas()
    {
        var old = _plant.Start("p -> q");
        _plant.Cycle(old, 5_000_000, new Frame().Add(1, 1.0).Add(1, 2.0));
        var before = old.Checkpoint();
        var broken = new DataflowProgram(old.Program.Ir with { Nodes = [old.Program.Ir.Nodes[0] with { Type = "no.such" }] }, old.Program.OutputMemoryBases);
        Assert.Throws<DataflowException>(() => Session.Start(broken, ModuleSet.Empty, null, _plant, new SessionOptions { Channels = Plant.Channels, Replaces = old }));
        Assert.Equal(before, old.Checkpoint());
        Assert.Equal("q=2", _plant.Cycle(old));
    }

    [Fact]
    public void SessionWhoseCycleIsUnderWay_IsNotReplaced()
    {
        var old = _plant.Start("p -> q");
        Exception? error = null;
        _plant.Written = () => error = Record.Exception(() => Replace(old, "1 -> t"));
        _plant.Cycle(old, frame: new Frame().Add(1, 1.0));
        Assert.IsType<InvalidOperationException>(error);
    }

    [Fact]
    public void CheckpointOfASuccessor_RestoresIt()
    {
        var old = _plant.Start("p -> q");
        _plant.Cycle(old, 30_000_000, new Frame().Add(1, 1.0));
        const string source = "import math\np -> math.avg{} -> q";
        var session = Replace(old, source);
        _plant.Cycle(session, frame: new Frame().Add(1, 4.0));
        var restored = _plant.Start(source, new SessionOptions { Checkpoint = session.Checkpoint() });
        Assert.Equal(30_000_000, restored.Elapsed);
        Assert.Equal("q=6", _plant.Cycle(restored, frame: new Frame().Add(1, 8.0)));
    }

    [Fact]
    public async Task Runner_ContinuesWithTheSuccessor_AtTheElapsedTime()
    {
        var old = _plant.Start("p -> q");
        using var cycles = new SemaphoreSlim(0);
        var runner = new SessionRunner(old, new SessionRunnerOptions { Time = _plant.Clock, CycleCompleted = _ => cycles.Release() });
        var loop = runner.RunAsync();
        await runner.InvokeAsync(s => 0);
        _plant.Clock.Advance(TimeSpan.FromMilliseconds(40));
        await runner.PostAsync(new Frame().Add(1, 1.0));
        await cycles.WaitAsync();
        var session = await runner.InvokeAsync(s =>
        {
            var next = Replace(s, "p -> q  1 -> t");
            runner.Continue(next);
            return next;
        });
        Assert.Equal(40_000_000, session.Elapsed);
        _plant.Clock.Advance(TimeSpan.FromMilliseconds(5));
        await runner.PostAsync(new Frame().Add(1, 2.0));
        await cycles.WaitAsync();
        runner.CloseInput();
        await loop;
        Assert.Equal(45_000_000, session.Elapsed);
        Assert.Equal(["q=1", "q=2", "t=1"], _plant.Log.Order(StringComparer.Ordinal));
    }

    public void Dispose() => _plant.Dispose();

    private Session Replace(Session old, string source, params ChannelInfo[] channels) => _plant.Start(source, new SessionOptions { Replaces = old }, channels);
}
