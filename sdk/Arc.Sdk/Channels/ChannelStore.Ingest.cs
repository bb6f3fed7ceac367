using System.Globalization;
using System.Runtime.InteropServices;
using Arc.Sdk.Types;

namespace Arc.Sdk.Channels;

public sealed partial class ChannelStore
{
    private readonly List<ChannelBuffer> _arrived = [];
    private readonly Dictionary<ChannelBuffer, Group> _groups = [];
    private long _frame;

    /// <summary>Channels that received something in this cycle, or that some active node has not read to the end.</summary>
    public ReadOnlySpan<ChannelBuffer> Arrived => CollectionsMarshal.AsSpan(_arrived);

    /// <summary>
    /// Begins a frame: the series of one frame that share an index channel belong together and get one alignment
    /// (arc-runtime.md, section 8), unless the host gives alignments itself.
    /// </summary>
    public void BeginFrame() => _frame++;

    /// <summary>Appends a batch behind everything that the channel received before.</summary>
    /// <exception cref="KeyNotFoundException">No channel has that key.</exception>
    /// <exception cref="ArgumentException">The channel carries another type.</exception>
    /// <exception cref="ChannelOverflowException">The channel has more unread batches than <see cref="MaxUnreadBatches"/>.</exception>
    public void Ingest<T>(int key, ReadOnlySpan<T> values)
    {
        var buffer = Buffer<T>(key);
        if (values.IsEmpty) return;
        var group = GroupOf(buffer);
        if (group.Frame != _frame)
        {
            group.Frame = _frame;
            group.Base = group.Next;
        }

        Receive(buffer, values, Math.Max(group.Base, buffer.ReceivedUpTo));
    }

    /// <summary>Appends a batch; an empty one is ignored.</summary>
    /// <param name="key">The channel.</param>
    /// <param name="values">The samples; copied.</param>
    /// <param name="alignment">Upper half the domain, lower half the index of the first sample. Time stamps belong to the samples of the same alignment.</param>
    /// <exception cref="KeyNotFoundException">No channel has that key.</exception>
    /// <exception cref="ArgumentException">The channel carries another type.</exception>
    /// <exception cref="ChannelOverflowException">The channel has more unread batches than <see cref="MaxUnreadBatches"/>.</exception>
    public void Ingest<T>(int key, ReadOnlySpan<T> values, ulong alignment)
    {
        var buffer = Buffer<T>(key);
        if (!values.IsEmpty) Receive(buffer, values, alignment);
    }

    /// <summary>
    /// Ends the reading part of a cycle: of each channel the latest batch is kept, and every batch that some active node has not read.
    /// </summary>
    /// <returns>Whether an active node can read another batch at once: the next cycle is due now.</returns>
    public bool ClearReads()
    {
        Cycle++;
        if (_arrived.Count == 0) return false;
        var more = false;
        var kept = 0;
        var cycle = Cycle - 1;
        for (var i = 0; i < _arrived.Count; i++)
        {
            var buffer = _arrived[i];
            buffer.DropBelow(buffer.NeededFrom(cycle));
            var unread = buffer.HasMore(cycle);
            more |= unread;
            buffer.IsArrived = unread;
            if (unread) _arrived[kept++] = buffer;
        }

        _arrived.RemoveRange(kept, _arrived.Count - kept);
        return more;
    }

    private void Receive<T>(ChannelBuffer<T> buffer, ReadOnlySpan<T> values, ulong alignment)
    {
        if (buffer.BatchCount >= MaxUnreadBatches && buffer.HasReaders) throw new ChannelOverflowException(buffer.Info.Name, MaxUnreadBatches);
        buffer.Receive(values, alignment);
        var group = GroupOf(buffer);
        group.Next = Math.Max(group.Next, buffer.ReceivedUpTo);
        Arrive(buffer);
        // New time stamps can make samples readable that came before them.
        foreach (var channel in buffer.Indexed)
        {
            if (channel.BatchCount > 0 && channel.Readers.Count > 0) Arrive(channel);
        }
    }

    private void Arrive(ChannelBuffer buffer)
    {
        if (buffer.IsArrived) return;
        buffer.IsArrived = true;
        _arrived.Add(buffer);
    }

    private Group GroupOf(ChannelBuffer buffer)
    {
        var head = buffer.Index ?? buffer;
        if (!_groups.TryGetValue(head, out var group)) _groups.Add(head, group = new Group());
        return group;
    }

    private ChannelBuffer<T> Buffer<T>(int key)
    {
        if (!_byKey.TryGetValue(key, out var buffer)) throw new KeyNotFoundException($"no channel has the key {key}");
        return buffer as ChannelBuffer<T>
            ?? throw new ArgumentException($"channel '{buffer.Info.Name}' carries {buffer.Info.Type}, not {PrimitiveFacts.Of<T>().Name()}", nameof(key));
    }

    /// <summary>Channels that share an index channel, and their alignment.</summary>
    private sealed class Group
    {
        public long Frame = -1;
        public ulong Base;
        public ulong Next;
    }
}

/// <summary>A channel received more batches than the program reads, one a cycle.</summary>
/// <param name="channel">The channel.</param>
/// <param name="limit">How many may wait.</param>
public sealed class ChannelOverflowException(string channel, int limit) : Exception(string.Create(
    CultureInfo.InvariantCulture,
    $"channel '{channel}' has {limit} unread batches and received another one (setting MaxUnreadBatches); run more cycles between frames, or send its time stamps if it has an index channel"))
{
    /// <summary>The channel.</summary>
    public string Channel { get; } = channel;
}
