namespace Arc.Generator.CodeFixes;

/// <summary>One fix: nodes and what takes their places.</summary>
/// <param name="Title">What it does, as the author chooses it.</param>
/// <param name="Changes">The nodes that change; none is inside another.</param>
internal sealed record Fix(string Title, IReadOnlyList<(SyntaxNode Old, SyntaxNode New)> Changes)
{
    public Fix(string title, SyntaxNode old, SyntaxNode replacement)
        : this(title, [(old, replacement)])
    {
    }

    public SyntaxNode Apply(SyntaxNode root)
    {
        var replacements = Changes.ToDictionary(static c => c.Old, static c => c.New);
        return root.ReplaceNodes(replacements.Keys, (old, _) => replacements[old]);
    }
}
