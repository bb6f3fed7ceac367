using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeActions;

namespace Arc.Generator.CodeFixes;

/// <summary>What all fixes share: they replace nodes of one document, and can be applied everywhere at once.</summary>
public abstract class FixProvider : CodeFixProvider
{
    private readonly ImmutableArray<DiagnosticDescriptor> _rules;

    private protected FixProvider(params DiagnosticDescriptor[] rules) => _rules = [.. rules];

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds => [.. _rules.Select(r => r.Id)];

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root) return;
        if (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model) return;
        foreach (var diagnostic in context.Diagnostics)
        {
            var rank = 0;
            foreach (var fix in FixesOf(new Mistake(diagnostic, root, model)))
            {
                // The title has names in it; all likeliest fixes of a rule belong together when everything is fixed at once.
                context.RegisterCodeFix(
                    CodeAction.Create(fix.Title, _ => Task.FromResult(context.Document.WithSyntaxRoot(fix.Apply(root))), $"{diagnostic.Id}.{rank++}"),
                    diagnostic);
            }
        }
    }

    /// <summary>The fixes of one diagnostic, the most likely first; none if only the author can know.</summary>
    private protected abstract IEnumerable<Fix> FixesOf(Mistake mistake);
}
