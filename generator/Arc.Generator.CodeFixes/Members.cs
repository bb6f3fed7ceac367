namespace Arc.Generator.CodeFixes;

/// <summary>Adds members to classes, indented as their neighbours are.</summary>
internal static class Members
{
    private const string Step = "    ";

    /// <summary>A class with one more member at its end.</summary>
    /// <param name="type">The class.</param>
    /// <param name="lineEnd">How the document ends its lines.</param>
    /// <param name="lines">The member's lines, without indentation.</param>
    public static TypeDeclarationSyntax Append(TypeDeclarationSyntax type, string lineEnd, params string[] lines)
    {
        var indent = type.Members.Count > 0 && Indent(type.Members.Last()) is { Length: > 0 } own ? own : Indent(type) + Step;
        var text = string.Concat(lines.Select(l => indent + l + lineEnd));
        var member = SyntaxFactory.ParseMemberDeclaration(type.Members.Count > 0 ? lineEnd + text : text)!;
        return type.WithMembers(type.Members.Add(member));
    }

    /// <summary>What stands before a declaration on its line.</summary>
    public static string Indent(SyntaxNode node)
    {
        var leading = node.GetLeadingTrivia();
        return leading.Count > 0 && leading[leading.Count - 1].IsKind(SyntaxKind.WhitespaceTrivia) ? leading[leading.Count - 1].ToString() : "";
    }
}
