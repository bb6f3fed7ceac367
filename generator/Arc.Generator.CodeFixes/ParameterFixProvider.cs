namespace Arc.Generator.CodeFixes;

/// <summary>Moves HostContext to the front, and makes parameters ones that are passed by value.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ParameterFixProvider() : FixProvider(Rules.ContextNotFirst, Rules.ParameterModifier)
{
    private static readonly SyntaxKind[] Modifiers =
        [SyntaxKind.RefKeyword, SyntaxKind.InKeyword, SyntaxKind.ParamsKeyword, SyntaxKind.ReadOnlyKeyword];

    private protected override IEnumerable<Fix> FixesOf(Mistake mistake)
    {
        if (mistake.Node.FirstAncestorOrSelf<ParameterSyntax>() is not { Parent: ParameterListSyntax list } parameter) yield break;
        if (mistake.Is(Rules.ContextNotFirst))
        {
            // Every place keeps its line and indentation.
            var ordered = list.Parameters.Where(p => p != parameter).Prepend(parameter).Select((p, i) => p.WithLeadingTrivia(list.Parameters[i].GetLeadingTrivia()));
            yield return new Fix("Make HostContext the first parameter", list, list.WithParameters(SyntaxFactory.SeparatedList(ordered, list.Parameters.GetSeparators())));
        }
        else if (parameter.Modifiers.Any(m => Modifiers.Contains(m.Kind())))
        {
            var kept = parameter.Modifiers.Where(m => !Modifiers.Contains(m.Kind()));
            yield return new Fix("Pass the parameter by value", parameter, parameter.WithModifiers([.. kept]).WithLeadingTrivia(parameter.GetLeadingTrivia()));
        }
    }
}
