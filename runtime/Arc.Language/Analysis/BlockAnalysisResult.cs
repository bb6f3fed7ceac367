using System.Collections.Immutable;
using Arc.Language.Binding;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;

namespace Arc.Language.Analysis;

/// <summary>What the analysis of a bare block found.</summary>
/// <param name="Function">The block as a function without parameters; its result is the inferred type. Null if there is any error.</param>
/// <param name="Diagnostics">Everything found, in source order.</param>
/// <param name="Syntax">The tree, with holes after syntax errors.</param>
public sealed record BlockAnalysisResult(BoundFunction? Function, ImmutableArray<Diagnostic> Diagnostics, BlockSyntax Syntax);
