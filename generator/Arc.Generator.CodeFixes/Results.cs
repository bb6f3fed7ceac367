namespace Arc.Generator.CodeFixes;

/// <summary>Finds what a method gives back.</summary>
internal static class Results
{
    /// <summary>The expressions whose values a method returns.</summary>
    public static IEnumerable<ExpressionSyntax> Of(MethodDeclarationSyntax method) =>
        method.ExpressionBody is { } arrow ? [arrow.Expression] : Own(method.Body).OfType<ReturnStatementSyntax>().Select(static r => r.Expression).OfType<ExpressionSyntax>();

    /// <summary>The nodes of a body, without those of functions inside it.</summary>
    public static IEnumerable<SyntaxNode> Own(SyntaxNode? body) =>
        body?.DescendantNodes(static n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)) ?? [];
}
