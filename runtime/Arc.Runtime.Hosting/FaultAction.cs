namespace Arc.Runtime.Hosting;

/// <summary>What happens when a session fails: a deadline was missed, a channel overflowed, the host's output threw.</summary>
public enum FaultAction : byte
{
    /// <summary>The application stops.</summary>
    StopHost,

    /// <summary>The session starts afresh with the program that ran last, after <see cref="ArcHostOptions.RestartDelay"/>.</summary>
    Restart,

    /// <summary>The application goes on without the session; its health check reports it.</summary>
    Stay,
}
