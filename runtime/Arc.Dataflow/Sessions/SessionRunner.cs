using System.Runtime.InteropServices;
using System.Threading.Channels;
using Arc.Sdk;

namespace Arc.Dataflow;

/// <summary>
/// Drives a session by a clock (arc-runtime.md, section 5.5): one cycle a frame, and one whenever a deadline is due. Frames and
/// calls may be posted from any thread; the session is used by <see cref="RunAsync"/> alone. A steady loop allocates nothing.
/// </summary>
public sealed class SessionRunner
{
    private const long Nanoseconds = 1_000_000_000;
    private readonly TimeProvider _time;
    private readonly SessionRunnerOptions _options;
    private readonly System.Threading.Channels.Channel<Posted> _frames;
    private readonly System.Threading.Channels.Channel<ISessionCall> _calls = Channel.CreateUnbounded<ISessionCall>(new UnboundedChannelOptions { SingleReader = true });
    private readonly WakeSignal _wake = new();
    private CycleWatchdog? _watchdog;
    private long _start;
    private long _startElapsed;
    private bool _frameIsNext;
    private bool _firstTick;
    private bool _isStarted;
    private volatile bool _isClosed;

    /// <summary>Makes a runner; nothing runs yet.</summary>
    /// <param name="session">The session.</param>
    /// <param name="options">Clock, limits and deadline; the defaults if null.</param>
    public SessionRunner(Session session, SessionRunnerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(session);
        Session = session;
        _options = options ?? SessionRunnerOptions.Default;
        _time = _options.Time;
        _frames = Channel.CreateBounded<Posted>(new BoundedChannelOptions(_options.MaxWaitingFrames) { SingleReader = true });
    }

    /// <summary>The session that runs. Only calls (<see cref="InvokeAsync"/>) may touch it while the loop does.</summary>
    public Session Session { get; private set; }

    /// <summary>Frames that wait.</summary>
    public int WaitingFrames => _frames.Reader.Count;

    /// <summary>Hands a frame over; waits while too many are waiting already.</summary>
    /// <exception cref="ChannelClosedException">The input was closed.</exception>
    public async ValueTask PostAsync(Frame frame, CancellationToken cancellation = default)
    {
        if (TryPost(frame)) return;
        await _frames.Writer.WriteAsync(new Posted(frame, _time.GetTimestamp()), cancellation).ConfigureAwait(false);
        _wake.Set();
    }

    /// <summary>Hands a frame over unless too many are waiting already, or the input was closed.</summary>
    public bool TryPost(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (_isClosed) return false;
        var now = _time.GetTimestamp();
        // Before the loop can have the frame: else it could be done with it first, and what is due would stand there for ever.
        _watchdog?.Posted(now);
        if (!_frames.Writer.TryWrite(new Posted(frame, now))) return false;
        _wake.Set();
        return true;
    }

    /// <summary>Waits until a frame can be posted; false if the input was closed.</summary>
    public ValueTask<bool> WaitToPostAsync(CancellationToken cancellation = default) => _frames.Writer.WaitToWriteAsync(cancellation);

    /// <summary>Says that no more frames will come.</summary>
    public void CloseInput()
    {
        _isClosed = true;
        _frames.Writer.TryComplete();
        _wake.Set();
    }

    /// <summary>Runs something with the session between two cycles, on the loop's thread.</summary>
    /// <returns>Its result, or what it threw; cancelled if the loop ends before.</returns>
    public Task<T> InvokeAsync<T>(Func<Session, T> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var call = new SessionCall<T>(action);
        if (_calls.Writer.TryWrite(call)) _wake.Set();
        else call.Cancel();
        return call.Task;
    }

    /// <summary>Goes on with another session; to be called by what <see cref="InvokeAsync"/> runs. The session before is the caller's to dispose.</summary>
    /// <param name="session">A session that has taken over the elapsed time of the one before.</param>
    public void Continue(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        Session = session;
        _firstTick = session.HasTimers;
    }

    /// <summary>
    /// Runs cycles until <paramref name="stop"/> is signalled, after the cycle that is under way, or until the input is closed and nothing is
    /// left to do. Runs once, on threads of the pool: a program that is always late must not keep its caller.
    /// </summary>
    public Task RunAsync(CancellationToken stop = default) => Task.Run(() => LoopAsync(stop), CancellationToken.None);

    /// <summary>
    /// Runs everything that is due by the clock as it stands, on the calling thread, instead of <see cref="RunAsync"/>: for hosts with a loop of
    /// their own, and for tests with a <see cref="ManualClock"/>. The session's time starts with the first call.
    /// </summary>
    public void RunUntilIdle()
    {
        Start();
        while (Step())
        {
        }
    }

    private void Start()
    {
        if (_isStarted) return;
        _isStarted = true;
        _start = _time.GetTimestamp();
        _startElapsed = Session.Scheduler.Elapsed;
        // A session that was restored has had its first tick.
        _firstTick = Session.HasTimers && Session.Scheduler.Cycles == 0;
    }

    private async Task LoopAsync(CancellationToken stop)
    {
        Start();
        var timer = _time.CreateTimer(static w => ((WakeSignal)w!).Set(), _wake, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var watchdog = _options is { Deadline: { } deadline, DeadlineMissed: { } missed } ? new CycleWatchdog(_time, deadline, missed) : null;
        _watchdog = watchdog;
        try
        {
            await using (timer.ConfigureAwait(false))
            await using (stop.UnsafeRegister(static w => ((WakeSignal)w!).Set(), _wake).ConfigureAwait(false))
            {
                while (!stop.IsCancellationRequested)
                {
                    if (Step()) continue;
                    var next = Session.NextDeadline;
                    if (next == Scheduler.Never && _frames.Reader.Completion.IsCompleted) return;
                    await WaitAsync(timer, next).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            _watchdog = null;
            if (watchdog is not null) await watchdog.DisposeAsync().ConfigureAwait(false);
            EndCalls();
        }
    }

    /// <summary>Runs one cycle, or what was asked for between cycles; false if there is nothing to do now.</summary>
    private bool Step()
    {
        if (_calls.Reader.TryRead(out var call))
        {
            call.Run(Session);
            return true;
        }

        var elapsed = Elapsed;
        if (_firstTick)
        {
            _firstTick = false;
            Cycle(elapsed, CycleReason.Timer, elapsed);
            return true;
        }

        var deadline = Session.NextDeadline;
        if (deadline <= elapsed && !(_frameIsNext && _frames.Reader.Count > 0))
        {
            // Unread batches make a cycle due too, but only a timer makes it a tick.
            var timer = Session.Scheduler.NextDeadline;
            _frameIsNext = true;
            if (timer <= elapsed) Cycle(elapsed, CycleReason.Timer, timer);
            else Cycle(elapsed, CycleReason.Input, elapsed);
            return true;
        }

        if (!_frames.Reader.TryRead(out var posted)) return false;
        // Timers that are always late must not keep frames waiting for ever.
        _frameIsNext = false;
        Session.Ingest(posted.Frame);
        Cycle(elapsed, CycleReason.Input, ElapsedAt(posted.At));
        return true;
    }

    private void Cycle(long elapsed, CycleReason reason, long due)
    {
        var begun = _time.GetTimestamp();
        var dueAt = begun - TicksOf(Math.Max(0, elapsed - due));
        _watchdog?.Due(dueAt);
        Session.Cycle(elapsed, reason);
        _watchdog?.Ended(dueAt);
        _watchdog?.Idle();
        if (_options.CycleCompleted is { } completed)
            completed(new CycleTiming(reason, NanosecondsOf(_time.GetTimestamp() - begun), NanosecondsOf(begun - dueAt)));
    }

    /// <summary>Waits for a frame, a call, the deadline or the stop signal.</summary>
    private ValueTask WaitAsync(ITimer timer, long deadline)
    {
        var wait = deadline == Scheduler.Never ? Timeout.InfiniteTimeSpan : TimeSpan.FromTicks((deadline - Elapsed + 99) / TimeSpan.NanosecondsPerTick);
        if (wait > TimeSpan.FromDays(1)) wait = TimeSpan.FromDays(1);
        if (deadline != Scheduler.Never)
        {
            if (wait < TimeSpan.Zero) wait = TimeSpan.Zero;
            _watchdog?.Posted(_time.GetTimestamp() + TicksOf(wait.Ticks * TimeSpan.NanosecondsPerTick));
        }

        timer.Change(wait, Timeout.InfiniteTimeSpan);
        return _wake.WaitAsync();
    }

    /// <summary>Elapsed time of the session by the clock as it stands, in ns.</summary>
    public long Elapsed => _isStarted ? ElapsedAt(_time.GetTimestamp()) : Session.Scheduler.Elapsed;

    private long ElapsedAt(long timestamp) => _startElapsed + NanosecondsOf(timestamp - _start);

    // Most clocks count nanoseconds; beyond 104 days a double would round them.
    private long NanosecondsOf(long timestamps) => _time.TimestampFrequency == Nanoseconds ? timestamps : (long)(timestamps * ((double)Nanoseconds / _time.TimestampFrequency));

    private long TicksOf(long nanoseconds) => _time.TimestampFrequency == Nanoseconds ? nanoseconds : (long)(nanoseconds * (_time.TimestampFrequency / (double)Nanoseconds));

    private void EndCalls()
    {
        _calls.Writer.TryComplete();
        while (_calls.Reader.TryRead(out var call)) call.Cancel();
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Posted(Frame Frame, long At);
}
