using System.Collections.Immutable;
using Arc.Language.Binding;
using Arc.Language.Diagnostics;
using Arc.Language.Lowering;
using Arc.Language.Syntax;
using Arc.Sdk.Ir;

namespace Arc.Language.Graphs;

/// <summary>What the analysis of a graph found.</summary>
/// <param name="Program">The bound program; null if there is any error.</param>
/// <param name="Ir">The dataflow graph; null if there is any error.</param>
/// <param name="Diagnostics">Everything found: functions, nodes, edges, each in the order of the document.</param>
/// <param name="Source">The JSON.</param>
public sealed record GraphAnalysisResult(BoundProgram? Program, IrProgram? Ir, ImmutableArray<Diagnostic> Diagnostics, SourceText Source)
{
    /// <summary>Whether the program can be compiled.</summary>
    public bool Success => Program is not null;

    /// <summary>Where the nodes come from, by key; empty if there is any error.</summary>
    public ImmutableDictionary<string, NodePlace> Places { get; init; } = ImmutableDictionary<string, NodePlace>.Empty;

    /// <summary>The text that the spans of <see cref="Program"/> lie in.</summary>
    internal SourceText? Parts { get; init; }

    /// <summary>Makes an error about a place in <see cref="Program"/>, in the words of this graph: by its path, within a body with its line.</summary>
    /// <param name="code">A code of <see cref="DiagnosticCodes"/>.</param>
    /// <param name="span">The place.</param>
    /// <param name="message">What is wrong.</param>
    public Diagnostic ErrorAt(string code, SourceSpan span, string message)
    {
        var bag = new DiagnosticBag(Parts ?? Source);
        bag.Error(code, span, message);
        return bag.ToImmutable()[0];
    }
}
