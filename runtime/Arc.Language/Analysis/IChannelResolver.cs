using System.Collections.Frozen;
using System.Globalization;
using Arc.Sdk.Channels;
using Arc.Sdk.Types;

namespace Arc.Language.Analysis;

/// <summary>Finds the host's channels by name or decimal key (language sections 6 and 12).</summary>
public interface IChannelResolver
{
    /// <summary>The channel of a name or decimal key; null if the host has none.</summary>
    ChannelInfo? Find(string nameOrKey);

    /// <summary>All channels, for suggestions; a host with a great many may offer some.</summary>
    IEnumerable<ChannelInfo> Channels { get; }

    /// <summary>Whether <see cref="Declare"/> offers channels.</summary>
    bool Declares => false;

    /// <summary>Offers a channel for a name that the program writes and nothing declares; null if the host does not do so.</summary>
    /// <param name="name">The name, an identifier.</param>
    /// <param name="type">The type of what is written.</param>
    ChannelInfo? Declare(string name, ArcType type) => null;
}

/// <summary>A fixed set of channels.</summary>
public sealed class ChannelCatalog : IChannelResolver
{
    private readonly FrozenDictionary<string, ChannelInfo> _byName;
    private readonly FrozenDictionary<int, ChannelInfo> _byKey;

    /// <summary>Makes a catalogue.</summary>
    /// <exception cref="ArgumentException">Two channels share a name or key.</exception>
    public ChannelCatalog(IEnumerable<ChannelInfo> channels)
    {
        var list = channels.ToList();
        _byName = list.ToFrozenDictionary(static c => c.Name, StringComparer.Ordinal);
        _byKey = list.ToFrozenDictionary(static c => c.Key);
        Channels = list;
    }

    /// <summary>No channels.</summary>
    public static ChannelCatalog Empty { get; } = new([]);

    /// <inheritdoc/>
    public IEnumerable<ChannelInfo> Channels { get; }

    /// <inheritdoc/>
    public ChannelInfo? Find(string nameOrKey)
    {
        if (_byName.TryGetValue(nameOrKey, out var channel)) return channel;
        return int.TryParse(nameOrKey, NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? _byKey.GetValueOrDefault(key) : null;
    }
}

/// <summary>The host's channels, and one more for every name that the program writes and nothing declares.</summary>
/// <param name="declared">The channels that the host has.</param>
public sealed class InferringChannelCatalog(IReadOnlyCollection<ChannelInfo> declared) : IChannelResolver
{
    private readonly List<ChannelInfo> _channels = [.. declared];
    private readonly Dictionary<string, ChannelInfo> _byName = declared.ToDictionary(static c => c.Name, StringComparer.Ordinal);
    private readonly Dictionary<int, ChannelInfo> _byKey = declared.ToDictionary(static c => c.Key);

    /// <inheritdoc/>
    public IEnumerable<ChannelInfo> Channels => _channels;

    /// <inheritdoc/>
    public ChannelInfo? Find(string nameOrKey)
    {
        if (_byName.TryGetValue(nameOrKey, out var channel)) return channel;
        return int.TryParse(nameOrKey, NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? _byKey.GetValueOrDefault(key) : null;
    }

    /// <inheritdoc/>
    public bool Declares => true;

    /// <inheritdoc/>
    public ChannelInfo? Declare(string name, ArcType type)
    {
        var channel = new ChannelInfo(_byKey.Count == 0 ? 1 : _byKey.Keys.Max() + 1, name, type);
        _channels.Add(channel);
        _byName.Add(name, channel);
        _byKey.Add(channel.Key, channel);
        return channel;
    }
}
