namespace Arc.Dataflow;

/// <summary>How a session is driven.</summary>
public sealed record SessionRunnerOptions
{
    /// <summary>Frames that may wait unless the host says otherwise.</summary>
    public const int DefaultMaxWaitingFrames = 1024;

    /// <summary>The defaults: the system's clock, no deadline.</summary>
    public static SessionRunnerOptions Default { get; } = new();

    /// <summary>Measures elapsed time and makes timers.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Frames that may wait; a host that posts more waits itself. At least 1.</summary>
    public int MaxWaitingFrames { get; init; } = DefaultMaxWaitingFrames;

    /// <summary>Called on the loop's thread after each cycle.</summary>
    public Action<CycleTiming>? CycleCompleted { get; init; }

    /// <summary>
    /// Longest time from when a cycle is due to its end; null for none. A watchdog on another thread finds a cycle that is late while it
    /// still hangs, at the latest a quarter of this time after it is missed.
    /// </summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>Called once for every missed deadline: by the watchdog while the cycle is still under way, else by the loop when it is over.</summary>
    public Action<DeadlineMiss>? DeadlineMissed { get; init; }
}

/// <summary>A cycle did not end in time.</summary>
/// <param name="Late">Time since it was due, when that was found.</param>
/// <param name="Allowed">The deadline.</param>
/// <param name="IsUnderWay">Whether the cycle has not ended yet.</param>
public sealed record DeadlineMiss(TimeSpan Late, TimeSpan Allowed, bool IsUnderWay);
