using System.Text;
using System.Text.Json;

namespace Arc.Cli.Inspecting;

/// <summary>An inspection for machines. Times are integers in ns.</summary>
internal static class InspectionJson
{
    public static string Write(Inspection state)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteNumber("elapsed", state.Elapsed);
            json.WriteNumber("time", state.Time);
            json.WriteNumber("cycles", state.Cycles);
            if (state.NextDeadline is { } deadline) json.WriteNumber("next_deadline", deadline);
            else json.WriteNull("next_deadline");
            List(json, "scopes", state.Scopes, Scope);
            List(json, "channels", state.Channels, Channel);
            List(json, "nodes", state.Nodes, Node);
            List(json, "state", state.State, Slice);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static void Scope(Utf8JsonWriter json, InspectedScope scope)
    {
        json.WriteString("key", scope.Key);
        json.WriteString("title", scope.Title);
        json.WriteNumber("depth", scope.Depth);
        json.WriteBoolean("active", scope.IsActive);
        if (scope.Step > 0) json.WriteNumber("step", scope.Step);
    }

    private static void Channel(Utf8JsonWriter json, InspectedChannel channel)
    {
        json.WriteString("name", channel.Name);
        json.WriteString("type", channel.Type);
        json.WriteString("direction", channel.IsInput ? "read" : "written");
        json.WriteNumber("samples", channel.Samples);
        json.WritePropertyName("value");
        InspectedValue.Write(json, channel.Value);
        json.WriteNumber("time", channel.Time);
    }

    private static void Node(Utf8JsonWriter json, InspectedNode node)
    {
        json.WriteString("key", node.Key);
        json.WriteString("type", node.Type);
        json.WriteString("label", node.Label);
        json.WriteString("place", node.Place);
        List(json, "outputs", node.Outputs, Output);
    }

    private static void Output(Utf8JsonWriter json, InspectedOutput output)
    {
        json.WriteString("name", output.Name);
        json.WriteString("type", output.Type);
        json.WriteStartArray("samples");
        foreach (var sample in output.Samples) InspectedValue.Write(json, sample);
        json.WriteEndArray();
        json.WriteStartArray("times");
        foreach (var time in output.Times) json.WriteNumberValue(time);
        json.WriteEndArray();
    }

    private static void Slice(Utf8JsonWriter json, InspectedSlice slice)
    {
        json.WriteString("module", slice.Module);
        json.WriteString("name", slice.Name);
        List(json, "entries", slice.Entries, static (j, entry) =>
        {
            j.WriteString("node", entry.Node);
            j.WriteString("name", entry.Name);
            j.WritePropertyName("value");
            InspectedValue.Write(j, entry.Value);
        });
    }

    private static void List<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
