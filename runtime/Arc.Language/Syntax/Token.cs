namespace Arc.Language.Syntax;

/// <summary>A token; its text is the slice of the source that it covers.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Offset of the first character.</param>
/// <param name="Length">Number of UTF-16 code units.</param>
/// <param name="StartsLine">Whether a line break stands between the previous token and this one.</param>
public readonly record struct Token(TokenKind Kind, int Start, int Length, bool StartsLine)
{
    /// <summary>Offset behind the last character.</summary>
    public int End => Start + Length;

    /// <summary>The characters covered.</summary>
    public SourceSpan Span => new(Start, Length);
}
