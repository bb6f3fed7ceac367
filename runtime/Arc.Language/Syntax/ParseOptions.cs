using Arc.Language.Diagnostics;

namespace Arc.Language.Syntax;

/// <summary>Limits and options of the lexer and parser.</summary>
public sealed record ParseOptions
{
    /// <summary>The defaults.</summary>
    public static ParseOptions Default { get; } = new();

    /// <summary>Whether <c>-</c> may be part of an identifier (language section 1); then subtraction needs whitespace on both sides.</summary>
    public bool DashedIdentifiers { get; init; }

    /// <summary>Largest source in UTF-8 bytes.</summary>
    public int MaxSourceBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Largest number of tokens.</summary>
    public int MaxTokens { get; init; } = 1_000_000;

    /// <summary>Deepest nesting of parentheses, brackets, blocks, bodies and prefix operators.</summary>
    public int MaxNesting { get; init; } = 256;

    /// <summary>Errors reported; the rest is counted only.</summary>
    public int MaxErrors { get; init; } = DiagnosticBag.DefaultMaxErrors;
}
