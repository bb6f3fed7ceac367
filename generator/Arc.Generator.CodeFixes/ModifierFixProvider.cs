using System.Composition;
using Arc.Generator.Validation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arc.Generator.CodeFixes;

/// <summary>Adds the modifiers that modules, members, ports and state need, and removes those that they cannot have.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ModifierFixProvider() : FixProvider(
    Rules.ModuleNotPartial, Rules.ModuleNotPublic, Rules.ModuleNotInstantiable, Rules.MemberNotPublic, Rules.NodeNotPartial, Rules.Port, Rules.StateNotReadonly)
{
    private static readonly SyntaxKind[] Accessibilities =
        [SyntaxKind.PublicKeyword, SyntaxKind.PrivateKeyword, SyntaxKind.InternalKeyword, SyntaxKind.ProtectedKeyword, SyntaxKind.FileKeyword];

    private protected override IEnumerable<Fix> FixesOf(string id, SyntaxNode node, string? replacement)
    {
        if (node.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member) yield break;
        if (id == Rules.StateNotReadonly.Id)
        {
            var field = Without(member, SyntaxKind.StaticKeyword);
            yield return new Fix("Make the field 'readonly'", member, field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) ? field : Append(field, SyntaxKind.ReadOnlyKeyword));
        }
        else if (id == Rules.ModuleNotInstantiable.Id)
        {
            yield return new Fix("Make the class an ordinary one", member, Without(member, SyntaxKind.StaticKeyword, SyntaxKind.AbstractKeyword));
        }
        else if (id == Rules.ModuleNotPublic.Id || id == Rules.MemberNotPublic.Id)
        {
            yield return new Fix("Make it 'public'", member, Public(member));
        }
        else if (id == Rules.NodeNotPartial.Id && member.Parent is TypeDeclarationSyntax)
        {
            var changed = Without(Public(member), SyntaxKind.StaticKeyword, SyntaxKind.AbstractKeyword);
            yield return new Fix("Make it 'public partial'", member, changed.Modifiers.Any(SyntaxKind.PartialKeyword) ? changed : Append(changed, SyntaxKind.PartialKeyword));
        }
        else if (id != Rules.NodeNotPartial.Id && !member.Modifiers.Any(SyntaxKind.PartialKeyword)
            && member is not PropertyDeclarationSyntax { Type: not GenericNameSyntax { Identifier.ValueText: "InputPort" or "OutputPort" } })
        {
            var partial = Append(member, SyntaxKind.PartialKeyword);
            yield return new Fix("Make it 'partial'", member, partial is PropertyDeclarationSyntax { Initializer: not null } property
                ? property.WithInitializer(null).WithSemicolonToken(default).WithTrailingTrivia(property.GetTrailingTrivia())
                : partial);
        }
    }

    private static MemberDeclarationSyntax Public(MemberDeclarationSyntax member)
    {
        if (member.Modifiers.Any(SyntaxKind.PublicKeyword)) return member;
        var index = -1;
        for (var i = 0; i < member.Modifiers.Count && index < 0; i++)
        {
            if (Accessibilities.Contains(member.Modifiers[i].Kind())) index = i;
        }

        if (index < 0 && member.Modifiers.Count == 0) return Append(member, SyntaxKind.PublicKeyword);
        if (index < 0)
        {
            var first = member.Modifiers[0];
            var bare = member.Modifiers.Replace(first, first.WithLeadingTrivia());
            return member.WithModifiers(bare.Insert(0, Token(SyntaxKind.PublicKeyword).WithLeadingTrivia(first.LeadingTrivia)));
        }

        var old = member.Modifiers[index];
        var changed = member.WithModifiers(member.Modifiers.Replace(old, SyntaxFactory.Token(old.LeadingTrivia, SyntaxKind.PublicKeyword, old.TrailingTrivia)));
        return Without(changed, SyntaxKind.ProtectedKeyword, SyntaxKind.PrivateKeyword, SyntaxKind.InternalKeyword);
    }

    // "partial" must be the last modifier, and the others do not mind.
    private static MemberDeclarationSyntax Append(MemberDeclarationSyntax member, SyntaxKind kind)
    {
        if (member.Modifiers.Count > 0) return member.WithModifiers(member.Modifiers.Add(Token(kind)));
        var first = member.GetFirstToken();
        if (member.AttributeLists.Count == 0)
        {
            return member.ReplaceToken(first, first.WithLeadingTrivia()).WithModifiers([Token(kind).WithLeadingTrivia(first.LeadingTrivia)]);
        }

        var next = member.AttributeLists.Last().GetLastToken().GetNextToken();
        return member.ReplaceToken(next, next.WithLeadingTrivia()).WithModifiers([Token(kind).WithLeadingTrivia(next.LeadingTrivia)]);
    }

    private static MemberDeclarationSyntax Without(MemberDeclarationSyntax member, params SyntaxKind[] kinds)
    {
        foreach (var kind in kinds)
        {
            var index = member.Modifiers.IndexOf(kind);
            if (index < 0) continue;
            var removed = member.Modifiers[index];
            var modifiers = member.Modifiers.RemoveAt(index);
            if (index == 0 && modifiers.Count > 0) modifiers = modifiers.Replace(modifiers[0], modifiers[0].WithLeadingTrivia(removed.LeadingTrivia));
            member = member.WithModifiers(modifiers);
        }

        return member;
    }

    private static SyntaxToken Token(SyntaxKind kind) => SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space);
}
