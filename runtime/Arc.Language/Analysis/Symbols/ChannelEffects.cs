using System.Collections.Immutable;
using Arc.Language.Binding;
using Arc.Sdk.Channels;

namespace Arc.Language.Analysis;

/// <summary>The channels that a body reads and writes: the host's, and those in its channel parameters (language section 12).</summary>
internal sealed class ChannelEffects
{
    private readonly SortedDictionary<int, string> _reads = [];
    private readonly SortedDictionary<int, string> _writes = [];

    /// <summary>Calls made, with the channels passed for the callee's channel parameters.</summary>
    public List<(FunctionSymbol Callee, Dictionary<BoundVariable, BoundChannel> Channels)> Calls { get; } = [];

    /// <summary>Channel parameters that are read.</summary>
    public HashSet<BoundVariable> ReadParameters { get; } = [];

    /// <summary>Channel parameters that are written.</summary>
    public HashSet<BoundVariable> WriteParameters { get; } = [];

    public ImmutableSortedDictionary<int, string> ReadsByKey => _reads.ToImmutableSortedDictionary();

    public ImmutableSortedDictionary<int, string> WritesByKey => _writes.ToImmutableSortedDictionary();

    public bool Read(BoundChannel channel) =>
        channel.Parameter is { } parameter ? ReadParameters.Add(parameter) : Add(_reads, channel.Info!);

    public bool Write(BoundChannel channel) =>
        channel.Parameter is { } parameter ? WriteParameters.Add(parameter) : Add(_writes, channel.Info!);

    /// <summary>Takes over what the callees do. Returns whether anything was new.</summary>
    public bool FollowCalls()
    {
        var changed = false;
        foreach (var (callee, channels) in Calls)
        {
            var effects = callee.Effects;
            foreach (var (key, name) in effects._reads) changed |= _reads.TryAdd(key, name);
            foreach (var (key, name) in effects._writes) changed |= _writes.TryAdd(key, name);
            foreach (var (parameter, channel) in channels)
            {
                if (effects.ReadParameters.Contains(parameter)) changed |= Read(channel);
                if (effects.WriteParameters.Contains(parameter)) changed |= Write(channel);
            }
        }

        return changed;
    }

    private static bool Add(SortedDictionary<int, string> set, ChannelInfo channel) => set.TryAdd(channel.Key, channel.Name);
}
