using System.Diagnostics.CodeAnalysis;
using Arc.Sdk.Hosting;

namespace Arc.Sdk.Channels;

/// <summary>
/// The channel buffers of one session (arc-runtime.md, section 8): batches that arrived and were not read yet, the latest
/// batch of each channel, and the samples written in the current cycle.
/// </summary>
public sealed partial class ChannelStore
{
    private readonly Dictionary<int, ChannelBuffer> _byKey = [];
    private readonly Dictionary<string, ChannelInfo> _byName = new(StringComparer.Ordinal);
    private readonly List<ChannelInfo> _all = [];
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
            if (!_byKey.TryAdd(channel.Key, ChannelBuffer.For(channel)))
                throw new ArgumentException($"two channels have the key {channel.Key}", nameof(channels));
            if (!_byName.TryAdd(channel.Name, channel)) throw new ArgumentException($"two channels are named '{channel.Name}'", nameof(channels));
            _all.Add(channel);
        }
    }

    /// <summary>The channels in the order in which the host offered them.</summary>
    public IReadOnlyList<ChannelInfo> Channels => _all;

    /// <summary>Looks a channel up by name.</summary>
    public bool TryFind(string name, [NotNullWhen(true)] out ChannelInfo? channel) => _byName.TryGetValue(name, out channel);

    /// <summary>Looks a channel up by key.</summary>
    public bool TryFind(int key, [NotNullWhen(true)] out ChannelInfo? channel)
    {
        channel = _byKey.TryGetValue(key, out var buffer) ? buffer.Info : null;
        return channel is not null;
    }

    /// <summary>The last sample of the latest batch; the zero value before the first, or if the channel is of another type.</summary>
    public T Latest<T>(int key) => _byKey.TryGetValue(key, out var buffer) && buffer is ChannelBuffer<T> typed ? typed.Latest : default!;

    /// <summary>Appends one sample to the channel's write buffer and a time stamp to its index channel's.</summary>
    /// <exception cref="KeyNotFoundException">No channel has that key.</exception>
    public void Write<T>(int key, T value)
    {
        var buffer = Buffer(key);
        buffer.Append(value);
        Touch(buffer);
        if (buffer.Info.IndexKey == 0 || !_byKey.TryGetValue(buffer.Info.IndexKey, out var index)) return;
        index.AppendStamp(_clock.Now);
        Touch(index);
    }

    private ChannelBuffer Buffer(int key) =>
        _byKey.TryGetValue(key, out var buffer) ? buffer : throw new KeyNotFoundException($"no channel has the key {key}");
}
