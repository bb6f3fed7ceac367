using System.Collections.Immutable;
using Arc.Language.Binding;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;
using Arc.Sdk.Types;

namespace Arc.Language.Analysis;

/// <summary>Operators (language section 8) and what units do there (section 5).</summary>
internal sealed partial class FunctionBinder
{
    private static BoundBinaryOperator OperatorOf(TokenKind kind) => kind switch
    {
        TokenKind.Plus or TokenKind.PlusAssign => BoundBinaryOperator.Add,
        TokenKind.Minus or TokenKind.MinusAssign => BoundBinaryOperator.Subtract,
        TokenKind.Star or TokenKind.StarAssign => BoundBinaryOperator.Multiply,
        TokenKind.Slash or TokenKind.SlashAssign => BoundBinaryOperator.Divide,
        TokenKind.Percent or TokenKind.PercentAssign => BoundBinaryOperator.Modulo,
        TokenKind.Caret => BoundBinaryOperator.Power,
        TokenKind.EqualEqual => BoundBinaryOperator.Equal,
        TokenKind.NotEqual => BoundBinaryOperator.NotEqual,
        TokenKind.Less => BoundBinaryOperator.Less,
        TokenKind.LessEqual => BoundBinaryOperator.LessOrEqual,
        TokenKind.Greater => BoundBinaryOperator.Greater,
        TokenKind.GreaterEqual => BoundBinaryOperator.GreaterOrEqual,
        TokenKind.And => BoundBinaryOperator.And,
        _ => BoundBinaryOperator.Or,
    };

    private static string SymbolOf(BoundBinaryOperator op) => op switch
    {
        BoundBinaryOperator.Add => "+",
        BoundBinaryOperator.Subtract => "-",
        BoundBinaryOperator.Multiply => "*",
        BoundBinaryOperator.Divide => "/",
        BoundBinaryOperator.Modulo => "%",
        BoundBinaryOperator.Power => "^",
        BoundBinaryOperator.Equal => "==",
        BoundBinaryOperator.NotEqual => "!=",
        BoundBinaryOperator.Less => "<",
        BoundBinaryOperator.LessOrEqual => "<=",
        BoundBinaryOperator.Greater => ">",
        BoundBinaryOperator.GreaterOrEqual => ">=",
        BoundBinaryOperator.And => "and",
        _ => "or",
    };

    private static bool IsComparison(BoundBinaryOperator op) => op is >= BoundBinaryOperator.Equal and <= BoundBinaryOperator.GreaterOrEqual;

    private BoundExpression BindBinaryChain(BinarySyntax syntax)
    {
        var chain = new Stack<BinarySyntax>();
        ExpressionSyntax inner = syntax;
        while (inner is BinarySyntax binary)
        {
            chain.Push(binary);
            inner = binary.Left;
        }

        var result = BindExpression(inner);
        while (chain.TryPop(out var next))
        {
            var op = OperatorOf(next.Operator);
            var right = BindExpression(next.Right);
            result = op == BoundBinaryOperator.Power
                ? Power(result, right, next)
                : Combine(op, result, right, next.Span);
        }

        return result;
    }

    private BoundExpression Combine(BoundBinaryOperator op, BoundExpression left, BoundExpression right, SourceSpan span)
    {
        left = RequireValue(left);
        right = RequireValue(right);
        if (left is BoundError || right is BoundError) return new BoundError(span);
        if (op is BoundBinaryOperator.And or BoundBinaryOperator.Or) return Logical(op, left, right, span);
        if (left is LiteralExpression a && right is LiteralExpression b) return CombineLiterals(op, a, b, span);
        if (!CheckText(op, left, right, span)) return new BoundError(span);

        if (left is LiteralExpression leftLiteral) left = Adapt(op, leftLiteral, right, literalFirst: true, span);
        else if (right is LiteralExpression rightLiteral) right = Adapt(op, rightLiteral, left, literalFirst: false, span);
        if (left is BoundError || right is BoundError) return new BoundError(span);

        var leftType = ElementOf(left)!;
        var rightType = ElementOf(right)!;
        if (leftType.Primitive != rightType.Primitive) return Mismatch(op, left, right, span);

        if (UnitRules.Aligns(op) && leftType.Unit is not null && rightType.Unit is not null)
        {
            if (UnitRules.Clash(leftType.Unit, rightType.Unit)) return DimensionClash(leftType.Unit, rightType.Unit, span);
            WarnOfScales(op, leftType, rightType.Unit, span);
            right = ConvertUnit(right, leftType.Unit);
            if (right is BoundError) return new BoundError(span);
            rightType = rightType with { Unit = leftType.Unit };
        }

        var element = IsComparison(op)
            ? ArcType.Of(Primitive.U8)
            : new PrimitiveType(leftType.Primitive, UnitRules.ResultUnit(op, leftType.Unit, rightType.Unit));
        ArcType type = IsSeries(left) || IsSeries(right) ? new SeriesType(element) : element;
        return new BoundBinary(op, left, right, type, span);
    }

    private BoundError DimensionClash(Unit left, Unit right, SourceSpan span) =>
        Fail(DiagnosticCodes.TypeMismatch, span, $"incompatible dimensions: {left.Dimensions} vs {right.Dimensions}");

    private BoundError Mismatch(BoundBinaryOperator op, BoundExpression left, BoundExpression right, SourceSpan span, string reason = "") =>
        Fail(
            DiagnosticCodes.TypeMismatch,
            span,
            $"type mismatch: cannot use {TypeName(left)} and {TypeName(right)} in {SymbolOf(op)} operation{reason}",
            left.Type is not null && right.Type is not null ? CastNote(right.Type, left.Type) : []);

    private BoundError WrongKind(string type, string symbol, SourceSpan span, string advice = "") =>
        Fail(DiagnosticCodes.TypeMismatch, span, $"cannot use {type} in {symbol} operation{advice}");

    /// <summary>Texts can be joined and compared for equality; series of texts have no operators.</summary>
    private bool CheckText(BoundBinaryOperator op, BoundExpression left, BoundExpression right, SourceSpan span)
    {
        var leftText = ElementOf(left)?.Primitive == Primitive.Str;
        var rightText = ElementOf(right)?.Primitive == Primitive.Str;
        if (!leftText && !rightText) return true;

        var culprit = leftText ? left : right;
        if (IsSeries(culprit) || op is not (BoundBinaryOperator.Add or BoundBinaryOperator.Equal or BoundBinaryOperator.NotEqual))
        {
            WrongKind(TypeName(culprit), SymbolOf(op), span);
            return false;
        }

        if (leftText && rightText && !IsSeries(left) && !IsSeries(right)) return true;
        Mismatch(op, left, right, span, op == BoundBinaryOperator.Add ? "; convert with str(value), or use a format string" : "");
        return false;
    }

    /// <summary>A literal beside a concrete operand takes its type and unit; beside a factor it keeps its own dimension.</summary>
    private BoundExpression Adapt(BoundBinaryOperator op, LiteralExpression literal, BoundExpression other, bool literalFirst, SourceSpan span)
    {
        var type = ElementOf(other)!;
        if (!literal.Shape.Allowed.Contains(type.Primitive))
        {
            var reason = FractionReason(literal, literal.IsSeries ? new SeriesType(type) : type, type);
            return literalFirst ? Mismatch(op, literal, other, span, reason) : Mismatch(op, other, literal, span, reason);
        }

        var unit = literal.Shape.Unit;
        if (UnitRules.Aligns(op))
        {
            if (UnitRules.Clash(unit, type.Unit))
                return literalFirst ? DimensionClash(unit!, type.Unit!, span) : DimensionClash(type.Unit!, unit!, span);
            return literal.Fix(type, _program.Fixer);
        }

        if (unit is not null && type.Unit is not null && !UnitRules.Clash(unit, type.Unit)) unit = type.Unit;
        return literal.Fix(type with { Unit = unit }, _program.Fixer);
    }

    private BoundExpression CombineLiterals(BoundBinaryOperator op, LiteralExpression left, LiteralExpression right, SourceSpan span)
    {
        if (UnitRules.Aligns(op) && UnitRules.Clash(left.Shape.Unit, right.Shape.Unit))
            return DimensionClash(left.Shape.Unit!, right.Shape.Unit!, span);

        var shape = left.Shape.Merge(right.Shape);
        var isSeries = left.IsSeries || right.IsSeries;
        if (shape == LiteralShape.Open)
            return Fail(DiagnosticCodes.UnresolvedType, span, "unresolved type variable: the element type of '[]' cannot be inferred");

        if (IsComparison(op))
        {
            var type = shape.DefaultType;
            var a = left.Fix(type, _program.Fixer);
            var b = right.Fix(type, _program.Fixer);
            if (a is BoundError || b is BoundError) return new BoundError(span);
            var flag = ArcType.Of(Primitive.U8);
            return new BoundBinary(op, a, b, isSeries ? new SeriesType(flag) : flag, span);
        }

        shape = shape with { Unit = UnitRules.ResultUnit(op, left.Shape.Unit, right.Shape.Unit) };
        var link = new LiteralLink(op, right, left.Shape.Unit, isSeries, span.End);
        return left is LiteralChain chain
            ? new LiteralChain(chain.First, chain.Links.Add(link), shape, isSeries, span)
            : new LiteralChain(left, ImmutableList.Create(link), shape, isSeries, span);
    }

    private BoundExpression Power(BoundExpression left, BoundExpression right, BinarySyntax syntax)
    {
        var span = syntax.Span;
        left = RequireValue(left);
        right = RequireValue(right);
        if (left is BoundError || right is BoundError) return new BoundError(span);
        foreach (var operand in new[] { left, right })
        {
            if (IsSeries(operand) || ElementOf(operand)?.Primitive == Primitive.Str) return WrongKind(TypeName(operand), "^", span);
        }

        var baseUnit = left is LiteralExpression { Shape.Unit: var ofLiteral } ? ofLiteral : ElementOf(left)?.Unit;
        var exponentUnit = right is LiteralExpression { Shape.Unit: var ofExponent } ? ofExponent : ElementOf(right)?.Unit;
        if (exponentUnit is { Dimensions.IsNone: false })
            return Fail(DiagnosticCodes.TypeMismatch, span, $"the exponent of ^ must be dimensionless, got {exponentUnit.Dimensions}");
        if (baseUnit is { Dimensions.IsNone: false } && !IsIntegerLiteral(syntax.Right))
            return Fail(DiagnosticCodes.TypeMismatch, span, "power operation with dimensioned base requires a literal integer exponent");

        if (left is LiteralExpression a && right is LiteralExpression b) return CombineLiterals(BoundBinaryOperator.Power, a, b, span);
        if (left is LiteralExpression leftLiteral) left = Adapt(BoundBinaryOperator.Power, leftLiteral, right, literalFirst: true, span);
        if (right is LiteralExpression rightLiteral) right = Adapt(BoundBinaryOperator.Power, rightLiteral, left, literalFirst: false, span);
        if (left is BoundError || right is BoundError) return new BoundError(span);
        var type = ElementOf(left)!;
        return type.Primitive == ElementOf(right)!.Primitive
            ? new BoundBinary(BoundBinaryOperator.Power, left, right, type with { Unit = null }, span)
            : Mismatch(BoundBinaryOperator.Power, left, right, span);
    }

    private static bool IsIntegerLiteral(ExpressionSyntax syntax) =>
        syntax is NumberLiteralSyntax { IsFloat: false, Unit: null }
            or UnarySyntax { Operator: TokenKind.Minus, Operand: NumberLiteralSyntax { IsFloat: false, Unit: null } };

    private BoundExpression Logical(BoundBinaryOperator op, BoundExpression left, BoundExpression right, SourceSpan span)
    {
        var leftFits = IsLogical(left);
        var rightFits = IsLogical(right);
        if (!leftFits || !rightFits)
        {
            var symbol = SymbolOf(op);
            var culprit = TypeName(leftFits ? right : left);
            var both = TypeName(left) == TypeName(right) ? "" : $"type mismatch: cannot use {TypeName(left)} and {TypeName(right)} in {symbol} operation: ";
            return Fail(DiagnosticCodes.TypeMismatch, span, $"{both}cannot use {culprit} in {symbol} operation; operands must be u8, compare numbers first");
        }

        left = AsFlag(left);
        right = AsFlag(right);
        return left is BoundError || right is BoundError
            ? new BoundError(span)
            : new BoundBinary(op, left, right, ArcType.Of(Primitive.U8), span);
    }

    private static bool IsLogical(BoundExpression operand) => operand switch
    {
        LiteralExpression literal => !literal.IsSeries && literal.Shape is { Unit: null, HasFraction: false } && literal.Shape.Allowed.Contains(Primitive.U8),
        _ => operand.Type is PrimitiveType { Primitive: Primitive.U8 },
    };

    private BoundExpression AsFlag(BoundExpression operand) =>
        operand is LiteralExpression literal ? literal.Fix(ArcType.Of(Primitive.U8), _program.Fixer) : operand;

    private BoundExpression BindUnary(UnarySyntax syntax)
    {
        if (syntax is { Operator: TokenKind.Minus, Operand: NumberLiteralSyntax number })
        {
            return _program.ReadNumber(number, negative: true, syntax.Span) is { } literal
                ? new NumberExpression(literal)
                : new BoundError(syntax.Span);
        }

        var operand = RequireValue(BindExpression(syntax.Operand));
        if (operand is BoundError) return operand;
        return syntax.Operator == TokenKind.Minus ? Negate(operand, syntax.Span) : Not(operand, syntax.Span);
    }

    private BoundExpression Negate(BoundExpression operand, SourceSpan span)
    {
        switch (operand)
        {
            case NumberExpression { Literal: var literal }:
                return new NumberExpression(literal.Negate(span));
            case LiteralExpression other:
                return new LiteralNegation(other, span);
        }

        var element = ElementOf(operand);
        return element is null || element.Primitive == Primitive.Str
            ? WrongKind(TypeName(operand), "-", span)
            : _program.Fixer.Negate(operand, operand.Type!, span);
    }

    private BoundExpression Not(BoundExpression operand, SourceSpan span)
    {
        if (operand is LiteralExpression literal && literal.Shape is { HasFraction: false, Unit: null } && literal.Shape.Allowed.Contains(Primitive.U8))
            operand = literal.Fix(ArcType.Of(Primitive.U8), _program.Fixer);
        if (operand is BoundError) return operand;
        if (operand is LiteralExpression || ElementOf(operand)?.Primitive != Primitive.U8)
            return WrongKind(TypeName(operand), "not", span, "; the operand must be u8, compare numbers first");
        var flag = ArcType.Of(Primitive.U8);
        return new BoundUnary(BoundUnaryOperator.Not, operand, IsSeries(operand) ? new SeriesType(flag) : flag, span);
    }

    private void WarnOfScales(BoundBinaryOperator op, PrimitiveType left, Unit right, SourceSpan span)
    {
        if (op is not (BoundBinaryOperator.Add or BoundBinaryOperator.Subtract)) return;
        var ratio = left.Unit!.Scale / right.Scale;
        if (ratio < 1) ratio = 1 / ratio;
        if (ratio < (left.Primitive == Primitive.F32 ? 1e5 : 1e12)) return;
        _program.Diagnostics.Warning(
            DiagnosticCodes.LossyUnitConversion,
            span,
            $"the scales of {left.Unit} and {right} differ by a factor of {ratio:R}; the smaller value may lose all its digits");
    }
}
