using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Arc.Generator.Suppressors;

/// <summary>
/// Silences standard analyzers where a module could not follow them, because the authoring pattern prescribes what they object to. What an
/// author is free to write otherwise stays reported.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PatternSuppressor : DiagnosticSuppressor
{
    private const string ByArcName = "Programs know the member by this name, and no other .NET language does.";

    private const string TextOnly = "Text crosses the boundary of WebAssembly; a System.Uri does not.";

    private static readonly ImmutableArray<(SuppressionDescriptor Suppression, Func<ISymbol, bool> Applies)> Patterns =
    [
        For("CA1024", Pattern.IsHostFunction, "A host function is a method."),
        For("CA1034", Pattern.IsNode, "A node is a class inside its module, and public so that engines reach it."),
        For("CA1045", static s => s is IParameterSymbol && Pattern.IsScheduled(s.ContainingSymbol), "The context lives on the stack as long as the node runs."),
        For("CA1054", static s => s is IParameterSymbol && Pattern.IsHostFunction(s.ContainingSymbol), TextOnly),
        For("CA1055", Pattern.IsHostFunction, TextOnly),
        For("CA1056", static s => Pattern.IsNodeProperty(s, out _), TextOnly),
        For("CA1062", Pattern.IsCalledByUs, "The runtime calls it, and passes null only where the signature admits it."),
        For("CA1515", static s => Pattern.IsModule(s) || Pattern.IsNode(s), "Engines call modules and nodes from assemblies of their own."),
        For("CA1711", Pattern.NamesItself, ByArcName),
        For("CA1716", Pattern.NamesItself, ByArcName),
        For("CA1720", Pattern.NamesItself, ByArcName),
        For("CA1724", Pattern.NamesItself, ByArcName),
        For("CA1822", Pattern.IsScheduled, "The scheduler calls this method on the node's object."),
        For("IDE0060", static s => s is IParameterSymbol && (Pattern.IsScheduled(s.ContainingSymbol) || Pattern.IsCheck(s.ContainingSymbol)),
            "The caller fixes the signature: the scheduler passes the context, the compiler of programs all config values."),
    ];

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [.. Patterns.Select(static p => p.Suppression)];

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (SymbolAt(diagnostic, context) is not { } symbol) continue;
            foreach (var (suppression, applies) in Patterns)
            {
                if (suppression.SuppressedDiagnosticId == diagnostic.Id && applies(symbol))
                    context.ReportSuppression(Suppression.Create(suppression, diagnostic));
            }
        }
    }

    // The number says what is suppressed: ARCS1034 is CA1034.
    private static (SuppressionDescriptor Suppression, Func<ISymbol, bool> Applies) For(string id, Func<ISymbol, bool> applies, string why) =>
        (new SuppressionDescriptor("ARCS" + id.Substring(id.Length - 4), id, why), applies);

    /// <summary>The declaration that a diagnostic is about, or in whose body it is.</summary>
    private static ISymbol? SymbolAt(Diagnostic diagnostic, SuppressionAnalysisContext context)
    {
        if (diagnostic.Location.SourceTree is not { } tree) return null;
        var node = tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        var declaration = node.AncestorsAndSelf().FirstOrDefault(static n =>
            n is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or BaseTypeDeclarationSyntax
            || (n is ParameterSyntax && n.Parent?.Parent is BaseMethodDeclarationSyntax));
        return declaration is null ? null : context.GetSemanticModel(tree).GetDeclaredSymbol(declaration, context.CancellationToken);
    }
}
