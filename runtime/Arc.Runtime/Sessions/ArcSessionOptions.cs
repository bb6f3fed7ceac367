using System.Globalization;
using Arc.Dataflow;
using Arc.Engines;
using Arc.Sdk.Channels;
using Arc.Sdk.Values;

namespace Arc.Runtime;

/// <summary>What happens when a cycle does not end in time.</summary>
public enum DeadlineAction : byte
{
    /// <summary>The safe state is written, the cycle is cancelled, and the session ends with a <see cref="DeadlineMissedException"/>.</summary>
    Stop,

    /// <summary>It is counted, and the program runs on.</summary>
    Report,
}

/// <summary>What a session gets from its host.</summary>
public sealed record ArcSessionOptions
{
    /// <summary>The defaults.</summary>
    public static ArcSessionOptions Default { get; } = new();

    /// <summary>The session's name in metrics and logs.</summary>
    public string Name { get; init; } = "arc";

    /// <summary>Runs compiled functions. The managed engine unless set.</summary>
    public IWasmEngine Engine { get; init; } = ArcProgram.DefaultEngine;

    /// <summary>Bounds on the guest.</summary>
    public InstanceOptions Limits { get; init; } = InstanceOptions.Default;

    /// <summary>The wall clock, elapsed time and timers; a test passes a <see cref="ManualClock"/>.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Services that modules may ask for.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>Bytes that strings and series of one cycle may occupy. Default 64 MiB.</summary>
    public long HandleBytes { get; init; } = HandleBudget.DefaultLimit;

    /// <summary>Loop iterations and calls of all compiled functions in one cycle together. Default 100 million, 0 means no bound.</summary>
    public long CycleBudget { get; init; } = 100_000_000;

    /// <summary>Unread batches that are kept of one channel. Default 1,024; more end the session with a <see cref="ChannelOverflowException"/>.</summary>
    public int MaxUnreadBatches { get; init; } = ChannelStore.DefaultMaxUnreadBatches;

    /// <summary>Samples and time stamps that all nodes together may write in one cycle; a write beyond them fails. Default 8,388,608.</summary>
    public int MaxWrittenSamples { get; init; } = ChannelStore.DefaultMaxWrittenSamples;

    /// <summary>Frames that may wait for the loop. Default 1,024; who posts more waits.</summary>
    public int MaxWaitingFrames { get; init; } = SessionRunnerOptions.DefaultMaxWaitingFrames;

    /// <summary>What <see cref="ArcSession.CheckpointAsync"/> of a session of the same program gave: the new one goes on from there. Null to start afresh.</summary>
    public ReadOnlyMemory<byte>? Checkpoint { get; init; }

    /// <summary>What the outputs are set to when the program no longer looks after them.</summary>
    public SafeState SafeState { get; init; } = SafeState.None;

    /// <summary>Longest time from when a cycle is due (its frame was posted, its timer ran out) to its end; null for none.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>What happens when <see cref="Deadline"/> is missed.</summary>
    public DeadlineAction OnDeadlineMissed { get; init; }

    /// <summary>
    /// Receives everything at once: on the loop's thread, and on the watchdog's for a safe state that is written while the loop hangs. It must be
    /// quick and must not throw; what it throws ends the session. Null if subscriptions are enough.
    /// </summary>
    public Action<SessionEvent>? Output { get; init; }
}

/// <summary>A session ended because a cycle did not end in time.</summary>
/// <param name="miss">What was found.</param>
/// <param name="inner">What the host's output threw when the safe state was written; null if nothing.</param>
public sealed class DeadlineMissedException(DeadlineMiss miss, Exception? inner = null) : TimeoutException(Describe(miss), inner)
{
    /// <summary>What was found.</summary>
    public DeadlineMiss Miss { get; } = miss;

    internal static string Describe(DeadlineMiss miss)
    {
        ArgumentNullException.ThrowIfNull(miss);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"a cycle was due {miss.Late.TotalMilliseconds:F1} ms ago and {(miss.IsUnderWay ? "has not ended" : "ended only now")}; the deadline is {miss.Allowed.TotalMilliseconds:F1} ms (ArcSessionOptions.Deadline)");
    }
}
