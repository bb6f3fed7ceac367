using System.Threading.Channels;
using Arc.Sdk;

namespace Arc.Dataflow;

/// <summary>
/// Drives a session by a real clock (arc-runtime.md, section 5.5): one cycle a frame, and one whenever a deadline is due. Frames
/// may be posted from any thread; the session is used by <see cref="RunAsync"/> alone.
/// </summary>
public sealed class SessionRunner
{
    /// <summary>Frames that may wait unless the host says otherwise.</summary>
    public const int DefaultMaxWaitingFrames = 1024;

    private readonly Session _session;
    private readonly TimeProvider _time;
    private readonly System.Threading.Channels.Channel<Frame> _frames;

    /// <summary>Makes a runner; nothing runs yet.</summary>
    /// <param name="session">The session.</param>
    /// <param name="time">Measures elapsed time and makes timers.</param>
    /// <param name="maxWaitingFrames">Frames that may wait; a host that posts more waits itself.</param>
    public SessionRunner(Session session, TimeProvider time, int maxWaitingFrames = DefaultMaxWaitingFrames)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(time);
        _session = session;
        _time = time;
        _frames = Channel.CreateBounded<Frame>(new BoundedChannelOptions(maxWaitingFrames) { SingleReader = true });
    }

    /// <summary>Called after each cycle with the time that it took.</summary>
    public Action<TimeSpan>? CycleCompleted { get; init; }

    /// <summary>Hands a frame over; waits while too many are waiting already.</summary>
    /// <exception cref="ChannelClosedException">The input was closed.</exception>
    public ValueTask PostAsync(Frame frame, CancellationToken cancellation = default) => _frames.Writer.WriteAsync(frame, cancellation);

    /// <summary>Says that no more frames will come.</summary>
    public void CloseInput() => _frames.Writer.TryComplete();

    /// <summary>
    /// Runs cycles until <paramref name="stop"/> is signalled, after the cycle that is under way, or until the input is closed and nothing is
    /// left to do.
    /// </summary>
    public async Task RunAsync(CancellationToken stop = default)
    {
        var start = _time.GetTimestamp();
        if (_session.HasTimers) Cycle(0, CycleReason.Timer);
        while (!stop.IsCancellationRequested)
        {
            var elapsed = Elapsed(start);
            var deadline = _session.NextDeadline;
            if (deadline <= elapsed)
            {
                // Unread batches make a cycle due too, but only a timer makes it a tick.
                Cycle(elapsed, _session.Scheduler.NextDeadline <= elapsed ? CycleReason.Timer : CycleReason.Input);
            }
            else if (_frames.Reader.TryRead(out var frame))
            {
                _session.Ingest(frame);
                Cycle(elapsed, CycleReason.Input);
            }
            else if (!await WaitAsync(deadline, elapsed, stop).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    private void Cycle(long elapsed, CycleReason reason)
    {
        var start = TimeProvider.System.GetTimestamp();
        _session.Cycle(elapsed, reason);
        CycleCompleted?.Invoke(TimeProvider.System.GetElapsedTime(start));
    }

    private long Elapsed(long start) => _time.GetElapsedTime(start).Ticks * TimeSpan.NanosecondsPerTick;

    /// <summary>Waits for a frame, the deadline or the stop signal; false if nothing will ever happen any more.</summary>
    private async Task<bool> WaitAsync(long deadline, long elapsed, CancellationToken stop)
    {
        // Rounded up, so that the deadline has passed when the wait is over.
        var wait = deadline == Scheduler.Never ? Timeout.InfiniteTimeSpan : TimeSpan.FromTicks((deadline - elapsed + 99) / TimeSpan.NanosecondsPerTick);
        if (wait > TimeSpan.FromDays(1)) wait = TimeSpan.FromDays(1);
        using var timeout = new CancellationTokenSource(wait, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stop);
        try
        {
            if (await _frames.Reader.WaitToReadAsync(either.Token).ConfigureAwait(false)) return true;
            if (deadline == Scheduler.Never) return false;
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The deadline or the stop signal: the loop looks which.
        }

        return true;
    }
}
