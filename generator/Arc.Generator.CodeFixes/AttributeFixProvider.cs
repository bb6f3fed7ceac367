namespace Arc.Generator.CodeFixes;

/// <summary>Adds attributes that are missing, and corrects or removes those that mean nothing where they are.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AttributeFixProvider() : FixProvider(
    Rules.OutsideModule, Rules.UnknownUnit, Rules.ChannelAccess, Rules.ConfigWithoutFlow, Rules.Specialize, Rules.FieldLost, Rules.ModuleFieldLost)
{
    private protected override IEnumerable<Fix> FixesOf(Mistake mistake)
    {
        if (mistake.Is(Rules.OutsideModule)) return Module(mistake);
        if (mistake.Is(Rules.Specialize)) return Narrowed(mistake);
        if (mistake.Is(Rules.UnknownUnit)) return Unit(mistake);
        if (mistake.Is(Rules.ChannelAccess)) return Remove(mistake, "ChannelAccess");
        if (mistake.Is(Rules.ConfigWithoutFlow)) return Remove(mistake, "Config");
        return mistake.Member is FieldDeclarationSyntax or PropertyDeclarationSyntax
            ? [new Fix("Mark it [Transient]: it can be made again", mistake.Member, Attributes.Add(mistake.Member, "Transient"))]
            : [];
    }

    private static IEnumerable<Fix> Module(Mistake mistake)
    {
        if (mistake.Suggestion is null) yield break;
        if (mistake.Node.Ancestors().OfType<TypeDeclarationSyntax>().LastOrDefault() is not ClassDeclarationSyntax type) yield break;
        var marked = (MemberDeclarationSyntax)Attributes.Add(type, $"Module(\"{ArcNames.SnakeCase(type.Identifier.ValueText)}\")");
        var list = marked.AttributeLists[0];
        var own = marked.WithAttributeLists(marked.AttributeLists.Replace(
            list, list.WithTrailingTrivia(SyntaxFactory.EndOfLine(mistake.LineEnd), SyntaxFactory.Whitespace(Members.Indent(type)))));
        yield return new Fix($"Make '{type.Identifier.ValueText}' a module", type, Modifiers.Append(Modifiers.Public(own), SyntaxKind.PartialKeyword));
    }

    private static IEnumerable<Fix> Narrowed(Mistake mistake)
    {
        if (mistake.Suggestion is not { } wrong || mistake.Node.FirstAncestorOrSelf<AttributeSyntax>() is not { } attribute) yield break;
        var kept = (attribute.ArgumentList?.Arguments ?? []).Where(a => a.Expression is TypeOfExpressionSyntax type && mistake.Model.GetTypeInfo(type.Type).Type?.ToDisplayString() != wrong).ToList();
        if (kept.Count > 0) yield return new Fix($"Remove '{wrong}'", attribute, Attributes.With(attribute, kept));
        else if (attribute.Parent?.Parent is MemberDeclarationSyntax owner) yield return new Fix("Remove [Specialize]", owner, Attributes.Without(owner, attribute));
    }

    private static IEnumerable<Fix> Unit(Mistake mistake)
    {
        if (mistake.Suggestion is null) return Remove(mistake, "Unit");
        return mistake.Node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute
            ? mistake.Suggestion.Split(['\n'], StringSplitOptions.RemoveEmptyEntries)
                .Select(u => new Fix($"Use the unit '{u}'", attribute, Attributes.With(attribute, 0, static _ => true, Attributes.Text(u))))
            : [];
    }

    private static IEnumerable<Fix> Remove(Mistake mistake, string name)
    {
        var owner = mistake.Node.FirstAncestorOrSelf<SyntaxNode>(static n => n is ParameterSyntax or MemberDeclarationSyntax);
        if (owner is not null && Attributes.Find(owner, name) is { } attribute) yield return new Fix($"Remove [{name}]", owner, Attributes.Without(owner, attribute));
    }
}
