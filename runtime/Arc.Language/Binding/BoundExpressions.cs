using System.Collections.Immutable;
using Arc.Language.Syntax;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Language.Binding;

/// <summary>
/// A node of the bound tree: the program after analysis, with every name resolved, every type concrete, every default filled
/// in and every conversion explicit. The compiler emits from it without knowing any typing rule.
/// </summary>
/// <param name="Span">Where it stands in the source.</param>
public abstract record BoundNode(SourceSpan Span);

/// <summary>An expression. Operands are evaluated left to right.</summary>
/// <param name="Type">
/// Its concrete type: a <see cref="PrimitiveType"/>, a <see cref="SeriesType"/> of a primitive, a <see cref="ChannelType"/> for a
/// reference to a channel that is passed on, or null for a call without a value.
/// </param>
/// <param name="Span">Where it stands in the source.</param>
public abstract record BoundExpression(ArcType? Type, SourceSpan Span) : BoundNode(Span);

/// <summary>A literal or inlined global constant, typed: the value fits the type (<see cref="Constant.Fits"/>).</summary>
/// <param name="Value">The value, scaled to the unit of the type.</param>
/// <param name="ConstantType">The type.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundConstant(Constant Value, PrimitiveType ConstantType, SourceSpan Span) : BoundExpression(ConstantType, Span);

/// <summary>Reads a variable: parameter, local, stateful variable, named output, loop variable.</summary>
/// <param name="Variable">The variable. One of channel type gives the key, for passing it on.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundVariableRead(BoundVariable Variable, SourceSpan Span) : BoundExpression(Variable.Type, Span);

/// <summary>Reads the latest value of a channel.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Type">The type of its value.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundChannelRead(BoundChannel Channel, ArcType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary>The key of a channel that the host declares, passed as an argument or config value.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Reference">The channel's type.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundChannelKey(BoundChannel Channel, ChannelType Reference, SourceSpan Span) : BoundExpression(Reference, Span);

/// <summary>Binary operators.</summary>
public enum BoundBinaryOperator : byte
{
    /// <summary>Sum; concatenation of texts.</summary>
    Add,

    /// <summary>Difference.</summary>
    Subtract,

    /// <summary>Product.</summary>
    Multiply,

    /// <summary>Quotient; truncated for integers.</summary>
    Divide,

    /// <summary>Remainder with the sign of the dividend.</summary>
    Modulo,

    /// <summary>Power.</summary>
    Power,

    /// <summary>Equal.</summary>
    Equal,

    /// <summary>Not equal.</summary>
    NotEqual,

    /// <summary>Less.</summary>
    Less,

    /// <summary>Less or equal.</summary>
    LessOrEqual,

    /// <summary>Greater.</summary>
    Greater,

    /// <summary>Greater or equal.</summary>
    GreaterOrEqual,

    /// <summary>Short-circuit and; both sides normalised to 0 or 1.</summary>
    And,

    /// <summary>Short-circuit or; both sides normalised to 0 or 1.</summary>
    Or,
}

/// <summary>
/// A binary operation. The operands have the same primitive type (units already converted), or at least one is a series and the
/// other one a series or scalar of its element type. Comparisons give <c>u8</c> or <c>series u8</c>.
/// </summary>
/// <param name="Operator">The operator.</param>
/// <param name="Left">The left operand.</param>
/// <param name="Right">The right operand.</param>
/// <param name="Type">The result's type.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundBinary(BoundBinaryOperator Operator, BoundExpression Left, BoundExpression Right, ArcType Type, SourceSpan Span)
    : BoundExpression(Type, Span);

/// <summary>Unary operators.</summary>
public enum BoundUnaryOperator : byte
{
    /// <summary>Arithmetic negation of a number or of every element.</summary>
    Negate,

    /// <summary>Logical not of a <c>u8</c>; bitwise complement of every element of a <c>series u8</c>.</summary>
    Not,
}

/// <summary>A unary operation.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Operand">The operand.</param>
/// <param name="Type">The result's type.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundUnary(BoundUnaryOperator Operator, BoundExpression Operand, ArcType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary>A cast <c>T(e)</c> between numeric types, or to <c>str</c> (arc-language.md, section 9).</summary>
/// <param name="Operand">What is cast: a primitive.</param>
/// <param name="Target">The target.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundCast(BoundExpression Operand, PrimitiveType Target, SourceSpan Span) : BoundExpression(Target, Span);

/// <summary>
/// Converts a value, or every element of a series, between units of one dimension by a factor in the value's own type. For integer types the factor
/// is whole (arc-language.md, section 5).
/// </summary>
/// <param name="Operand">What is converted.</param>
/// <param name="Factor">What it is multiplied by.</param>
/// <param name="Type">The type with the new unit.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundUnitConversion(BoundExpression Operand, double Factor, ArcType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary>Calls a function of the program.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="Config">Config arguments in order: their defaults, since a call cannot pass them.</param>
/// <param name="Arguments">One per input, defaults filled in.</param>
/// <param name="Type">The result's type; null if it has no value.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundFunctionCall(
    string Function, ImmutableArray<BoundExpression> Config, ImmutableArray<BoundExpression> Arguments, ArcType? Type, SourceSpan Span)
    : BoundExpression(Type, Span);

/// <summary>Calls a library member.</summary>
/// <param name="Symbol">The member; it has a call signature.</param>
/// <param name="Binding">What each type variable of the call signature stands for.</param>
/// <param name="Arguments">One per parameter, defaults filled in.</param>
/// <param name="Type">The result's type; null if it has no value.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundMemberCall(
    Symbol Symbol, ImmutableDictionary<string, Primitive> Binding, ImmutableArray<BoundExpression> Arguments, ArcType? Type, SourceSpan Span)
    : BoundExpression(Type, Span);

/// <summary>An element of a series, or a byte of a text. Out of bounds is a run-time error.</summary>
/// <param name="Source">A series or a text.</param>
/// <param name="Index">An integer of any type.</param>
/// <param name="Type">The element's type; <c>u8</c> for a text.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundIndex(BoundExpression Source, BoundExpression Index, ArcType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary>Elements [start, end) of a series, or bytes of a text.</summary>
/// <param name="Source">A series or a text.</param>
/// <param name="Start">An integer of any type; null: 0.</param>
/// <param name="End">An integer of any type; null: the length.</param>
/// <param name="Type">The source's type.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundSlice(BoundExpression Source, BoundExpression? Start, BoundExpression? End, ArcType Type, SourceSpan Span)
    : BoundExpression(Type, Span);

/// <summary>A series literal.</summary>
/// <param name="Elements">The elements, all of the element type.</param>
/// <param name="Series">The series type.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundSeriesLiteral(ImmutableArray<BoundExpression> Elements, SeriesType Series, SourceSpan Span) : BoundExpression(Series, Span);

/// <summary>A format string with at least one placeholder.</summary>
/// <param name="Parts">Literal pieces and placeholders, left to right.</param>
/// <param name="Span">Where it stands.</param>
public sealed record BoundFormat(ImmutableArray<BoundFormatPart> Parts, SourceSpan Span) : BoundExpression(ArcType.Of(Primitive.Str), Span);

/// <summary>A piece of a format string.</summary>
/// <param name="Literal">Literal text; null for a placeholder.</param>
/// <param name="Value">The placeholder's expression, numeric or text; null for literal text.</param>
/// <param name="Spec">The checked format spec without <c>%</c>; null for the default text form.</param>
public sealed record BoundFormatPart(string? Literal, BoundExpression? Value, string? Spec);
