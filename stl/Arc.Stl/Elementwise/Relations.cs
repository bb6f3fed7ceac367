using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Arc.Stl.Elementwise;

/// <summary>A comparison of two numbers of one type. With NaN only <see cref="NotEqualTo"/> holds.</summary>
internal interface IRelation
{
    static abstract bool Holds<T>(T a, T b) where T : INumber<T>;

    /// <summary>All bits of a lane set where the comparison holds.</summary>
    static abstract Vector256<T> Lanes<T>(Vector256<T> a, Vector256<T> b);
}

internal readonly struct GreaterThan : IRelation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Holds<T>(T a, T b) where T : INumber<T> => a > b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Lanes<T>(Vector256<T> a, Vector256<T> b) => Vector256.GreaterThan(a, b);
}

internal readonly struct LessThan : IRelation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Holds<T>(T a, T b) where T : INumber<T> => a < b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Lanes<T>(Vector256<T> a, Vector256<T> b) => Vector256.LessThan(a, b);
}

internal readonly struct GreaterOrEqual : IRelation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Holds<T>(T a, T b) where T : INumber<T> => a >= b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Lanes<T>(Vector256<T> a, Vector256<T> b) => Vector256.GreaterThanOrEqual(a, b);
}

internal readonly struct LessOrEqual : IRelation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Holds<T>(T a, T b) where T : INumber<T> => a <= b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Lanes<T>(Vector256<T> a, Vector256<T> b) => Vector256.LessThanOrEqual(a, b);
}

internal readonly struct EqualTo : IRelation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Holds<T>(T a, T b) where T : INumber<T> => a == b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Lanes<T>(Vector256<T> a, Vector256<T> b) => Vector256.Equals(a, b);
}

internal readonly struct NotEqualTo : IRelation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Holds<T>(T a, T b) where T : INumber<T> => a != b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Lanes<T>(Vector256<T> a, Vector256<T> b) => ~Vector256.Equals(a, b);
}
