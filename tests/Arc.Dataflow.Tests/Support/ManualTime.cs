namespace Arc.Dataflow.Tests;

/// <summary>A wall clock that stands still until a test moves it.</summary>
public sealed class ManualTime : TimeProvider
{
    /// <summary>Nanoseconds since the Unix epoch; a multiple of 100.</summary>
    public long Now { get; set; } = 1_000_000_000;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(Now / 100);
}
