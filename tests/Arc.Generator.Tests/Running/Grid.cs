namespace Arc.Generator.Tests.Running;

/// <summary>Edge values of the four WebAssembly types, and conversions written independently of the generator.</summary>
internal static class Grid
{
    private static readonly int[] Ints = [0, 1, -1, 2, 127, 128, 255, 256, 32767, 32768, 65535, 65536, int.MaxValue, int.MinValue, 0x1FF, unchecked((int)0xDEADBEEF)];

    private static readonly long[] Longs = [0, 1, -1, 3, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue, unchecked((long)0xDEADBEEF_CAFEBABE)];

    private static readonly double[] Doubles =
        [0, -0.0, 1, -1, 0.5, 1e-300, double.Epsilon, 255.5, -128.5, 65536, 2147483648, 9.3e18, 1.9e19, 1e300, double.MaxValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    /// <summary>An edge value, or a random one.</summary>
    public static object Pick(Type wasm, Random random)
    {
        var edge = random.Next(4) != 0;
        if (wasm == typeof(int)) return edge ? Ints[random.Next(Ints.Length)] : random.Next(int.MinValue, int.MaxValue);
        if (wasm == typeof(long)) return edge ? Longs[random.Next(Longs.Length)] : random.NextInt64(long.MinValue, long.MaxValue);
        var value = edge ? Doubles[random.Next(Doubles.Length)] : (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-5, 20));
        return wasm == typeof(float) ? (object)(float)value : value;
    }

    /// <summary>What a host function that takes a C# type gets for a WebAssembly value: the low bits.</summary>
    public static object ToHost(object value, Type type)
    {
        if (value is float or double) return value;
        var bytes = value is int narrow ? BitConverter.GetBytes((long)narrow) : BitConverter.GetBytes((long)value);
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Byte => bytes[0],
            TypeCode.SByte => unchecked((sbyte)bytes[0]),
            TypeCode.UInt16 => BitConverter.ToUInt16(bytes),
            TypeCode.Int16 => BitConverter.ToInt16(bytes),
            TypeCode.UInt32 => BitConverter.ToUInt32(bytes),
            TypeCode.Int32 => BitConverter.ToInt32(bytes),
            TypeCode.UInt64 => BitConverter.ToUInt64(bytes),
            _ => (object)BitConverter.ToInt64(bytes),
        };
    }

    /// <summary>The WebAssembly value of a result: signed types are sign-extended, unsigned ones zero-extended.</summary>
    public static object ToWasm(object value) => value switch
    {
        byte b => (int)b,
        sbyte b => (int)b,
        ushort s => (int)s,
        short s => (int)s,
        uint i => BitConverter.ToInt32(BitConverter.GetBytes(i)),
        ulong l => BitConverter.ToInt64(BitConverter.GetBytes(l)),
        _ => value,
    };

    public static bool SameBits(object left, object right) => (left, right) switch
    {
        (float a, float b) => BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b),
        (double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b),
        _ => left.Equals(right),
    };
}
