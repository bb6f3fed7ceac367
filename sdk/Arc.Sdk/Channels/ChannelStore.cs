using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Arc.Sdk.Hosting;
using Arc.Sdk.Types;

namespace Arc.Sdk.Channels;

/// <summary>
/// The channel buffers of one session (arc-runtime.md, section 8): batches that arrived and were not read yet, the latest
/// batch of each channel, and the samples written in the current cycle. The runtime calls it in this order, once a cycle:
/// <see cref="Ingest{T}(int, ReadOnlySpan{T})"/>, the nodes, <see cref="ClearReads"/>, <see cref="ClearWrites"/>.
/// </summary>
public sealed partial class ChannelStore
{
    /// <summary>Unread batches that are kept of one channel unless the host says otherwise.</summary>
    public const int DefaultMaxUnreadBatches = 1024;

    private readonly Dictionary<int, ChannelBuffer> _byKey = [];
    private readonly Dictionary<string, ChannelInfo> _byName = new(StringComparer.Ordinal);
    private readonly List<ChannelInfo> _all = [];
    private readonly HashSet<int> _unknown = [];
    private readonly SessionClock _clock;

    /// <summary>Makes empty buffers.</summary>
    /// <param name="channels">The channels that the host offers.</param>
    /// <param name="clock">Stamps the samples that bodies write.</param>
    /// <exception cref="ArgumentException">Two channels share a key or a name, or a key is 0.</exception>
    public ChannelStore(IEnumerable<ChannelInfo> channels, SessionClock clock)
    {
        ArgumentNullException.ThrowIfNull(channels);
        _clock = clock;
        foreach (var channel in channels)
        {
            if (channel.Key == 0) throw new ArgumentException($"channel '{channel.Name}' has the key 0, which means \"no channel\"", nameof(channels));
            if (_byKey.ContainsKey(channel.Key)) throw new ArgumentException($"two channels have the key {channel.Key}", nameof(channels));
            if (!_byName.TryAdd(channel.Name, channel)) throw new ArgumentException($"two channels are named '{channel.Name}'", nameof(channels));
            Add(channel);
        }

        foreach (var buffer in _byKey.Values)
        {
            if (buffer.Info.IndexKey == 0 || !_byKey.TryGetValue(buffer.Info.IndexKey, out var index)) continue;
            buffer.Index = index;
            index.Indexed.Add(buffer);
        }
    }

    /// <summary>The channels in the order in which the host offered them, then those that the program named by an unknown key.</summary>
    public IReadOnlyList<ChannelInfo> Channels => _all;

    /// <summary>Batches that are kept of one channel while some active node has not read them; more are an error of <see cref="Ingest{T}(int, ReadOnlySpan{T})"/>.</summary>
    public int MaxUnreadBatches { get; set; } = DefaultMaxUnreadBatches;

    /// <summary>Number of the current cycle.</summary>
    internal long Cycle { get; private set; }

    /// <summary>Looks a channel up by name.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out ChannelInfo? channel) => _byName.TryGetValue(name, out channel);

    /// <summary>Looks a channel up by key.</summary>
    public bool TryFind(int key, [NotNullWhen(true)] out ChannelInfo? channel)
    {
        channel = _byKey.TryGetValue(key, out var buffer) ? buffer.Info : null;
        return channel is not null;
    }

    /// <summary>The buffers of a channel, for tools; null if no channel has that key.</summary>
    public ChannelBuffer? Find(int key) => _byKey.GetValueOrDefault(key);

    /// <summary>The last sample of the latest batch; the zero value before the first, or if the channel is of another type.</summary>
    public T Latest<T>(int key) => _byKey.TryGetValue(key, out var buffer) && buffer is ChannelBuffer<T> typed ? typed.Latest : default!;

    /// <summary>
    /// Makes the reader of a node. It starts before everything that was received; call <see cref="ChannelReader.SkipReceived"/> when the node
    /// is reset. A key that the host does not know names a channel that never receives anything.
    /// </summary>
    /// <exception cref="ArgumentException">The channel carries another type.</exception>
    public ChannelReader<T> AddReader<T>(int key, NodeKey node)
    {
        if (!_byKey.TryGetValue(key, out var buffer)) buffer = AddUnknown<T>(key);
        if (buffer is not ChannelBuffer<T> typed)
            throw new ArgumentException($"node '{node.Name}' reads channel '{buffer.Info.Name}' as {PrimitiveFacts.Of<T>().Name()}, but it carries {buffer.Info.Type}", nameof(key));
        var reader = new ChannelReader<T>(this, typed, node);
        typed.Add(reader);
        return reader;
    }

    private ChannelBuffer Add(ChannelInfo channel)
    {
        var buffer = ChannelBuffer.For(channel);
        _byKey.Add(channel.Key, buffer);
        _all.Add(channel);
        return buffer;
    }

    private ChannelBuffer AddUnknown<T>(int key) => AddUnknown(key, PrimitiveFacts.Of<T>());

    private ChannelBuffer AddUnknown(int key, Primitive element)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"#{key}");
        _unknown.Add(key);
        return Add(new ChannelInfo(key, name, ArcType.Of(element)));
    }
}
