using Arc.Properties.Tests.Evaluation;
using Arc.Properties.Tests.Programs;

namespace Arc.Properties.Tests.Contract;

/// <summary>The values at which functions go wrong.</summary>
internal static class Edges
{
    private static readonly double[] Floats =
    [
        0, -0.0, 1, -1, 0.5, -0.5, 1.5, -2.5, 3, Math.PI, 1e-40, 1e10, -1e300, 5e-324, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN,
    ];

    /// <summary>Of a primitive.</summary>
    public static object[] Of(Ty type) => type.Scalar switch
    {
        Scalar.Str => [Utf8.From(""), Utf8.From("a"), Utf8.From("日本語"), Utf8.From("a\"b\\\n")],
        Scalar.F32 => [.. Floats.Select(f => (object)(float)f).Distinct()],
        Scalar.F64 => [.. Floats.Cast<object>()],
        _ => [.. new[] { type.Least, type.Least + 1, type.Greatest / 2, type.Greatest - 1, type.Greatest, Numbers.Wrap(-1, type), Numbers.Wrap(-3, type), 0, 1, 2, 7 }.Distinct().Cast<object>()],
    };

    /// <summary>All pairs, as two columns.</summary>
    public static (object[] First, object[] Second) Pairs(Ty type)
    {
        var values = Of(type);
        return ([.. values.SelectMany(a => values.Select(_ => a))], [.. values.SelectMany(_ => values)]);
    }

    /// <summary>All tuples of a number of values, thinned out to a few hundred.</summary>
    public static IEnumerable<object[]> Tuples(Ty type, int count)
    {
        var values = Of(type);
        var total = (int)Math.Pow(values.Length, count);
        for (var i = 0; i < total; i += total > 500 ? 11 : 1)
        {
            var at = i;
            yield return [.. Enumerable.Range(0, count).Select(_ => Take())];

            object Take()
            {
                var value = values[at % values.Length];
                at /= values.Length;
                return value;
            }
        }
    }
}
