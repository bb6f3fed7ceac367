using Arc.Properties.Tests.Programs;

namespace Arc.Properties.Tests.Evaluation;

internal sealed partial class Evaluator
{
    /// <summary>The members of <c>math</c>: section 2.1 of arc-stl.md. f32 is computed in f64 and rounded once.</summary>
    internal static object Member(string name, object[] args, Ty type) => args[0] switch
    {
        Int128 => IntegerMember(name, [.. args.Cast<Int128>()], type),
        float => (float)FloatMember(name, [.. args.Select(a => (double)(float)a)]),
        _ => FloatMember(name, [.. args.Cast<double>()]),
    };

    private static Int128 IntegerMember(string name, Int128[] args, Ty type) => name switch
    {
        "abs" => Numbers.Wrap(Int128.Abs(args[0]), type),
        "sign" => Int128.Sign(args[0]),
        "min" => Int128.Min(args[0], args[1]),
        "max" => Int128.Max(args[0], args[1]),
        _ => args[1] > args[2] ? throw new ArcTrap("math.clamp: ") : args[0] < args[1] ? args[1] : args[0] > args[2] ? args[2] : args[0],
    };

    private static double FloatMember(string name, double[] args)
    {
        var x = args[0];
        return name switch
        {
            "sqrt" => Math.Sqrt(x),
            "sin" => Math.Sin(x),
            "cos" => Math.Cos(x),
            "tan" => Math.Tan(x),
            "asin" => Math.Asin(x),
            "acos" => Math.Acos(x),
            "atan" => Math.Atan(x),
            "exp" => Math.Exp(x),
            "log" => Math.Log(x),
            "log2" => Math.Log2(x),
            "log10" => Math.Log10(x),
            "floor" => Math.Floor(x),
            "ceil" => Math.Ceiling(x),
            "round" => Math.Round(x, MidpointRounding.ToEven),
            "trunc" => Math.Truncate(x),
            "atan2" => Math.Atan2(x, args[1]),
            "hypot" => double.Hypot(x, args[1]),
            "abs" => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(x) & long.MaxValue),
            "sign" => x > 0 ? 1 : x < 0 ? -1 : x,
            "min" => Extreme(x, args[1], x < args[1]),
            "max" => Extreme(x, args[1], x > args[1]),
            _ => args[1] > args[2] ? throw new ArcTrap("math.clamp: ") : x < args[1] ? args[1] : x > args[2] ? args[2] : x,
        };

        // -0 is below +0.
        double Extreme(double a, double b, bool isFirst) =>
            double.IsNaN(a) || double.IsNaN(b) ? double.NaN
            : a == 0 && b == 0 ? double.IsNegative(a) == (name == "min") ? a : b
            : isFirst ? a : b;
    }
}
