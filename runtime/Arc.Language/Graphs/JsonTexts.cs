using System.Text.Json;

namespace Arc.Language.Graphs;

/// <summary>Strings of JSON that are no text: <c>"\ud800"</c> is well-formed JSON, but stands for half of a surrogate pair.</summary>
public static class JsonTexts
{
    /// <summary>The characters of a string; null if none stand for it.</summary>
    /// <param name="json">A string.</param>
    public static string? Of(JsonElement json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException) when (json.ValueKind == JsonValueKind.String)
        {
            return null;
        }
    }

    /// <summary>The name of a property; null if no characters stand for it.</summary>
    /// <param name="property">The property.</param>
    public static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether every string and every name within a value is text.</summary>
    /// <param name="json">The value.</param>
    public static bool AreWhole(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => Of(json) is not null,
        JsonValueKind.Array => json.EnumerateArray().All(AreWhole),
        JsonValueKind.Object => json.EnumerateObject().All(static p => NameOf(p) is not null && AreWhole(p.Value)),
        _ => true,
    };
}
