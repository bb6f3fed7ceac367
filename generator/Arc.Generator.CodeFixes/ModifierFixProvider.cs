namespace Arc.Generator.CodeFixes;

/// <summary>Adds the modifiers that modules, members, constructors and state need, and removes those that they cannot have.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ModifierFixProvider() : FixProvider(
    Rules.ModuleNotPartial, Rules.ModuleNotPublic, Rules.ModuleNotInstantiable, Rules.ModuleConstructor, Rules.MemberNotPublic, Rules.NodeNotPartial, Rules.NodeConstructor,
    Rules.StateNotReadonly)
{
    private protected override IEnumerable<Fix> FixesOf(Mistake mistake)
    {
        if (mistake.Member is not { } member) yield break;
        if (mistake.Is(Rules.ModuleNotPartial))
        {
            yield return new Fix("Make it 'partial'", member, Modifiers.Append(member, SyntaxKind.PartialKeyword));
        }
        else if (mistake.Is(Rules.StateNotReadonly))
        {
            yield return new Fix("Make the field 'readonly'", member, Modifiers.Append(Modifiers.Without(member, SyntaxKind.StaticKeyword), SyntaxKind.ReadOnlyKeyword));
        }
        else if (mistake.Is(Rules.ModuleNotInstantiable))
        {
            yield return new Fix("Make the class an ordinary one", member, Modifiers.Without(member, SyntaxKind.StaticKeyword, SyntaxKind.AbstractKeyword));
        }
        else if (mistake.Is(Rules.ModuleNotPublic) || mistake.Is(Rules.MemberNotPublic))
        {
            yield return new Fix("Make it 'public'", member, Modifiers.Public(member));
        }
        else if (mistake.Is(Rules.NodeNotPartial))
        {
            if (member.Parent is not TypeDeclarationSyntax) yield break;
            var changed = Modifiers.Append(Modifiers.Without(Modifiers.Public(member), SyntaxKind.StaticKeyword, SyntaxKind.AbstractKeyword), SyntaxKind.PartialKeyword);
            if (!changed.IsEquivalentTo(member)) yield return new Fix("Make it 'public partial'", member, changed);
        }
        else if (member is TypeDeclarationSyntax type && Hidden(type) is { Count: 1 } constructors)
        {
            yield return new Fix("Make the constructor 'public'", constructors[0], Modifiers.Public(constructors[0]));
        }
    }

    // The constructors of a class that has no public one; several public ones are a choice that only the author can make.
    private static List<ConstructorDeclarationSyntax> Hidden(TypeDeclarationSyntax type)
    {
        var constructors = type.Members.OfType<ConstructorDeclarationSyntax>().Where(static c => !c.Modifiers.Any(SyntaxKind.StaticKeyword)).ToList();
        return constructors.Any(static c => c.Modifiers.Any(SyntaxKind.PublicKeyword)) ? [] : constructors;
    }
}
