using System.Text.Json;
using System.Text.Json.Nodes;
using Arc.Runtime;

namespace Arc.Cases;

/// <summary>Values as a case file spells them.</summary>
internal static class CaseJson
{
    public static JsonNode? Of(ArcValue value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) ArcValueJson.Write(writer, value);
        return JsonNode.Parse(stream.ToArray());
    }
}
