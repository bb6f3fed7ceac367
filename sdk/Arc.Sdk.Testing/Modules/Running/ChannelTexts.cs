using System.Collections.Immutable;
using Arc.Runtime;
using Arc.Sdk.Channels;

namespace Arc.Sdk.Testing.Modules;

/// <summary>Channels as a test writes them: name, type, and maybe <c>index</c> and the name of the channel with their time stamps.</summary>
internal static class ChannelTexts
{
    private const string Index = "index";

    public static ImmutableArray<ChannelInfo> Parse(IReadOnlyList<string> texts)
    {
        var words = texts.Select(static t => t.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        var keys = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Length < 2) throw Wrong(texts[i]);
            if (!keys.TryAdd(words[i][0], i + 1)) throw new ModuleBenchException($"two channels are named '{words[i][0]}'");
        }

        var channels = ImmutableArray.CreateBuilder<ChannelInfo>(words.Length);
        for (var i = 0; i < words.Length; i++)
        {
            var parts = words[i];
            var isIndexed = parts.Length > 3 && parts[^2] == Index;
            var type = ChannelList.ParseType(string.Join(' ', parts[1..(isIndexed ? ^2 : ^0)])) ?? throw Wrong(texts[i]);
            var index = !isIndexed ? 0 : keys.TryGetValue(parts[^1], out var key) ? key
                : throw new ModuleBenchException($"channel '{parts[0]}' has the index '{parts[^1]}', which is no channel{Names.Phrase(parts[^1], keys.Keys)}");
            channels.Add(new ChannelInfo(i + 1, parts[0], type, index));
        }

        return channels.MoveToImmutable();
    }

    private static ModuleBenchException Wrong(string text) =>
        new($"'{text}' is no channel; expected a name and a type, for example \"pressure f64\", \"flow f64 psi\" or \"pressure f64 index pressure_time\"");
}
