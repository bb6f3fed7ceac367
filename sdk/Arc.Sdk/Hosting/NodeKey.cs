using Arc.Sdk.Hosting;
namespace Arc.Sdk;

/// <summary>
/// Identifies the dataflow node on whose behalf code runs. <see cref="Index"/> is dense within one session, so that
/// per-node state is an array access; <see cref="Name"/> is the key in the IR (arc-runtime.md, section 2).
/// </summary>
/// <remarks>Keys of two different sessions must not be mixed: an index only has a meaning inside its own session.</remarks>
public readonly struct NodeKey : IEquatable<NodeKey>
{
    private readonly string? _name;

    /// <summary>Makes a key. Sessions do this through <see cref="NodeKeyTable"/>.</summary>
    /// <param name="index">Position within the session, from 0.</param>
    /// <param name="name">The node's key in the IR; empty for calls that belong to no node.</param>
    public NodeKey(int index, string name)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentNullException.ThrowIfNull(name);
        Index = index;
        _name = name;
    }

    /// <summary>The key of a call that belongs to no node (<c>arc call</c>, the synchronous facet): index 0, empty name.</summary>
    public static NodeKey None => default;

    /// <summary>Position within the session, from 0; 0 is <see cref="None"/>.</summary>
    public int Index { get; }

    /// <summary>The node's key in the IR; empty for <see cref="None"/>.</summary>
    public string Name => _name ?? string.Empty;

    /// <inheritdoc/>
    public bool Equals(NodeKey other) => Index == other.Index && Name == other.Name;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is NodeKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Index;

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Same index and name.</summary>
    public static bool operator ==(NodeKey left, NodeKey right) => left.Equals(right);

    /// <summary>Different index or name.</summary>
    public static bool operator !=(NodeKey left, NodeKey right) => !left.Equals(right);
}
