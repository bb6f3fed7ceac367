using System.Text.Json;
using Arc.Sdk.Hosting;

namespace Arc.Sdk.State;

/// <summary>One drawer of the cabinet: state that a module owns and that anyone may list, read and write without knowing the module (seed Q7).</summary>
public interface IStateSlice
{
    /// <summary>The entries that exist now.</summary>
    IEnumerable<StateEntry> Entries { get; }

    /// <summary>Drops what belongs to one node.</summary>
    void Reset(NodeKey node);

    /// <summary>Writes the whole slice as one JSON value.</summary>
    void Save(Utf8JsonWriter writer, NodeKeyTable nodes);

    /// <summary>Replaces the whole slice by what <see cref="Save"/> wrote.</summary>
    /// <exception cref="JsonException">The value does not come from <see cref="Save"/>.</exception>
    void Load(JsonElement saved, NodeKeyTable nodes);
}

/// <summary>One value of a slice.</summary>
/// <param name="Node">The node it belongs to; <see cref="NodeKey.None"/> if none.</param>
/// <param name="Name">Its name within the node; empty if there is just one.</param>
/// <param name="Value">The value.</param>
public readonly record struct StateEntry(NodeKey Node, string Name, object? Value);

/// <summary>A registered slice.</summary>
/// <param name="Module">The module that owns it.</param>
/// <param name="Name">Its name within the module.</param>
/// <param name="Slice">The slice.</param>
public sealed record RegisteredState(string Module, string Name, IStateSlice Slice);

/// <summary>Every module's state in one session: a debugger lists it, a checkpoint reads and writes it.</summary>
/// <param name="nodes">The session's node keys.</param>
public sealed class StateRegistry(NodeKeyTable nodes)
{
    private readonly List<RegisteredState> _slices = [];

    /// <summary>The slices in the order in which they were registered.</summary>
    public IReadOnlyList<RegisteredState> Slices => _slices;

    /// <summary>Registers a slice.</summary>
    /// <exception cref="ArgumentException">The module has a slice of that name already.</exception>
    public void Register(string module, string name, IStateSlice slice)
    {
        if (_slices.Any(s => s.Module == module && s.Name == name))
            throw new ArgumentException($"module '{module}' has registered the state '{name}' already", nameof(name));
        _slices.Add(new RegisteredState(module, name, slice));
    }

    /// <summary>Drops what belongs to one node, in every slice.</summary>
    public void Reset(NodeKey node)
    {
        foreach (var registered in _slices) registered.Slice.Reset(node);
    }

    /// <summary>Writes all slices as one JSON object: modules, then slice names.</summary>
    public void Save(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var module in _slices.GroupBy(s => s.Module, StringComparer.Ordinal))
        {
            writer.WriteStartObject(module.Key);
            foreach (var slice in module)
            {
                writer.WritePropertyName(slice.Name);
                slice.Slice.Save(writer, nodes);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    /// <summary>Replaces all slices by what <see cref="Save"/> wrote.</summary>
    /// <exception cref="JsonException">The JSON does not fit the registered slices.</exception>
    public void Load(JsonElement saved)
    {
        foreach (var slice in _slices)
        {
            if (!saved.TryGetProperty(slice.Module, out var module) || !module.TryGetProperty(slice.Name, out var value))
                throw new JsonException($"the saved state has no '{slice.Module}.{slice.Name}'; it belongs to another program or version");
            slice.Slice.Load(value, nodes);
        }
    }
}
