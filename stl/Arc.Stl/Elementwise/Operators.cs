using System.Numerics;

namespace Arc.Stl.Elementwise;

/// <summary>An operator on two values of one type.</summary>
/// <typeparam name="T">The type.</typeparam>
internal interface IOperator<T>
{
    static abstract T Of(T a, T b);
}

/// <summary>Division that truncates towards zero and wraps: the least value divided by -1 is itself.</summary>
internal readonly struct IntegerDivision<T> : IOperator<T> where T : IBinaryInteger<T>
{
    public static T Of(T a, T b)
    {
        if (T.IsZero(b)) throw Divisors.Zero();
        return Divisors.IsMinusOne(b) ? -a : a / b;
    }
}

/// <summary>The remainder with the sign of the dividend.</summary>
internal readonly struct IntegerRemainder<T> : IOperator<T> where T : IBinaryInteger<T>
{
    public static T Of(T a, T b)
    {
        if (T.IsZero(b)) throw Divisors.Zero();
        return Divisors.IsMinusOne(b) ? T.Zero : a % b;
    }
}

/// <summary>fmod: the remainder of a division that truncates towards zero.</summary>
internal readonly struct FloatRemainder<T> : IOperator<T> where T : IFloatingPointIeee754<T>
{
    public static T Of(T a, T b) => a % b;
}

/// <summary>What the integer operators have in common.</summary>
internal static class Divisors
{
    public static bool IsMinusOne<T>(T b) where T : IBinaryInteger<T> => T.IsNegative(b) && b == -T.One;

    public static DivideByZeroException Zero() => new("integer divide by zero");
}
