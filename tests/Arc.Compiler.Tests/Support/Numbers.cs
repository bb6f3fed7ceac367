using System.Numerics;
using Arc.Sdk.Types;

namespace Arc.Compiler.Tests.Support;

/// <summary>The plain C# meaning of Arc's numbers: values by type as they lie in WebAssembly cells, and what to expect of operations.</summary>
public static class Numbers
{
    public static IEnumerable<Primitive> Integers { get; } = PrimitiveFacts.All.Where(p => p.IsInteger());

    public static IEnumerable<Primitive> Floats { get; } = PrimitiveFacts.All.Where(p => p.IsFloat());

    public static BigInteger Minimum(Primitive type) => type.IsUnsigned() ? 0 : -(BigInteger.One << (type.Bits() - 1));

    public static BigInteger Maximum(Primitive type) => (BigInteger.One << (type.Bits() - (type.IsUnsigned() ? 0 : 1))) - 1;

    public static BigInteger[] Edges(Primitive type)
    {
        var (min, max) = (Minimum(type), Maximum(type));
        BigInteger[] candidates = [min, min + 1, -128, -7, -2, -1, 0, 1, 2, 3, 7, 100, 127, 128, 200, 255, 256, 32767, 65535, max / 2, max / 2 + 1, max - 1, max];
        return [.. candidates.Where(c => c >= min && c <= max).Distinct()];
    }

    public static double[] FloatEdges { get; } =
    [
        0.0, -0.0, 1, -1, 0.5, -0.5, 1.5, -1.5, 2.5, 127, 127.9, 128, -128.9, -129, 255, 255.9, 256, 32767.5, 65535.5, 65536, 2147483647, 2147483648,
        -2147483648, -2147483649, 4294967295, 4294967296, 9.2233720368547758e18, -9.2233720368547758e18, 9.3e18, 1.8446744073709552e19, 1e20, -1e20,
        1e300, -1e300, 5e-324, 2.2250738585072014e-308, double.MaxValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.1, 1.0 / 3,
    ];

    /// <summary>Wraps to the width of the type.</summary>
    public static BigInteger Wrap(BigInteger value, Primitive type)
    {
        var modulus = BigInteger.One << type.Bits();
        var low = BigInteger.Remainder(value, modulus);
        if (low < 0) low += modulus;
        return type.IsSignedInteger() && low > Maximum(type) ? low - modulus : low;
    }

    public static BigInteger Clamp(BigInteger value, Primitive type) => BigInteger.Clamp(value, Minimum(type), Maximum(type));

    /// <summary>The slot of a value: sign- or zero-extended to its cell.</summary>
    public static Slot Slot(BigInteger value, Primitive type) =>
        type.Bits() == 64 ? (long)Wrap(value, Primitive.I64) : (Slot)(int)Wrap(value, Primitive.I32);

    public static Slot Slot(double value, Primitive type) => type == Primitive.F32 ? (Slot)(float)value : (Slot)value;

    /// <summary>The cast of an integer, by the table of arc-language.md, section 9.</summary>
    public static BigInteger Cast(BigInteger value, Primitive from, Primitive to) =>
        from.IsUnsigned() == to.IsUnsigned() ? Wrap(value, to) : Clamp(value, to);

    /// <summary>The cast of a float: toward zero, saturated, NaN gives 0.</summary>
    public static BigInteger Cast(double value, Primitive to) =>
        double.IsNaN(value) ? 0
        : double.IsPositiveInfinity(value) ? Maximum(to)
        : double.IsNegativeInfinity(value) ? Minimum(to)
        : Clamp(new BigInteger(Math.Truncate(value)), to);
}
