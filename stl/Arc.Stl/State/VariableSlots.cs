using System.Globalization;
using System.Text.Json;
using Arc.Sdk.Hosting;
using Arc.Sdk.State;

namespace Arc.Stl.State;

/// <summary>The stateful variables of one type, by node and number.</summary>
/// <typeparam name="T">The type of their values.</typeparam>
/// <param name="type">Its Arc name.</param>
internal sealed class VariableSlots<T>(string type) : IVariableSlots
{
    // A node has few variables, so a scan beats a hash; a guest with many gets an index.
    private const int ScannedSlots = 16;

    private NodeSlots?[] _nodes = [];

    public string Type { get; } = type;

    public IEnumerable<StateEntry> Entries =>
        from slots in _nodes
        where slots is not null
        from i in Enumerable.Range(0, slots.Count)
        select new StateEntry(slots.Node, string.Create(CultureInfo.InvariantCulture, $"{Type} {slots.Ids[i]}"), slots.Values[i]);

    /// <summary>The value of a variable, made on first request.</summary>
    /// <param name="node">The node.</param>
    /// <param name="id">The variable's number.</param>
    /// <param name="exists">Whether it had a value.</param>
    public ref T Slot(NodeKey node, int id, out bool exists)
    {
        if (node.Index >= _nodes.Length) Array.Resize(ref _nodes, Math.Max(node.Index + 1, _nodes.Length * 2));
        var slots = _nodes[node.Index] ??= new NodeSlots(node);
        var index = slots.Find(id);
        exists = index >= 0;
        // Adding may replace the array, so it comes first.
        if (!exists) index = slots.Add(id);
        return ref slots.Values[index];
    }

    /// <summary>Whether a variable has a value.</summary>
    public bool Has(NodeKey node, int id) =>
        (uint)node.Index < (uint)_nodes.Length && _nodes[node.Index] is { } slots && slots.Find(id) >= 0;

    public void Reset(NodeKey node)
    {
        if ((uint)node.Index < (uint)_nodes.Length) _nodes[node.Index] = null;
    }

    public void Clear() => Array.Clear(_nodes);

    public void Save(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var slots in _nodes)
        {
            if (slots is null) continue;
            writer.WriteStartObject(slots.Node.Name);
            for (var i = 0; i < slots.Count; i++)
            {
                writer.WritePropertyName(slots.Ids[i].ToString(CultureInfo.InvariantCulture));
                StateCodec<T>.Write(writer, slots.Values[i]);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    public void Load(JsonElement saved, NodeKeyTable nodes)
    {
        foreach (var node in saved.EnumerateObject())
        {
            foreach (var variable in node.Value.EnumerateObject())
            {
                if (!int.TryParse(variable.Name, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id))
                    throw new JsonException($"'{variable.Name}' is no number of a stateful variable");
                Slot(nodes.GetOrAdd(node.Name), id, out _) = StateCodec<T>.Read(variable.Value);
            }
        }
    }

    private sealed class NodeSlots(NodeKey node)
    {
        private Dictionary<int, int>? _index;

        public NodeKey Node { get; } = node;

        public int Count { get; private set; }

        public int[] Ids { get; private set; } = new int[2];

        public T[] Values { get; private set; } = new T[2];

        public int Find(int id)
        {
            if (_index is not null) return _index.TryGetValue(id, out var known) ? known : -1;
            return Ids.AsSpan(0, Count).IndexOf(id);
        }

        public int Add(int id)
        {
            if (Count == VariableState.MostVariables) throw new InvalidOperationException($"a node may have at most {VariableState.MostVariables} stateful variables of a type");
            if (Count == Ids.Length) Grow();
            Ids[Count] = id;
            _index?.Add(id, Count);
            return Count++;
        }

        private void Grow()
        {
            var (ids, values) = (Ids, Values);
            Array.Resize(ref ids, Count * 2);
            Array.Resize(ref values, Count * 2);
            (Ids, Values) = (ids, values);
            if (_index is not null || Count < ScannedSlots) return;
            _index = [];
            for (var i = 0; i < Count; i++) _index.Add(ids[i], i);
        }
    }
}

/// <summary>The stateful variables of one type.</summary>
internal interface IVariableSlots
{
    string Type { get; }

    IEnumerable<StateEntry> Entries { get; }

    void Reset(NodeKey node);

    void Clear();

    void Save(Utf8JsonWriter writer);

    void Load(JsonElement saved, NodeKeyTable nodes);
}
