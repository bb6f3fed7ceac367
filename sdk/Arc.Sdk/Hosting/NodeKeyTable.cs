namespace Arc.Sdk.Hosting;

/// <summary>Gives the nodes of one session their dense indices. Index 0 is <see cref="NodeKey.None"/>.</summary>
public sealed class NodeKeyTable
{
    private readonly Dictionary<string, NodeKey> _byName = new(StringComparer.Ordinal);
    private readonly List<NodeKey> _keys = [NodeKey.None];

    /// <summary>How many keys there are, <see cref="NodeKey.None"/> included.</summary>
    public int Count => _keys.Count;

    /// <summary>The key with an index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No node has that index.</exception>
    public NodeKey this[int index] => _keys[index];

    /// <summary>The key of a node, made on first request.</summary>
    /// <param name="name">The node's key in the IR; empty gives <see cref="NodeKey.None"/>.</param>
    public NodeKey GetOrAdd(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0) return NodeKey.None;
        if (_byName.TryGetValue(name, out var key)) return key;
        key = new NodeKey(_keys.Count, name);
        _keys.Add(key);
        _byName.Add(name, key);
        return key;
    }

    /// <summary>Looks a key up without making it.</summary>
    public bool TryGet(string name, out NodeKey key) => _byName.TryGetValue(name, out key);
}
