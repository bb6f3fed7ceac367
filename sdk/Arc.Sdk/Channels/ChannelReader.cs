using System.Globalization;

namespace Arc.Sdk.Channels;

/// <summary>
/// One node's position in one channel: which batches it has read (arc-stl.md, <c>on</c>). A reader that asks in every cycle keeps
/// unread batches from being dropped; one that stops asking, since its scope is not active, does not.
/// </summary>
public abstract class ChannelReader
{
    private protected ChannelReader(ChannelBuffer channel, NodeKey node)
    {
        Buffer = channel;
        Node = node;
    }

    /// <summary>The channel.</summary>
    public ChannelInfo Channel => Buffer.Info;

    /// <summary>The node that reads.</summary>
    public NodeKey Node { get; }

    /// <summary>Batches that begin below it are not read any more.</summary>
    public ulong Mark { get; internal set; }

    internal ChannelBuffer Buffer { get; }

    /// <summary>The cycle in which it last asked.</summary>
    internal long AskedIn { get; private protected set; } = -1;

    /// <summary>Passes over everything that was received up to now: the scope that owns the node is entered.</summary>
    public void SkipReceived() => Mark = Math.Max(Mark, Buffer.ReceivedUpTo);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Node.Name} reads {Channel.Name} from {Mark}");
}

/// <summary>One node's position in one channel.</summary>
/// <typeparam name="T">The type of the samples.</typeparam>
public sealed class ChannelReader<T> : ChannelReader
{
    private readonly ChannelStore _store;
    private readonly ChannelBuffer<T> _buffer;
    private long _tookIn = -1;

    internal ChannelReader(ChannelStore store, ChannelBuffer<T> buffer, NodeKey node)
        : base(buffer, node)
    {
        _store = store;
        _buffer = buffer;
    }

    /// <summary>
    /// Takes the next batch that was not read: at most one a cycle. A batch whose channel has an index channel is passed over until
    /// the time stamps of the same alignment are there.
    /// </summary>
    /// <returns>False if there is nothing to take.</returns>
    public bool TryTake(out ChannelBatch<T> batch)
    {
        AskedIn = _store.Cycle;
        if (_tookIn == _store.Cycle || !_buffer.TryFind(Mark, out batch))
        {
            batch = default;
            return false;
        }

        _tookIn = _store.Cycle;
        Mark = batch.Alignment + (ulong)batch.Values.Length;
        return true;
    }
}
