using System.Numerics;
using Arc.Sdk.Modules;

namespace Arc.Stl;

/// <summary>
/// Elementary functions and statistics. A domain error gives NaN, never an error. Functions of f32 are computed in f64 and rounded
/// once.
/// </summary>
[Module("math")]
public sealed partial class MathModule
{
    /// <summary>Square root.</summary>
    /// <param name="x">The argument.</param>
    /// <example><code>
    /// math.sqrt(16.0)   // 4
    /// math.sqrt(-1.0)   // nan
    /// </code></example>
    [HostFunction]
    public static T Sqrt<T>(T x) where T : IFloatingPointIeee754<T> => T.CreateTruncating(Math.Sqrt(double.CreateTruncating(x)));

    /// <summary>Sine of an angle in radians.</summary>
    /// <param name="x">The argument.</param>
    /// <example><code>math.sin(0.5)   // 0.479425...</code></example>
    [HostFunction]
    public static T Sin<T>(T x) where T : IFloatingPointIeee754<T> => T.CreateTruncating(Math.Sin(double.CreateTruncating(x)));

    /// <summary>Cosine of an angle in radians.</summary>
    /// <param name="x">The argument.</param>
    /// <example><code>math.cos(0.0)   // 1</code></example>
    [HostFunction]
    public static T Cos<T>(T x) where T : IFloatingPointIeee754<T> => T.CreateTruncating(Math.Cos(double.CreateTruncating(x)));

    /// <summary>Tangent of an angle in radians.</summary>
    /// <param name="x">The argument.</param>
    /// <example><code>math.tan(0.5)   // 0.546302...</code></example>
    [HostFunction]
    public static T Tan<T>(T x) where T : IFloatingPointIeee754<T> => T.CreateTruncating(Math.Tan(double.CreateTruncating(x)));

    /// <summary>Arc sine in radians.</summary>
    /// <param name="x">The argument.</param>
    /// <example><code>
    /// math.asin(1.0)   // 1.570796...
    /// math.asin(2.0)   // nan
    /// </code></example>
    [HostFunction]
    public static T Asin<T>(T x) where T : IFloatingPointIeee754<T> => T.CreateTruncating(Math.Asin(double.CreateTruncating(x)));

    /// <summary>Arc cosine in radians.</summary>
    /// <param name="x">The argument.</param>
    /// <example><code>math.acos(1.0)   // 0</code></example>
    [HostFunction]
    public static T Acos<T>(T x) where T : IFloatingPointIeee754<T> => T.CreateTruncating(Math.Acos(double.CreateTruncating(x)));

    /// <summary>Arc tangent in radians.</summary>
    /// <param name="x">The argument.</param>
    /// <example><code>math.atan(1.0)   // 0.785398...</code></example>
    [HostFunction]
    public static T Atan<T>(T x) where T : IFloatingPointIeee754<T> => T.CreateTruncating(Math.Atan(double.CreateTruncating(x)));

    /// <summary>e to the power of a number.</summary>
    /// <param name="x">The argument.</param>
    /// <example><code>math.exp(1.0)   // 2.718281...</code></example>
    [HostFunction]
    public static T Exp<T>(T x) where T : IFloatingPointIeee754<T> => T.CreateTruncating(Math.Exp(double.CreateTruncating(x)));

    /// <summary>Natural logarithm.</summary>
    /// <param name="x">The argument.</param>
    /// <example><code>
    /// math.log(10.0)   // 2.302585...
    /// math.log(0.0)    // -inf
    /// </code></example>
    [HostFunction]
    public static T Log<T>(T x) where T : IFloatingPointIeee754<T> => T.CreateTruncating(Math.Log(double.CreateTruncating(x)));

    /// <summary>Logarithm to base 2.</summary>
    /// <param name="x">The argument.</param>
    /// <example><code>math.log2(1024.0)   // 10</code></example>
    [HostFunction]
    public static T Log2<T>(T x) where T : IFloatingPointIeee754<T> => T.CreateTruncating(Math.Log2(double.CreateTruncating(x)));

    /// <summary>Logarithm to base 10.</summary>
    /// <param name="x">The argument.</param>
    /// <example><code>math.log10(0.001)   // -3</code></example>
    [HostFunction]
    public static T Log10<T>(T x) where T : IFloatingPointIeee754<T> => T.CreateTruncating(Math.Log10(double.CreateTruncating(x)));

    /// <summary>The greatest integral value that is not greater.</summary>
    /// <param name="x">The argument.</param>
    /// <example><code>
    /// math.floor(2.7)    // 2
    /// math.floor(-2.1)   // -3
    /// </code></example>
    [HostFunction]
    public static T Floor<T>(T x) where T : IFloatingPointIeee754<T> => T.Floor(x);

    /// <summary>The least integral value that is not less.</summary>
    /// <param name="x">The argument.</param>
    /// <example><code>
    /// math.ceil(2.1)    // 3
    /// math.ceil(-2.7)   // -2
    /// </code></example>
    [HostFunction]
    public static T Ceil<T>(T x) where T : IFloatingPointIeee754<T> => T.Ceiling(x);

    /// <summary>The nearest integral value; of two equally near ones the even one.</summary>
    /// <param name="x">The argument.</param>
    /// <example><code>
    /// math.round(2.6)   // 3
    /// math.round(2.5)   // 2
    /// math.round(3.5)   // 4
    /// </code></example>
    [HostFunction]
    public static T Round<T>(T x) where T : IFloatingPointIeee754<T> => T.Round(x, MidpointRounding.ToEven);

    /// <summary>The integral value next to it towards zero.</summary>
    /// <param name="x">The argument.</param>
    /// <example><code>
    /// math.trunc(2.7)    // 2
    /// math.trunc(-2.7)   // -2
    /// </code></example>
    [HostFunction]
    public static T Trunc<T>(T x) where T : IFloatingPointIeee754<T> => T.Truncate(x);

    /// <summary>The angle in radians of the point (x, y).</summary>
    /// <param name="y">Ordinate.</param>
    /// <param name="x">Abscissa.</param>
    /// <example><code>math.atan2(1.0, -1.0)   // 2.356194...</code></example>
    [HostFunction]
    public static T Atan2<T>(T y, T x) where T : IFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Atan2(double.CreateTruncating(y), double.CreateTruncating(x)));

    /// <summary>The distance of the point (x, y) from the origin, without overflow on the way.</summary>
    /// <param name="y">Ordinate.</param>
    /// <param name="x">Abscissa.</param>
    /// <example><code>math.hypot(3.0, 4.0)   // 5</code></example>
    [HostFunction]
    public static T Hypot<T>(T y, T x) where T : IFloatingPointIeee754<T> =>
        T.CreateTruncating(double.Hypot(double.CreateTruncating(y), double.CreateTruncating(x)));

    /// <summary>The absolute value. That of the least integer of a type wraps to itself.</summary>
    /// <param name="x">The number.</param>
    /// <example><code>
    /// math.abs(-3)         // 3
    /// math.abs(i8(-128))   // -128
    /// </code></example>
    /// <example><code>
    /// import math
    /// level -> math.abs{} -> deviation
    /// // level: -1.5 2 -> deviation: 1.5 2
    /// </code></example>
    [HostFunction]
    public static T Abs<T>(T x) where T : INumber<T> => T.IsNegative(x) ? -x : x;

    /// <summary>-1, 0 or 1. NaN stays NaN and -0 stays -0.</summary>
    /// <param name="x">The number.</param>
    /// <example><code>
    /// math.sign(-0.25)   // -1
    /// math.sign(0)       // 0
    /// </code></example>
    [HostFunction]
    public static T Sign<T>(T x) where T : INumber<T> => x > T.Zero ? T.One : x < T.Zero ? -T.One : x;

    /// <summary>The lesser of two numbers; NaN if either is NaN, and -0 is below +0.</summary>
    /// <param name="a">The first number.</param>
    /// <param name="b">The second number.</param>
    /// <example><code>math.min(3, 5)   // 3</code></example>
    [HostFunction(Contexts.Call)]
    public static T Min<T>(T a, T b) where T : INumber<T> => T.Min(a, b);

    /// <summary>The greater of two numbers; NaN if either is NaN, and -0 is below +0.</summary>
    /// <param name="a">The first number.</param>
    /// <param name="b">The second number.</param>
    /// <example><code>math.max(2.5, 1.0)   // 2.5</code></example>
    [HostFunction(Contexts.Call)]
    public static T Max<T>(T a, T b) where T : INumber<T> => T.Max(a, b);

    /// <summary>The number limited to [lo, hi]; NaN stays NaN.</summary>
    /// <param name="x">The number.</param>
    /// <param name="lo">Least result.</param>
    /// <param name="hi">Greatest result; not less than <paramref name="lo"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="lo"/> is greater than <paramref name="hi"/>.</exception>
    /// <example><code>
    /// math.clamp(12.0, 0.0, 10.0)   // 10
    /// math.clamp(7, 9, 3)           // error: lo (9) is greater than hi (3)
    /// </code></example>
    /// <example><code>
    /// import math
    /// raw -> math.clamp{lo=0, hi=10} -> limited
    /// // raw: -1 4 99 -> limited: 0 4 10
    /// </code></example>
    [HostFunction(Check = nameof(CheckClamp))]
    public static T Clamp<T>(T x, [Config] T lo, [Config] T hi) where T : INumber<T>
    {
        if (lo > hi) throw Reversed(lo, hi);
        return x < lo ? lo : x > hi ? hi : x;
    }

    /// <summary>base ^ exp of integers, with wrap-around. A negative exponent gives 0 unless the base is 1 or -1.</summary>
    /// <param name="base">The base.</param>
    /// <param name="exp">The exponent.</param>
    /// <exception cref="DivideByZeroException">0 to a negative power.</exception>
    [HostFunction("pow", Contexts.Call, Internal = true)]
    public static T PowInteger<T>(T @base, T exp) where T : IBinaryInteger<T>
    {
        if (T.IsNegative(exp)) return PowNegative(@base, exp);
        var result = T.One;
        while (true)
        {
            if (T.IsOddInteger(exp)) result *= @base;
            exp >>= 1;
            if (T.IsZero(exp)) return result;
            @base *= @base;
        }
    }

    /// <summary>base ^ exp of floats: IEEE-754 pow.</summary>
    /// <param name="base">The base.</param>
    /// <param name="exp">The exponent.</param>
    [HostFunction("pow", Contexts.Call, Internal = true)]
    public static T PowFloat<T>(T @base, T exp) where T : IFloatingPointIeee754<T> =>
        T.CreateTruncating(Math.Pow(double.CreateTruncating(@base), double.CreateTruncating(exp)));

    /// <summary>The negated number, with wrap-around.</summary>
    /// <param name="x">The number.</param>
    [HostFunction(Contexts.Call, Internal = true)]
    public static T Neg<T>(T x) where T : INumber<T>, ISignedNumber<T> => -x;

    private static T PowNegative<T>(T @base, T exp) where T : IBinaryInteger<T>
    {
        if (T.IsZero(@base)) throw new DivideByZeroException("integer divide by zero: 0 to a negative power");
        if (@base == T.One) return T.One;
        return @base != -T.One ? T.Zero : T.IsOddInteger(exp) ? @base : T.One;
    }

    // Apart, so that the function is small enough to be inlined into guests.
    private static ArgumentException Reversed<T>(T lo, T hi) where T : INumber<T> =>
        new($"lo ({lo.ToString(null, Invariant)}) is greater than hi ({hi.ToString(null, Invariant)})");

    private static string? CheckClamp(ConfigValues values)
    {
        if (!values.Has("lo") || !values.Has("hi")) return null;
        var (lo, hi) = (values["lo"], values["hi"]);
        return lo.Float > hi.Float || double.IsNaN(lo.Float) || double.IsNaN(hi.Float) ? $"lo ({lo}) must not be greater than hi ({hi})" : null;
    }

    private static System.Globalization.CultureInfo Invariant => System.Globalization.CultureInfo.InvariantCulture;
}
