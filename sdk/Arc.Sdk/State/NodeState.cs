using System.Text.Json;
using Arc.Sdk.Hosting;
using Arc.Sdk.State;

namespace Arc.Sdk;

/// <summary>
/// One value per node. Reading a node that was never written gives the initial value; a reset of the node drops its value.
/// </summary>
/// <typeparam name="T">A primitive of Arc, <see cref="bool"/>, <see cref="string"/>, a <see cref="Series{T}"/>, or a type with <see cref="IStateValue{TSelf}"/>.</typeparam>
/// <param name="initial">Makes the initial value; the zero value if left out.</param>
public sealed class NodeState<T>(Func<T>? initial = null) : IStateSlice
{
    private T[] _values = [];
    private bool[] _present = [];
    private NodeKey[] _keys = [];

    /// <summary>The value of a node. The reference stays valid until another node gets its first value.</summary>
    public ref T this[NodeKey node]
    {
        get
        {
            var index = node.Index;
            if ((uint)index < (uint)_present.Length && _present[index]) return ref _values[index];
            return ref Make(node);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<StateEntry> Entries
    {
        get
        {
            for (var i = 0; i < _present.Length; i++)
            {
                if (_present[i]) yield return new StateEntry(_keys[i], "", _values[i]);
            }
        }
    }

    /// <summary>Whether a node has a value.</summary>
    public bool Has(NodeKey node) => (uint)node.Index < (uint)_present.Length && _present[node.Index];

    /// <inheritdoc/>
    public void Reset(NodeKey node)
    {
        if (!Has(node)) return;
        _present[node.Index] = false;
        _values[node.Index] = default!;
    }

    /// <inheritdoc/>
    public void Save(Utf8JsonWriter writer, NodeKeyTable nodes)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        foreach (var entry in Entries)
        {
            writer.WritePropertyName(entry.Node.Name);
            StateCodec<T>.Write(writer, _values[entry.Node.Index]);
        }

        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public void Load(JsonElement saved, NodeKeyTable nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        Array.Clear(_present);
        Array.Clear(_values);
        foreach (var property in saved.EnumerateObject()) this[nodes.GetOrAdd(property.Name)] = StateCodec<T>.Read(property.Value);
    }

    private ref T Make(NodeKey node)
    {
        var index = node.Index;
        if (index >= _values.Length)
        {
            var size = Math.Max(index + 1, _values.Length * 2);
            Array.Resize(ref _values, size);
            Array.Resize(ref _present, size);
            Array.Resize(ref _keys, size);
        }

        _present[index] = true;
        _keys[index] = node;
        _values[index] = initial is null ? default! : initial();
        return ref _values[index];
    }
}
