namespace Arc.Generator.CodeFixes;

/// <summary>
/// Makes a method that never waits give its result itself. One that does wait has no fix: to block would hold up the program's cycle, and
/// where the value should come from instead only the author knows.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AsynchronousFixProvider() : FixProvider(Rules.Asynchronous)
{
    private protected override IEnumerable<Fix> FixesOf(Mistake mistake)
    {
        if (mistake.Member is not MethodDeclarationSyntax method) yield break;
        var isAsync = method.Modifiers.Any(SyntaxKind.AsyncKeyword);
        var results = isAsync ? Results.Own((SyntaxNode?)method.Body ?? method.ExpressionBody).OfType<AwaitExpressionSyntax>().ToList<ExpressionSyntax>() : [.. Results.Of(method)];
        var changes = new Dictionary<SyntaxNode, SyntaxNode>();
        foreach (var result in results)
        {
            if (Finished(result is AwaitExpressionSyntax awaited ? awaited.Expression : result) is not { } value) yield break;
            var whole = value.Length > 0 ? result : result.Parent!;
            if (value.Length > 0) changes[whole] = SyntaxFactory.ParseExpression(value).WithTriviaFrom(whole);
            else if (whole is ReturnStatementSyntax statement) changes[whole] = statement.WithExpression(null).WithReturnKeyword(statement.ReturnKeyword.WithTrailingTrivia());
            else if (whole is ExpressionStatementSyntax done) changes[whole] = SyntaxFactory.EmptyStatement().WithTriviaFrom(done);
            else if (whole is not ArrowExpressionClauseSyntax) yield break;
        }

        var body = method.ReplaceNodes(changes.Keys, (old, _) => changes[old]);
        var type = method.ReturnType.DescendantNodesAndSelf().OfType<GenericNameSyntax>().FirstOrDefault()?.TypeArgumentList.Arguments[0] ?? SyntaxFactory.ParseTypeName("void");
        var changed = (MethodDeclarationSyntax)Modifiers.Without(body.WithReturnType(type.WithTriviaFrom(method.ReturnType)), SyntaxKind.AsyncKeyword);
        // "=> Task.CompletedTask" leaves nothing to say.
        if (changes.Count < results.Count && changed.ExpressionBody is not null)
        {
            changed = changed.WithExpressionBody(null).WithSemicolonToken(default)
                .WithBody(SyntaxFactory.ParseStatement("{ }") is BlockSyntax block ? block.WithTrailingTrivia(method.GetTrailingTrivia()) : null);
        }

        yield return new Fix("Return the result itself", method, changed);
    }

    // The value of a task that is finished from the beginning: empty if it has none; null if it may not be finished.
    private static string? Finished(ExpressionSyntax task) => task switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } inner } => Finished(inner.Expression),
        InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } values, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FromResult" } } => values[0].ToString(),
        ObjectCreationExpressionSyntax { Type: GenericNameSyntax { Identifier.ValueText: "ValueTask" }, ArgumentList.Arguments: { Count: 1 } values } => values[0].ToString(),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" } => "",
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.DefaultLiteralExpression } => "default",
        _ => null,
    };
}
