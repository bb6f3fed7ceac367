using System.Collections.Immutable;
using Arc.Generator.Validation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Arc.Generator.CodeFixes;

/// <summary>What all fixes share: they replace one node, and can be applied everywhere at once.</summary>
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
        foreach (var diagnostic in context.Diagnostics)
        {
            var node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            diagnostic.Properties.TryGetValue(Problems.FixProperty, out var replacement);
            foreach (var fix in FixesOf(diagnostic.Id, node, replacement))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        fix.Title,
                        _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(fix.Old, fix.New))),
                        equivalenceKey: fix.Title),
                    diagnostic);
            }
        }
    }

    /// <summary>The fixes of one diagnostic, the most likely first.</summary>
    /// <param name="id">The diagnostic.</param>
    /// <param name="node">The node at its place.</param>
    /// <param name="replacement">What the analyzer suggests to write; null if it suggests nothing.</param>
    private protected abstract IEnumerable<Fix> FixesOf(string id, SyntaxNode node, string? replacement);

    /// <summary>One fix: a node and what takes its place.</summary>
    private protected sealed record Fix(string Title, SyntaxNode Old, SyntaxNode New);
}
