using System.Text;

namespace Arc.Generator.CodeFixes;

/// <summary>Starts the documentation that users of a member read in their editor.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DocumentationFixProvider() : FixProvider(Rules.Undocumented)
{
    private protected override IEnumerable<Fix> FixesOf(Mistake mistake)
    {
        if (mistake.Member is not { } member) yield break;
        var name = member switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            _ => "",
        };
        if (name.Length == 0) yield break;
        var comment = SyntaxFactory.ParseLeadingTrivia($"/// <summary>{Words(name)}.</summary>{mistake.LineEnd}{Members.Indent(member)}");
        yield return new Fix("Add a summary", member, member.WithLeadingTrivia(member.GetLeadingTrivia().AddRange(comment)));
    }

    private static string Words(string name)
    {
        var words = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && words.Length > 0) words.Append(' ').Append(char.ToLowerInvariant(c));
            else words.Append(c);
        }

        return words.ToString();
    }
}
