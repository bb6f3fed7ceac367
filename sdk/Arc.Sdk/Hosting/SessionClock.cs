namespace Arc.Sdk.Hosting;

/// <summary>The wall clock of one session, in nanoseconds since the Unix epoch.</summary>
/// <param name="time">Where it is read; a test passes a manual one.</param>
public sealed class SessionClock(TimeProvider time)
{
    private long _last = long.MinValue;

    /// <summary>The clock as it stands.</summary>
    public long Now => (time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) * 100;

    /// <summary>The clock, or one more than the last answer if it did not advance: <c>time.now</c> (arc-stl.md, section 2.2).</summary>
    public long NextUnique() => _last = Math.Max(Now, _last == long.MaxValue ? _last : _last + 1);
}
