namespace Arc.Cli.Running;

/// <summary>A clock that stands where the data is: time is taken from the rows.</summary>
internal sealed class DataClock : TimeProvider
{
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Sets the clock, in ns since the epoch.</summary>
    public void Set(long nanoseconds) => _now = DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick);

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.UtcTicks;
}
