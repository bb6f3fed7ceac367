namespace Arc.Generator.CodeFixes;

/// <summary>Writes another Arc name into an attribute where the one in use is taken or cannot be a name.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NameFixProvider() : FixProvider(
    Rules.ModuleName, Rules.MemberName, Rules.MemberClash, Rules.PreludeClash, Rules.ParameterName, Rules.Overlap, Rules.DifferentShape)
{
    private protected override IEnumerable<Fix> FixesOf(Mistake mistake)
    {
        if (mistake.Suggestion is not { } name || mistake.Member is not { } member) yield break;
        var title = $"Name it '{name}' in Arc";
        if (mistake.Is(Rules.ParameterName))
        {
            SyntaxNode? owner = mistake.Node.FirstAncestorOrSelf<ParameterSyntax>();
            if (Renamed(owner ?? mistake.Node.FirstAncestorOrSelf<PropertyDeclarationSyntax>(), name) is { } change) yield return new Fix(title, [change]);
            yield break;
        }

        var attribute = mistake.Is(Rules.ModuleName) ? Attributes.Find(member, "Module")
            : mistake.Is(Rules.PreludeClash) ? mistake.Node as AttributeSyntax ?? Attributes.Find(member, "Prelude")
            : Attributes.Find(member, "HostFunction", "ReactiveNode");
        if (attribute is not null) yield return new Fix(title, attribute, Attributes.With(attribute, 0, IsName, Attributes.Text(name)));
    }

    // A parameter of a function has an attribute for its name alone; config and ports say it in theirs.
    private static (SyntaxNode Old, SyntaxNode New)? Renamed(SyntaxNode? owner, string name)
    {
        if (owner is null) return null;
        if (Attributes.Find(owner, "Name") is { } own) return (own, Attributes.With(own, 0, IsName, Attributes.Text(name)));
        if (Attributes.Find(owner, "Config", "Input", "Output") is { } attribute) return (attribute, Attributes.WithNamed(attribute, "Name", Attributes.Text(name)));
        return owner is ParameterSyntax ? (owner, Attributes.Add(owner, $"Name(\"{name}\")")) : null;
    }

    private static bool IsName(AttributeArgumentSyntax argument) =>
        argument.Expression.IsKind(SyntaxKind.StringLiteralExpression) || argument.Expression is InvocationExpressionSyntax or IdentifierNameSyntax;
}
