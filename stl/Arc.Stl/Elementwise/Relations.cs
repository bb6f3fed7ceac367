using System.Numerics;

namespace Arc.Stl.Elementwise;

/// <summary>A comparison of two numbers of one type. With NaN only <see cref="NotEqualTo"/> holds.</summary>
internal interface IRelation
{
    static abstract bool Holds<T>(T a, T b) where T : INumber<T>;
}

internal readonly struct GreaterThan : IRelation
{
    public static bool Holds<T>(T a, T b) where T : INumber<T> => a > b;
}

internal readonly struct LessThan : IRelation
{
    public static bool Holds<T>(T a, T b) where T : INumber<T> => a < b;
}

internal readonly struct GreaterOrEqual : IRelation
{
    public static bool Holds<T>(T a, T b) where T : INumber<T> => a >= b;
}

internal readonly struct LessOrEqual : IRelation
{
    public static bool Holds<T>(T a, T b) where T : INumber<T> => a <= b;
}

internal readonly struct EqualTo : IRelation
{
    public static bool Holds<T>(T a, T b) where T : INumber<T> => a == b;
}

internal readonly struct NotEqualTo : IRelation
{
    public static bool Holds<T>(T a, T b) where T : INumber<T> => a != b;
}
