using System.Collections.Immutable;
using Arc.Language.Binding;
using Arc.Language.Diagnostics;
using Arc.Language.Lowering;
using Arc.Language.Syntax;
using Arc.Sdk.Ir;

namespace Arc.Language.Analysis;

/// <summary>What the analysis found.</summary>
/// <param name="Program">The bound program; null if there is any error.</param>
/// <param name="Diagnostics">Everything found, in source order.</param>
/// <param name="Syntax">The tree, with holes after syntax errors.</param>
public sealed record AnalysisResult(BoundProgram? Program, ImmutableArray<Diagnostic> Diagnostics, ProgramSyntax Syntax)
{
    /// <summary>The dataflow graph; null if there is any error.</summary>
    public IrProgram? Ir { get; init; }

    /// <summary>Where the nodes of the graph come from, by key; empty if there is any error.</summary>
    public ImmutableDictionary<string, NodePlace> Places { get; init; } = ImmutableDictionary<string, NodePlace>.Empty;

    /// <summary>Whether the program can be compiled.</summary>
    public bool Success => Program is not null;
}
