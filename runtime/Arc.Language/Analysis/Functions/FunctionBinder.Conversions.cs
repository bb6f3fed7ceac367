using Arc.Language.Binding;
using Arc.Language.Diagnostics;
using Arc.Sdk.Types;

namespace Arc.Language.Analysis;

/// <summary>Where a value meets the type of its target: literals adapt, units are converted, nothing else is (language sections 4 and 5).</summary>
internal sealed partial class FunctionBinder
{
    /// <summary>Makes an expression one of the target's type.</summary>
    /// <param name="expression">The value.</param>
    /// <param name="target">A primitive or series.</param>
    /// <param name="code">The code of a mismatch.</param>
    /// <param name="message">The message of a mismatch, given what was found; a reason may be appended.</param>
    private BoundExpression Convert(BoundExpression expression, ArcType target, string code, Func<string, string> message)
    {
        expression = RequireValue(expression);
        if (expression is BoundError) return expression;
        var element = UnitRules.Element(target);
        if (element is null || target is ChannelType) return Fail(code, expression.Span, message(TypeName(expression)));

        if (expression is LiteralExpression literal)
        {
            if (literal.IsSeries == target is SeriesType && literal.Shape.Allowed.Contains(element.Primitive))
            {
                // A unit of another dimension is a mismatch; the literal itself says so, with its own unit.
                return literal.Fix(element, _program.Fixer);
            }

            return Fail(code, expression.Span, message(literal.TypeName) + FractionReason(literal, target, element));
        }

        var found = ElementOf(expression)!;
        if (expression.Type is SeriesType != target is SeriesType || found.Primitive != element.Primitive)
            return Fail(code, expression.Span, message(TypeName(expression)), CastNote(expression.Type!, target));

        if (UnitRules.Clash(found.Unit, element.Unit))
            return Fail(code, expression.Span, $"{message(TypeName(expression))}: incompatible dimensions: {found.Unit!.Dimensions} vs {element.Unit!.Dimensions}");

        return element.Unit is null ? expression : ConvertUnit(expression, element.Unit);
    }

    /// <summary>Why a literal cannot have a type that its constraint forbids: a fraction for an integer type.</summary>
    private static string FractionReason(LiteralExpression literal, ArcType target, PrimitiveType element)
    {
        if (literal.IsSeries != target is SeriesType) return "";
        foreach (var leaf in literal.Leaves)
        {
            if (element.Primitive.IsNumeric() && leaf.TryConvert(element, out _) is { } problem) return $": {problem}";
        }

        return "";
    }

    private static ReadOnlySpan<DiagnosticNote> CastNote(ArcType found, ArcType expected)
    {
        if (found is not PrimitiveType { Primitive: not Primitive.Str } || expected is not PrimitiveType { Primitive: not Primitive.Str } target)
            return [];
        return new[] { new DiagnosticNote($"convert explicitly with {target.Primitive.Name()}(value)") };
    }

    /// <summary>Converts a value with a unit to another one of the same dimension.</summary>
    private BoundExpression ConvertUnit(BoundExpression expression, Unit target)
    {
        var element = ElementOf(expression)!;
        if (element.Unit is not { } unit || unit.Scale == target.Scale) return expression;

        var primitive = element.Primitive;
        var factor = UnitRules.Factor(unit, target);
        if (primitive.IsInteger())
        {
            if (!double.IsInteger(factor))
            {
                var name = primitive.Name();
                return Fail(
                    DiagnosticCodes.LossyUnitConversion,
                    expression.Span,
                    $"cannot convert {name} {unit} to {name} {target} without loss; convert explicitly");
            }

            if (factor > MaxOf(primitive))
            {
                _program.Diagnostics.Warning(
                    DiagnosticCodes.LossyUnitConversion,
                    expression.Span,
                    $"converting {unit} to {target} multiplies by {factor:R}, which may overflow {primitive.Name()}");
            }
        }

        return new BoundUnitConversion(expression, factor, UnitRules.WithUnit(expression.Type!, target), expression.Span);
    }

    private static double MaxOf(Primitive primitive) =>
        Math.Pow(2, primitive.IsSignedInteger() ? primitive.Bits() - 1 : primitive.Bits()) - 1;

    private BoundExpression Assign(BoundExpression value, ArcType type, string name) =>
        Convert(value, type, DiagnosticCodes.TypeMismatch, found => $"type mismatch: cannot assign {found} to '{name}' (type {type})");
}
