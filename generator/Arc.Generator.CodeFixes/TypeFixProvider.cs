namespace Arc.Generator.CodeFixes;

/// <summary>Replaces a type that Arc does not know by the nearest one that it does, and lets the method's body follow where that is certain.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TypeFixProvider() : FixProvider(Rules.ParameterType, Rules.ResultType, Rules.Nullable)
{
    private static readonly string[] Times = ["DateTime", "DateTimeOffset", "TimeSpan"];

    private protected override IEnumerable<Fix> FixesOf(Mistake mistake)
    {
        if (mistake.Suggestion is not { } type) yield break;
        var title = $"Use '{type}'";
        var place = mistake.Node.AncestorsAndSelf().FirstOrDefault(static n => n is ParameterSyntax or PropertyDeclarationSyntax or MethodDeclarationSyntax);
        switch (place)
        {
            case ParameterSyntax { Type: { } written } parameter:
                var changed = parameter.ReplaceNode(written, Named(type, written));
                if (NeedsUnit(written, parameter)) changed = (ParameterSyntax)Attributes.Add(changed, "Unit(\"ns\")");
                var uses = parameter.Parent?.Parent is MethodDeclarationSyntax owner ? Uses(mistake.Model, owner, parameter, type) : [];
                yield return new Fix(title, [(parameter, changed), .. uses]);
                break;
            case PropertyDeclarationSyntax { Type: { } written } property:
                MemberDeclarationSyntax renamed = property.WithType(Named(type, written));
                if (NeedsUnit(written, property)) renamed = (MemberDeclarationSyntax)Attributes.Add(renamed, "Unit(\"ns\")");
                yield return new Fix(title, property, renamed);
                break;
            case MethodDeclarationSyntax { ReturnType: { } written } method:
                yield return new Fix(title, [(written, Named(type, written)), .. written.ToString() == "bool" ? Truths(method) : []]);
                break;
        }
    }

    private static TypeSyntax Named(string type, TypeSyntax written) => SyntaxFactory.ParseTypeName(type).WithTriviaFrom(written);

    private static bool NeedsUnit(TypeSyntax written, SyntaxNode owner) => Times.Contains(written.ToString().Split('.').Last()) && Attributes.Find(owner, "Unit") is null;

    // What the body says of the parameter in its new type.
    private static IEnumerable<(SyntaxNode Old, SyntaxNode New)> Uses(SemanticModel model, MethodDeclarationSyntax method, ParameterSyntax parameter, string type)
    {
        if (((SyntaxNode?)method.Body ?? method.ExpressionBody) is not { } body || model.GetDeclaredSymbol(parameter) is not { } symbol) yield break;
        foreach (var use in body.DescendantNodes().OfType<IdentifierNameSyntax>().Where(n => n.Identifier.ValueText == symbol.Name))
        {
            if (!SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(use).Symbol, symbol)) continue;
            if (symbol.Type.SpecialType == SpecialType.System_Boolean)
                yield return (use, SyntaxFactory.ParseExpression(NeedsParentheses(use) ? $"({use.Identifier} != 0)" : $"{use.Identifier} != 0").WithTriviaFrom(use));
            else if (use.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" } count && count.Expression == use && type.StartsWith("Series<", StringComparison.Ordinal))
                yield return (count, count.WithName(SyntaxFactory.IdentifierName("Length").WithTriviaFrom(count.Name)));
            else if (symbol.Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T && Present(use) is { } change)
                yield return change;
        }
    }

    // What was asked of a value that could be missing, of one that cannot.
    private static (SyntaxNode Old, SyntaxNode New)? Present(IdentifierNameSyntax use)
    {
        switch (use.Parent)
        {
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce when coalesce.Left == use:
                SyntaxNode whole = coalesce.Parent is ParenthesizedExpressionSyntax ? coalesce.Parent : coalesce;
                return (whole, use.WithTriviaFrom(whole));
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value" } value when value.Expression == use:
                return (value, use.WithTriviaFrom(value));
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "HasValue" } has when has.Expression == use:
                return (has, SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression).WithTriviaFrom(has));
            default:
                return null;
        }
    }

    private static bool NeedsParentheses(SyntaxNode use) => use.Parent is not (ConditionalExpressionSyntax or ArrowExpressionClauseSyntax or ReturnStatementSyntax or IfStatementSyntax or ArgumentSyntax or ParenthesizedExpressionSyntax or EqualsValueClauseSyntax);

    // A truth is given as a 1 or a 0.
    private static IEnumerable<(SyntaxNode Old, SyntaxNode New)> Truths(MethodDeclarationSyntax method) =>
        Results.Of(method).Select(static r => ((SyntaxNode)r, (SyntaxNode)SyntaxFactory.ParseExpression($"{Operand(r)} ? (byte)1 : (byte)0").WithTriviaFrom(r)));

    private static string Operand(ExpressionSyntax result) =>
        result is ConditionalExpressionSyntax or AssignmentExpressionSyntax or AnonymousFunctionExpressionSyntax or SwitchExpressionSyntax
            ? $"({result.WithoutTrivia()})"
            : result.WithoutTrivia().ToString();
}
