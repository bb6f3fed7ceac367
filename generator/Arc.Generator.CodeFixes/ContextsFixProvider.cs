namespace Arc.Generator.CodeFixes;

/// <summary>Gives a host function the contexts that its signature allows.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class ContextsFixProvider() : FixProvider(Rules.MemberClash, Rules.NoForm, Rules.SeriesInFlow, Rules.ConfigWithoutFlow, Rules.TupleInCall)
{
    private protected override IEnumerable<Fix> FixesOf(Mistake mistake)
    {
        if (mistake.Member is not { } member || Attributes.Find(member, "HostFunction") is not { } attribute) yield break;
        if (mistake.Is(Rules.MemberClash))
        {
            // Only a function beside a node has no other name suggested: the node may be its flow form.
            if (mistake.Suggestion is null) yield return Give(attribute, "Call");
        }
        else if (mistake.Is(Rules.SeriesInFlow)) yield return Give(attribute, "Call");
        else if (mistake.Is(Rules.TupleInCall)) yield return Give(attribute, "Flow");
        else yield return Give(attribute, "Both");
    }

    private static Fix Give(AttributeSyntax attribute, string context)
    {
        var named = attribute.ArgumentList?.Arguments.Any(static a => a.NameEquals is null && !IsContexts(a)) == true;
        return new Fix($"Give it Contexts.{context}", attribute, Attributes.With(attribute, named ? 1 : 0, IsContexts, SyntaxFactory.ParseExpression($"Contexts.{context}")));
    }

    private static bool IsContexts(AttributeArgumentSyntax argument) => argument.Expression is MemberAccessExpressionSyntax or BinaryExpressionSyntax;
}
