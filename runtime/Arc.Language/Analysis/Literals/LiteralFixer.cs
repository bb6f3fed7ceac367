using Arc.Language.Binding;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;
using Arc.Sdk.Types;

namespace Arc.Language.Analysis;

/// <summary>Gives literals their types and reports those that do not fit.</summary>
internal sealed class LiteralFixer(DiagnosticBag diagnostics)
{
    public BoundExpression Fix(Literal literal, PrimitiveType type)
    {
        var problem = literal.TryConvert(type, out var value);
        if (problem is null) return new BoundConstant(value, type, literal.Span);
        var code = UnitRules.Clash(literal.Unit, type.Unit) ? DiagnosticCodes.TypeMismatch : DiagnosticCodes.LiteralRange;
        diagnostics.Error(code, literal.Span, problem);
        return new BoundError(literal.Span);
    }

    public BoundExpression Negate(BoundExpression operand, ArcType type, SourceSpan span)
    {
        if (operand is BoundError) return new BoundError(span);
        if (type is SeriesType { Element: PrimitiveType element } && element.Primitive.IsUnsigned())
        {
            diagnostics.Error(DiagnosticCodes.TypeMismatch, span, $"cannot use {type} in - operation; unsigned series cannot be negated");
            return new BoundError(span);
        }

        return new BoundUnary(BoundUnaryOperator.Negate, operand, type, span);
    }
}
