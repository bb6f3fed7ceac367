namespace Arc.Language.Syntax;

/// <summary>A range of a source text in UTF-16 code units.</summary>
/// <param name="Start">Offset of the first unit, from 0.</param>
/// <param name="Length">Number of units.</param>
public readonly record struct SourceSpan(int Start, int Length)
{
    /// <summary>Offset behind the last unit.</summary>
    public int End => Start + Length;

    /// <summary>The span from <paramref name="start"/> to before <paramref name="end"/>; empty if they are reversed.</summary>
    public static SourceSpan FromBounds(int start, int end) => new(start, Math.Max(0, end - start));

    /// <summary>The smallest span that covers both.</summary>
    public SourceSpan To(SourceSpan other) => FromBounds(Math.Min(Start, other.Start), Math.Max(End, other.End));
}
