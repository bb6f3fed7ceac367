namespace Arc.Sdk.Hosting;

/// <summary>
/// A wall clock that is finer than the 100 ns of <see cref="DateTimeOffset"/>. A <see cref="TimeProvider"/> that is one, such as the clock that
/// follows a recording, is read through it by <see cref="SessionClock"/>, so that no time stamp is rounded.
/// </summary>
public interface INanosecondClock
{
    /// <summary>Nanoseconds since the Unix epoch.</summary>
    long UtcNanoseconds { get; }
}
