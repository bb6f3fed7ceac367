namespace Arc.Language.Syntax;

/// <summary>
/// A node of the syntax tree. Nodes are immutable; use them as keys by reference
/// (<see cref="ReferenceEqualityComparer"/>), since value equality would walk the tree.
/// </summary>
/// <param name="Span">The text covered, without surrounding whitespace and comments.</param>
public abstract record SyntaxNode(SourceSpan Span);

/// <summary>A name as written; the name is empty where it was missing.</summary>
/// <param name="Name">The characters.</param>
/// <param name="Span">Where it stands.</param>
public readonly record struct Identifier(string Name, SourceSpan Span)
{
    /// <summary>Whether the name was missing from the text.</summary>
    public bool IsMissing => Name.Length == 0;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
