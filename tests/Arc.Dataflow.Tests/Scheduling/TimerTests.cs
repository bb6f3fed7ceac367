using Arc.Sdk;
using Arc.Sdk.Types;

namespace Arc.Dataflow.Tests.Scheduling;

public class TimerTests
{
    private const long Ms = 1_000_000;

    private static SessionHarness Interval(long period) =>
        new(new GraphBuilder().Interval("i", period).Write("w", 3, Primitive.U8).Flow("i -> w"));

    [Fact]
    public void Interval_InTheFirstTimerCycle_Fires()
    {
        using var run = Interval(100 * Ms);
        Assert.Equal([(byte)1], run.TickAt(0, 3));
        Assert.Equal(100 * Ms, run.Session.NextDeadline);
    }

    [Fact]
    public void Interval_BetweenDeadlines_IsNotEvenExecuted()
    {
        using var run = Interval(100 * Ms);
        run.TickAt(0, 3);
        Assert.Empty(run.TickAt(40, 3));
        Assert.Equal(0, run.Session.Scheduler.Executed);
        Assert.Equal(100 * Ms, run.Session.NextDeadline);
    }

    [Fact]
    public void Interval_WithinTheTolerance_FiresEarly()
    {
        using var run = Interval(100 * Ms);
        run.TickAt(0, 3);
        Assert.Empty(run.TickAt(49, 3));
        Assert.Equal([(byte)1], run.TickAt(50, 3));
        Assert.Equal(150 * Ms, run.Session.NextDeadline);
    }

    [Fact]
    public void Interval_AFrameAtTheDeadline_DelaysItToTheNextTick()
    {
        using var run = Interval(100 * Ms);
        run.TickAt(0, 3);
        run.MoveTo(100);
        Assert.Empty(run.Cycle(3, CycleReason.Input));
        Assert.Equal(100 * Ms, run.Session.NextDeadline);
        Assert.Equal([(byte)1], run.TickAt(100, 3));
    }

    [Fact]
    public void Tolerance_IsHalfTheGreatestCommonDivisorOfAllPeriods()
    {
        using var run = new SessionHarness(new GraphBuilder().Interval("a", 200 * Ms).Interval("b", 300 * Ms)
            .Write("w", 3, Primitive.U8).Write("v", 3, Primitive.U8).Flow("a -> w").Flow("b -> v"));
        Assert.Equal(50 * Ms, run.Session.Scheduler.Tolerance);
    }

    [Fact]
    public void Tolerance_WithoutOrWithShortTimers_IsFiveMilliseconds()
    {
        using var none = new SessionHarness(new GraphBuilder().Constant("c", Primitive.F64, 1));
        using var one = Interval(2 * Ms);
        Assert.Equal(5 * Ms, none.Session.Scheduler.Tolerance);
        Assert.Equal(5 * Ms, one.Session.Scheduler.Tolerance);
        Assert.False(none.Session.HasTimers);
        Assert.True(one.Session.HasTimers);
    }

    [Fact]
    public void Wait_Downstream_CountsFromItsFirstTrigger()
    {
        using var run = new SessionHarness(new GraphBuilder().On("on", 3, Primitive.U8)
            .Node("wait", "time.wait", [new("duration", ArcType.TimeSpan, Constant.Of(100 * Ms))], [new("input", ArcType.Of(Primitive.U8))], [GraphBuilder.Param("output", Primitive.U8)])
            .Write("w", 3, Primitive.U8).Flow("on -> wait -> w"));
        Assert.Empty(run.TickAt(0, 3));
        Assert.Equal(Scheduler.Never, run.Session.NextDeadline);
        run.MoveTo(1000);
        Assert.Empty(run.Feed(3, [(byte)1], from: 3));
        Assert.Equal(1100 * Ms, run.Session.NextDeadline);
        Assert.Empty(run.TickAt(1040, 3));
        Assert.Equal([(byte)1], run.TickAt(1100, 3));
        Assert.Equal(Scheduler.Never, run.Session.NextDeadline);
    }

    [Fact]
    public void Write_AtOneClockReading_StampsIncreaseOverCycles()
    {
        var guest = new FakeGuest().Add("expression_0", (_, results, _) => results[0] = FakeGuest.Bits(1));
        using var run = new SessionHarness(new GraphBuilder()
            .Function("expression_0", [], [], [GraphBuilder.Param("output", Primitive.F64)]).Write("w", 5, Primitive.F64).Flow("expression_0 -> w"), guest);
        var now = run.Time.Now;
        Assert.Equal([now], run.Cycle(4));
        Assert.Equal([now + 1], run.Cycle(4));
        Assert.Equal([now + 2], run.Cycle(4));
    }

    [Fact]
    public async Task Runner_WithTimers_RunsAtOnceAndOnFrames()
    {
        using var run = new SessionHarness(new GraphBuilder().Interval("i", 3_600_000 * Ms).Write("v", 3, Primitive.U8).Flow("i -> v")
            .On("on", 1, Primitive.F64).Write("w", 2, Primitive.F64).Flow("on -> w"));
        var runner = new SessionRunner(run.Session);
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var loop = runner.RunAsync(stop.Token);
        await runner.PostAsync(new Frame().Add(1, 1.0));
        await runner.PostAsync(new Frame().Add(1, 2.0));
        while (run.Session.Scheduler.Cycles < 3) await Task.Yield();
        await stop.CancelAsync();
        await loop;
        Assert.Equal(["write 3", "write 2", "write 2"], run.Order);
    }

    [Fact]
    public async Task Runner_InputClosedWithoutTimers_Ends()
    {
        using var run = new SessionHarness(new GraphBuilder().On("on", 1, Primitive.F64).Write("w", 2, Primitive.F64).Flow("on -> w"));
        var runner = new SessionRunner(run.Session);
        await runner.PostAsync(new Frame().Add(1, 1.0));
        runner.CloseInput();
        await runner.RunAsync();
        Assert.Equal(1, run.Session.Scheduler.Cycles);
    }
}
