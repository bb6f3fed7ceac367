namespace Arc.Dataflow;

/// <summary>A wall clock that stands where its owner put it: at the time of a recorded row, or of a case's step.</summary>
public sealed class ManualClock : TimeProvider
{
    /// <summary>Nanoseconds since the Unix epoch; read in steps of 100.</summary>
    public long Now { get; set; }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(Now / TimeSpan.NanosecondsPerTick);

    /// <inheritdoc/>
    public override long GetTimestamp() => Now / TimeSpan.NanosecondsPerTick;
}
