using System.Text.Json;
using Arc.Sdk.State;

namespace Arc.Sdk.Nodes;

public abstract partial class Node
{
    /// <summary>Writes everything of the node that outlives an execution: its ports and its own state (arc-runtime.md, section 9).</summary>
    /// <param name="writer">Receives one JSON object.</param>
    public void Save(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        if (!_inputs.IsEmpty)
        {
            writer.WriteStartObject("inputs");
            foreach (var input in _inputs)
            {
                writer.WritePropertyName(input.Name);
                input.Save(writer);
            }

            writer.WriteEndObject();
            // What the last batches were, for a node that goes on with them.
            writer.WriteStartArray("batch");
            writer.WriteNumberValue(BatchLength);
            writer.WriteNumberValue(BatchAlignment);
            writer.WriteNumberValue(TimeSource is null ? -1 : _inputs.IndexOf(TimeSource));
            writer.WriteBooleanValue(_isClocked);
            writer.WriteNumberValue(_batchEnd);
            writer.WriteEndArray();
        }

        if (!_outputs.IsEmpty)
        {
            writer.WriteStartObject("outputs");
            foreach (var output in _outputs)
            {
                writer.WritePropertyName(output.Name);
                output.Save(writer);
            }

            writer.WriteEndObject();
        }

        writer.WritePropertyName("state");
        SaveState(writer);
        writer.WriteEndObject();
    }

    /// <summary>Replaces what <see cref="Save"/> wrote. The node must be connected as it was then.</summary>
    /// <exception cref="JsonException">The JSON does not come from such a node.</exception>
    public void Load(JsonElement saved)
    {
        foreach (var input in _inputs) input.Load(Member(Member(saved, "inputs"), input.Name));
        if (!_inputs.IsEmpty) LoadBatch(Member(saved, "batch"));
        foreach (var output in _outputs) output.Load(Member(Member(saved, "outputs"), output.Name));
        LoadState(Member(saved, "state"));
    }

    /// <summary>Writes what the node itself remembers between two executions, as one JSON value. The default is null: nothing.</summary>
    /// <remarks>Generated for the fields of a class with <see cref="ReactiveNodeAttribute"/>; floats go by their bits (<see cref="StateCodec{T}"/>).</remarks>
    protected virtual void SaveState(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteNullValue();
    }

    /// <summary>Replaces what the node remembers by what <see cref="SaveState"/> wrote.</summary>
    /// <exception cref="JsonException">The JSON does not come from such a node.</exception>
    protected virtual void LoadState(JsonElement saved)
    {
    }

    private void LoadBatch(JsonElement saved)
    {
        BatchLength = saved[0].GetInt32();
        BatchAlignment = saved[1].GetUInt64();
        var source = saved[2].GetInt32();
        if (BatchLength < 0 || source < -1 || source >= _inputs.Length) throw new JsonException($"the saved state of the node has {BatchLength} samples of input {source}");
        TimeSource = source < 0 ? null : _inputs[source];
        _isClocked = saved[3].GetBoolean();
        _batchEnd = saved[4].GetInt64();
    }

    private static JsonElement Member(JsonElement saved, string name) =>
        saved.ValueKind == JsonValueKind.Object && saved.TryGetProperty(name, out var member)
            ? member
            : throw new JsonException($"the saved state of the node has no '{name}'");
}
