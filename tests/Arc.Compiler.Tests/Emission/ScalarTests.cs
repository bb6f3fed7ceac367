using System.Globalization;
using System.Numerics;
using Arc.Compiler.Tests.Support;
using Arc.Language.Binding;
using Arc.Sdk.Types;
using static Arc.Compiler.Tests.Support.Tree;

namespace Arc.Compiler.Tests.Emission;

/// <summary>Scalar operators and casts on V8 against their plain C# meaning, over a grid of edge values.</summary>
public sealed class ScalarTests(NodeHost node) : IClassFixture<NodeHost>
{
    private static readonly BoundBinaryOperator[] Arithmetic =
        [BoundBinaryOperator.Add, BoundBinaryOperator.Subtract, BoundBinaryOperator.Multiply, BoundBinaryOperator.Divide, BoundBinaryOperator.Modulo];

    private static readonly BoundBinaryOperator[] Comparisons =
    [
        BoundBinaryOperator.Equal, BoundBinaryOperator.NotEqual, BoundBinaryOperator.Less, BoundBinaryOperator.LessOrEqual,
        BoundBinaryOperator.Greater, BoundBinaryOperator.GreaterOrEqual,
    ];

    public static TheoryData<Primitive> Integers => [.. Numbers.Integers];

    public static TheoryData<Primitive> Floats => [.. Numbers.Floats];

    public static TheoryData<Primitive> AllNumeric => [.. PrimitiveFacts.All.Where(p => p.IsNumeric())];

    [NodeTheory]
    [MemberData(nameof(Integers))]
    public void IntegerArithmetic_AnyOperands_WrapsToTheWidthOfTheType(Primitive type)
    {
        var program = Compile([.. Arithmetic.Select(o => Operation(o, type))]);
        var cases = (from o in Arithmetic from a in Numbers.Edges(type) from b in Numbers.Edges(type) select (o, a, b)).ToArray();
        var answer = node.Run(program, cases.Select(c => new NodeCall(c.o.ToString(), Numbers.Slot(c.a, type), Numbers.Slot(c.b, type))));

        for (var i = 0; i < cases.Length; i++)
        {
            var (o, a, b) = cases[i];
            var expected = Expect(o, a, b, type);
            var text = $"{a} {o} {b} as {type.Name()}";
            if (expected is { } value) Assert.Equal((text, Numbers.Slot(value, type).Bits), (text, answer.Results[i].Trap is null ? answer.Results[i].Value : ulong.MaxValue));
            else Assert.True(answer.Results[i].Trap is not null, $"{text} must trap");
        }
    }

    [NodeTheory]
    [MemberData(nameof(Integers))]
    public void IntegerComparison_AnyOperands_UsesTheSignednessOfTheType(Primitive type)
    {
        var program = Compile([.. Comparisons.Select(o => Operation(o, type))]);
        var cases = (from o in Comparisons from a in Numbers.Edges(type) from b in Numbers.Edges(type) select (o, a, b)).ToArray();
        var answer = node.Run(program, cases.Select(c => new NodeCall(c.o.ToString(), Numbers.Slot(c.a, type), Numbers.Slot(c.b, type))));

        for (var i = 0; i < cases.Length; i++)
            Assert.Equal(Holds(cases[i].o, cases[i].a.CompareTo(cases[i].b)), answer.Results[i].Value == 1);
    }

    [NodeTheory]
    [MemberData(nameof(Floats))]
    public void FloatArithmetic_AnyOperands_FollowsIeee754(Primitive type)
    {
        BoundBinaryOperator[] operations = [.. Arithmetic, .. Comparisons];
        var program = Compile([.. operations.Select(o => Operation(o, type))]);
        var cases = (from o in operations from a in Numbers.FloatEdges from b in Numbers.FloatEdges select (o, a: Round(a, type), b: Round(b, type))).ToArray();
        var answer = node.Run(program, cases.Select(c => new NodeCall(c.o.ToString(), Numbers.Slot(c.a, type), Numbers.Slot(c.b, type))));

        for (var i = 0; i < cases.Length; i++)
        {
            var (o, a, b) = cases[i];
            if (Comparisons.Contains(o))
            {
                var ordered = !double.IsNaN(a) && !double.IsNaN(b);
                Assert.Equal(ordered ? Holds(o, a.CompareTo(b)) || (a == b && Holds(o, 0)) : o == BoundBinaryOperator.NotEqual, answer.Results[i].Value == 1);
            }
            else
            {
                AssertFloat(Expect(o, a, b, type), answer.Results[i].Value, type, $"{a} {o} {b}");
            }
        }
    }

    [NodeFact]
    public void FloatRemainder_RandomBits_IsExact()
    {
        const int Seed = 20260509;
        var random = new Random(Seed);
        var pairs = Enumerable.Range(0, 20_000).Select(i => (X: Number(i), Y: Number(i + 1))).ToArray();
        var program = Compile(Operation(BoundBinaryOperator.Modulo, Primitive.F64));
        var answer = node.Run(program, pairs.Select(p => new NodeCall("Modulo", p.X, p.Y)));

        for (var i = 0; i < pairs.Length; i++)
            AssertFloat(pairs[i].X % pairs[i].Y, answer.Results[i].Value, Primitive.F64, $"{pairs[i].X:R} % {pairs[i].Y:R} (seed {Seed})");

        double Number(int kind) => (kind % 4) switch
        {
            0 => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
            1 => BitConverter.Int64BitsToDouble(random.NextInt64(0, 1L << 54)),
            2 => Math.ScaleB(random.NextDouble(), random.Next(-60, 60)),
            _ => random.Next(-1000, 1000),
        };
    }

    [NodeFact]
    public void IntegerCast_EveryPairOfTypes_FollowsTheTable()
    {
        var pairs = (from f in Numbers.Integers from t in Numbers.Integers select (From: f, To: t)).ToArray();
        var program = Compile([.. pairs.Select(p => CastFunction(p.From, p.To))]);
        var cases = (from p in pairs from v in Numbers.Edges(p.From) select (p.From, p.To, Value: v)).ToArray();
        var answer = node.Run(program, cases.Select(c => new NodeCall($"{c.From}_{c.To}", Numbers.Slot(c.Value, c.From))));

        for (var i = 0; i < cases.Length; i++)
        {
            var (from, to, value) = cases[i];
            var text = $"{to.Name()}({from.Name()} {value})";
            Assert.Equal((text, Numbers.Slot(Numbers.Cast(value, from, to), to).Bits), (text, answer.Results[i].Value));
        }
    }

    [NodeFact]
    public void FloatToIntegerCast_EveryPairOfTypes_TruncatesAndSaturates()
    {
        var pairs = (from f in Numbers.Floats from t in Numbers.Integers select (From: f, To: t)).ToArray();
        var program = Compile([.. pairs.Select(p => CastFunction(p.From, p.To))]);
        var cases = (from p in pairs from v in Numbers.FloatEdges select (p.From, p.To, Value: Round(v, p.From))).ToArray();
        var answer = node.Run(program, cases.Select(c => new NodeCall($"{c.From}_{c.To}", Numbers.Slot(c.Value, c.From))));

        for (var i = 0; i < cases.Length; i++)
        {
            var (from, to, value) = cases[i];
            var text = $"{to.Name()}({from.Name()} {value.ToString("R", CultureInfo.InvariantCulture)})";
            Assert.Equal((text, Numbers.Slot(Numbers.Cast(value, to), to).Bits), (text, answer.Results[i].Value));
        }
    }

    [NodeFact]
    public void IntegerToFloatCast_EveryPairOfTypes_RoundsToNearestEven()
    {
        var pairs = (from f in Numbers.Integers from t in Numbers.Floats select (From: f, To: t)).ToArray();
        var program = Compile([.. pairs.Select(p => CastFunction(p.From, p.To))]);
        var cases = (from p in pairs from v in Numbers.Edges(p.From) select (p.From, p.To, Value: v)).ToArray();
        var answer = node.Run(program, cases.Select(c => new NodeCall($"{c.From}_{c.To}", Numbers.Slot(c.Value, c.From))));

        for (var i = 0; i < cases.Length; i++)
        {
            var (from, to, value) = cases[i];
            Slot expected = to == Primitive.F64
                ? from == Primitive.U64 ? (double)(ulong)value : (double)(long)value
                : (Slot)(from == Primitive.U64 ? (float)(ulong)value : (float)(long)value);
            Assert.Equal(expected.Bits, answer.Results[i].Value);
        }
    }

    [NodeTheory]
    [MemberData(nameof(AllNumeric))]
    public void Negation_AnyOperand_StaysInTheType(Primitive type)
    {
        var x = Input("x", type);
        var program = Compile(Function("neg", [x], type, Return(Negate(Read(x)))));
        if (type.IsFloat())
        {
            foreach (var value in Numbers.FloatEdges)
                AssertFloat(-Round(value, type), node.Call(program, "neg", Numbers.Slot(Round(value, type), type)), type, $"-{value}");
            return;
        }

        foreach (var value in Numbers.Edges(type))
            Assert.Equal(Numbers.Slot(Numbers.Wrap(-value, type), type).Bits, node.Call(program, "neg", Numbers.Slot(value, type)));
    }

    [NodeFact]
    public void IntermediateOverflow_NarrowType_WrapsBeforeTheNextOperation()
    {
        var (a, b) = (Input("a", Primitive.U8), Input("b", Primitive.U8));
        var program = Compile(Function("mean", [a, b], Primitive.U8,
            Return(Binary(BoundBinaryOperator.Divide, Add(Read(a), Read(b)), Const(Primitive.U8, 2)))));

        Assert.Equal(22ul, node.Call(program, "mean", 200, 100));
    }

    [NodeTheory]
    [InlineData(BoundBinaryOperator.And, 0, 0, 0, false)]
    [InlineData(BoundBinaryOperator.And, 0, 7, 0, false)]
    [InlineData(BoundBinaryOperator.And, 5, 0, 0, true)]
    [InlineData(BoundBinaryOperator.And, 5, 7, 1, true)]
    [InlineData(BoundBinaryOperator.Or, 0, 0, 0, true)]
    [InlineData(BoundBinaryOperator.Or, 0, 7, 1, true)]
    [InlineData(BoundBinaryOperator.Or, 5, 0, 1, false)]
    [InlineData(BoundBinaryOperator.Or, 5, 7, 1, false)]
    public void LogicalOperator_AnyOperands_NormalisesAndEvaluatesTheRightSideOnlyIfNeeded(
        BoundBinaryOperator operation, int left, int right, int expected, bool evaluatesRight)
    {
        var a = Input("a", Primitive.U8);
        var program = Compile(Function("f", [a], Primitive.U8,
            Return(Binary(operation, Read(a), ReadChannel(Channel(9, Primitive.U8), Primitive.U8)))));

        var answer = node.Run(program, [new NodeCall("f", left)], new() { ["channel.read_u8"] = [right.ToString(CultureInfo.InvariantCulture)] });

        Assert.Equal((ulong)expected, answer.Results[0].Value);
        Assert.Equal(evaluatesRight ? ["channel.read_u8(9)"] : [], answer.Calls);
    }

    [NodeFact]
    public void Not_AnyByte_GivesZeroOrOne()
    {
        var a = Input("a", Primitive.U8);
        var program = Compile(Function("f", [a], Primitive.U8, Return(Not(Read(a)))));

        Assert.Equal(1ul, node.Call(program, "f", 0));
        Assert.Equal(0ul, node.Call(program, "f", 1));
        Assert.Equal(0ul, node.Call(program, "f", 254));
    }

    [NodeFact]
    public void UnitConversion_IntegerAndFloat_MultipliesInTheOwnType()
    {
        var (i, f) = (Input("x", Primitive.I64), Input("x", Primitive.F32));
        var program = Compile(
            Function("i", [i], Primitive.I64, Return(new BoundUnitConversion(Read(i), 1e9, Type(Primitive.I64), default))),
            Function("f", [f], Primitive.F32, Return(new BoundUnitConversion(Read(f), 0.001, Type(Primitive.F32), default))));

        Assert.Equal(5_000_000_000ul, node.Call(program, "i", 5L));
        Assert.Equal(BitConverter.SingleToUInt32Bits(1500f * 0.001f), node.Call(program, "f", 1500f));
    }

    private static BoundFunction Operation(BoundBinaryOperator operation, Primitive type)
    {
        var (a, b) = (Input("a", type), Input("b", type));
        var result = Binary(operation, Read(a), Read(b));
        return Function(operation.ToString(), [a, b], result.Type, Return(result));
    }

    private static BoundFunction CastFunction(Primitive from, Primitive to)
    {
        var x = Input("x", from);
        return Function($"{from}_{to}", [x], to, Return(Cast(Read(x), to)));
    }

    private static BigInteger? Expect(BoundBinaryOperator operation, BigInteger a, BigInteger b, Primitive type)
    {
        var divides = operation is BoundBinaryOperator.Divide or BoundBinaryOperator.Modulo;
        if (divides && b == 0) return null;
        if (operation == BoundBinaryOperator.Divide && type is Primitive.I32 or Primitive.I64 && a == Numbers.Minimum(type) && b == -1) return null;
        return Numbers.Wrap(operation switch
        {
            BoundBinaryOperator.Add => a + b,
            BoundBinaryOperator.Subtract => a - b,
            BoundBinaryOperator.Multiply => a * b,
            BoundBinaryOperator.Divide => BigInteger.Divide(a, b),
            _ => BigInteger.Remainder(a, b),
        }, type);
    }

    private static double Expect(BoundBinaryOperator operation, double a, double b, Primitive type) => type == Primitive.F32
        ? operation switch
        {
            BoundBinaryOperator.Add => (float)a + (float)b,
            BoundBinaryOperator.Subtract => (float)a - (float)b,
            BoundBinaryOperator.Multiply => (float)a * (float)b,
            BoundBinaryOperator.Divide => (float)a / (float)b,
            _ => (float)a % (float)b,
        }
        : operation switch
        {
            BoundBinaryOperator.Add => a + b,
            BoundBinaryOperator.Subtract => a - b,
            BoundBinaryOperator.Multiply => a * b,
            BoundBinaryOperator.Divide => a / b,
            _ => a % b,
        };

    private static bool Holds(BoundBinaryOperator operation, int order) => operation switch
    {
        BoundBinaryOperator.Equal => order == 0,
        BoundBinaryOperator.NotEqual => order != 0,
        BoundBinaryOperator.Less => order < 0,
        BoundBinaryOperator.LessOrEqual => order <= 0,
        BoundBinaryOperator.Greater => order > 0,
        _ => order >= 0,
    };

    private static double Round(double value, Primitive type) => type == Primitive.F32 ? (float)value : value;

    private static void AssertFloat(double expected, ulong bits, Primitive type, string text)
    {
        var actual = type == Primitive.F32 ? BitConverter.UInt32BitsToSingle((uint)bits) : BitConverter.UInt64BitsToDouble(bits);
        if (double.IsNaN(expected) && double.IsNaN(actual)) return;
        Assert.Equal((text, BitConverter.DoubleToInt64Bits(expected)), (text, BitConverter.DoubleToInt64Bits(actual)));
    }
}
