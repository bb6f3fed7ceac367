using System.Numerics;
using Arc.Stl.Elementwise;

namespace Arc.Stl;

/// <summary>
/// Operators as nodes and on series. A node takes its two inputs sample by sample; of unequal batches the shorter one holds its last
/// value. A sample for which the operator fails is dropped and reported.
/// </summary>
[Module("op")]
public sealed partial class OpModule
{
    /// <summary>1 if a &gt;= b, else 0.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    [HostFunction(Contexts.Flow)]
    [Prelude]
    public static byte Ge<T>(T a, T b) where T : INumber<T> => GreaterOrEqual.Holds(a, b) ? (byte)1 : (byte)0;

    /// <summary>1 if a &gt; b, else 0.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    [HostFunction(Contexts.Flow)]
    [Prelude]
    public static byte Gt<T>(T a, T b) where T : INumber<T> => GreaterThan.Holds(a, b) ? (byte)1 : (byte)0;

    /// <summary>1 if a &lt;= b, else 0.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    [HostFunction(Contexts.Flow)]
    [Prelude]
    public static byte Le<T>(T a, T b) where T : INumber<T> => LessOrEqual.Holds(a, b) ? (byte)1 : (byte)0;

    /// <summary>1 if a &lt; b, else 0.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    [HostFunction(Contexts.Flow)]
    [Prelude]
    public static byte Lt<T>(T a, T b) where T : INumber<T> => LessThan.Holds(a, b) ? (byte)1 : (byte)0;

    /// <summary>1 if a == b, else 0.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    [HostFunction(Contexts.Flow)]
    [Prelude]
    public static byte Eq<T>(T a, T b) where T : INumber<T> => EqualTo.Holds(a, b) ? (byte)1 : (byte)0;

    /// <summary>1 if a != b, else 0.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    [HostFunction(Contexts.Flow)]
    [Prelude]
    public static byte Ne<T>(T a, T b) where T : INumber<T> => NotEqualTo.Holds(a, b) ? (byte)1 : (byte)0;

    /// <summary>Bitwise and of two flags.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    [HostFunction("and", Contexts.Flow)]
    [Prelude]
    public static byte And(byte a, byte b) => (byte)(a & b);

    /// <summary>Bitwise or of two flags.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    [HostFunction("or", Contexts.Flow)]
    [Prelude]
    public static byte Or(byte a, byte b) => (byte)(a | b);

    /// <summary>Bitwise complement: 0 gives 255, 1 gives 254.</summary>
    /// <param name="input">The flag.</param>
    [HostFunction("not", Contexts.Flow)]
    [Prelude]
    public static byte Not(byte input) => (byte)~input;

    /// <summary>The sum of two samples; integers wrap.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    [HostFunction(Contexts.Flow)]
    public static T Add<T>(T a, T b) where T : INumber<T> => a + b;

    /// <summary>The difference of two samples; integers wrap.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    [HostFunction(Contexts.Flow)]
    public static T Sub<T>(T a, T b) where T : INumber<T> => a - b;

    /// <summary>The product of two samples; integers wrap.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    [HostFunction(Contexts.Flow)]
    public static T Mul<T>(T a, T b) where T : INumber<T> => a * b;

    /// <summary>The quotient of two samples, truncated towards zero.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <exception cref="DivideByZeroException"><paramref name="b"/> is 0.</exception>
    [HostFunction("div", Contexts.Flow)]
    public static T DivInteger<T>(T a, T b) where T : IBinaryInteger<T> => IntegerDivision<T>.Of(a, b);

    /// <summary>The quotient of two samples.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    [HostFunction("div", Contexts.Flow)]
    public static T DivFloat<T>(T a, T b) where T : IFloatingPointIeee754<T> => a / b;

    /// <summary>The remainder of two samples, truncated towards zero.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <exception cref="DivideByZeroException"><paramref name="b"/> is 0.</exception>
    [HostFunction("mod", Contexts.Flow)]
    public static T ModInteger<T>(T a, T b) where T : IBinaryInteger<T> => IntegerRemainder<T>.Of(a, b);

    /// <summary>The remainder of two samples.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    [HostFunction("mod", Contexts.Flow)]
    public static T ModFloat<T>(T a, T b) where T : IFloatingPointIeee754<T> => a % b;
}
