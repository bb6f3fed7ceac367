using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Arc.Sdk.Hosting;
using Arc.Sdk.State;
using Arc.Sdk.Testing.Modules;

namespace Arc.Sdk.Testing;

/// <summary>The state of one module, as a debugger lists, reads and writes it without knowing the module (arc-runtime.md, section 9).</summary>
public sealed class ModuleState
{
    private readonly StateRegistry _registry;
    private readonly NodeKeyTable _nodes;

    internal ModuleState(string module, StateRegistry registry, NodeKeyTable nodes)
    {
        Module = module;
        _registry = registry;
        _nodes = nodes;
    }

    /// <summary>The module's Arc name.</summary>
    public string Module { get; }

    /// <summary>The slices in the order in which the module registered them.</summary>
    public ImmutableArray<StateSlice> Slices => [.. _registry.Slices.Where(s => s.Module == Module).Select(s => new StateSlice(s, _nodes))];

    /// <summary>A slice by its name: <c>runs</c> for a field <c>_runs</c>.</summary>
    /// <exception cref="ModuleBenchException">The module has no such slice.</exception>
    public StateSlice this[string name] => Slices.FirstOrDefault(s => s.Name == name)
        ?? throw new ModuleBenchException($"module '{Module}' has no state '{name}'{Names.Phrase(name, Slices.Select(static s => s.Name))}");

    /// <summary>All slices, one a line.</summary>
    public override string ToString() => string.Join('\n', Slices);
}

/// <summary>One slice of a module's state.</summary>
public sealed class StateSlice
{
    private readonly RegisteredState _state;
    private readonly NodeKeyTable _nodes;

    internal StateSlice(RegisteredState state, NodeKeyTable nodes)
    {
        _state = state;
        _nodes = nodes;
    }

    /// <summary>Its name within the module.</summary>
    public string Name => _state.Name;

    /// <summary>The entries that exist now.</summary>
    public IEnumerable<StateEntry> Entries => _state.Slice.Entries;

    /// <summary>The whole slice as a checkpoint has it; setting it replaces the slice.</summary>
    /// <exception cref="JsonException">The JSON is none, or not what the slice writes.</exception>
    public string Json
    {
        get
        {
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream)) _state.Slice.Save(writer, _nodes);
            return Encoding.UTF8.GetString(stream.ToArray());
        }

        set
        {
            using var document = JsonDocument.Parse(value);
            _state.Slice.Load(document.RootElement, _nodes);
        }
    }

    /// <summary>A value.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="node">The node it belongs to; empty for what calls from outside a node left (<see cref="NodeKey.None"/>).</param>
    /// <param name="name">Its name within the node; empty if there is just one.</param>
    /// <exception cref="ModuleBenchException">There is no such entry, or it has another type.</exception>
    public T Get<T>(string node = "", string name = "")
    {
        foreach (var entry in Entries)
        {
            if (entry.Node.Name != node || entry.Name != name) continue;
            return BenchValues.TryTake<T>(entry.Value, out var value)
                ? value
                : throw new ModuleBenchException($"{Place(node, name)} holds {BenchValues.Describe(entry.Value)}, not {BenchValues.NameOf(typeof(T))}");
        }

        throw new ModuleBenchException($"{Place(node, name)} holds nothing; the slice is {Json}");
    }

    /// <summary>Sets the value of a node. Slices of other kinds than <see cref="NodeState{T}"/> are written whole, through <see cref="Json"/>.</summary>
    /// <typeparam name="T">The type of the slice's values.</typeparam>
    /// <param name="value">The value.</param>
    /// <param name="node">The node it belongs to; empty for calls from outside a node (<see cref="NodeKey.None"/>).</param>
    /// <exception cref="ModuleBenchException">The slice does not hold such values.</exception>
    public void Set<T>(T value, string node = "")
    {
        ArgumentNullException.ThrowIfNull(node);
        if (_state.Slice is not NodeState<T> values)
            throw new ModuleBenchException($"{_state.Module}.{Name} is a {BenchValues.NameOf(_state.Slice.GetType())}, which takes no {BenchValues.NameOf(typeof(T))} a node");
        values[_nodes.GetOrAdd(node)] = value;
    }

    /// <summary>Drops what belongs to a node, as the entry of its stage does.</summary>
    /// <param name="node">The node; empty for calls from outside a node.</param>
    public void Reset(string node = "")
    {
        ArgumentNullException.ThrowIfNull(node);
        _state.Slice.Reset(_nodes.GetOrAdd(node));
    }

    /// <summary>The name and the JSON.</summary>
    public override string ToString() => $"{_state.Module}.{Name} = {Json}";

    private string Place(string node, string name) => $"{_state.Module}.{Name}{(node.Length == 0 ? "" : $" of node '{node}'")}{(name.Length == 0 ? "" : $", '{name}',")}";
}
