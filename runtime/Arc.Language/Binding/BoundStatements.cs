using System.Collections.Immutable;
using Arc.Language.Syntax;

namespace Arc.Language.Binding;

/// <summary>A statement of a function body.</summary>
/// <param name="Span">Where it stands.</param>
public abstract record BoundStatement(SourceSpan Span) : BoundNode(Span);

/// <summary>Statements in order.</summary>
/// <param name="Statements">The statements.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundBlock(ImmutableArray<BoundStatement> Statements, SourceSpan Span) : BoundStatement(Span);

/// <summary>
/// Declares a local or stateful variable. A stateful one loads its stored value, storing the initial value if there is none;
/// the initial expression is evaluated every time (arc-language.md, section 7).
/// </summary>
/// <param name="Variable">The variable. One of channel type is an alias of a channel parameter.</param>
/// <param name="Initial">Its initial value.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundDeclaration(BoundVariable Variable, BoundExpression Initial, SourceSpan Span) : BoundStatement(Span);

/// <summary>Assigns a variable. Assigning a stateful variable stores it; assigning a named output sets its dirty bit.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="Value">The value; compound assignment is expanded already.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundAssignment(BoundVariable Variable, BoundExpression Value, SourceSpan Span) : BoundStatement(Span);

/// <summary>Writes one sample to a channel.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Value">The sample.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundChannelWrite(BoundChannel Channel, BoundExpression Value, SourceSpan Span) : BoundStatement(Span);

/// <summary>Writes one element of a series in place. Out of bounds is a run-time error. On a stateful variable the change persists.</summary>
/// <param name="Variable">The variable that holds the series.</param>
/// <param name="Index">An integer of any type, evaluated once.</param>
/// <param name="Compound">For <c>s[i] op= e</c> the operator, else null.</param>
/// <param name="Value">The new value, or the right operand of the compound operator.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundElementWrite(
    BoundVariable Variable, BoundExpression Index, BoundBinaryOperator? Compound, BoundExpression Value, SourceSpan Span) : BoundStatement(Span);

/// <summary>A conditional.</summary>
/// <param name="Condition">A number of any type; true if not zero.</param>
/// <param name="Then">Run if true.</param>
/// <param name="Else">Run if false: a block, another conditional, or null.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundIf(BoundExpression Condition, BoundBlock Then, BoundStatement? Else, SourceSpan Span) : BoundStatement(Span);

/// <summary>A loop over a series, which is evaluated once; its length is fixed at the start.</summary>
/// <param name="Index">The i32 index variable; null in the one-variable form.</param>
/// <param name="Element">The element variable.</param>
/// <param name="Series">The series.</param>
/// <param name="Body">The body.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundForEach(BoundVariable? Index, BoundVariable Element, BoundExpression Series, BoundBlock Body, SourceSpan Span) : BoundStatement(Span);

/// <summary>A loop over a range, half open; arguments are evaluated once in the order start, end, step.</summary>
/// <param name="Variable">The loop variable; the arguments have its type.</param>
/// <param name="Start">The first value; null: 0.</param>
/// <param name="End">The bound.</param>
/// <param name="Step">The step; null: 1. Not positive: runs while the variable is greater than the bound. An addition that would overflow ends the loop.</param>
/// <param name="Body">The body.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundForRange(
    BoundVariable Variable, BoundExpression? Start, BoundExpression End, BoundExpression? Step, BoundBlock Body, SourceSpan Span) : BoundStatement(Span);

/// <summary>A loop on a condition, or forever.</summary>
/// <param name="Condition">A number of any type; null: forever.</param>
/// <param name="Body">The body.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundWhile(BoundExpression? Condition, BoundBlock Body, SourceSpan Span) : BoundStatement(Span);

/// <summary>Leaves the innermost loop.</summary>
/// <param name="Span">Where it stands.</param>
public sealed record BoundBreak(SourceSpan Span) : BoundStatement(Span);

/// <summary>Goes on with the next iteration of the innermost loop.</summary>
/// <param name="Span">Where it stands.</param>
public sealed record BoundContinue(SourceSpan Span) : BoundStatement(Span);

/// <summary>Leaves the function. In a function with one named output the value is that of the output.</summary>
/// <param name="Value">The value; null if there is none.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundReturn(BoundExpression? Value, SourceSpan Span) : BoundStatement(Span);

/// <summary>Evaluates and discards.</summary>
/// <param name="Expression">The expression.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundExpressionStatement(BoundExpression Expression, SourceSpan Span) : BoundStatement(Span);
