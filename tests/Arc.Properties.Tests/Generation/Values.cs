using System.Globalization;
using Arc.Properties.Tests.Evaluation;
using Arc.Properties.Tests.Programs;

namespace Arc.Properties.Tests.Generation;

/// <summary>Random values and literals; edges are frequent.</summary>
internal sealed class Values(Random random)
{
    private static readonly double[] Floats =
    [
        0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 0.1, 3.7, 100, 127.5, 255.5, 256, -128.5, 65535.5, 1e6, 1e-5, 123456.789, 2147483647, 2147483648, -2147483649.0,
        4294967296, 9.2233720368547758e18, 1.8446744073709552e19, -9.3e18, 1e20, 1e300, 1e-300, 5e-324, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN,
        float.MaxValue, float.Epsilon, 16777217,
    ];

    private static readonly string[] Texts = ["", "a", "abc", "Hello", "äöü", "x y", "日本", "😀z", "0123456789", "\t", "a\"b", "{}", "\\"];

    private static readonly string[] FloatLiterals =
    [
        "0.0", "1.0", "0.5", "1.5", "2.5", "0.1", "3.25", "100.25", "1e", "0.000001", "16777217.5", "123456789.125", "4294967296.5", ".5", "99999999999999999999.5", "1000000.5",
    ];

    public Random Random => random;

    public bool Chance(int percent) => random.Next(100) < percent;

    public T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    public string Text() => Pick(Texts);

    /// <summary>A value to pass from outside.</summary>
    public object Value(Ty type)
    {
        if (type.IsSeries) return new SeriesValue(Enumerable.Range(0, random.Next(5)).Select(_ => Value(type.Element)).ToArray());
        return type.Scalar switch
        {
            Scalar.Str => Utf8.From(Text()),
            Scalar.F32 => (float)Float(),
            Scalar.F64 => Float(),
            _ => (object)Integer(type),
        };
    }

    /// <summary>The digits of a literal that fits a type.</summary>
    public string Literal(Ty type)
    {
        if (type.IsFloat && Chance(60)) return Pick(FloatLiterals).Replace("1e", "7.75", StringComparison.Ordinal);
        Int128 most = type.IsFloat ? 1000 : Int128.Min(type.Greatest, long.MaxValue);
        var value = random.Next(10) switch
        {
            0 => most,
            1 => most - 1,
            2 => random.Next(128) % (most + 1),
            3 => (Int128)random.NextInt64(long.MaxValue) % (most + 1),
            _ => random.Next(12),
        };
        return value.ToString(CultureInfo.InvariantCulture);
    }

    private double Float() => Chance(75) ? Pick(Floats) : (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-8, 20));

    private Int128 Integer(Ty type) => random.Next(10) switch
    {
        0 => type.Least,
        1 => type.Greatest,
        2 => type.Greatest - 1,
        3 => type.Least + 1,
        4 => Numbers.Wrap(random.NextInt64(), type),
        5 => Numbers.Wrap(-1, type),
        _ => random.Next(12),
    };
}
