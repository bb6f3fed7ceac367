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
    /// <example><code>
    /// import op
    /// {level: a, limit: b} -> op.ge{} -> hit
    /// // level: 1 2 3, limit: 2 2 2 -> hit: 0 1 1
    /// </code></example>
    [HostFunction(Contexts.Flow)]
    [Prelude]
    public static byte Ge<T>(T a, T b) where T : INumber<T> => GreaterOrEqual.Holds(a, b) ? (byte)1 : (byte)0;

    /// <summary>1 if a &gt; b, else 0.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <example><code>
    /// import op
    /// {level: a, limit: b} -> op.gt{} -> hit
    /// // level: 1 2 3, limit: 2 2 2 -> hit: 0 0 1
    /// </code></example>
    [HostFunction(Contexts.Flow)]
    [Prelude]
    public static byte Gt<T>(T a, T b) where T : INumber<T> => GreaterThan.Holds(a, b) ? (byte)1 : (byte)0;

    /// <summary>1 if a &lt;= b, else 0.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <example><code>
    /// import op
    /// {level: a, limit: b} -> op.le{} -> hit
    /// // level: 1 2 3, limit: 2 2 2 -> hit: 1 1 0
    /// </code></example>
    [HostFunction(Contexts.Flow)]
    [Prelude]
    public static byte Le<T>(T a, T b) where T : INumber<T> => LessOrEqual.Holds(a, b) ? (byte)1 : (byte)0;

    /// <summary>1 if a &lt; b, else 0.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <example><code>
    /// import op
    /// {level: a, limit: b} -> op.lt{} -> hit
    /// // level: 1 2 3, limit: 2 2 2 -> hit: 1 0 0
    /// </code></example>
    [HostFunction(Contexts.Flow)]
    [Prelude]
    public static byte Lt<T>(T a, T b) where T : INumber<T> => LessThan.Holds(a, b) ? (byte)1 : (byte)0;

    /// <summary>1 if a == b, else 0.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <example><code>
    /// import op
    /// {level: a, limit: b} -> op.eq{} -> hit
    /// // level: 1 2 3, limit: 2 2 2 -> hit: 0 1 0
    /// </code></example>
    [HostFunction(Contexts.Flow)]
    [Prelude]
    public static byte Eq<T>(T a, T b) where T : INumber<T> => EqualTo.Holds(a, b) ? (byte)1 : (byte)0;

    /// <summary>1 if a != b, else 0.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <example><code>
    /// import op
    /// {level: a, limit: b} -> op.ne{} -> hit
    /// // level: 1 2 3, limit: 2 2 2 -> hit: 1 0 1
    /// </code></example>
    [HostFunction(Contexts.Flow)]
    [Prelude]
    public static byte Ne<T>(T a, T b) where T : INumber<T> => NotEqualTo.Holds(a, b) ? (byte)1 : (byte)0;

    /// <summary>Bitwise and of two flags.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <example><code>
    /// { "version": 1,
    ///   "nodes": [ { "key": "first", "type": "on", "config": { "channel": "first" } },
    ///              { "key": "second", "type": "on", "config": { "channel": "second" } },
    ///              { "key": "both", "type": "op.and" },
    ///              { "key": "result", "type": "write", "config": { "channel": "result" } } ],
    ///   "edges": [ { "source": { "node": "first", "param": "output" }, "target": { "node": "both", "param": "a" } },
    ///              { "source": { "node": "second", "param": "output" }, "target": { "node": "both", "param": "b" } },
    ///              { "source": { "node": "both", "param": "output" }, "target": { "node": "result", "param": "input" } } ] }
    /// // first u8: 0 1 1, second u8: 0 0 1 -> result u8: 0 0 1
    /// </code></example>
    [HostFunction("and", Contexts.Flow)]
    [Prelude]
    public static byte And(byte a, byte b) => (byte)(a & b);

    /// <summary>Bitwise or of two flags.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <example><code>
    /// { "version": 1,
    ///   "nodes": [ { "key": "first", "type": "on", "config": { "channel": "first" } },
    ///              { "key": "second", "type": "on", "config": { "channel": "second" } },
    ///              { "key": "both", "type": "op.or" },
    ///              { "key": "result", "type": "write", "config": { "channel": "result" } } ],
    ///   "edges": [ { "source": { "node": "first", "param": "output" }, "target": { "node": "both", "param": "a" } },
    ///              { "source": { "node": "second", "param": "output" }, "target": { "node": "both", "param": "b" } },
    ///              { "source": { "node": "both", "param": "output" }, "target": { "node": "result", "param": "input" } } ] }
    /// // first u8: 0 1 1, second u8: 0 0 1 -> result u8: 0 1 1
    /// </code></example>
    [HostFunction("or", Contexts.Flow)]
    [Prelude]
    public static byte Or(byte a, byte b) => (byte)(a | b);

    /// <summary>Bitwise complement: 0 gives 255, 1 gives 254.</summary>
    /// <param name="input">The flag.</param>
    /// <example><code>
    /// { "version": 1,
    ///   "nodes": [ { "key": "in", "type": "on", "config": { "channel": "flag" } },
    ///              { "key": "not", "type": "op.not" },
    ///              { "key": "out", "type": "write", "config": { "channel": "result" } } ],
    ///   "edges": [ { "source": { "node": "in", "param": "output" }, "target": { "node": "not", "param": "input" } },
    ///              { "source": { "node": "not", "param": "output" }, "target": { "node": "out", "param": "input" } } ] }
    /// // flag u8: 0 1 -> result u8: 255 254
    /// </code></example>
    [HostFunction("not", Contexts.Flow)]
    [Prelude]
    public static byte Not(byte input) => (byte)~input;

    /// <summary>The sum of two samples; integers wrap.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <example><code>
    /// import op
    /// {first: a, second: b} -> op.add{} -> result
    /// // first: 4 4, second: 1 3 -> result: 5 7
    /// </code></example>
    [HostFunction(Contexts.Flow)]
    public static T Add<T>(T a, T b) where T : INumber<T> => a + b;

    /// <summary>The difference of two samples; integers wrap.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <example><code>
    /// import op
    /// {first: a, second: b} -> op.sub{} -> result
    /// // first: 4 4, second: 1 3 -> result: 3 1
    /// </code></example>
    [HostFunction(Contexts.Flow)]
    public static T Sub<T>(T a, T b) where T : INumber<T> => a - b;

    /// <summary>The product of two samples; integers wrap.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <example><code>
    /// import op
    /// {first: a, second: b} -> op.mul{} -> result
    /// // first: 4 4, second: 1 3 -> result: 4 12
    /// </code></example>
    [HostFunction(Contexts.Flow)]
    public static T Mul<T>(T a, T b) where T : INumber<T> => a * b;

    /// <summary>The quotient of two samples, truncated towards zero.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <exception cref="DivideByZeroException"><paramref name="b"/> is 0.</exception>
    /// <example><code>
    /// import op
    /// {first: a, second: b} -> op.div{} -> result
    /// // first i32: 7 -7, second i32: 2 2 -> result: 3 -3
    /// </code></example>
    [HostFunction("div", Contexts.Flow)]
    public static T DivInteger<T>(T a, T b) where T : IBinaryInteger<T> => IntegerDivision<T>.Of(a, b);

    /// <summary>The quotient of two samples.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <example><code>
    /// import op
    /// {first: a, second: b} -> op.div{} -> result
    /// // first: 7 1, second: 2 0 -> result: 3.5 inf
    /// </code></example>
    [HostFunction("div", Contexts.Flow)]
    public static T DivFloat<T>(T a, T b) where T : IFloatingPointIeee754<T> => a / b;

    /// <summary>The remainder of two samples, truncated towards zero.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    /// <exception cref="DivideByZeroException"><paramref name="b"/> is 0.</exception>
    /// <example><code>
    /// import op
    /// {first: a, second: b} -> op.mod{} -> result
    /// // first i32: 7 -7, second i32: 3 3 -> result: 1 -1
    /// </code></example>
    [HostFunction("mod", Contexts.Flow)]
    public static T ModInteger<T>(T a, T b) where T : IBinaryInteger<T> => IntegerRemainder<T>.Of(a, b);

    /// <summary>The remainder of two samples.</summary>
    /// <param name="a">The left operand.</param>
    /// <param name="b">The right operand.</param>
    [HostFunction("mod", Contexts.Flow)]
    public static T ModFloat<T>(T a, T b) where T : IFloatingPointIeee754<T> => a % b;
}
