using System.Numerics;
using Arc.Compiler.Tests.Support;
using Arc.Language.Binding;
using Arc.Sdk.Types;
using static Arc.Compiler.Tests.Support.Tree;

namespace Arc.Compiler.Tests.Emission;

/// <summary>Loops, break, continue, conditionals.</summary>
public sealed class LoopTests(NodeHost node) : IClassFixture<NodeHost>
{
    public static TheoryData<Primitive> Integers => [.. Numbers.Integers];

    [NodeTheory]
    [MemberData(nameof(Integers))]
    public void RangeLoop_AnyBoundsAndStep_RunsHalfOpenAndEndsOnOverflow(Primitive type)
    {
        var (min, max) = (Numbers.Minimum(type), Numbers.Maximum(type));
        BigInteger[] points = [.. new[] { min, min + 1, min + 5, -3, -1, 0, 1, 4, max - 5, max - 1, max }.Where(p => p >= min && p <= max).Distinct()];
        BigInteger[] steps = [.. new[] { min, -7, -1, 0, 1, 2, 7, max / 2, max }.Where(p => p >= min && p <= max).Distinct()];
        var dynamic = Visit("dynamic", type, fixedStep: null, hasStep: true);
        var plain = Visit("plain", type, fixedStep: null, hasStep: false);
        BoundFunction[] constant = [.. steps.Select((s, i) => Visit($"constant{i}", type, s, hasStep: true))];
        var program = Compile([dynamic, plain, .. constant]);
        var calls = new List<(NodeCall Call, BigInteger Expected, string Text)>();
        foreach (var start in points)
        {
            foreach (var end in points)
            {
                var (s, e) = (Numbers.Slot(start, type), Numbers.Slot(end, type));
                calls.Add((new NodeCall("plain", s, e, Numbers.Slot(BigInteger.One, type)), Expected(start, end, 1, type), $"{type.Name()} range({start}, {end})"));
                for (var i = 0; i < steps.Length; i++)
                {
                    var text = $"{type.Name()} range({start}, {end}, {steps[i]})";
                    var expected = Expected(start, end, steps[i], type);
                    calls.Add((new NodeCall("dynamic", s, e, Numbers.Slot(steps[i], type)), expected, text));
                    calls.Add((new NodeCall($"constant{i}", s, e, Numbers.Slot(BigInteger.One, type)), expected, text + " constant"));
                }
            }
        }

        var answer = node.Run(program, calls.Select(c => c.Call));

        for (var i = 0; i < calls.Count; i++)
            Assert.Equal((calls[i].Text, Numbers.Slot(calls[i].Expected, Primitive.I64).Bits), (calls[i].Text, answer.Results[i].Trap is null ? answer.Results[i].Value : 0xBAD));
    }

    [NodeFact]
    public void RangeLoop_Arguments_AreEvaluatedOnceInOrder()
    {
        var i = Loop("i", Primitive.I64);
        var program = Compile(Function("f", [], null, Range(i, Read(1), Read(2), Read(3))));

        var answer = node.Run(program, [new NodeCall("f")], new() { ["channel.read_i64"] = ["0", "4", "1"] });

        Assert.Equal(["channel.read_i64(1)", "channel.read_i64(2)", "channel.read_i64(3)"], answer.Calls);

        static BoundExpression Read(int key) => ReadChannel(Channel(key, Primitive.I64), Primitive.I64);
    }

    [NodeFact]
    public void BreakAndContinue_NestedLoops_ActOnTheInnermostOne()
    {
        var (i, j, sum) = (Loop("i", Primitive.I64), Loop("j", Primitive.I64), Local("sum", Primitive.I64));
        var program = Compile(Function("f", [], Primitive.I64,
            Declare(sum, Int(0)),
            Range(i, null, Int(10), null,
                If(Compare(BoundBinaryOperator.Equal, i, 3), Block(Continue)),
                If(Compare(BoundBinaryOperator.Equal, i, 6), Block(Break)),
                Range(j, null, Int(10), null,
                    If(Compare(BoundBinaryOperator.Equal, j, 2), Block(Continue)),
                    If(Compare(BoundBinaryOperator.Equal, j, 4), Block(Break)),
                    Assign(sum, Add(Tree.Read(sum), Add(Binary(BoundBinaryOperator.Multiply, Tree.Read(i), Int(100)), Tree.Read(j)))))),
            Return(Tree.Read(sum))));
        var expected = 0L;
        for (var a = 0; a < 10; a++)
        {
            if (a == 3) continue;
            if (a == 6) break;
            for (var b = 0; b < 10; b++)
            {
                if (b == 2) continue;
                if (b == 4) break;
                expected += a * 100 + b;
            }
        }

        Assert.Equal((ulong)expected, node.Call(program, "f"));
    }

    [NodeFact]
    public void WhileLoop_FloatCondition_RunsUntilZero()
    {
        var (x, n) = (Input("x", Primitive.F64), Local("n", Primitive.I64));
        var program = Compile(Function("f", [x], Primitive.I64,
            Declare(n, Int(0)),
            While(Tree.Read(x), Assign(x, Binary(BoundBinaryOperator.Subtract, Tree.Read(x), Const(0.5))), Assign(n, Add(Tree.Read(n), Int(1)))),
            Return(Tree.Read(n))));

        Assert.Equal(6ul, node.Call(program, "f", 3.0));
    }

    [NodeFact]
    public void WhileLoop_ForeverWithReturn_Leaves()
    {
        var n = Input("n", Primitive.I64);
        var program = Compile(Function("f", [n], Primitive.I64,
            While(null, Assign(n, Add(Tree.Read(n), Int(7))), If(Compare(BoundBinaryOperator.Greater, n, 50), Block(Return(Tree.Read(n)))), Continue)));

        Assert.Equal(56ul, node.Call(program, "f", 0L));
    }

    [NodeTheory]
    [InlineData(Primitive.I64, false)]
    [InlineData(Primitive.F64, false)]
    [InlineData(Primitive.F32, false)]
    [InlineData(Primitive.I8, false)]
    [InlineData(Primitive.F64, true)]
    public void Condition_NumberOfAnyType_IsTrueUnlessZero(Primitive type, bool notANumber)
    {
        var x = Input("x", type);
        var program = Compile(Function("f", [x], Primitive.I64, If(Tree.Read(x), Block(Return(Int(1))), Block(Return(Int(2))))));
        var value = notANumber ? Numbers.Slot(double.NaN, type) : type.IsFloat() ? Numbers.Slot(0.25, type) : Numbers.Slot(BigInteger.MinusOne, type);
        var zero = type.IsFloat() ? Numbers.Slot(-0.0, type) : Numbers.Slot(BigInteger.Zero, type);

        Assert.Equal(1ul, node.Call(program, "f", value));
        Assert.Equal(2ul, node.Call(program, "f", zero));
    }

    [NodeFact]
    public void ElseIfChain_OfThousands_CostsNoNesting()
    {
        var x = Input("x", Primitive.I64);
        BoundStatement chain = Block(Return(Int(-1)));
        for (var i = 4999; i >= 0; i--) chain = If(Compare(BoundBinaryOperator.Equal, x, i), Block(Return(Int(i * 2))), chain);
        var program = Compile(Function("f", [x], Primitive.I64, chain));

        Assert.Equal(0ul, node.Call(program, "f", 0L));
        Assert.Equal(9998ul, node.Call(program, "f", 4999L));
        Assert.Equal(ulong.MaxValue, node.Call(program, "f", 5000L));
    }

    [NodeFact]
    public void OperatorChain_OfAHundredThousand_CompilesWithoutRecursion()
    {
        var x = Input("x", Primitive.I64);
        var sum = Tree.Read(x);
        for (var i = 0; i < 100_000; i++) sum = Add(sum, Int(1));
        var program = Compile(Function("f", [x], Primitive.I64, Return(sum)));

        Assert.Equal(100_005ul, node.Call(program, "f", 5L));
    }

    [Fact]
    public void NestingBeyondTheStack_IsACompilationError()
    {
        var deep = Tree.Read(Input("x", Primitive.F64));
        for (var i = 0; i < 1_000_000; i++) deep = Negate(deep);

        var error = Assert.Throws<CompilationException>(() => Compile(Function("f", [], Primitive.F64, Return(deep))));
        Assert.Contains("nested too deeply", error.Message, StringComparison.Ordinal);
    }

    [NodeFact]
    public void SeriesLoop_TwoVariables_VisitsElementsWithTheirIndex()
    {
        var (i, x) = (Loop("i", Primitive.I32), Loop("x", Primitive.F64));
        var output = Channel(5, Primitive.F64);
        var program = Compile(Function("f", [], null,
            Each(i, x, SeriesOf(Primitive.F64, Const(1.0), Const(2.0)), Write(output, Add(Tree.Read(x), Cast(Tree.Read(i), Primitive.F64))))));
        var (one, two) = (BitConverter.DoubleToUInt64Bits(1), BitConverter.DoubleToUInt64Bits(2));

        var answer = node.Run(program, [new NodeCall("f")], new()
        {
            ["series.create_empty_f64"] = ["1"],
            ["series.set_element_f64"] = ["1"],
            ["series.len"] = ["2"],
            ["series.index_f64"] = [$"{one}", $"{two}"],
        });

        Assert.Equal(
            [
                "series.create_empty_f64(2)", $"series.set_element_f64(1, 0, {one})", $"series.set_element_f64(1, 1, {two})", "series.len(1)",
                "series.index_f64(1, 0)", $"channel.write_f64(5, {one})",
                "series.index_f64(1, 1)", $"channel.write_f64(5, {BitConverter.DoubleToUInt64Bits(3)})",
            ],
            answer.Calls);
    }

    private static BoundConstant Int(long value) => Const(Primitive.I64, value);

    private static BoundBinary Compare(BoundBinaryOperator operation, BoundVariable variable, long value) => Binary(operation, Tree.Read(variable), Int(value));

    // The sum of what the first twenty rounds saw, and a thousand for each round, so that order and number both count.
    private static BoundFunction Visit(string name, Primitive type, BigInteger? fixedStep, bool hasStep)
    {
        var (start, end, step) = (Input("start", type), Input("end", type), Input("step", type));
        var (i, seen, rounds) = (Loop("i", type), Local("seen", Primitive.I64), Local("rounds", Primitive.I64));
        BoundExpression? stride = !hasStep ? null : fixedStep is { } value ? Const(type, (Int128)value) : Tree.Read(step);
        return Function(name, [start, end, step], Primitive.I64,
            Declare(seen, Int(0)),
            Declare(rounds, Int(0)),
            Range(i, Tree.Read(start), Tree.Read(end), stride,
                Assign(seen, Add(Binary(BoundBinaryOperator.Multiply, Tree.Read(seen), Int(31)), Wide(Tree.Read(i), type))),
                Assign(rounds, Add(Tree.Read(rounds), Int(1))),
                If(Compare(BoundBinaryOperator.GreaterOrEqual, rounds, 20), Block(Break))),
            Return(Add(Tree.Read(seen), Binary(BoundBinaryOperator.Multiply, Tree.Read(rounds), Int(1000)))));
    }

    private static BoundExpression Wide(BoundExpression value, Primitive type) => type == Primitive.I64 ? value : Cast(value, Primitive.I64);

    private static BigInteger Expected(BigInteger start, BigInteger end, BigInteger step, Primitive type)
    {
        BigInteger seen = 0;
        var rounds = 0;
        for (var i = start; step > 0 ? i < end : i > end; i += step)
        {
            if (i < Numbers.Minimum(type) || i > Numbers.Maximum(type)) break;
            seen = Numbers.Wrap(seen * 31 + Numbers.Cast(i, type, Primitive.I64), Primitive.I64);
            if (++rounds >= 20) break;
        }

        return Numbers.Wrap(seen + rounds * 1000, Primitive.I64);
    }
}
