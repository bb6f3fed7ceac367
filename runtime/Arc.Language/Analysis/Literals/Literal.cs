using System.Globalization;
using Arc.Language.Syntax;
using Arc.Sdk.Types;

namespace Arc.Language.Analysis;

/// <summary>A numeric literal with its sign and unit, before it has a type (language sections 4 and 5).</summary>
internal sealed class Literal
{
    private const double IntegralTolerance = 1e-9;

    // 2^63, the first integer that no literal may have.
    private static readonly Int128 IntegerLimit = Int128.One << 63;

    // An integer has no sign of zero, but -0 may become a float.
    private readonly bool _isMinusZero;

    private Literal(Constant value, bool isFloat, Unit? unit, SourceSpan span, string text, bool isMinusZero = false)
    {
        _isMinusZero = isMinusZero;
        Value = value;
        IsFloat = isFloat;
        Unit = unit;
        Span = span;
        Text = text;
        Shape = ShapeOf(value, isFloat, unit);
    }

    /// <summary>The number as written, signed.</summary>
    public Constant Value { get; }

    public bool IsFloat { get; }

    public Unit? Unit { get; }

    public SourceSpan Span { get; }

    /// <summary>The digits as written, without sign and unit.</summary>
    public string Text { get; }

    public LiteralShape Shape { get; }

    /// <summary>Reads a number; a magnitude that no 64-bit integer has is kept and fails when the literal gets its type.</summary>
    public static Literal Read(NumberLiteralSyntax syntax, bool negative, Unit? unit, SourceSpan span)
    {
        if (syntax.IsFloat || !Int128.TryParse(syntax.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var integer))
        {
            var number = double.Parse(syntax.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            return new Literal(Constant.Of(negative ? -number : number), syntax.IsFloat, unit, span, syntax.Text);
        }

        return new Literal(Constant.Of(negative ? -integer : integer), isFloat: false, unit, span, syntax.Text, negative && integer == 0);
    }

    public static Literal Of(bool value, SourceSpan span) => new(Constant.Of(value ? 1L : 0L), isFloat: false, null, span, value ? "1" : "0");

    /// <summary>The same number at another place.</summary>
    public Literal At(SourceSpan span) => new(Value, IsFloat, Unit, span, Text, _isMinusZero);

    public Literal Negate(SourceSpan span) =>
        new(Value.Kind == ConstantKind.Integer ? Constant.Of(-Value.Integer) : Constant.Of(-Value.Float), IsFloat, Unit, span, Text, Value.Kind == ConstantKind.Integer && Value.Integer == 0 && !_isMinusZero);

    /// <summary>Gives the literal its type: the value scaled to the unit of the target.</summary>
    /// <param name="target">A numeric type.</param>
    /// <param name="value">The value.</param>
    /// <returns>Null, or why the literal cannot have the type.</returns>
    public string? TryConvert(PrimitiveType target, out Constant value)
    {
        value = Value;
        if (!IsFloat && (Value.Kind != ConstantKind.Integer || Value.Integer >= IntegerLimit || Value.Integer < -IntegerLimit))
            return $"integer literal {Sign}{Text} is invalid: value {Sign}{Text} out of range for i64";

        var factor = 1.0;
        if (Unit is not null)
        {
            factor = Unit.Scale;
            if (target.Unit is not null)
            {
                if (target.Unit.Dimensions != Unit.Dimensions)
                    return $"cannot convert {Unit} to {target.Unit}: incompatible dimensions: {Unit.Dimensions} vs {target.Unit.Dimensions}";
                factor = UnitRules.Factor(Unit, target.Unit);
            }
        }

        return target.Primitive.IsFloat() ? ToFloat(target, out value) : ToInteger(target, factor, out value);
    }

    private string Sign => Value.Kind == ConstantKind.Integer && Value.Integer < 0 ? "-" : "";

    private string? ToFloat(PrimitiveType target, out Constant value)
    {
        var number = _isMinusZero ? -0.0 : Scale(target);
        value = Constant.Of(number);
        if (double.IsInfinity(number) || (target.Primitive == Primitive.F32 && !float.IsFinite((float)number)))
            return $"value {Print(number)} out of range for {target.Primitive.Name()}";
        return null;
    }

    /// <summary>A factor or divisor that is a whole number is used as such, so that 7 mi are exactly 36960 ft and 3 mm exactly 0.3 cm.</summary>
    private double Scale(PrimitiveType target)
    {
        if (Unit is null) return Value.Float;
        if (target.Unit is null) return Value.Float * Unit.Scale;
        if (UnitRules.Factor(Unit, target.Unit) is var factor && double.IsInteger(factor)) return Value.Float * factor;
        return UnitRules.Factor(target.Unit, Unit) is var divisor && double.IsInteger(divisor)
            ? Value.Float / divisor
            : Value.Float * Unit.Scale / target.Unit.Scale;
    }

    private string? ToInteger(PrimitiveType target, double factor, out Constant value)
    {
        value = Value;
        if (Value.Kind == ConstantKind.Integer && double.IsInteger(factor) && Math.Abs(factor) < 1e20)
        {
            value = Constant.Of(Value.Integer * (Int128)factor);
        }
        else
        {
            var number = Scale(target);
            var rounded = Math.Round(number);
            if (!double.IsFinite(number) || Math.Abs(rounded) >= 1e30) return $"value {Print(number)} out of range for {target.Primitive.Name()}";
            if (Math.Abs(number - rounded) > IntegralTolerance * Math.Abs(number) || (Unit is null && number != rounded))
            {
                return Unit is null
                    ? $"cannot convert non-integer float {Print(number)} to {target.Primitive.Name()}"
                    : $"cannot convert {Print(number)} to {target}: value has fractional part";
            }

            value = Constant.Of((Int128)rounded);
        }

        return value.Fits(target.Primitive) ? null : $"value {value} out of range for {target.Primitive.Name()}";
    }

    private static string Print(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static LiteralShape ShapeOf(Constant value, bool isFloat, Unit? unit)
    {
        var number = value.Float;
        if (unit is null)
        {
            if (!isFloat) return LiteralShape.Integer;
            var fraction = !double.IsInteger(number);
            return new LiteralShape(fraction ? TypeSet.Float : TypeSet.Numeric, Primitive.F64, IsFloat: true, fraction, null);
        }

        // Whether a literal with a unit fits an integer type is decided by the scaled value, so every type is open to it.
        var product = number * unit.Scale;
        var integral = Math.Abs(product - Math.Round(product)) <= IntegralTolerance * Math.Abs(product);
        var chosen = !isFloat && integral ? Primitive.I64 : Primitive.F64;
        return new LiteralShape(
            TypeSet.Numeric, chosen, isFloat, HasFraction: chosen == Primitive.F64 && !double.IsInteger(isFloat ? number : product), UnitRules.BaseOf(unit));
    }
}
