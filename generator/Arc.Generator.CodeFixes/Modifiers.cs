namespace Arc.Generator.CodeFixes;

/// <summary>Adds and removes modifiers, and leaves comments where they are.</summary>
internal static class Modifiers
{
    private static readonly SyntaxKind[] Accessibilities =
        [SyntaxKind.PublicKeyword, SyntaxKind.PrivateKeyword, SyntaxKind.InternalKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.FileKeyword];

    public static MemberDeclarationSyntax Public(MemberDeclarationSyntax member)
    {
        if (member.Modifiers.Any(SyntaxKind.PublicKeyword)) return member;
        var index = -1;
        for (var i = 0; i < member.Modifiers.Count && index < 0; i++)
        {
            if (Accessibilities.Contains(member.Modifiers[i].Kind())) index = i;
        }

        if (index < 0 && member.Modifiers.Count == 0) return Append(member, SyntaxKind.PublicKeyword);
        if (index < 0)
        {
            var first = member.Modifiers[0];
            var bare = member.Modifiers.Replace(first, first.WithLeadingTrivia());
            return member.WithModifiers(bare.Insert(0, Token(SyntaxKind.PublicKeyword).WithLeadingTrivia(first.LeadingTrivia)));
        }

        var old = member.Modifiers[index];
        var changed = member.WithModifiers(member.Modifiers.Replace(old, SyntaxFactory.Token(old.LeadingTrivia, SyntaxKind.PublicKeyword, old.TrailingTrivia)));
        return Without(changed, SyntaxKind.ProtectedKeyword, SyntaxKind.PrivateKeyword, SyntaxKind.InternalKeyword);
    }

    /// <summary>Adds a modifier behind the others: "partial" must be the last one, and the others do not mind.</summary>
    public static MemberDeclarationSyntax Append(MemberDeclarationSyntax member, SyntaxKind kind)
    {
        if (member.Modifiers.Any(kind)) return member;
        if (member.Modifiers.Count > 0) return member.WithModifiers(member.Modifiers.Add(Token(kind)));
        var first = member.GetFirstToken();
        if (member.AttributeLists.Count == 0)
        {
            return member.ReplaceToken(first, first.WithLeadingTrivia()).WithModifiers([Token(kind).WithLeadingTrivia(first.LeadingTrivia)]);
        }

        var next = member.AttributeLists.Last().GetLastToken().GetNextToken();
        return member.ReplaceToken(next, next.WithLeadingTrivia()).WithModifiers([Token(kind).WithLeadingTrivia(next.LeadingTrivia)]);
    }

    public static MemberDeclarationSyntax Without(MemberDeclarationSyntax member, params SyntaxKind[] kinds)
    {
        foreach (var kind in kinds)
        {
            var index = member.Modifiers.IndexOf(kind);
            if (index < 0) continue;
            var removed = member.Modifiers[index];
            var modifiers = member.Modifiers.RemoveAt(index);
            if (index == 0 && modifiers.Count > 0) modifiers = modifiers.Replace(modifiers[0], modifiers[0].WithLeadingTrivia(removed.LeadingTrivia));
            member = member.WithModifiers(modifiers);
        }

        return member;
    }

    private static SyntaxToken Token(SyntaxKind kind) => SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space);
}
