namespace Arc.Runtime.Hosting;

/// <summary>Where a hosted session is in its life.</summary>
public enum HostedSessionState : byte
{
    /// <summary>The host has not started it yet.</summary>
    NotStarted,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It failed and will start again.</summary>
    Restarting,

    /// <summary>It failed and stays so.</summary>
    Faulted,

    /// <summary>Its input was closed and nothing was left to do, or the host stopped it.</summary>
    Ended,
}
