using System.Globalization;
using Arc.Properties.Tests.Programs;

namespace Arc.Properties.Tests.Evaluation;

/// <summary>
/// Scalar operations as sections 8 and 9 of arc-language.md have them. Integers are held exactly, as <see cref="Int128"/>; an f32 is a
/// <see cref="float"/>, an f64 a <see cref="double"/>.
/// </summary>
internal static class Numbers
{
    public static object Zero(Ty type) => type.IsSeries ? new SeriesValue([]) : type.Scalar switch
    {
        Scalar.Str => Utf8.From(""),
        Scalar.F32 => 0f,
        Scalar.F64 => 0.0,
        _ => Int128.Zero,
    };

    public static Int128 Wrap(Int128 value, Ty type)
    {
        var low = value & ((Int128.One << type.Bits) - 1);
        return type.IsSigned && low > type.Greatest ? low - (Int128.One << type.Bits) : low;
    }

    public static bool IsTrue(object value) => value switch
    {
        Int128 number => number != 0,
        float number => number != 0,
        double number => number != 0,
        _ => throw new ArgumentException("not a condition", nameof(value)),
    };

    public static object Flag(bool value) => value ? Int128.One : Int128.Zero;

    public static bool Compare(string op, object a, object b) => (a, b) switch
    {
        (Int128 x, Int128 y) => Holds(op, x < y, x == y, x > y),
        (float x, float y) => Holds(op, x < y, x == y, x > y),
        (double x, double y) => Holds(op, x < y, x == y, x > y),
        (Utf8 x, Utf8 y) => Holds(op, false, x.Equals(y), false),
        _ => throw new ArgumentException("not comparable", nameof(a)),
    };

    public static object Negate(object value, Ty type) => value switch
    {
        float number => -number,
        double number => -number,
        _ => Wrap(-(Int128)value, type),
    };

    /// <summary>A scalar operator; the least value divided by -1 is an error for i32 and i64.</summary>
    public static object Arithmetic(string op, object a, object b, Ty type)
    {
        switch (a, b)
        {
            case (float x, float y):
                return op switch { "+" => x + y, "-" => x - y, "*" => x * y, "/" => x / y, "%" => x % y, _ => (float)Math.Pow(x, y) };
            case (double x, double y):
                return op switch { "+" => x + y, "-" => x - y, "*" => x * y, "/" => x / y, "%" => x % y, _ => Math.Pow(x, y) };
            default:
                var (i, j) = ((Int128)a, (Int128)b);
                if (op is "/" or "%" && j == 0) throw new ArcTrap("integer divide by zero");
                if (op == "/" && j == -1 && i == type.Least && type.Bits >= 32) throw new ArcTrap("integer overflow");
                return op switch
                {
                    "+" => Wrap(i + j, type),
                    "-" => Wrap(i - j, type),
                    "*" => Wrap(i * j, type),
                    "/" => Wrap(i / j, type),
                    "%" => Wrap(i % j, type),
                    _ => Power(i, j, type),
                };
        }
    }

    /// <summary>An operator between elements of series: everything wraps.</summary>
    public static object Elementwise(string op, object a, object b, Ty type) =>
        op == "/" && a is Int128 i && b is Int128 j && j == -1 ? Wrap(-i, type) : Arithmetic(op, a, b, type);

    /// <summary>A conversion between numeric types: the third column of the table in section 9.</summary>
    public static object Convert(object value, Ty from, Ty to)
    {
        if (to.IsFloat) return ToFloat(value, to);
        if (value is not Int128 number) return Saturate(value is float single ? single : (double)value, to);
        if (from.IsSigned == to.IsSigned) return Wrap(number, to);
        return number < to.Least ? to.Least : number > to.Greatest ? to.Greatest : number;
    }

    /// <summary>A number literal as a type.</summary>
    public static object Parse(string digits, Ty type) => type.Scalar switch
    {
        Scalar.F32 => float.Parse(digits, CultureInfo.InvariantCulture),
        Scalar.F64 => double.Parse(digits, CultureInfo.InvariantCulture),
        _ => Int128.Parse(digits.Split('.')[0], CultureInfo.InvariantCulture),
    };

    private static bool Holds(string op, bool isLess, bool isEqual, bool isGreater) => op switch
    {
        "<" => isLess,
        ">" => isGreater,
        "<=" => isLess || isEqual,
        ">=" => isGreater || isEqual,
        "==" => isEqual,
        _ => !isEqual,
    };

    private static Int128 Power(Int128 value, Int128 exponent, Ty type)
    {
        if (exponent < 0)
        {
            if (value == 0) throw new ArcTrap("divide by zero");
            return value == 1 ? value : value != -1 ? Int128.Zero : exponent % 2 == 0 ? Int128.One : value;
        }

        var result = Int128.One;
        for (; exponent > 0; exponent /= 2)
        {
            if (exponent % 2 == 1) result = Wrap(result * value, type);
            value = Wrap(value * value, type);
        }

        return result;
    }

    // Through text, which is rounded correctly to either width.
    private static object ToFloat(object value, Ty to) => value switch
    {
        Int128 number => Parse(number.ToString(CultureInfo.InvariantCulture), to),
        float single => to.Scalar == Scalar.F32 ? value : (double)single,
        _ => to.Scalar == Scalar.F64 ? value : (object)(float)(double)value,
    };

    private static object Saturate(double value, Ty to)
    {
        if (double.IsNaN(value)) return Int128.Zero;
        var whole = Math.Truncate(value);
        return whole <= (double)to.Least ? to.Least : whole >= (double)to.Greatest ? to.Greatest : (Int128)whole;
    }
}
