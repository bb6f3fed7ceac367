using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;

namespace Arc.Runtime;

/// <summary>What came of compiling a source text.</summary>
/// <param name="Program">The program; null if there is any error.</param>
/// <param name="Diagnostics">Errors and warnings in source order.</param>
/// <param name="Source">The text, for showing lines.</param>
public sealed record ArcCompilation(ArcProgram? Program, ImmutableArray<Diagnostic> Diagnostics, SourceText Source)
{
    /// <summary>Whether there is a program.</summary>
    [MemberNotNullWhen(true, nameof(Program))]
    public bool Success => Program is not null;

    /// <summary>The program, for callers that take an error for an exception.</summary>
    /// <exception cref="ArcCompilationException">There are errors.</exception>
    public ArcProgram ProgramOrThrow() => Program ?? throw new ArcCompilationException(this);
}

/// <summary>A source text could not be compiled, and the caller asked for an exception.</summary>
/// <param name="compilation">What came of it.</param>
public sealed class ArcCompilationException(ArcCompilation compilation)
    : Exception(string.Join('\n', (compilation ?? throw new ArgumentNullException(nameof(compilation))).Diagnostics
        .Where(d => d.IsError).Select(d => DiagnosticRenderer.Header(d, compilation.Source.Path))))
{
    /// <summary>The diagnostics and the source.</summary>
    public ArcCompilation Compilation { get; } = compilation;
}
