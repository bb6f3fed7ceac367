using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Arc.Properties.Tests.Programs;

namespace Arc.Properties.Tests.Generation;

internal sealed partial class ProgramGenerator
{
    private Expr TextExpression(Scope scope, int depth)
    {
        if (depth <= 0) return Chance(60) && VariableOf(scope, Ty.Str) is { } variable ? variable : Text();
        switch (Next(9))
        {
            case 0 or 1 or 2: return new Expr(ExprKind.Binary, Ty.Str, "+", [TextExpression(scope, depth - 1), TextExpression(scope, depth - 1)]);
            case 3: return new Expr(ExprKind.Cast, Ty.Str, "", [Expression(scope, NumberType(), depth - 1, isFixed: false)]);
            case 4 or 5: return Format(scope, depth);
            case 6: return Slice(scope, TextExpression(scope, depth - 1), depth);
            case 7: return CallFor(scope, Ty.Str, depth) ?? TextExpression(scope, 0);
            default: return IndexOf(scope, Ty.Str, depth) ?? TextExpression(scope, 0);
        }
    }

    private Expr Slice(Scope scope, Expr target, int depth)
    {
        var bounds = Pick(["ab", "a", "b", "", "ab"]);
        var args = bounds.Select(_ => Chance(75) ? Literal(Ty.I64, Next(6)) : Expression(scope, new Ty(Pick(Numeric[..8])), depth - 1, isFixed: false));
        return new Expr(ExprKind.Slice, target.Type, bounds, [target, .. args]);
    }

    private Expr Format(Scope scope, int depth)
    {
        var text = new StringBuilder();
        var args = new List<Expr>();
        for (var i = 1 + Next(2); i > 0; i--)
        {
            var type = Chance(20) ? Ty.Str : NumberType();
            var value = Expression(scope, type, depth - 1, isFixed: false);
            // A quote would end the format string.
            if (Walk.Expressions(value).Any(e => e.Kind is ExprKind.Text or ExprKind.Format))
            {
                value = type.IsText ? VariableOf(scope, type) ?? new Expr(ExprKind.Cast, Ty.Str, "", [Literal(Ty.I64, 7)])
                    : type.Unit is null ? new Expr(ExprKind.Cast, type, "", [Literal(type)])
                    : new Expr(ExprKind.Cast, type = type.Bare, "", [Literal(type)]);
            }

            text.Append(Pick(["", "x", " ", "{}", "ü"])).Append(Expr.Mark).Append(Chance(60) ? Spec(type) : "").Append(Expr.Mark);
            args.Add(value);
        }

        return new Expr(ExprKind.Format, Ty.Str, text.Append(Pick(["", "!"])).ToString(), [.. args]);
    }

    private string Spec(Ty type)
    {
        var verb = Pick<string>(type.IsText ? ["s"] : type.IsFloat ? ["e", "E", "f", "g", "G"] : ["d", "b", "o", "O", "x", "X", "c"]);
        var flags = verb is "s" or "c" ? "-0" : verb == "d" ? "+- 0" : "#+- 0";
        var spec = string.Concat(flags.Where(_ => Chance(20)));
        // A width must not begin with what could be a flag.
        if (Chance(50)) spec += (1 + Next(12)).ToString(CultureInfo.InvariantCulture);
        if (verb != "c" && Chance(40)) spec += "." + Next(9).ToString(CultureInfo.InvariantCulture);
        return spec + verb;
    }

    private Expr SeriesExpression(Scope scope, Ty type, int depth, bool isFixed, bool mayAlias)
    {
        if (type.Unit is not null) return DimensionedSeries(scope, type, depth, isFixed, mayAlias);
        var isText = type.Scalar == Scalar.Str;
        if (depth <= 0 || Chance(25)) return Chance(60) && VariableOf(scope, type, mayAlias) is { } variable ? variable : SeriesLiteral(scope, type, depth, isFixed);
        switch (Next(isText ? 3 : type == Ty.U8.Series ? 10 : 8))
        {
            case 0: return SeriesLiteral(scope, type, depth, isFixed);
            case 1: return Slice(scope, Expression(scope, type, depth - 1, isFixed: false, mayAlias: false), depth);
            case 2: return CallFor(scope, type, depth) ?? SeriesLiteral(scope, type, depth, isFixed);
            case 3: return type.IsSigned ? new Expr(ExprKind.Unary, type, "-", [Expression(scope, type, depth - 1, isFixed: false)]) : SeriesLiteral(scope, type, depth, isFixed);
            case 8:
                var element = new Ty(Pick(Numeric));
                return new Expr(ExprKind.Binary, type, Pick(["<", ">", "<=", ">=", "==", "!="]), Elementwise(scope, element, depth));
            case 9: return new Expr(ExprKind.Unary, type, "not", [Expression(scope, type, depth - 1, isFixed: false)]);
            default:
                var op = Pick(["+", "-", "*", "/", "%"]);
                if (op is "/" or "%" && type.IsInteger && Chance(75))
                    return new Expr(ExprKind.Binary, type, op, [Expression(scope, type, depth - 1, isFixed: false), Literal(type.Element, 1 + Next(9))]);
                return new Expr(ExprKind.Binary, type, op, Elementwise(scope, type.Element, depth));
        }
    }

    /// <summary>Two series, or a series and a number on either side.</summary>
    private ImmutableArray<Expr> Elementwise(Scope scope, Ty element, int depth)
    {
        var series = Expression(scope, element.Series, depth - 1, isFixed: false);
        return Next(3) switch
        {
            0 => [series, Chance(50) ? series : Expression(scope, element.Series, depth - 1, isFixed: true)],
            1 => [series, Expression(scope, element, depth - 1, isFixed: true)],
            _ => [Expression(scope, element, depth - 1, isFixed: true), series],
        };
    }

    private Expr SeriesLiteral(Scope scope, Ty type, int depth, bool isFixed)
    {
        var count = 1 + Next(4);
        var concrete = isFixed ? -1 : Next(count);
        return new Expr(ExprKind.Series, type, "", [.. Enumerable.Range(0, count).Select(i => Expression(scope, type.Element, Math.Min(depth - 1, 1), i != concrete))]);
    }
}
