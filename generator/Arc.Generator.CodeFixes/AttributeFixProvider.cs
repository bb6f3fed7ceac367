using System.Composition;
using Arc.Generator.Validation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arc.Generator.CodeFixes;

/// <summary>Changes the arguments of [HostFunction] and [ReactiveNode]: another name where one is taken, the contexts that a signature allows.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AttributeFixProvider() : FixProvider(Rules.MemberClash, Rules.Overlap, Rules.DifferentShape, Rules.SeriesInFlow, Rules.TupleInCall)
{
    private protected override IEnumerable<Fix> FixesOf(string id, SyntaxNode node, string? replacement)
    {
        if (node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member) yield break;
        if (member.AttributeLists.SelectMany(l => l.Attributes).FirstOrDefault(IsMember) is not { } attribute) yield break;
        if (id == Rules.SeriesInFlow.Id) yield return Contexts(attribute, "Call");
        else if (id == Rules.TupleInCall.Id) yield return Contexts(attribute, "Flow");
        else if (replacement is not null)
        {
            var literal = SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(replacement));
            yield return new Fix($"Name it '{replacement}' in Arc", attribute, With(attribute, 0, a => a.Expression is LiteralExpressionSyntax, literal));
        }
    }

    private static Fix Contexts(AttributeSyntax attribute, string context)
    {
        var named = attribute.ArgumentList?.Arguments.Any(a => a.NameEquals is null && a.Expression is LiteralExpressionSyntax) == true;
        return new Fix(
            $"Give it Contexts.{context}", attribute,
            With(attribute, named ? 1 : 0, a => a.Expression is not LiteralExpressionSyntax, SyntaxFactory.ParseExpression($"Contexts.{context}")));
    }

    private static AttributeSyntax With(AttributeSyntax attribute, int position, Func<AttributeArgumentSyntax, bool> replaces, ExpressionSyntax value)
    {
        var arguments = (attribute.ArgumentList?.Arguments ?? []).ToList();
        var index = arguments.FindIndex(a => a.NameEquals is null && replaces(a));
        if (index >= 0) arguments[index] = SyntaxFactory.AttributeArgument(value);
        else arguments.Insert(position, SyntaxFactory.AttributeArgument(value));
        return attribute.WithArgumentList(SyntaxFactory.AttributeArgumentList(SyntaxFactory.SeparatedList(
            arguments.Select((a, i) => i == 0 ? a : a.WithLeadingTrivia(SyntaxFactory.Space)))));
    }

    private static bool IsMember(AttributeSyntax attribute) =>
        attribute.Name.ToString().Split('.').Last() is "HostFunction" or "HostFunctionAttribute" or "ReactiveNode" or "ReactiveNodeAttribute";
}
