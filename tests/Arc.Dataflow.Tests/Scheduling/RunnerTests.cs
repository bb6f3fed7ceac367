using System.Threading.Channels;
using Arc.Sdk;
using Arc.Sdk.Types;

namespace Arc.Dataflow.Tests;

/// <summary>The loop that drives a session by a clock.</summary>
public class RunnerTests
{
    private const long Ms = 1_000_000;

    [Fact]
    public async Task Timers_FireWhenTheClockReachesThem()
    {
        using var run = new SessionHarness(new GraphBuilder().Interval("i", 100 * Ms).Write("v", 3, Primitive.U8).Flow("i -> v"));
        var runner = new SessionRunner(run.Session, new SessionRunnerOptions { Time = run.Time });
        using var stop = new CancellationTokenSource();
        var loop = runner.RunAsync(stop.Token);
        while (run.Writes(3).Length < 11)
        {
            run.Time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        await stop.CancelAsync();
        await loop;
        Assert.InRange(run.Session.Scheduler.Elapsed, 1000 * Ms, long.MaxValue);
    }

    [Fact]
    public async Task Call_RunsBetweenCyclesAndAnswers()
    {
        using var run = Copy();
        var runner = new SessionRunner(run.Session);
        var loop = runner.RunAsync();
        await runner.PostAsync(new Frame().Add(1, 1.0));
        Assert.Equal(1, await Eventually(() => runner.InvokeAsync(s => s.Scheduler.Cycles), cycles => cycles == 1));
        runner.CloseInput();
        await loop;
    }

    [Fact]
    public async Task Call_ThatThrows_FailsItsCallerAlone()
    {
        using var run = Copy();
        var runner = new SessionRunner(run.Session);
        var loop = runner.RunAsync();
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => runner.InvokeAsync<int>(_ => throw new InvalidTimeZoneException()));
        await runner.PostAsync(new Frame().Add(1, 1.0));
        runner.CloseInput();
        await loop;
        Assert.Single(run.Writes(2));
    }

    [Fact]
    public async Task Call_AfterTheEnd_IsCancelled()
    {
        using var run = Copy();
        var runner = new SessionRunner(run.Session);
        runner.CloseInput();
        await runner.RunAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => runner.InvokeAsync(s => s.Scheduler.Cycles));
    }

    [Fact]
    public async Task Post_BeyondTheBound_WaitsForTheLoop()
    {
        using var run = Copy();
        var runner = new SessionRunner(run.Session, new SessionRunnerOptions { MaxWaitingFrames = 2 });
        Assert.True(runner.TryPost(new Frame().Add(1, 1.0)));
        Assert.True(runner.TryPost(new Frame().Add(1, 2.0)));
        Assert.False(runner.TryPost(new Frame().Add(1, 3.0)));
        var waiting = runner.PostAsync(new Frame().Add(1, 3.0));
        Assert.False(waiting.IsCompleted);
        var loop = runner.RunAsync();
        await waiting;
        runner.CloseInput();
        await loop;
        Assert.Equal([1.0, 2.0, 3.0], run.Writes(2).Cast<double>());
        await Assert.ThrowsAsync<ChannelClosedException>(() => runner.PostAsync(new Frame().Add(1, 4.0)).AsTask());
    }

    [Fact]
    public async Task Frames_AreNotStarvedByTimersThatAreAlwaysLate()
    {
        using var run = new SessionHarness(new GraphBuilder().Interval("i", Ms).Write("v", 3, Primitive.U8).Flow("i -> v")
            .On("on", 1, Primitive.F64).Write("w", 2, Primitive.F64).Flow("on -> w"));
        // Every cycle takes two periods, so a timer is due at the end of each.
        var runner = new SessionRunner(run.Session, new SessionRunnerOptions { Time = run.Time, CycleCompleted = _ => run.Time.Now += 2 * Ms });
        for (var i = 0; i < 10; i++) Assert.True(runner.TryPost(new Frame().Add(1, (double)i)));
        using var stop = new CancellationTokenSource();
        var loop = runner.RunAsync(stop.Token);
        await Until(() => run.Writes(2).Length == 10);
        await stop.CancelAsync();
        await loop;
        Assert.NotEmpty(run.Writes(3));
    }

    [Fact]
    public async Task Timing_TellsWorkAndLateness()
    {
        using var run = Copy();
        var timings = new List<CycleTiming>();
        var runner = new SessionRunner(run.Session, new SessionRunnerOptions { Time = run.Time, CycleCompleted = timings.Add });
        runner.TryPost(new Frame().Add(1, 1.0));
        run.Time.Now += 7 * Ms;
        runner.CloseInput();
        await runner.RunAsync();
        Assert.Equal([new CycleTiming(CycleReason.Input, 0, 7 * Ms)], timings);
    }

    [Fact]
    public async Task Watchdog_CycleThatEndsLate_IsReportedOnce()
    {
        using var run = Copy();
        var misses = new List<DeadlineMiss>();
        var runner = new SessionRunner(run.Session, new SessionRunnerOptions { Time = run.Time, Deadline = TimeSpan.FromMilliseconds(5), DeadlineMissed = misses.Add });
        runner.TryPost(new Frame().Add(1, 1.0));
        run.Time.Now += 7 * Ms;
        runner.CloseInput();
        await runner.RunAsync();
        Assert.Equal([new DeadlineMiss(TimeSpan.FromMilliseconds(7), TimeSpan.FromMilliseconds(5), false)], misses);
    }

    [Fact]
    public async Task Watchdog_CycleThatHangs_IsReportedWhileItDoes()
    {
        using var release = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        var guest = new FakeGuest().Add("hang", (_, _, _) =>
        {
            entered.Set();
            release.Wait();
        });
        using var run = new SessionHarness(
            new GraphBuilder().On("on", 1, Primitive.F64).Function("hang", [], [GraphBuilder.Param("x", Primitive.F64)], []).Flow("on -> hang"), guest);
        var misses = new System.Collections.Concurrent.ConcurrentQueue<DeadlineMiss>();
        var runner = new SessionRunner(run.Session, new SessionRunnerOptions { Time = run.Time, Deadline = TimeSpan.FromMilliseconds(8), DeadlineMissed = misses.Enqueue });
        runner.TryPost(new Frame().Add(1, 1.0));
        runner.CloseInput();
        var loop = Task.Run(() => runner.RunAsync());
        entered.Wait();
        run.Time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.True(Assert.Single(misses).IsUnderWay);
        release.Set();
        await loop;
        Assert.Single(misses);
    }

    [Fact]
    public async Task Watchdog_CyclesInTime_AreNotReported()
    {
        using var run = Copy();
        var misses = new List<DeadlineMiss>();
        var runner = new SessionRunner(run.Session, new SessionRunnerOptions { Time = run.Time, Deadline = TimeSpan.FromMilliseconds(5), DeadlineMissed = misses.Add });
        var loop = runner.RunAsync();
        for (var i = 0; i < 10; i++)
        {
            runner.TryPost(new Frame().Add(1, 1.0));
            await Until(() => run.Session.Scheduler.Cycles == i + 1);
            // Out of the loop before the clock moves on.
            await runner.InvokeAsync(s => s);
            run.Time.Advance(TimeSpan.FromMilliseconds(50));
        }

        runner.CloseInput();
        await loop;
        Assert.Empty(misses);
    }

    private static SessionHarness Copy() => new(new GraphBuilder().On("on", 1, Primitive.F64).Write("w", 2, Primitive.F64).Flow("on -> w"));

    private static async Task Until(Func<bool> condition)
    {
        while (!condition()) await Task.Yield();
    }

    private static async Task<T> Eventually<T>(Func<Task<T>> ask, Func<T, bool> isRight)
    {
        while (true)
        {
            var answer = await ask();
            if (isRight(answer)) return answer;
        }
    }
}
