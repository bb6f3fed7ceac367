using System.Composition;
using Arc.Generator.Validation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arc.Generator.CodeFixes;

/// <summary>Replaces a type that Arc does not know by the nearest one that it does.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TypeFixProvider() : FixProvider(Rules.ParameterType, Rules.ResultType)
{
    private protected override IEnumerable<Fix> FixesOf(string id, SyntaxNode node, string? replacement)
    {
        if (replacement is null) yield break;
        var written = node.AncestorsAndSelf().Select(n => n switch
        {
            ParameterSyntax parameter => parameter.Type,
            PropertyDeclarationSyntax property => property.Type,
            MethodDeclarationSyntax method => method.ReturnType,
            _ => null,
        }).FirstOrDefault(t => t is not null);
        if (written is not null) yield return new Fix($"Use '{replacement}'", written, SyntaxFactory.ParseTypeName(replacement).WithTriviaFrom(written));
    }
}
