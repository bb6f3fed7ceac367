using System.Collections.Immutable;

namespace Arc.Language.Syntax;

/// <summary>A statement of a function body.</summary>
public abstract record StatementSyntax(SourceSpan Span) : SyntaxNode(Span);

/// <summary>A hole: the text could not be read as a statement. The error has been reported.</summary>
public sealed record MissingStatementSyntax(SourceSpan Span) : StatementSyntax(Span);

/// <summary><c>{ statements }</c>.</summary>
/// <param name="Span">The text covered, braces included.</param>
/// <param name="Statements">The statements in order.</param>
public sealed record BlockSyntax(SourceSpan Span, ImmutableArray<StatementSyntax> Statements) : SyntaxNode(Span)
{
    /// <summary>Whether both braces are there; a missing one has been reported, and statements may be missing with it.</summary>
    public bool IsClosed { get; init; } = true;
}

/// <summary><c>name type? := value</c> or <c>name type? $= value</c>.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Name">The variable.</param>
/// <param name="Type">The declared type.</param>
/// <param name="IsStateful">Whether it is declared with <c>$=</c>.</param>
/// <param name="Value">The initial value.</param>
public sealed record VariableDeclarationSyntax(
    SourceSpan Span, Identifier Name, TypeSyntax? Type, bool IsStateful, ExpressionSyntax Value) : StatementSyntax(Span);

/// <summary>An assignment to a name, an element or a slice.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Target">A <see cref="NameSyntax"/>, or an <see cref="IndexSyntax"/> or <see cref="SliceSyntax"/> of one.</param>
/// <param name="Operator"><see cref="TokenKind.Assign"/> or a compound form.</param>
/// <param name="OperatorSpan">Where the operator stands.</param>
/// <param name="Value">The right side.</param>
public sealed record AssignmentSyntax(
    SourceSpan Span, ExpressionSyntax Target, TokenKind Operator, SourceSpan OperatorSpan, ExpressionSyntax Value)
    : StatementSyntax(Span)
{
    /// <summary>The variable that the target starts with.</summary>
    public Identifier Name => Target switch
    {
        NameSyntax name => name.Name,
        IndexSyntax { Target: NameSyntax name } => name.Name,
        SliceSyntax { Target: NameSyntax name } => name.Name,
        _ => new Identifier("", Target.Span),
    };
}

/// <summary>One condition of an <c>if</c> with its block.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Condition">The condition.</param>
/// <param name="Body">The block.</param>
public sealed record IfClauseSyntax(SourceSpan Span, ExpressionSyntax Condition, BlockSyntax Body) : SyntaxNode(Span);

/// <summary><c>if</c> with its <c>else if</c> branches in one list.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Clauses">At least one.</param>
/// <param name="Else">The last branch.</param>
public sealed record IfSyntax(SourceSpan Span, ImmutableArray<IfClauseSyntax> Clauses, BlockSyntax? Else) : StatementSyntax(Span);

/// <summary>A loop. Variables without a source do not occur.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Clause">What drives the loop; none is <c>for { }</c>.</param>
/// <param name="Body">The block.</param>
public sealed record ForSyntax(SourceSpan Span, ForClauseSyntax? Clause, BlockSyntax Body) : StatementSyntax(Span);

/// <summary>What drives a loop.</summary>
public abstract record ForClauseSyntax(SourceSpan Span) : SyntaxNode(Span);

/// <summary><c>for condition</c>.</summary>
/// <param name="Condition">The condition.</param>
public sealed record ForConditionSyntax(ExpressionSyntax Condition) : ForClauseSyntax(Condition.Span);

/// <summary><c>for x := source</c> or <c>for i, x := source</c>.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="First">The element, or the index if there are two.</param>
/// <param name="Second">The element, if there are two.</param>
/// <param name="Source">A series or a call of <c>range</c>.</param>
public sealed record ForEachSyntax(SourceSpan Span, Identifier First, Identifier? Second, ExpressionSyntax Source)
    : ForClauseSyntax(Span);

/// <summary><c>break</c>.</summary>
public sealed record BreakSyntax(SourceSpan Span) : StatementSyntax(Span);

/// <summary><c>continue</c>.</summary>
public sealed record ContinueSyntax(SourceSpan Span) : StatementSyntax(Span);

/// <summary><c>return value?</c>.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Value">The value.</param>
public sealed record ReturnSyntax(SourceSpan Span, ExpressionSyntax? Value) : StatementSyntax(Span);

/// <summary>An expression that is evaluated and discarded.</summary>
/// <param name="Expression">The expression.</param>
public sealed record ExpressionStatementSyntax(ExpressionSyntax Expression) : StatementSyntax(Expression.Span);
