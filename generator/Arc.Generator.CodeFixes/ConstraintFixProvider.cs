namespace Arc.Generator.CodeFixes;

/// <summary>Replaces a constraint that means no set of Arc types by one that does, and removes a type parameter that nothing determines.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ConstraintFixProvider() : FixProvider(Rules.Constraint, Rules.UnusedTypeParameter)
{
    private static readonly (string Interface, string Set)[] Sets =
        [("INumber", "numeric"), ("IBinaryInteger", "integer"), ("IFloatingPointIeee754", "float"), ("ISignedNumber", "signed")];

    private static readonly string[] Floats = ["Float", "Trigonometric", "Root", "Logarithmic", "Exponential", "Power", "Hyperbolic"];

    private static readonly string[] Integers = ["Integer", "Shift", "Bitwise", "Unsigned"];

    private protected override IEnumerable<Fix> FixesOf(Mistake mistake) =>
        mistake.Member is not { } member ? []
        : mistake.Is(Rules.UnusedTypeParameter) ? Removed(mistake, member)
        : mistake.Node.FirstAncestorOrSelf<TypeParameterSyntax>() is { } parameter ? Constrained(mistake, member, parameter) : [];

    private static IEnumerable<Fix> Constrained(Mistake mistake, MemberDeclarationSyntax member, TypeParameterSyntax parameter)
    {
        var name = parameter.Identifier.ValueText;
        if (ClauseOf(member, name) is not { } clause) yield break;
        var written = clause.ToString();
        var first = Floats.Any(written.Contains) ? "float" : Integers.Any(written.Contains) ? "integer" : "numeric";
        foreach (var (type, set) in Sets.OrderBy(s => s.Set == first ? 0 : 1))
        {
            var constraint = SyntaxFactory.TypeConstraint(SyntaxFactory.ParseTypeName($"{mistake.NameOf("System.Numerics", type)}<{name}>")).WithTriviaFrom(clause.Constraints.Last());
            yield return new Fix($"Constrain '{name}' to {type}<{name}> ({set})", clause, clause.WithConstraints([constraint]));
        }
    }

    private static IEnumerable<Fix> Removed(Mistake mistake, MemberDeclarationSyntax member)
    {
        if (mistake.Suggestion is not { } name || member.ChildNodes().OfType<TypeParameterListSyntax>().FirstOrDefault() is not { } list) yield break;
        if (list.Parameters.FirstOrDefault(p => p.Identifier.ValueText == name) is not { } parameter) yield break;
        var changed = ClauseOf(member, name) is { } clause ? member.RemoveNode(clause, SyntaxRemoveOptions.KeepNoTrivia)! : member;
        list = changed.ChildNodes().OfType<TypeParameterListSyntax>().First();
        parameter = list.Parameters.First(p => p.Identifier.ValueText == name);
        yield return new Fix($"Remove the type parameter '{name}'", member, list.Parameters.Count == 1
            ? changed.RemoveNode(list, SyntaxRemoveOptions.KeepNoTrivia)!
            : changed.ReplaceNode(list, list.WithParameters(list.Parameters.Remove(parameter))));
    }

    private static TypeParameterConstraintClauseSyntax? ClauseOf(MemberDeclarationSyntax member, string parameter) =>
        member.ChildNodes().OfType<TypeParameterConstraintClauseSyntax>().FirstOrDefault(c => c.Name.Identifier.ValueText == parameter);
}
