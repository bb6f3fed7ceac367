using System.Collections.Immutable;
using Arc.Language.Diagnostics;

namespace Arc.Language.Syntax;

/// <summary>A comment, kept beside the tree so that tools can write it back.</summary>
/// <param name="Span">Where it stands, delimiters included, line break excluded.</param>
/// <param name="IsBlock">Whether it is written with <c>/* */</c>.</param>
public readonly record struct Comment(SourceSpan Span, bool IsBlock);

/// <summary>What the parser made of a text. There is always a tree; after errors it has holes.</summary>
/// <typeparam name="T">The kind of root.</typeparam>
/// <param name="Source">The text.</param>
/// <param name="Root">The tree.</param>
/// <param name="Tokens">All tokens in source order, the last one being the end of the text.</param>
/// <param name="Comments">All comments in source order.</param>
/// <param name="Diagnostics">What is wrong with the text, in source order.</param>
public sealed record ParseResult<T>(
    SourceText Source,
    T Root,
    ImmutableArray<Token> Tokens,
    ImmutableArray<Comment> Comments,
    ImmutableArray<Diagnostic> Diagnostics)
    where T : SyntaxNode
{
    /// <summary>Whether any error was found.</summary>
    public bool HasErrors => Diagnostics.Any(static d => d.IsError);
}
