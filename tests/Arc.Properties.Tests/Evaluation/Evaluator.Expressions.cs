using System.Globalization;
using System.Text;
using Arc.Properties.Tests.Programs;

namespace Arc.Properties.Tests.Evaluation;

internal sealed partial class Evaluator
{
    /// <summary>A value where another unit of its dimension may be expected.</summary>
    private object Value(Frame frame, Expr expr, Ty target) => Meet(Evaluate(frame, expr), expr.Type, target);

    private object Evaluate(Frame frame, Expr expr)
    {
        Step();
        var args = expr.Args;
        switch (expr.Kind)
        {
            case ExprKind.Literal: return Literal(expr);
            case ExprKind.Text: return Utf8.From(expr.Text);
            case ExprKind.Variable: return Read(frame, expr.Text);
            case ExprKind.Group: return Evaluate(frame, args[0]);
            case ExprKind.Unary: return Unary(expr.Text, Evaluate(frame, args[0]), expr.Type);
            case ExprKind.Binary when expr.Text is "and" or "or":
                var left = Numbers.IsTrue(Evaluate(frame, args[0]));
                return Numbers.Flag(left == (expr.Text == "or") ? left : Numbers.IsTrue(Evaluate(frame, args[1])));
            case ExprKind.Binary: return Operate(expr.Text, Evaluate(frame, args[0]), () => Evaluate(frame, args[1]), args[0].Type, args[1].Type);
            case ExprKind.Cast:
                var value = Evaluate(frame, args[0]);
                return expr.Type.IsText ? value as object is Utf8 ? value : Utf8.From(TextForms.Default(value)) : Numbers.Convert(value, args[0].Type, expr.Type);
            case ExprKind.Call:
                var function = program.Find(expr.Text);
                return Invoke(function, [.. args.Select((a, i) => Value(frame, a, function.Inputs[i].Type))])!;
            case ExprKind.Member: return Member(expr.Text, [.. args.Select(a => Evaluate(frame, a))], expr.Type);
            case ExprKind.Length: return (Int128)(Evaluate(frame, args[0]) switch { Utf8 text => text.Bytes.Length, var series => ((SeriesValue)series).Length });
            case ExprKind.Index: return Index(Evaluate(frame, args[0]), (Int128)Evaluate(frame, args[1]));
            case ExprKind.Slice: return Slice(frame, expr);
            case ExprKind.Series: return new SeriesValue([.. args.Select(a => Value(frame, a, expr.Type.Element))]);
            default: return Format(frame, expr);
        }
    }

    /// <summary>A literal of the type that its surroundings gave it (section 5: value x unit scale / target scale, divided last so that 100 ms is 0.1 s).</summary>
    private static object Literal(Expr expr)
    {
        if (expr.Kind == ExprKind.Text) return Utf8.From(expr.Text);
        if (expr.Kind == ExprKind.Unary) return Numbers.Negate(Literal(expr.Args[0]), expr.Type);
        var digits = expr.Text.TrimEnd([.. "abcdefghijklmnopqrstuvwxyzPM"]);
        if (digits.Length == expr.Text.Length) return Numbers.Parse(digits, expr.Type);
        var (from, to) = (expr.Text[digits.Length..], expr.Type.Unit);
        var value = double.Parse(digits, CultureInfo.InvariantCulture);
        if (from != to) value = value * Units.All[from].Scale / (to is null ? 1 : Units.All[to].Scale);
        return expr.Type.Scalar switch { Scalar.F32 => (float)value, Scalar.F64 => value, _ => (object)(Int128)Math.Round(value) };
    }

    /// <summary>Applies the factor between two units of one dimension in the value's own type.</summary>
    private static object Meet(object value, Ty from, Ty to)
    {
        if (from.Unit is null || to.Unit is null || from.Unit == to.Unit) return value;
        var factor = Units.Factor(from.Unit, to.Unit);
        return Each(value, item => item switch
        {
            Int128 number => Numbers.Wrap(number * (Int128)Math.Round(factor), to),
            float number => number * (float)factor,
            _ => (double)item * factor,
        });
    }

    private static object Each(object value, Func<object, object> map) => value is SeriesValue series ? new SeriesValue(series.Elements.Select(map)) : map(value);

    private static object Unary(string op, object value, Ty type) => op == "not"
        ? value is SeriesValue series ? new SeriesValue(series.Elements.Select(e => (object)(255 - (Int128)e))) : Numbers.Flag(!Numbers.IsTrue(value))
        : Each(value, item => Numbers.Negate(item, type.Element));

    private static object Operate(string op, object left, Func<object> rightValue, Ty leftType, Ty rightType)
    {
        var isComparison = op is "<" or ">" or "<=" or ">=" or "==" or "!=";
        var right = rightValue();
        if (isComparison || op is "+" or "-" or "%") right = Meet(right, rightType, leftType);
        if (left is SeriesValue || right is SeriesValue) return Series(op, left, right, leftType.Element, isComparison);
        if (isComparison) return Numbers.Flag(Numbers.Compare(op, left, right));
        if (left is not Utf8 text) return Numbers.Arithmetic(op, left, right, leftType);
        byte[] bytes = [.. text.Bytes, .. ((Utf8)right).Bytes];
        return bytes.Length <= LongestValue ? new Utf8(bytes) : throw new TooMuch();
    }

    private static SeriesValue Series(string op, object left, object right, Ty element, bool isComparison)
    {
        if (left is SeriesValue a && right is SeriesValue b && a.Length != b.Length)
        {
            throw new ArcTrap("arc panic: series length mismatch in " + op switch
            {
                "+" => "addition",
                "-" => "subtraction",
                "*" => "multiplication",
                "/" => "division",
                "%" => "modulo",
                _ => "comparison",
            });
        }

        var length = left is SeriesValue some ? some.Length : ((SeriesValue)right).Length;
        var result = new object[length];
        for (var i = 0; i < length; i++)
        {
            var (x, y) = (left is SeriesValue l ? l[i] : left, right is SeriesValue r ? r[i] : right);
            result[i] = isComparison ? Numbers.Flag(Numbers.Compare(op, x, y)) : Numbers.Elementwise(op, x, y, element);
        }

        return new SeriesValue(result);
    }

    private static int InBounds(Int128 index, int length, string what) => index >= 0 && index < length
        ? (int)index
        : throw new ArcTrap(string.Create(CultureInfo.InvariantCulture, $"{(index > long.MaxValue ? "" : $"index {index} ")}out of bounds for {what} of length {length}"));

    private static object Index(object target, Int128 index) => target is Utf8 text
        ? (Int128)text.Bytes[InBounds(index, text.Bytes.Length, "string")]
        : ((SeriesValue)target)[InBounds(index, ((SeriesValue)target).Length, "series")];

    private object Slice(Frame frame, Expr expr)
    {
        var target = Evaluate(frame, expr.Args[0]);
        var start = expr.Text.Contains('a', StringComparison.Ordinal) ? (Int128)Evaluate(frame, expr.Args[1]) : 0;
        var length = target is Utf8 bytes ? bytes.Bytes.Length : ((SeriesValue)target).Length;
        var end = expr.Text.Contains('b', StringComparison.Ordinal) ? (Int128)Evaluate(frame, expr.Args[^1]) : length;
        if (end < 0 || end > length) end = length;
        if (start < 0 || start >= end) (start, end) = (0, 0);
        return target is Utf8 text ? new Utf8(text.Bytes[(int)start..(int)end]) : ((SeriesValue)target).Slice((int)start, (int)end);
    }

    private Utf8 Format(Frame frame, Expr expr)
    {
        var parts = expr.Text.Split(Expr.Mark);
        var bytes = new List<byte>();
        for (var i = 0; i < parts.Length; i++)
        {
            if (i % 2 == 0)
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(parts[i]));
                continue;
            }

            var value = Evaluate(frame, expr.Args[i / 2]);
            if (value is Utf8 text) bytes.AddRange(parts[i].Length == 0 ? text.Bytes : TextForms.Formatted(text.Bytes, parts[i]));
            else bytes.AddRange(Encoding.UTF8.GetBytes(parts[i].Length == 0 ? TextForms.Default(value) : TextForms.Formatted(value, parts[i])));
        }

        return bytes.Count <= LongestValue ? new Utf8([.. bytes]) : throw new TooMuch();
    }
}
