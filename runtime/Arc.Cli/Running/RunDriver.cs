using Arc.Cli.Data;
using Arc.Dataflow;
using Arc.Sdk;
using Arc.Sdk.Channels;

namespace Arc.Cli.Running;

/// <summary>Drives a session over a recording with the recording's own time: as fast as it can, timers between rows when they are due.</summary>
internal sealed class RunDriver(Session session, ManualClock clock, OutputWriter output, RunStatistics statistics, long start, IRunObserver? observer = null)
{
    private long _elapsed;

    /// <summary>Whether the observer has seen what it waits for; nothing runs any more then.</summary>
    public bool IsDone => observer is { IsDone: true };

    /// <summary>Starts the session's clock; a program with timers gets its first cycle.</summary>
    public void Begin()
    {
        clock.Now = start;
        if (session.HasTimers) Cycle(CycleReason.Timer);
    }

    /// <summary>Runs the timers that are due before the row, then the row.</summary>
    public void Row(long time, Frame frame, CancellationToken cancellation)
    {
        RunTimersBefore(time - start, cancellation);
        if (IsDone || cancellation.IsCancellationRequested) return;
        MoveTo(time - start);
        session.Ingest(frame);
        Cycle(CycleReason.Input);
        RunUnread();
    }

    /// <summary>Runs what is due up to and including an elapsed time.</summary>
    public void RunUntil(long elapsed, CancellationToken cancellation)
    {
        RunTimersBefore(elapsed == Scheduler.Never ? elapsed : elapsed + 1, cancellation);
        if (elapsed != Scheduler.Never && !IsDone) MoveTo(elapsed);
    }

    private void RunTimersBefore(long elapsed, CancellationToken cancellation)
    {
        while (session.Scheduler.NextDeadline < elapsed && !IsDone && !cancellation.IsCancellationRequested)
        {
            MoveTo(Math.Max(_elapsed, session.Scheduler.NextDeadline));
            Cycle(CycleReason.Timer);
        }
    }

    // Batches that an `on` has not read yet make a cycle due at once, but no timer tick.
    private void RunUnread()
    {
        while (session.NextDeadline == 0 && session.Scheduler.NextDeadline != 0 && !IsDone) Cycle(CycleReason.Input);
    }

    private void MoveTo(long elapsed)
    {
        _elapsed = Math.Max(_elapsed, elapsed);
        clock.Now = Now;
    }

    // Time ends with the last nanosecond that 64 bits can count, in the year 2262.
    private long Now => start > long.MaxValue - _elapsed ? long.MaxValue : start + _elapsed;

    private void Cycle(CycleReason reason)
    {
        var begin = TimeProvider.System.GetTimestamp();
        session.Cycle(_elapsed, reason);
        statistics.AddCycle(TimeProvider.System.GetElapsedTime(begin).Ticks * TimeSpan.NanosecondsPerTick);
        output.EndCycle();
        observer?.OnCycle(session, Now);
    }
}

/// <summary>Collects the samples of a row into a frame.</summary>
internal sealed class RowFrame(IRunObserver? observer = null) : ISampleSink
{
    private Frame _frame = new();
    private long _time;

    /// <summary>The current row's samples.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="time">When they reach the session, in ns since the epoch.</param>
    public Frame Take(Recording recording, long time)
    {
        _frame = new Frame();
        _time = time;
        foreach (var column in recording.Columns) column.Ingest(this);
        return _frame;
    }

    public void Sample<T>(ChannelInfo channel, T value)
    {
        _frame.Add(channel.Key, value);
        observer?.OnInput(channel, _time, value);
    }
}
