namespace Arc.Generator.CodeFixes;

/// <summary>Declares the check method that an attribute names.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class CheckFixProvider() : FixProvider(Rules.CheckMethod)
{
    private protected override IEnumerable<Fix> FixesOf(Mistake mistake)
    {
        // Where a method of the name exists, only its author knows whether it is to change.
        if (mistake.Suggestion is not { } name || mistake.Node.Ancestors().OfType<TypeDeclarationSyntax>().LastOrDefault() is not { } module) yield break;
        var values = mistake.NameOf("Arc.Sdk.Modules", "ConfigValues");
        yield return new Fix($"Declare '{name}'", module, Members.Append(
            module, mistake.LineEnd,
            "/// <summary>Says what is wrong with config values; null if nothing is.</summary>",
            $"public static string? {name}({values} values) => null;"));
    }
}
