namespace Arc.Dataflow;

/// <summary>
/// Looks from another thread whether the loop answers in time. The loop only says, in one write a cycle, since when something is due;
/// a timer compares that with the clock, so that a loop that hangs is found as well as one that never runs.
/// </summary>
internal sealed class CycleWatchdog : IAsyncDisposable
{
    private const long Nothing = long.MaxValue;

    private readonly TimeProvider _time;
    private readonly TimeSpan _allowed;
    private readonly Action<DeadlineMiss> _missed;
    private readonly ITimer _timer;

    // Time stamp since when something is due; in the future while the loop waits for a deadline.
    private long _due = Nothing;

    // Whether what is due now was reported, so that one miss is reported once.
    private int _isReported;

    public CycleWatchdog(TimeProvider time, TimeSpan allowed, Action<DeadlineMiss> missed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(allowed, TimeSpan.Zero);
        _time = time;
        _allowed = allowed;
        _missed = missed;
        var period = TimeSpan.FromTicks(Math.Clamp(allowed.Ticks / 4, TimeSpan.TicksPerMillisecond, TimeSpan.TicksPerSecond));
        _timer = time.CreateTimer(static w => ((CycleWatchdog)w!).Look(), this, period, period);
    }

    /// <summary>Something came up for a loop that may be waiting.</summary>
    public void Posted(long at)
    {
        var due = Volatile.Read(ref _due);
        while (at < due)
        {
            var found = Interlocked.CompareExchange(ref _due, at, due);
            if (found == due) return;
            due = found;
        }
    }

    /// <summary>The loop turns to what is due since <paramref name="at"/>, or waits for it.</summary>
    public void Due(long at) => Volatile.Write(ref _due, at);

    /// <summary>The loop has nothing to do.</summary>
    public void Idle()
    {
        Volatile.Write(ref _due, Nothing);
        Volatile.Write(ref _isReported, 0);
    }

    /// <summary>The loop ended a cycle that was due since <paramref name="at"/>.</summary>
    public void Ended(long at) => Report(at, isUnderWay: false);

    /// <summary>Ends the watch; a look that is under way is waited for.</summary>
    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Look()
    {
        var due = Volatile.Read(ref _due);
        if (due != Nothing) Report(due, isUnderWay: true);
    }

    private void Report(long due, bool isUnderWay)
    {
        var now = _time.GetTimestamp();
        if (now <= due) return;
        var late = _time.GetElapsedTime(due, now);
        if (late <= _allowed || Interlocked.Exchange(ref _isReported, 1) == 1) return;
        _missed(new DeadlineMiss(late, _allowed, isUnderWay));
    }
}
