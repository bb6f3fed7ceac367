using System.Collections.Immutable;
using System.Text.Json;
using Arc.Language.Graphs;
using Arc.Sdk.Channels;
using Arc.Sdk.Types;

namespace Arc.Runtime;

/// <summary>
/// Reads what a host offers from JSON (cases.md): <c>{"name": "f64", ...}</c>, or a list of objects with <c>name</c>,
/// <c>type</c>, <c>key</c> and <c>index</c>.
/// </summary>
public static class ChannelList
{
    /// <summary>Reads a channel list from a JSON text, in which comments and trailing commas are allowed.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="FormatException">It is no JSON, or no channel list; the message says what is wrong.</exception>
    public static ImmutableArray<ChannelInfo> Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return Read(document.RootElement, static reason => new FormatException(reason));
        }
        catch (JsonException e)
        {
            throw new FormatException($"not JSON: {e.Message}", e);
        }
    }

    /// <summary>Reads a channel list.</summary>
    /// <param name="json">The JSON value.</param>
    /// <param name="wrong">Makes the exception for a malformed list from the reason.</param>
    public static ImmutableArray<ChannelInfo> Read(JsonElement json, Func<string, Exception> wrong)
    {
        ArgumentNullException.ThrowIfNull(wrong);
        if (!JsonTexts.AreWhole(json)) throw wrong("a text of the channel list has half of a surrogate pair");
        var entries = json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject().Select(p => new Entry(p.Name, Type(p.Value, p.Name, wrong), null, null)).ToArray(),
            JsonValueKind.Array => [.. json.EnumerateArray().Select(e => ReadEntry(e, wrong))],
            _ => throw wrong("'channels' must be an object or a list"),
        };
        if (entries.GroupBy(e => e.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw wrong($"two channels are named '{twice.Key}'");

        if (entries.Where(e => e.Key is not null).GroupBy(e => e.Key).FirstOrDefault(g => g.Count() > 1) is { } same)
            throw wrong($"the channels {string.Join(" and ", same.Select(e => $"'{e.Name}'"))} have the same key {same.Key}");

        var taken = entries.Where(e => e.Key is not null).Select(e => e.Key!.Value).ToHashSet();
        var keys = new Dictionary<string, int>(StringComparer.Ordinal);
        var next = 1;
        foreach (var entry in entries)
        {
            if (entry.Key is { } key) keys.Add(entry.Name, key);
            else
            {
                while (taken.Contains(next)) next++;
                keys.Add(entry.Name, next++);
            }
        }

        return
        [
            .. entries.Select(e => new ChannelInfo(
                keys[e.Name], e.Name, e.Type,
                e.Index is null ? 0 : IndexOf(e, e.Index))),
        ];

        int IndexOf(Entry entry, string name)
        {
            if (!keys.TryGetValue(name, out var index)) throw wrong($"channel '{entry.Name}' has the index '{name}', which is no channel");
            var type = entries.First(e => e.Name == name).Type;
            return type is PrimitiveType { Primitive: Primitive.I64 }
                ? index
                : throw wrong($"channel '{entry.Name}' has the index '{name}', which carries {type}; an index channel carries time stamps (type timestamp)");
        }
    }

    /// <summary>Parses an element type with an optional unit, <c>timestamp</c>, or a series of one.</summary>
    /// <returns>Null if it is none.</returns>
    public static ArcType? ParseType(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["timestamp"]) return ArcType.TimeSpan;
        if (words is ["series", .. var rest] && ParsePrimitive(rest) is { } element) return new SeriesType(element);
        return ParsePrimitive(words);
    }

    private static PrimitiveType? ParsePrimitive(string[] words)
    {
        if (words.Length is < 1 or > 2 || !PrimitiveFacts.TryParse(words[0], out var primitive)) return null;
        if (words.Length == 1) return ArcType.Of(primitive);
        return Unit.TryGet(words[1], out var unit) && primitive.IsNumeric() ? ArcType.Of(primitive, unit) : null;
    }

    private static Entry ReadEntry(JsonElement json, Func<string, Exception> wrong)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String)
            throw wrong("every channel needs a 'name'");
        var text = name.GetString()!;
        if (!json.TryGetProperty("type", out var type)) throw wrong($"channel '{text}' needs a 'type'");
        int? key = null;
        if (json.TryGetProperty("key", out var number))
            key = number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value) && value > 0 ? value : throw wrong($"the key of channel '{text}' must be a positive whole number");
        var index = !json.TryGetProperty("index", out var i) || i.ValueKind == JsonValueKind.Null ? null
            : i.ValueKind == JsonValueKind.String ? i.GetString()
            : throw wrong($"the index of channel '{text}' must be the name of a channel");
        return new Entry(text, Type(type, text, wrong), key, index);
    }

    private static ArcType Type(JsonElement json, string name, Func<string, Exception> wrong) =>
        json.ValueKind == JsonValueKind.String && ParseType(json.GetString()!) is { } type
            ? type
            : throw wrong($"channel '{name}' has the type {json.GetRawText()}; expected for example \"f64\", \"f64 psi\", \"str\", \"series f32\" or \"timestamp\"");

    private sealed record Entry(string Name, ArcType Type, int? Key, string? Index);
}
