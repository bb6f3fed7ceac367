using System.Collections.Immutable;

namespace Arc.Language.Syntax;

/// <summary>An expression.</summary>
public abstract record ExpressionSyntax(SourceSpan Span) : SyntaxNode(Span);

/// <summary>A hole: an expression was required and none was found. The error has been reported.</summary>
public sealed record MissingExpressionSyntax(SourceSpan Span) : ExpressionSyntax(Span);

/// <summary>A number without sign, with an optional unit directly behind it.</summary>
/// <param name="Span">The text covered, unit included.</param>
/// <param name="Text">The digits as written, such as <c>42</c>, <c>1.</c>, <c>.5</c>.</param>
/// <param name="IsFloat">Whether there is a decimal point.</param>
/// <param name="Unit">The unit.</param>
public sealed record NumberLiteralSyntax(SourceSpan Span, string Text, bool IsFloat, Identifier? Unit) : ExpressionSyntax(Span);

/// <summary>A string without placeholders.</summary>
/// <param name="Span">The text covered, prefix and quotes included.</param>
/// <param name="Value">The value after escapes.</param>
public sealed record StringLiteralSyntax(SourceSpan Span, string Value) : ExpressionSyntax(Span);

/// <summary>A format string with at least one placeholder.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Parts">Texts and placeholders in order.</param>
public sealed record FormatStringSyntax(SourceSpan Span, ImmutableArray<FormatPartSyntax> Parts) : ExpressionSyntax(Span);

/// <summary>A piece of a format string.</summary>
public abstract record FormatPartSyntax(SourceSpan Span) : SyntaxNode(Span);

/// <summary>Text between placeholders.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Value">The value after escapes and doubled braces.</param>
public sealed record FormatTextSyntax(SourceSpan Span, string Value) : FormatPartSyntax(Span);

/// <summary><c>{expression}</c> or <c>{expression:spec}</c>.</summary>
/// <param name="Span">The text covered, braces included.</param>
/// <param name="Expression">The value.</param>
/// <param name="Spec">The format spec as written, without the colon.</param>
/// <param name="SpecSpan">Where the spec stands.</param>
public sealed record FormatPlaceholderSyntax(SourceSpan Span, ExpressionSyntax Expression, string? Spec, SourceSpan SpecSpan)
    : FormatPartSyntax(Span);

/// <summary><c>[a, b, c]</c>.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Elements">The elements in order.</param>
public sealed record SeriesLiteralSyntax(SourceSpan Span, ImmutableArray<ExpressionSyntax> Elements) : ExpressionSyntax(Span);

/// <summary>A bare name.</summary>
/// <param name="Name">The name.</param>
public sealed record NameSyntax(Identifier Name) : ExpressionSyntax(Name.Span);

/// <summary><c>head.member</c>.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Head">The module alias.</param>
/// <param name="Member">The member.</param>
public sealed record QualifiedNameSyntax(SourceSpan Span, Identifier Head, Identifier Member) : ExpressionSyntax(Span);

/// <summary><c>(inner)</c>; kept because the grammar forbids parentheses in a few places.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Inner">What is inside.</param>
public sealed record ParenthesizedSyntax(SourceSpan Span, ExpressionSyntax Inner) : ExpressionSyntax(Span);

/// <summary>A prefix operator.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Operator"><see cref="TokenKind.Minus"/> or <see cref="TokenKind.Not"/>.</param>
/// <param name="Operand">The operand.</param>
public sealed record UnarySyntax(SourceSpan Span, TokenKind Operator, ExpressionSyntax Operand) : ExpressionSyntax(Span);

/// <summary>
/// A binary operator. Chains of left-associative operators nest on the left and may be as long as the text; walk the left
/// spine with a loop, not by recursion.
/// </summary>
/// <param name="Span">The text covered.</param>
/// <param name="Operator">The operator's token.</param>
/// <param name="OperatorSpan">Where the operator stands.</param>
/// <param name="Left">Left operand.</param>
/// <param name="Right">Right operand; its nesting is within the limit.</param>
public sealed record BinarySyntax(
    SourceSpan Span, TokenKind Operator, SourceSpan OperatorSpan, ExpressionSyntax Left, ExpressionSyntax Right)
    : ExpressionSyntax(Span);

/// <summary><c>callee(arguments)</c>. Calls, indexes and slices chain on the left without a depth limit.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Callee">What is called.</param>
/// <param name="Arguments">The arguments in order.</param>
public sealed record CallSyntax(SourceSpan Span, ExpressionSyntax Callee, ImmutableArray<ExpressionSyntax> Arguments)
    : ExpressionSyntax(Span);

/// <summary><c>target[index]</c>.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Target">What is indexed.</param>
/// <param name="Index">The index.</param>
public sealed record IndexSyntax(SourceSpan Span, ExpressionSyntax Target, ExpressionSyntax Index) : ExpressionSyntax(Span);

/// <summary><c>target[from:to]</c>.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Target">What is sliced.</param>
/// <param name="From">Start, or none.</param>
/// <param name="To">End, or none.</param>
public sealed record SliceSyntax(SourceSpan Span, ExpressionSyntax Target, ExpressionSyntax? From, ExpressionSyntax? To)
    : ExpressionSyntax(Span);

/// <summary><c>type(operand)</c>.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Type">The target type.</param>
/// <param name="Operand">What is converted.</param>
public sealed record CastSyntax(SourceSpan Span, TypeSyntax Type, ExpressionSyntax Operand) : ExpressionSyntax(Span);
