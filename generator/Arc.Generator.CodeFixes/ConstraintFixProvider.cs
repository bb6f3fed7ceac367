using System.Composition;
using Arc.Generator.Validation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arc.Generator.CodeFixes;

/// <summary>Replaces a constraint that means no set of Arc types by one that does.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ConstraintFixProvider() : FixProvider(Rules.Constraint)
{
    private static readonly (string Interface, string Set)[] Sets =
        [("INumber", "numeric"), ("IBinaryInteger", "integer"), ("IFloatingPointIeee754", "float"), ("ISignedNumber", "signed")];

    private protected override IEnumerable<Fix> FixesOf(string id, SyntaxNode node, string? replacement)
    {
        if (node.FirstAncestorOrSelf<TypeParameterSyntax>() is not { } parameter || parameter.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member) yield break;
        var name = parameter.Identifier.ValueText;
        var clause = member.ChildNodes().OfType<TypeParameterConstraintClauseSyntax>().FirstOrDefault(c => c.Name.Identifier.ValueText == name);
        if (clause is null) yield break;
        var written = clause.ToString();
        var isFloat = written.Contains("Float") || written.Contains("Trigonometric") || written.Contains("Root") || written.Contains("Logarithmic") || written.Contains("Exponential");
        var isInteger = written.Contains("Integer") || written.Contains("Shift") || written.Contains("Bitwise") || written.Contains("Unsigned");
        var first = isFloat ? "float" : isInteger ? "integer" : "numeric";
        foreach (var (type, set) in Sets.OrderBy(s => s.Set == first ? 0 : 1))
        {
            var constraint = SyntaxFactory.TypeConstraint(SyntaxFactory.ParseTypeName($"System.Numerics.{type}<{name}>")).WithTriviaFrom(clause.Constraints.Last());
            yield return new Fix($"Constrain '{name}' to {type}<{name}> ({set})", clause, clause.WithConstraints([constraint]));
        }
    }
}
