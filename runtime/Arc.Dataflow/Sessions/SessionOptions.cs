using Arc.Sdk.Channels;
using Arc.Sdk.Values;

namespace Arc.Dataflow;

/// <summary>What a session gets from its host.</summary>
public sealed record SessionOptions
{
    /// <summary>The channels that the host offers.</summary>
    public IReadOnlyList<ChannelInfo> Channels { get; init; } = [];

    /// <summary>Where the wall clock is read and elapsed time is measured; a test passes a manual one.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Services that modules may ask for.</summary>
    public IServiceProvider? Services { get; init; }

    /// <summary>Bytes that strings and series of one cycle may occupy. Default 64 MiB.</summary>
    public long HandleBytes { get; init; } = HandleBudget.DefaultLimit;

    /// <summary>
    /// Loop iterations and calls of all compiled functions in one cycle together. When they are used up, every further call in the cycle fails with
    /// <c>execution budget exhausted</c>; the next cycle begins anew. Default 100 million, 0 means no bound.
    /// </summary>
    public long CycleBudget { get; init; } = 100_000_000;

    /// <summary>Unread batches that are kept of one channel. Default 1,024.</summary>
    public int MaxUnreadBatches { get; init; } = ChannelStore.DefaultMaxUnreadBatches;

    /// <summary>Samples and time stamps that all nodes together may write in one cycle; a write beyond them fails. Default 8,388,608.</summary>
    public int MaxWrittenSamples { get; init; } = ChannelStore.DefaultMaxWrittenSamples;

    /// <summary>
    /// What <see cref="Session.Checkpoint"/> gave: the session goes on from there, at the same elapsed time. The program, the types of its channels
    /// and its modules must be the same.
    /// </summary>
    public ReadOnlyMemory<byte>? Checkpoint { get; init; }

    /// <summary>
    /// A session, between two cycles, whose place this one takes with another program. The elapsed time, the latest samples of channels that
    /// the new host offers with the same type, their time stamps and alignments go on; everything else starts, and what was received before is passed
    /// over. The other session is not changed, and its owner disposes of it.
    /// </summary>
    public Session? Replaces { get; init; }

    /// <summary>Ends invocations of the guest, and with them the cycle.</summary>
    public CancellationToken Cancellation { get; init; }
}
