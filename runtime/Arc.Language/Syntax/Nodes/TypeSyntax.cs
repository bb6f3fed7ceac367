namespace Arc.Language.Syntax;

/// <summary>A type as written: <c>chan? series? primitive unit?</c>.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="IsChannel">Whether <c>chan</c> stands in front.</param>
/// <param name="IsSeries">Whether <c>series</c> stands before the primitive.</param>
/// <param name="Primitive">The keyword, <c>I8</c> to <c>Str</c>; <see cref="TokenKind.EndOfFile"/> where it was missing.</param>
/// <param name="Unit">The unit suffix.</param>
public sealed record TypeSyntax(SourceSpan Span, bool IsChannel, bool IsSeries, TokenKind Primitive, Identifier? Unit)
    : SyntaxNode(Span)
{
    /// <summary>Whether the type was missing or malformed.</summary>
    public bool IsMissing => Primitive == TokenKind.EndOfFile;
}
