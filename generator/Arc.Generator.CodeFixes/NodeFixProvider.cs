namespace Arc.Generator.CodeFixes;

/// <summary>Completes node classes: the method that runs, ports that the generator can implement, config that it can set.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NodeFixProvider() : FixProvider(Rules.NodeExecute, Rules.Port, Rules.ConfigProperty)
{
    private protected override IEnumerable<Fix> FixesOf(Mistake mistake) =>
        mistake.Is(Rules.NodeExecute) ? Execute(mistake)
        : mistake.Member is not PropertyDeclarationSyntax property ? []
        : mistake.Is(Rules.Port) ? Port(mistake, property) : Config(property);

    private static IEnumerable<Fix> Execute(Mistake mistake)
    {
        if (mistake.Member is not ClassDeclarationSyntax type) yield break;
        var near = type.Members.OfType<MethodDeclarationSyntax>()
            .FirstOrDefault(static m => m.Identifier.ValueText == "Execute" && m.ParameterList.Parameters.Count == 1 && m.ParameterList.Parameters[0].Type is { } taken && taken.ToString().EndsWith("NodeContext", StringComparison.Ordinal));
        if (near is not null)
        {
            var parameter = near.ParameterList.Parameters[0];
            var byReference = parameter.WithoutLeadingTrivia().WithModifiers([SyntaxFactory.Token(SyntaxKind.RefKeyword).WithTrailingTrivia(SyntaxFactory.Space)]);
            var changed = near.ReplaceNode(parameter, byReference).WithReturnType(SyntaxFactory.ParseTypeName("void").WithTriviaFrom(near.ReturnType));
            yield return new Fix("Make it 'public void Execute(ref NodeContext node)'", near, Modifiers.Without(Modifiers.Public(changed), SyntaxKind.StaticKeyword, SyntaxKind.AsyncKeyword));
        }
        else
        {
            var context = mistake.NameOf("Arc.Sdk", "NodeContext");
            yield return new Fix("Add 'Execute'", type, Members.Append(type, mistake.LineEnd, "/// <summary>Runs once a batch.</summary>", $"public void Execute(ref {context} node)", "{", "}"));
        }
    }

    private static IEnumerable<Fix> Port(Mistake mistake, PropertyDeclarationSyntax property)
    {
        if (mistake.Suggestion is not { } carried) yield break;
        if (carried.StartsWith("[", StringComparison.Ordinal))
        {
            yield return new Fix($"Mark it {carried}", property, Attributes.Add(property, carried.Trim('[', ']')));
            yield break;
        }

        var port = Attributes.Find(property, "Input") is not null ? "InputPort" : "OutputPort";
        var accessors = (AccessorListSyntax)SyntaxFactory.ParseMemberDeclaration("int X { get; }")!.ChildNodes().Last();
        var trailing = property.GetTrailingTrivia();
        // Where the type is right it stays as it is written.
        var type = property.Type is GenericNameSyntax generic && generic.Identifier.ValueText == port && generic.TypeArgumentList.Arguments[0].ToString() == carried
            ? property.Type
            : SyntaxFactory.ParseTypeName($"{port}<{carried}>").WithTriviaFrom(property.Type);
        var changed = property.WithType(type).WithInitializer(null).WithExpressionBody(null).WithSemicolonToken(default)
            .WithIdentifier(property.Identifier.WithTrailingTrivia(SyntaxFactory.Space))
            .WithAccessorList(accessors).WithTrailingTrivia(trailing);
        yield return new Fix(
            $"Make it 'partial {port}<{carried}>'", property,
            Modifiers.Append(Modifiers.Without(changed, SyntaxKind.StaticKeyword, SyntaxKind.RequiredKeyword, SyntaxKind.VirtualKeyword), SyntaxKind.PartialKeyword));
    }

    private static IEnumerable<Fix> Config(PropertyDeclarationSyntax property)
    {
        if (property.AccessorList is not { } accessors) yield break;
        var setter = accessors.Accessors.FirstOrDefault(static a => a.IsKind(SyntaxKind.SetAccessorDeclaration) || a.IsKind(SyntaxKind.InitAccessorDeclaration));
        var open = setter is null
            ? accessors.WithAccessors(accessors.Accessors.Add(SyntaxFactory.AccessorDeclaration(SyntaxKind.InitAccessorDeclaration)
                .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken)).WithTrailingTrivia(SyntaxFactory.Space)))
            : accessors.ReplaceNode(setter, setter.WithModifiers([]).WithLeadingTrivia(setter.GetLeadingTrivia()));
        yield return new Fix("Let it be set: '{ get; init; }'", property, Modifiers.Without(property.WithAccessorList(open), SyntaxKind.StaticKeyword, SyntaxKind.PartialKeyword));
    }
}
