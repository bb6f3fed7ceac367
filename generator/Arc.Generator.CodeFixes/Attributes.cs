namespace Arc.Generator.CodeFixes;

/// <summary>Finds and changes attributes.</summary>
internal static class Attributes
{
    /// <summary>The last attribute of a member or parameter that has one of some names.</summary>
    public static AttributeSyntax? Find(SyntaxNode owner, params string[] names) =>
        Lists(owner).SelectMany(static l => l.Attributes).LastOrDefault(a => Has(a, names));

    public static bool Has(AttributeSyntax attribute, params string[] names)
    {
        var name = attribute.Name is QualifiedNameSyntax qualified ? qualified.Right.Identifier.ValueText : attribute.Name.ToString();
        return names.Any(n => name == n || name == n + "Attribute");
    }

    /// <summary>An attribute with another positional argument; where none is replaced, one is inserted.</summary>
    public static AttributeSyntax With(AttributeSyntax attribute, int position, Func<AttributeArgumentSyntax, bool> replaces, ExpressionSyntax value)
    {
        var arguments = (attribute.ArgumentList?.Arguments ?? []).ToList();
        var index = arguments.FindIndex(a => a.NameEquals is null && replaces(a));
        if (index >= 0) arguments[index] = SyntaxFactory.AttributeArgument(value).WithTriviaFrom(arguments[index]);
        else arguments.Insert(position, SyntaxFactory.AttributeArgument(value));
        return With(attribute, arguments);
    }

    /// <summary>An attribute with another value for a property.</summary>
    public static AttributeSyntax WithNamed(AttributeSyntax attribute, string property, ExpressionSyntax value)
    {
        var arguments = (attribute.ArgumentList?.Arguments ?? []).ToList();
        var index = arguments.FindIndex(a => a.NameEquals?.Name.Identifier.ValueText == property);
        if (index >= 0) arguments[index] = arguments[index].WithExpression(value);
        else arguments.Add(SyntaxFactory.ParseAttributeArgumentList($"({property} = {value})")!.Arguments[0]);
        return With(attribute, arguments);
    }

    public static AttributeSyntax With(AttributeSyntax attribute, IEnumerable<AttributeArgumentSyntax> arguments)
    {
        var list = arguments.Select(static (a, i) => i == 0 ? a.WithoutLeadingTrivia() : a.WithLeadingTrivia(SyntaxFactory.Space)).ToList();
        return attribute.WithArgumentList(list.Count == 0 ? null : SyntaxFactory.AttributeArgumentList(SyntaxFactory.SeparatedList(list)));
    }

    /// <summary>A member or parameter without one of its attributes; its comments stay.</summary>
    public static SyntaxNode Without(SyntaxNode owner, AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        var leading = owner.GetLeadingTrivia();
        var changed = owner.RemoveNode(list.Attributes.Count == 1 ? list : attribute, SyntaxRemoveOptions.KeepNoTrivia)!;
        return changed.WithLeadingTrivia(leading);
    }

    /// <summary>A member or parameter with one more attribute, on the same line as what follows.</summary>
    public static SyntaxNode Add(SyntaxNode owner, string attribute)
    {
        var list = SyntaxFactory.AttributeList([SyntaxFactory.Attribute(SyntaxFactory.ParseName(Name(attribute)), Arguments(attribute))])
            .WithLeadingTrivia(owner.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.Space);
        return owner.WithoutLeadingTrivia() switch
        {
            ParameterSyntax parameter => parameter.WithAttributeLists(parameter.AttributeLists.Insert(0, list)),
            MemberDeclarationSyntax member => member.WithAttributeLists(member.AttributeLists.Insert(0, list)),
            var other => other,
        };
    }

    public static ExpressionSyntax Text(string value) => SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(value));

    private static SyntaxList<AttributeListSyntax> Lists(SyntaxNode owner) => owner switch
    {
        ParameterSyntax parameter => parameter.AttributeLists,
        MemberDeclarationSyntax member => member.AttributeLists,
        _ => [],
    };

    private static string Name(string attribute) => attribute.Split('(')[0];

    private static AttributeArgumentListSyntax? Arguments(string attribute)
    {
        var at = attribute.IndexOf('(');
        return at < 0 ? null : SyntaxFactory.ParseAttributeArgumentList(attribute.Substring(at));
    }
}
