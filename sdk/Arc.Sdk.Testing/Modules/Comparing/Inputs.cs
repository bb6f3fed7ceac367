using Arc.Sdk.Types;

namespace Arc.Sdk.Testing.Modules;

/// <summary>Values of Arc types that break things, and random ones.</summary>
internal static class Inputs
{
    private const int LongestSeries = 9;

    private static readonly double[] Doubles =
    [
        0, -0.0, 1, -1, 0.5, -0.5, 1.5, 2.5, 255.5, -128.5, 65536, int.MaxValue, 2147483648, 9007199254740993, 9.3e18, 1.9e19, 1e-300, 1e300,
        double.Epsilon, double.MaxValue, double.MinValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity,
    ];

    private static readonly float[] Floats =
    [
        0, -0f, 1, -1, 0.5f, -0.5f, 1.5f, 2.5f, 255.5f, -128.5f, 65536, 2147483648, 16777217, 1e-40f, 1e38f,
        float.Epsilon, float.MaxValue, float.MinValue, float.NaN, float.PositiveInfinity, float.NegativeInfinity,
    ];

    private static readonly Text[] Texts =
    [
        Text.Empty, "a", "ab", "0", "-1.5", " x ", "äöü", "\U0001F600", "a\0b", "line\nbreak", new string('x', 300), Text.From([0xff, 0x61]), Text.From([0xc3]),
    ];

    /// <summary>All values of a type that has few; none of others.</summary>
    public static object[] All(ArcType type) => type switch
    {
        PrimitiveType { Primitive: Primitive.U8 } => [.. Enumerable.Range(byte.MinValue, 256).Select(static v => (object)(byte)v)],
        PrimitiveType { Primitive: Primitive.I8 } => [.. Enumerable.Range(sbyte.MinValue, 256).Select(static v => (object)(sbyte)v)],
        _ => [],
    };

    /// <summary>The edge values of a type.</summary>
    public static object[] Edges(ArcType type) => type switch
    {
        SeriesType { Element: PrimitiveType { Primitive: var element } } => SeriesEdges(element),
        AnySeriesType => [.. SeriesEdges(Primitive.F64), .. SeriesEdges(Primitive.U8), .. SeriesEdges(Primitive.Str)],
        PrimitiveType { Primitive: var primitive } => Edges(primitive),
        _ => throw new ArgumentException($"no values of type {type} are generated", nameof(type)),
    };

    /// <summary>A random value of a type; now and then an edge value.</summary>
    public static object Any(ArcType type, Random random) => type switch
    {
        SeriesType { Element: PrimitiveType { Primitive: var element } } => AnySeries(element, random),
        AnySeriesType => AnySeries(PrimitiveFacts.All[random.Next(PrimitiveFacts.All.Length)], random),
        PrimitiveType { Primitive: var primitive } => random.Next(4) == 0 ? Pick(Edges(primitive), random) : Any(primitive, random),
        _ => throw new ArgumentException($"no values of type {type} are generated", nameof(type)),
    };

    public static object Pick(object[] values, Random random) => values[random.Next(values.Length)];

    private static object[] Edges(Primitive primitive) => primitive switch
    {
        Primitive.F64 => [.. Doubles.Cast<object>()],
        Primitive.F32 => [.. Floats.Cast<object>()],
        Primitive.Str => [.. Texts.Cast<object>()],
        _ => [.. IntegerEdges(primitive).Select(v => Typed.ValueOf(Constant.Of(v), primitive))],
    };

    private static IEnumerable<Int128> IntegerEdges(Primitive primitive)
    {
        var bits = primitive.Bits();
        var isSigned = primitive.IsSignedInteger();
        var most = (Int128.One << (isSigned ? bits - 1 : bits)) - 1;
        var least = isSigned ? -most - 1 : 0;
        return new[] { 0, 1, -1, 2, 3, -7, 10, 100, sbyte.MaxValue, byte.MaxValue, short.MaxValue, ushort.MaxValue, int.MaxValue, uint.MaxValue, most / 2, most - 1, most, least + 1, least }
            .Where(v => v >= least && v <= most).Distinct();
    }

    private static object[] SeriesEdges(Primitive element)
    {
        var values = Edges(element);
        return
        [
            Typed.SeriesOf(element, []), Typed.SeriesOf(element, values[..1]), Typed.SeriesOf(element, values[1..2]), Typed.SeriesOf(element, [values[1], values[1]]),
            Typed.SeriesOf(element, values), Typed.SeriesOf(element, [.. values.Reverse()]),
        ];
    }

    private static Series AnySeries(Primitive element, Random random)
    {
        var elements = new object[random.Next(LongestSeries)];
        for (var i = 0; i < elements.Length; i++) elements[i] = Any(ArcType.Of(element), random);
        return Typed.SeriesOf(element, elements);
    }

    private static object Any(Primitive primitive, Random random) => primitive switch
    {
        Primitive.F64 => AnyDouble(random),
        Primitive.F32 => random.Next(3) == 0 ? BitConverter.Int32BitsToSingle((int)random.NextInt64(int.MinValue, (long)int.MaxValue + 1)) : (float)AnyDouble(random),
        Primitive.Str => AnyText(random),
        _ => AnyInteger(primitive, random),
    };

    private static double AnyDouble(Random random) => random.Next(4) switch
    {
        0 => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
        1 => random.Next(-100, 101),
        2 => random.NextDouble() * 2 - 1,
        _ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-5, 20)),
    };

    // Every number of bits is as likely as any other.
    private static object AnyInteger(Primitive primitive, Random random)
    {
        var bits = (Int128)(ulong)random.NextInt64(long.MinValue, long.MaxValue);
        var width = random.Next(1, primitive.Bits() + 1);
        var value = bits & ((Int128.One << width) - 1);
        if (primitive.IsSignedInteger())
        {
            value &= (Int128.One << (primitive.Bits() - 1)) - 1;
            if (random.Next(2) == 0) value = -value;
        }

        return Typed.ValueOf(Constant.Of(value), primitive);
    }

    private static Text AnyText(Random random)
    {
        if (random.Next(8) == 0)
        {
            var bytes = new byte[random.Next(6)];
            random.NextBytes(bytes);
            return Text.From(bytes);
        }

        const string Letters = "aB0 .-_\"\\äß€\t";
        return Text.From(string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Letters[random.Next(Letters.Length)])));
    }
}
