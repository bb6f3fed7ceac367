namespace Arc.Generator.CodeFixes;

/// <summary>Names the outputs of a function: after the variables that it returns, or by their order.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TupleFixProvider() : FixProvider(Rules.TupleNames)
{
    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];

    private protected override IEnumerable<Fix> FixesOf(Mistake mistake)
    {
        if (mistake.Member is not MethodDeclarationSyntax { ReturnType: TupleTypeSyntax tuple } method) yield break;
        var returned = Results.Of(method).OfType<TupleExpressionSyntax>().FirstOrDefault(t => t.Arguments.Count == tuple.Elements.Count);
        var names = tuple.Elements.Select((e, i) => e.Identifier.ValueText is { Length: > 0 } own ? own : NameOf(returned?.Arguments[i]) ?? Ordinal(i)).ToList();
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count)
            names = [.. tuple.Elements.Select(static (e, i) => e.Identifier.ValueText is { Length: > 0 } own ? own : Ordinal(i))];
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count) yield break;
        var elements = tuple.Elements.Select((e, i) => e.WithType(e.Type.WithTrailingTrivia(SyntaxFactory.Space)).WithIdentifier(SyntaxFactory.Identifier(names[i])));
        yield return new Fix($"Name the outputs {string.Join(", ", names)}", tuple, tuple.WithElements(SyntaxFactory.SeparatedList(elements, tuple.Elements.GetSeparators())));
    }

    private static string? NameOf(ArgumentSyntax? argument) =>
        argument?.NameColon?.Name.Identifier.ValueText ?? (argument?.Expression as IdentifierNameSyntax)?.Identifier.ValueText;

    private static string Ordinal(int index) => index < Ordinals.Length ? Ordinals[index] : $"output{index + 1}";
}
