using System.Collections.Immutable;
using System.Globalization;
using Arc.Properties.Tests.Programs;

namespace Arc.Properties.Tests.Generation;

internal sealed partial class ProgramGenerator
{
    private static readonly string[] FloatMembers =
        ["sqrt", "floor", "ceil", "round", "trunc", "sin", "exp", "log", "log10", "abs", "sign", "atan2", "hypot", "min", "max", "clamp"];

    private static readonly string[] IntegerMembers = ["abs", "sign", "min", "max", "clamp"];

    /// <summary>A value for something of a type, which may have another unit of its dimension.</summary>
    private Expr Value(Scope scope, Ty type, int depth)
    {
        if (type.Unit is not null && Chance(30)) return Expression(scope, OtherUnit(type), depth, isFixed: false, mayAlias: false);
        return Expression(scope, type, depth, isFixed: true, mayAlias: false);
    }

    /// <summary>An expression of a type.</summary>
    /// <param name="scope">What is visible.</param>
    /// <param name="type">Its type.</param>
    /// <param name="depth">How deep it may be.</param>
    /// <param name="isFixed">Whether its surroundings fix the type of literals; if not, something in it does.</param>
    /// <param name="mayAlias">Whether a stateful series may be the expression itself: only where it is read and not kept.</param>
    private Expr Expression(Scope scope, Ty type, int depth, bool isFixed, bool mayAlias = true)
    {
        var expr = type.IsSeries ? SeriesExpression(scope, type, depth, isFixed, mayAlias) : type.IsText ? TextExpression(scope, depth) : Number(scope, type, depth, isFixed);
        return Chance(4) && !expr.IsPolymorphic ? new Expr(ExprKind.Group, expr.Type, "", [expr]) : expr;
    }

    private Expr Literal(Ty type, int value) => new(ExprKind.Literal, type, value.ToString(CultureInfo.InvariantCulture), []);

    private Expr Literal(Ty type) => new(ExprKind.Literal, type, _values.Literal(type), []);

    /// <summary>A literal that has the type without help.</summary>
    private Expr DefaultedLiteral(Ty type) => new(ExprKind.Literal, type, type.IsFloat ? Pick(["0.5", "2.25", "0.1", "1000000.75"]) : Literal(type).Text, []);

    private Expr? VariableOf(Scope scope, Ty type, bool mayAlias = true)
    {
        var fitting = scope.Variables.Where(v => v.Type == type && (mayAlias || !v.IsStateful)).ToArray();
        return fitting.Length == 0 ? null : Reference(Pick(fitting));
    }

    private static Expr Reference(Variable variable) => new(ExprKind.Variable, variable.Type, variable.Name, []);

    private Expr Leaf(Scope scope, Ty type, bool isFixed)
    {
        if (Chance(70) && VariableOf(scope, type) is { } variable) return variable;
        if (!isFixed && type.Unit is not null) return VariableOf(scope, type) ?? Number(scope, type, 1, false);
        if (isFixed) return type.Unit is not null && Chance(60) ? UnitLiteral(type) : Literal(type);
        if (type.Scalar is Scalar.I64 or Scalar.F64 && Chance(40)) return DefaultedLiteral(type);
        // What comes from outside rather than another constant.
        var numbers = scope.Variables.Where(v => v.Type.IsNumber).Select(Reference).Where(r => !r.IsPolymorphic).ToArray();
        return new Expr(ExprKind.Cast, type, "", [numbers.Length > 0 && Chance(60) ? Pick(numbers) : Literal(type)]);
    }

    private Expr Number(Scope scope, Ty type, int depth, bool isFixed)
    {
        if (type.Unit is not null) return Dimensioned(scope, type, depth, isFixed);
        if (depth <= 0) return Leaf(scope, type, isFixed);
        switch (Next(type.Scalar == Scalar.U8 ? 17 : 12))
        {
            case 0 or 1: return Leaf(scope, type, isFixed);
            case 2 or 3 or 4 or 5: return Arithmetic(scope, type, depth, isFixed);
            case 6:
                var operand = Expression(scope, type, depth - 1, isFixed && type.IsSigned);
                return new Expr(ExprKind.Unary, type, "-", [operand]);
            case 7 or 8: return Conversion(scope, type, depth);
            case 9: return IndexOf(scope, type, depth) ?? Leaf(scope, type, isFixed);
            case 10: return CallFor(scope, type, depth) ?? Arithmetic(scope, type, depth, isFixed);
            case 11: return type == Ty.I64 && Chance(60) ? Length(scope, depth) : Member(scope, type, depth);
            case 12 or 13 or 14: return Comparison(scope, depth);
            case 15: return new Expr(ExprKind.Binary, type, Pick(["and", "or"]), [Expression(scope, type, depth - 1, isFixed: true), Expression(scope, type, depth - 1, isFixed: true)]);
            default: return new Expr(ExprKind.Unary, type, "not", [Expression(scope, type, depth - 1, isFixed: true)]);
        }
    }

    private Expr Arithmetic(Scope scope, Ty type, int depth, bool isFixed)
    {
        var op = Pick(["+", "-", "*", "/", "%", "^"]);
        if (op == "^")
        {
            var exponent = Chance(80) ? Literal(type, Next(6)) : Expression(scope, type, depth - 1, isFixed: true);
            return new Expr(ExprKind.Binary, type, op, [Expression(scope, type, depth - 1, isFixed: isFixed && exponent.IsPolymorphic || !exponent.IsPolymorphic), exponent]);
        }

        if (op is "/" or "%" && type.IsInteger && Chance(80))
            return new Expr(ExprKind.Binary, type, op, [Expression(scope, type, depth - 1, isFixed), Literal(type, 1 + Next(9))]);
        return new Expr(ExprKind.Binary, type, op, Pair(scope, type, type, depth, isFixed));
    }

    /// <summary>Two operands, at least one of which has its type without help unless both get it from outside.</summary>
    private ImmutableArray<Expr> Pair(Scope scope, Ty left, Ty right, int depth, bool isFixed)
    {
        var isLeftFixed = isFixed || Chance(30);
        return [Expression(scope, left, depth - 1, isLeftFixed), Expression(scope, right, depth - 1, isFixed || !isLeftFixed)];
    }

    private Expr Comparison(Scope scope, int depth)
    {
        if (Chance(15)) return new Expr(ExprKind.Binary, Ty.U8, Pick(["==", "!="]), [TextExpression(scope, depth - 1), TextExpression(scope, depth - 1)]);
        var type = NumberType();
        var other = type.Unit is not null && Chance(50) ? OtherUnit(type) : type;
        var operands = type == other ? Pair(scope, type, type, depth, false) : [Expression(scope, type, depth - 1, false), Expression(scope, other, depth - 1, false)];
        return new Expr(ExprKind.Binary, Ty.U8, Pick(["<", ">", "<=", ">=", "==", "!="]), operands);
    }

    private Expr Conversion(Scope scope, Ty type, int depth)
    {
        var source = Chance(15) ? type with { Scalar = Pick(Numeric) } : NumberType();
        return new Expr(ExprKind.Cast, type, "", [Concrete(Expression(scope, source, depth - 1, isFixed: false))]);
    }

    /// <summary>What is no literal, where one would take its type from what is beside it.</summary>
    private Expr Concrete(Expr expr) => expr.IsPolymorphic ? new Expr(ExprKind.Cast, expr.Type, "", [Literal(expr.Type)]) : expr;

    private Expr Length(Scope scope, int depth)
    {
        var target = Chance(40) ? TextExpression(scope, depth - 1) : Expression(scope, NumberType().Bare.Series, depth - 1, isFixed: false);
        return new Expr(ExprKind.Length, Ty.I64, "", [target]);
    }

    private Expr Member(Scope scope, Ty type, int depth)
    {
        var name = Pick(type.IsFloat ? FloatMembers : IntegerMembers);
        var count = name == "clamp" ? 3 : name is "atan2" or "hypot" or "min" or "max" ? 2 : 1;
        var args = Enumerable.Range(0, count).Select(i => Expression(scope, type, depth - 1, isFixed: i > 0)).ToArray();
        if (name == "clamp" && Chance(80)) (args[1], args[2]) = (Literal(type, Next(10)), Literal(type, 10 + Next(50)));
        return new Expr(ExprKind.Member, type, name, [.. args]);
    }

    private Expr? IndexOf(Scope scope, Ty type, int depth)
    {
        var index = Chance(80) ? Literal(Ty.I64, Next(3)) : Expression(scope, new Ty(Pick(Numeric[..8])), depth - 1, isFixed: false);
        if (type == Ty.U8 && Chance(40)) return new Expr(ExprKind.Index, type, "", [TextExpression(scope, depth - 1), index]);
        return VariableOf(scope, type.Series) is { } series ? new Expr(ExprKind.Index, type, "", [series, index]) : null;
    }

    private static bool IsCallable(Scope scope, Func function) => !IsRecursive(scope, function) || scope.RecursiveCalls > 0;

    private static bool IsRecursive(Scope scope, Func function) => scope.Depth is not null && function.Body.IsDefaultOrEmpty && function.Inputs is [{ Name: "n" }, ..];

    private Expr? CallFor(Scope scope, Ty type, int depth)
    {
        var functions = scope.Callable.Where(f => f.Outputs is [var output] && output.Type == type && IsCallable(scope, f)).ToArray();
        return functions.Length == 0 ? null : CallOf(scope, Pick(functions), depth);
    }

    private Expr CallOf(Scope scope, Func function, int depth)
    {
        var required = function.Inputs.Count(p => p.Default is null);
        var given = required + Next(function.Inputs.Length - required + 1);
        var isRecursive = IsRecursive(scope, function);
        if (isRecursive) scope.RecursiveCalls--;
        var args = function.Inputs.Take(given).Select((p, i) => i > 0 || p.Name != "n" ? Value(scope, p.Type, depth - 1)
            : isRecursive ? new Expr(ExprKind.Binary, Ty.I64, "-", [new Expr(ExprKind.Variable, Ty.I64, scope.Depth!, []), Literal(Ty.I64, 1)])
            : Literal(Ty.I64, Next(4))).ToImmutableArray();
        return new Expr(ExprKind.Call, function.Outputs is [var output] ? output.Type : default, function.Name, args);
    }
}
