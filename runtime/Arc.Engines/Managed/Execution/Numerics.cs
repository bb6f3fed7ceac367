using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Arc.Engines.Managed.Execution;

/// <summary>Numeric instructions whose .NET counterpart differs at the edges (WebAssembly 2.0, section 4.3).</summary>
internal static class Numerics
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Min(float a, float b)
    {
        if (a < b) return a;
        if (b < a) return b;
        // Equal (zeros: the negative one wins) or unordered (the sum is a quiet NaN).
        return a == b ? BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(a) | BitConverter.SingleToInt32Bits(b)) : a + b;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(float a, float b)
    {
        if (a > b) return a;
        if (b > a) return b;
        return a == b ? BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(a) & BitConverter.SingleToInt32Bits(b)) : a + b;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(double a, double b)
    {
        if (a < b) return a;
        if (b < a) return b;
        return a == b ? BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(a) | BitConverter.DoubleToInt64Bits(b)) : a + b;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(double a, double b)
    {
        if (a > b) return a;
        if (b > a) return b;
        return a == b ? BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(a) & BitConverter.DoubleToInt64Bits(b)) : a + b;
    }

    /// <summary>The float with the given bits. Never inlined: the JIT compiler makes a signalling NaN that it knows quiet.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float FromBits(int bits) => BitConverter.Int32BitsToSingle(bits);

    /// <summary>Demotes; in a form that the JIT compiler does not cancel against a promotion, which would leave a NaN signalling.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Demote(double value) =>
        Sse2.IsSupported
            ? Sse2.ConvertScalarToVector128Single(Vector128<float>.Zero, Vector128.CreateScalarUnsafe(value)).ToScalar()
            : DemoteByCast(value);

    /// <summary>Rounds an unsigned 64-bit integer to the nearest float in one step; by way of double it would round twice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ConvertU64(ulong value) =>
        (long)value >= 0 ? (float)(long)value : (float)(long)((value >> 1) | (value & 1)) * 2f;

    // The JIT compiler of .NET 10 takes a rotation by a constant to set the processor's zero flag, which it does not: a test of the result
    // against zero that follows is decided by whatever came before. Sums of shifts are not recognised as rotations.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint RotateLeft(uint value, int count)
    {
        count &= 31;
        return count == 0 ? value : (value << count) + (value >> (32 - count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint RotateRight(uint value, int count)
    {
        count &= 31;
        return count == 0 ? value : (value >> count) + (value << (32 - count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong RotateLeft(ulong value, int count)
    {
        count &= 63;
        return count == 0 ? value : (value << count) + (value >> (64 - count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong RotateRight(ulong value, int count)
    {
        count &= 63;
        return count == 0 ? value : (value >> count) + (value << (64 - count));
    }

    public static int Divide(int a, int b, ManagedState state, int function) =>
        b == 0 ? throw DivideByZero(state, function)
        : b == -1 && a == int.MinValue ? throw state.Trap((int)TrapKind.IntegerOverflow, function)
        : a / b;

    public static uint Divide(uint a, uint b, ManagedState state, int function) => b == 0 ? throw DivideByZero(state, function) : a / b;

    public static long Divide(long a, long b, ManagedState state, int function) =>
        b == 0 ? throw DivideByZero(state, function)
        : b == -1 && a == long.MinValue ? throw state.Trap((int)TrapKind.IntegerOverflow, function)
        : a / b;

    public static ulong Divide(ulong a, ulong b, ManagedState state, int function) => b == 0 ? throw DivideByZero(state, function) : a / b;

    public static int Remainder(int a, int b, ManagedState state, int function) =>
        b == 0 ? throw DivideByZero(state, function) : b == -1 ? 0 : a % b;

    public static uint Remainder(uint a, uint b, ManagedState state, int function) => b == 0 ? throw DivideByZero(state, function) : a % b;

    public static long Remainder(long a, long b, ManagedState state, int function) =>
        b == 0 ? throw DivideByZero(state, function) : b == -1 ? 0 : a % b;

    public static ulong Remainder(ulong a, ulong b, ManagedState state, int function) => b == 0 ? throw DivideByZero(state, function) : a % b;

    private static WasmTrapException DivideByZero(ManagedState state, int function) =>
        state.Trap((int)TrapKind.IntegerDivideByZero, function);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TruncateI32(double value, ManagedState state, int function) =>
        value > -2147483649.0 && value < 2147483648.0 ? (int)value : throw state.Truncation(double.IsNaN(value), function);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int TruncateU32(double value, ManagedState state, int function) =>
        value > -1.0 && value < 4294967296.0 ? (int)(uint)(long)value : throw state.Truncation(double.IsNaN(value), function);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long TruncateI64(double value, ManagedState state, int function) =>
        value >= -9223372036854775808.0 && value < 9223372036854775808.0
            ? (long)value
            : throw state.Truncation(double.IsNaN(value), function);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long TruncateU64(double value, ManagedState state, int function) =>
        value > -1.0 && value < 18446744073709551616.0 ? ToU64(value) : throw state.Truncation(double.IsNaN(value), function);

    public static int SaturateI32(double value) =>
        double.IsNaN(value) ? 0 : value <= -2147483648.0 ? int.MinValue : value >= 2147483647.0 ? int.MaxValue : (int)value;

    public static int SaturateU32(double value) => !(value > 0) ? 0 : value >= 4294967295.0 ? -1 : (int)(uint)(long)value;

    public static long SaturateI64(double value) =>
        double.IsNaN(value) ? 0
        : value <= -9223372036854775808.0 ? long.MinValue
        : value >= 9223372036854775808.0 ? long.MaxValue
        : (long)value;

    public static long SaturateU64(double value) => !(value > 0) ? 0 : value >= 18446744073709551616.0 ? -1 : ToU64(value);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float DemoteByCast(double value) => (float)value;

    private static long ToU64(double value) =>
        value < 9223372036854775808.0 ? (long)value : (long)(value - 9223372036854775808.0) ^ long.MinValue;
}
