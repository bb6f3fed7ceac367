using Arc.Sdk.Hosting;

namespace Arc.Stl;

/// <summary>The clock and timers. Times are in ns since the epoch, time spans in ns.</summary>
/// <param name="clock">The session's clock.</param>
[Module("time")]
public sealed partial class TimeModule(SessionClock clock)
{
    /// <summary>The wall clock in ns since the Unix epoch, strictly increasing within a session.</summary>
    [HostFunction]
    [Prelude(Deprecated = true)]
    [return: Unit("ns")]
    public long Now() => clock.NextUnique();
}
