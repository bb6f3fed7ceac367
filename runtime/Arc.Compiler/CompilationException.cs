using Arc.Language.Syntax;

namespace Arc.Compiler;

/// <summary>
/// A program that is free of errors but cannot be turned into a module: it exceeds a limit of the module format, or uses what the
/// import contract has no member for. A mistake of the program's author; the facade reports it as a diagnostic.
/// </summary>
/// <param name="message">What is wrong, and what to do.</param>
/// <param name="span">Where in the source.</param>
public sealed class CompilationException(string message, SourceSpan span) : Exception(message)
{
    /// <summary>Where in the source.</summary>
    public SourceSpan Span { get; } = span;
}
