using System.Text.Json;
using Arc.Sdk.Ir;
using Arc.Sdk.Modules;
using Arc.Sdk.Nodes;

namespace Arc.Dataflow;

public sealed partial class Scheduler
{
    /// <summary>Connects the nodes of a program and puts them and the scopes where <see cref="Save"/> found them; no scope is entered.</summary>
    /// <param name="program">The graph, the same as then.</param>
    /// <param name="nodes">Its nodes by key.</param>
    /// <param name="services">The session's clock, channels, node keys and state; the state is not loaded here.</param>
    /// <param name="tolerance">How much too early a timer may fire, in ns.</param>
    /// <param name="saved">What <see cref="Save"/> wrote.</param>
    /// <exception cref="DataflowException">The graph is inconsistent.</exception>
    /// <exception cref="JsonException">The JSON does not come from <see cref="Save"/> of this graph.</exception>
    public static Scheduler Restore(IrProgram program, IReadOnlyDictionary<string, Node> nodes, SessionServices services, long tolerance, JsonElement saved)
    {
        var scheduler = new Scheduler(program, nodes, services, tolerance, elapsed: 0);
        scheduler.Load(saved);
        return scheduler;
    }

    /// <summary>Connects the nodes of a program that takes over from another one at an elapsed time, and activates the root scope.</summary>
    internal static Scheduler Continue(IrProgram program, IReadOnlyDictionary<string, Node> nodes, SessionServices services, long tolerance, long elapsed)
    {
        var scheduler = new Scheduler(program, nodes, services, tolerance, elapsed);
        scheduler.Activate(0);
        return scheduler;
    }

    /// <summary>Writes the scopes, the nodes with their ports, and what is due, as one JSON object. Only between two cycles.</summary>
    public void Save(Utf8JsonWriter writer) => SaveAt(writer, Elapsed);

    internal void SaveAt(Utf8JsonWriter writer, long elapsed)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteNumber("elapsed", elapsed);
        writer.WriteNumber("cycles", Cycles);
        writer.WriteNumber("errors", ErrorCount);
        writer.WriteStartArray("scopes");
        for (var i = 0; i < _scopes.Length; i++)
        {
            writer.WriteStartObject();
            writer.WriteString("key", _scopes[i].Key);
            writer.WriteBoolean("active", _isActive[i]);
            if (_scopes[i].IsSequential) writer.WriteNumber("step", _step[i]);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("nodes");
        for (var slot = 0; slot < _nodes.Length; slot++)
        {
            writer.WriteStartObject(_keys[slot].Name);
            if (IsSet(_again, slot)) writer.WriteBoolean("again", true);
            if (_deadlines[slot] != Never) writer.WriteNumber("deadline", _deadlines[slot]);
            writer.WritePropertyName("node");
            _nodes[slot].Save(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static bool IsSet(ulong[] bits, int slot) => (bits[slot >> 6] >> slot & 1) != 0;

    private static JsonException Mismatch(string what) => new($"the saved graph {what}; it belongs to another program");

    private void Load(JsonElement saved)
    {
        Elapsed = saved.GetProperty("elapsed").GetInt64();
        Cycles = saved.GetProperty("cycles").GetInt64();
        ErrorCount = saved.GetProperty("errors").GetInt64();
        if (Elapsed < 0 || Cycles < 0 || ErrorCount < 0) throw Mismatch($"has run {Cycles} cycles with {ErrorCount} errors in {Elapsed} ns");
        LoadScopes(saved.GetProperty("scopes"));
        var slot = 0;
        foreach (var node in saved.GetProperty("nodes").EnumerateObject())
        {
            if (slot == _nodes.Length || !node.NameEquals(_keys[slot].Name)) throw Mismatch($"has the node '{node.Name}' in another place");
            LoadNode(slot++, node.Value);
        }

        if (slot < _nodes.Length) throw Mismatch($"has no node '{_keys[slot].Name}'");
    }

    private void LoadNode(int slot, JsonElement saved)
    {
        if (saved.TryGetProperty("again", out var again) && again.GetBoolean()) Wake(slot);
        if (saved.TryGetProperty("deadline", out var deadline)) WakeAt(_keys[slot], deadline.GetInt64());
        try
        {
            // What a node makes anew on every entry, and does not save, is there as after a reset.
            _nodes[slot].Reset();
            _nodes[slot].Load(saved.GetProperty("node"));
        }
        catch (Exception e)
        {
            // A node may be anybody's code, and what it reads anybody's bytes.
            throw new JsonException($"node '{_keys[slot].Name}': {e.Message}", e);
        }
    }

    private void LoadScopes(JsonElement saved)
    {
        if (saved.GetArrayLength() != _scopes.Length) throw Mismatch($"has {saved.GetArrayLength()} scopes and not {_scopes.Length}");
        var index = 0;
        foreach (var scope in saved.EnumerateArray())
        {
            var layout = _scopes[index];
            if (scope.GetProperty("key").GetString() != layout.Key) throw Mismatch($"has no scope '{layout.Key}'");
            _isActive[index] = scope.GetProperty("active").GetBoolean();
            if (layout.IsSequential)
            {
                _step[index] = scope.GetProperty("step").GetInt32();
                if (_step[index] < -1 || _step[index] >= layout.Members.Length) throw Mismatch($"is in step {_step[index]} of '{layout.Key}'");
            }

            index++;
        }
    }
}
