using System.Collections.Immutable;
using Arc.Language.Syntax;

namespace Arc.Language.Diagnostics;

/// <summary>An additional remark on a diagnostic.</summary>
/// <param name="Message">The remark.</param>
/// <param name="Position">The place that it speaks of, if it is another one.</param>
public sealed record DiagnosticNote(string Message, SourcePosition? Position = null);

/// <summary>One finding about a program (language section 19).</summary>
/// <param name="Severity">How serious it is.</param>
/// <param name="Code">A stable code from <see cref="DiagnosticCodes"/>.</param>
/// <param name="Message">What is wrong, what was expected, and what to do.</param>
/// <param name="Start">First character concerned.</param>
/// <param name="End">The position behind the last character concerned.</param>
/// <param name="Notes">Further remarks, possibly empty.</param>
public sealed record Diagnostic(
    DiagnosticSeverity Severity,
    string Code,
    string Message,
    SourcePosition Start,
    SourcePosition End,
    ImmutableArray<DiagnosticNote> Notes)
{
    /// <summary>The text that the positions count in, if it is only a part of the program, such as the body of a graph's function.</summary>
    public SourceText? Part { get; init; }

    /// <summary>Whether the diagnostic prevents compilation.</summary>
    public bool IsError => Severity == DiagnosticSeverity.Error;

    /// <inheritdoc/>
    public override string ToString() => DiagnosticRenderer.Header(this, "");
}
