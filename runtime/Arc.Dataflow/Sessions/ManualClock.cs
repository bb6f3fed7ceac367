using Arc.Sdk.Hosting;

namespace Arc.Dataflow;

/// <summary>
/// A wall clock that stands where its owner put it: at the time of a recorded row, or of a case's step. Timers made by it fire,
/// on the thread that moves it, when it is moved to their time or beyond.
/// </summary>
public sealed class ManualClock : TimeProvider, INanosecondClock
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _timers = [];
    private long _now;
    private int _armed;

    /// <summary>Nanoseconds since the Unix epoch. Setting it fires the timers that are due then, once each.</summary>
    public long Now
    {
        get => Volatile.Read(ref _now);
        set
        {
            Volatile.Write(ref _now, value);
            // A recording moves the clock for every row, and has no timers.
            if (Volatile.Read(ref _armed) > 0) FireDue();
        }
    }

    /// <inheritdoc/>
    public long UtcNanoseconds => Now;

    /// <inheritdoc/>
    public override long TimestampFrequency => 1_000_000_000;

    /// <summary>Moves the clock forward, one timer at a time, so that each fires at its own time.</summary>
    /// <param name="time">How far; not negative.</param>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var end = Now + time.Ticks * TimeSpan.NanosecondsPerTick;
        while (NextDue() is { } due && due <= end) Now = Math.Max(Now, due);
        Now = end;
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(Now / TimeSpan.NanosecondsPerTick);

    /// <inheritdoc/>
    public override long GetTimestamp() => Now;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private void FireDue()
    {
        while (TakeDue() is { } due) due.Fire();
    }

    private void Arm(ManualTimer timer)
    {
        _timers.Add(timer);
        _armed = _timers.Count;
    }

    private void Disarm(ManualTimer timer)
    {
        _timers.Remove(timer);
        _armed = _timers.Count;
    }

    private long? NextDue()
    {
        lock (_lock) return _timers.Count == 0 ? null : _timers.Min(t => t.Due);
    }

    private ManualTimer? TakeDue()
    {
        lock (_lock)
        {
            if (_timers.Where(t => t.Due <= _now).MinBy(t => t.Due) is not { } due) return null;
            if (due.Period > 0) due.Due += due.Period;
            else Disarm(due);
            return due;
        }
    }

    private sealed class ManualTimer(ManualClock clock, Action fire) : ITimer
    {
        public long Due { get; set; }

        public long Period { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                clock.Disarm(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                Due = clock._now + dueTime.Ticks * TimeSpan.NanosecondsPerTick;
                Period = period == Timeout.InfiniteTimeSpan ? 0 : period.Ticks * TimeSpan.NanosecondsPerTick;
                clock.Arm(this);
            }

            // A timer that is due already fires at once, but on a thread of its own: its maker may hold a lock.
            if (dueTime <= TimeSpan.Zero) ThreadPool.QueueUserWorkItem(static c => c.Now = c.Now, clock, preferLocal: false);
            return true;
        }

        public void Dispose()
        {
            lock (clock._lock) clock.Disarm(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
