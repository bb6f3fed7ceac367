namespace Arc.Cases;

/// <summary>A wall clock that stands where the case put it.</summary>
internal sealed class ManualClock : TimeProvider
{
    /// <summary>Nanoseconds since the Unix epoch.</summary>
    public long Now { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(Now / TimeSpan.NanosecondsPerTick);

    public override long GetTimestamp() => Now / TimeSpan.NanosecondsPerTick;
}
