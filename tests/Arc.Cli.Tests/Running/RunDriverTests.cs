using Arc.Cli.Data;
using Arc.Cli.Running;
using Arc.Dataflow;
using Arc.Runtime;
using Arc.Sdk.Channels;

namespace Arc.Cli.Tests.Running;

public sealed class RunDriverTests
{
    [Fact]
    public async Task Cancellation_BetweenTwoRowsFarApart_EndsTheTimersOfTheGap()
    {
        using var program = ArcProgram.Compile("import time\ntime.interval{1ms} -> q", new ArcOptions { DeclareWrittenChannels = true }).ProgramOrThrow();
        using var stop = new CancellationTokenSource();
        var observer = new Stopper(stop, 10);
        var clock = new ManualClock();
        using var session = program.Load(observer, new SessionOptions { Channels = program.Channels, Time = clock });
        await using var output = OutputWriter.Long(Stream.Null);
        var driver = new RunDriver(session, clock, output, new RunStatistics(), 0, observer);

        driver.Begin();
        driver.Row(1_000_000_000_000_000_000, new Frame(), stop.Token);

        Assert.Equal(10, session.Scheduler.Cycles);
        Assert.Equal(9_000_000, clock.Now);
    }

    /// <summary>Cancels the run after some cycles.</summary>
    private sealed class Stopper(CancellationTokenSource stop, int cycles) : IRunObserver, ISessionSink
    {
        public void OnCycle(Session session, long time)
        {
            if (session.Scheduler.Cycles == cycles) stop.Cancel();
        }

        public void OnWrite(ChannelWrites writes)
        {
        }

        public void OnAuthority(AuthorityChange change, ReadOnlySpan<int> channels)
        {
        }

        void ISessionSink.OnError(NodeError error)
        {
        }
    }
}
