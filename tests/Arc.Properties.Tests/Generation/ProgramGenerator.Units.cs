using System.Globalization;
using Arc.Properties.Tests.Programs;

namespace Arc.Properties.Tests.Generation;

internal sealed partial class ProgramGenerator
{
    /// <summary>The type with a unit that can be converted to the given one; the factor of integers must be whole.</summary>
    private Ty OtherUnit(Ty type)
    {
        var (dimension, scale) = Units.All[type.Unit!];
        var units = Units.All.Where(u => u.Value.Dimension == dimension && (type.IsFloat || u.Value.Scale >= scale && u.Value.Scale % scale == 0)).Select(u => u.Key).ToArray();
        return type with { Unit = Pick(units) };
    }

    private Expr UnitLiteral(Ty type) => new(ExprKind.Literal, type, Next(100).ToString(CultureInfo.InvariantCulture) + OtherUnit(type).Unit, []);

    private Expr Dimensioned(Scope scope, Ty type, int depth, bool isFixed)
    {
        var known = VariableOf(scope, type);
        if (known is null && !isFixed) return new Expr(ExprKind.Binary, type, "*", [Dimensional(type), Expression(scope, type.Bare, Math.Min(depth - 1, 1), isFixed: false)]);
        if (depth <= 0 || Chance(30)) return known is not null && (!isFixed || Chance(60)) ? known : Chance(60) ? UnitLiteral(type) : Literal(type);
        switch (Next(6))
        {
            case 0 or 1 or 2:
                var right = Chance(50) ? Expression(scope, OtherUnit(type), depth - 1, isFixed: false) : Expression(scope, type, depth - 1, isFixed: true);
                return new Expr(ExprKind.Binary, type, Pick(["+", "-", type.IsFloat ? "%" : "+"]), [Expression(scope, type, depth - 1, isFixed: false), right]);
            case 3:
                var divisor = type.IsInteger ? Literal(type.Bare, 1 + Next(9)) : Expression(scope, type.Bare, depth - 1, isFixed: false);
                return new Expr(ExprKind.Binary, type, Pick(["*", "/"]), [Expression(scope, type, depth - 1, isFixed: false), divisor]);
            case 4: return new Expr(ExprKind.Unary, type, "-", [Expression(scope, type, depth - 1, isFixed)]);
            default: return CallFor(scope, type, depth) ?? known ?? Dimensional(type);
        }
    }

    private Expr DimensionedSeries(Scope scope, Ty type, int depth, bool isFixed, bool mayAlias)
    {
        if (depth <= 0 || Chance(40)) return Chance(60) && VariableOf(scope, type, mayAlias) is { } variable ? variable : SeriesLiteral(scope, type, depth, isFixed);
        var series = Expression(scope, type, depth - 1, isFixed: false, mayAlias: false);
        switch (Next(5))
        {
            case 0: return Slice(scope, series, depth);
            case 1: return new Expr(ExprKind.Unary, type, "-", [series]);
            case 2: return new Expr(ExprKind.Binary, type, "*", [series, Expression(scope, type.Bare.Element, depth - 1, isFixed: false)]);
            default:
                var other = OtherUnit(type);
                var right = Expression(scope, Chance(50) ? other : other.Element, depth - 1, isFixed: false);
                return new Expr(ExprKind.Binary, type, Pick(["+", "-"]), [series, right]);
        }
    }

    /// <summary>A parameter of the type made for the purpose: a function that returns it.</summary>
    private Expr Dimensional(Ty type)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"one_{type.Scalar}_{type.Unit}");
        var function = _funcs.FirstOrDefault(f => f.Name == name);
        if (function is null)
        {
            function = new Func(name, [], [], [new Param("", type)], [Stmt.Of(StmtKind.Return, "", default, new Expr(ExprKind.Literal, type, "1" + type.Unit, []))]);
            _funcs.Insert(0, function);
        }

        return new Expr(ExprKind.Call, type, name, []);
    }
}
