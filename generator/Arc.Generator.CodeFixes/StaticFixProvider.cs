using Arc.Generator.Discovery;

namespace Arc.Generator.CodeFixes;

/// <summary>Makes the bodies of one member alike: all static if none needs the module's object, and all instance methods otherwise.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class StaticFixProvider() : FixProvider(Rules.MixedStatic)
{
    private protected override IEnumerable<Fix> FixesOf(Mistake mistake)
    {
        if (mistake.Member is not MethodDeclarationSyntax method || mistake.Model.GetDeclaredSymbol(method) is not IMethodSymbol symbol) yield break;
        var name = NameOf(symbol);
        var symbols = symbol.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(m => NameOf(m) == name).ToList();
        var bodies = symbols.SelectMany(static m => m.DeclaringSyntaxReferences).Select(static r => r.GetSyntax()).OfType<MethodDeclarationSyntax>().ToList();
        // The other half of a partial class may be in another file.
        if (bodies.Count != symbols.Count || bodies.Any(b => b.SyntaxTree != method.SyntaxTree)) yield break;
        if (bodies.Any(b => NeedsObject(mistake.Model, b)))
        {
            var fixedOnes = bodies.Where(static b => b.Modifiers.Any(SyntaxKind.StaticKeyword));
            yield return new Fix($"Make every body of '{name}' an instance method", [.. fixedOnes.Select(static b => ((SyntaxNode)b, (SyntaxNode)Modifiers.Without(b, SyntaxKind.StaticKeyword)))]);
        }
        else
        {
            var free = bodies.Where(static b => !b.Modifiers.Any(SyntaxKind.StaticKeyword));
            yield return new Fix($"Make every body of '{name}' static", [.. free.Select(static b => ((SyntaxNode)b, (SyntaxNode)Modifiers.Append(b, SyntaxKind.StaticKeyword)))]);
        }
    }

    private static string? NameOf(IMethodSymbol method) =>
        method.Attribute("HostFunctionAttribute") is { } attribute ? attribute.FirstText() ?? ArcNames.SnakeCase(method.Name) : null;

    private static bool NeedsObject(SemanticModel model, MethodDeclarationSyntax method) => method.DescendantNodes().Any(node => node switch
    {
        ThisExpressionSyntax or BaseExpressionSyntax => true,
        SimpleNameSyntax { Parent: MemberAccessExpressionSyntax access } name when access.Name == name => false,
        SimpleNameSyntax name => model.GetSymbolInfo(name).Symbol switch
        {
            IFieldSymbol or IPropertySymbol or IEventSymbol => IsOfObject(model.GetSymbolInfo(name).Symbol!),
            IMethodSymbol { MethodKind: MethodKind.Ordinary } called => IsOfObject(called),
            // What the primary constructor takes is kept in the object.
            IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } => true,
            _ => false,
        },
        _ => false,
    });

    private static bool IsOfObject(ISymbol symbol) => !symbol.IsStatic && symbol.ContainingType is not null;
}
