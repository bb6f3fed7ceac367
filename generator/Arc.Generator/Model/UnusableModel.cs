using Arc.Generator.Support;

namespace Arc.Generator.Model;

/// <summary>
/// A node class that nothing can be made of. Its ports get an implementation all the same: without one, C# reports them before any analyzer
/// runs, and the author would not see what is wrong.
/// </summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Types">The declarations from the outermost type to the node class, without modifiers.</param>
/// <param name="Name">The class's name.</param>
/// <param name="Ports">Its partial properties.</param>
internal sealed record UnusableModel(string Namespace, EquatableArray<string> Types, string Name, EquatableArray<UnusablePortModel> Ports)
{
    /// <summary>What its file is named after, if it belongs to no module.</summary>
    public required string HintName { get; init; }
}

/// <summary>A partial property of a class that nothing can be made of.</summary>
/// <param name="Declaration">Modifiers, type and name.</param>
/// <param name="Setter"><c>set</c> or <c>init</c> with its modifiers; empty if it has none.</param>
internal sealed record UnusablePortModel(string Declaration, string Setter);
