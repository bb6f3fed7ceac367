using System.Collections.Frozen;
using Arc.Sdk.Types;

namespace Arc.Sdk.Modules;

/// <summary>What a node is made from: its type, concrete types for its variables, config, and the session's services.</summary>
public sealed class NodeRequest
{
    /// <summary>The node's key in its session.</summary>
    public required NodeKey Key { get; init; }

    /// <summary>The member's unqualified name.</summary>
    public required string Member { get; init; }

    /// <summary>What each type variable of the flow signature stands for.</summary>
    public required IReadOnlyDictionary<string, Primitive> Types { get; init; }

    /// <summary>Config values with defaults filled in.</summary>
    public required ConfigValues Config { get; init; }

    /// <summary>The session's stores, its modules and the host's services.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>Names of the inputs that have an edge.</summary>
    public IReadOnlySet<string> ConnectedInputs { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The primitive that a type variable stands for.</summary>
    /// <exception cref="KeyNotFoundException">The request does not bind the variable.</exception>
    public Primitive TypeOf(string variable) =>
        Types.TryGetValue(variable, out var primitive)
            ? primitive
            : throw new KeyNotFoundException($"node '{Key.Name}' ({Member}) does not bind the type variable '{variable}'");

    /// <summary>A service that the node's constructor asks for.</summary>
    /// <exception cref="InvalidOperationException">The session and its host do not offer it.</exception>
    public T Service<T>() where T : notnull => Services.Require<T>();

    /// <summary>Says that a member exists but not for the requested types.</summary>
    public InvalidOperationException NoSpecialisation() =>
        new($"node '{Key.Name}': {Member} has no specialisation for {string.Join(", ", Types.Select(t => $"{t.Key} = {t.Value.Name()}"))}");
}
