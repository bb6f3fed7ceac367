using Arc.Compiler.Tests.Support;
using Arc.Language.Binding;
using Arc.Sdk.Types;
using static Arc.Compiler.Tests.Support.Tree;

namespace Arc.Compiler.Tests.Emission;

/// <summary>Which host functions a construct calls, in which order, with what: the import contract seen from the guest.</summary>
public sealed class HostCallTests(NodeHost node) : IClassFixture<NodeHost>
{
    private static readonly BoundVariable S = Input("s", Series(Primitive.F64));
    private static readonly BoundVariable X = Input("x", Primitive.F64);
    private static readonly ulong Half = BitConverter.DoubleToUInt64Bits(0.5);

    public static TheoryData<string, BoundExpression, string> SeriesOperators => new()
    {
        { "s + s", Binary(BoundBinaryOperator.Add, Read(S), Read(S)), "op.series_series_add_f64(7, 7)" },
        { "s % s", Binary(BoundBinaryOperator.Modulo, Read(S), Read(S)), "op.series_series_mod_f64(7, 7)" },
        { "s - x", Binary(BoundBinaryOperator.Subtract, Read(S), Read(X)), $"op.series_element_sub_f64(7, {Half})" },
        { "x - s", Binary(BoundBinaryOperator.Subtract, Read(X), Read(S)), $"op.series_element_rsub_f64({Half}, 7)" },
        { "x * s", Binary(BoundBinaryOperator.Multiply, Read(X), Read(S)), $"op.series_element_rmul_f64({Half}, 7)" },
        { "s / x", Binary(BoundBinaryOperator.Divide, Read(S), Read(X)), $"op.series_element_div_f64(7, {Half})" },
        { "s > s", Binary(BoundBinaryOperator.Greater, Read(S), Read(S)), "op.series_compare_gt_f64(7, 7)" },
        { "s <= x", Binary(BoundBinaryOperator.LessOrEqual, Read(S), Read(X)), $"op.series_compare_le_scalar_f64(7, {Half})" },
        { "x <= s", Binary(BoundBinaryOperator.LessOrEqual, Read(X), Read(S)), $"op.series_compare_ge_scalar_f64(7, {Half})" },
        { "x < s", Binary(BoundBinaryOperator.Less, Read(X), Read(S)), $"op.series_compare_gt_scalar_f64(7, {Half})" },
        { "x != s", Binary(BoundBinaryOperator.NotEqual, Read(X), Read(S)), $"op.series_compare_ne_scalar_f64(7, {Half})" },
        { "-s", Negate(Read(S)), "op.series_negate_f64(7)" },
    };

    [NodeTheory]
    [MemberData(nameof(SeriesOperators))]
    public void SeriesOperator_AnyOperands_CallsTheMemberOfTheContract(string source, BoundExpression expression, string call)
    {
        var program = Compile(Function("f", [S, X], expression.Type, Return(expression)));

        var answer = node.Run(program, [new NodeCall("f", 7, 0.5)]);

        Assert.Equal((source, call), (source, Assert.Single(answer.Calls)));
    }

    [NodeFact]
    public void ScalarOnTheLeftOfAComparison_IsStillEvaluatedFirst()
    {
        var program = Compile(Function("f", [], Series(Primitive.U8), Return(Binary(BoundBinaryOperator.Less,
            ReadChannel(Channel(1, Primitive.F64), Primitive.F64), SeriesOf(Primitive.F64)))));

        Assert.Equal(
            ["channel.read_f64(1)", "series.create_empty_f64(0)", "op.series_compare_gt_scalar_f64(0, 0)"],
            node.Run(program, [new NodeCall("f")]).Calls);
    }

    public static TheoryData<Primitive, long, long> Bounds => new()
    {
        { Primitive.I8, -1, -1 },
        { Primitive.I32, int.MinValue, int.MinValue },
        { Primitive.U32, 4_000_000_000, int.MaxValue },
        { Primitive.I64, 5_000_000_000, int.MaxValue },
        { Primitive.I64, -5_000_000_000, int.MinValue },
        { Primitive.U64, -1, int.MaxValue },
        { Primitive.U64, 12, 12 },
    };

    [NodeTheory]
    [MemberData(nameof(Bounds))]
    public void SliceBound_OfAnyIntegerType_IsSaturatedToI32(Primitive type, long value, long expected)
    {
        var i = Input("i", type);
        var program = Compile(Function("f", [S, i], Series(Primitive.F64), Return(Slice(Read(S), Read(i), null))));

        var answer = node.Run(program, [new NodeCall("f", 7, type.Bits() == 64 ? (Slot)value : (Slot)(int)value)]);

        Assert.Equal($"series.slice(7, {unchecked((uint)expected)}, {uint.MaxValue})", Assert.Single(answer.Calls));
    }

    [NodeFact]
    public void Index_OfAnyIntegerType_IsPassedAsI64()
    {
        var i = Input("i", Primitive.I8);
        var program = Compile(
            Function("get", [S, i], Primitive.F64, Return(Index(Read(S), Read(i)))),
            Function("put", [S, i], null, SetElement(S, Read(i), Const(0.5))),
            Function("add", [S, i], null, SetElement(S, Read(i), Const(0.5), BoundBinaryOperator.Add)));

        var answer = node.Run(program, [new NodeCall("get", 7, -1), new NodeCall("put", 7, 3), new NodeCall("add", 7, 3)]);

        Assert.Equal(
            [$"series.get_f64(7, {ulong.MaxValue})", $"series.put_f64(7, 3, {Half})", "series.get_f64(7, 3)", $"series.put_f64(7, 3, {Half})"],
            answer.Calls);
    }

    [NodeFact]
    public void Texts_LiteralsAndOperators_UseTheDataSegmentInOrderOfEmission()
    {
        var t = Input("t", Primitive.Str);
        var program = Compile(Function("f", [t], Primitive.U8,
            Do(Add(Const("αβ"), Add(Read(t), Const("xyz")))),
            Do(Const("")),
            Do(Index(Read(t), Const(Primitive.I64, 1))),
            Do(Slice(Read(t), null, Const(Primitive.U8, 2))),
            Return(Binary(BoundBinaryOperator.NotEqual, Read(t), Const("αβ")))));

        var answer = node.Run(program, [new NodeCall("f", 7)], new() { ["string.from_literal"] = ["1", "2", "3"] }, memory: 7);

        Assert.Equal(
            [
                "string.from_literal(0, 4)", "string.from_literal(4, 3)", "string.concat(7, 2)", "string.concat(1, 0)", "string.get(7, 1)",
                "string.slice(7, 0, 2)", "string.from_literal(0, 4)", "string.equal(7, 3)",
            ],
            answer.Calls);
        Assert.Equal("αβxyz"u8.ToArray(), Convert.FromBase64String(answer.Memory!));
        Assert.Equal(1ul, answer.Results[0].Value);
    }

    [NodeFact]
    public void FormatString_PlaceholdersOfManyTypes_AreConvertedAndConcatenatedLeftToRight()
    {
        var (a, b, t) = (Input("a", Primitive.I8), Input("b", Primitive.U16), Input("t", Primitive.Str));
        var program = Compile(Function("f", [a, b, t, X], Primitive.Str, Return(new BoundFormat(
            [
                new("n=", null, null), new(null, Read(a), null), new(null, Read(b), "04x"), new(null, Read(t), null), new(null, Read(t), "q"), new(null, Read(X), ".2f"),
            ],
            default))));

        var answer = node.Run(program, [new NodeCall("f", -1, 255, 7, 0.5)]);

        Assert.Equal(
            [
                "string.from_literal(0, 2)", $"string.from_i32({uint.MaxValue})", "string.concat(0, 0)", "string.format_u32(255, 2, 3)", "string.concat(0, 0)",
                "string.concat(0, 7)", "string.format_str(7, 5, 1)", "string.concat(0, 0)", $"string.format_f64({Half}, 6, 3)", "string.concat(0, 0)",
            ],
            answer.Calls);
    }

    [NodeFact]
    public void Power_AnyType_CallsTheLibrary()
    {
        var b = Input("b", Primitive.U8);
        var program = Compile(Function("f", [b], Primitive.U8, Return(Binary(BoundBinaryOperator.Power, Read(b), Const(Primitive.U8, 3)))));

        Assert.Equal(["math.pow_u8(2, 3)"], node.Run(program, [new NodeCall("f", 2)]).Calls);
    }

    [NodeFact]
    public void StatefulVariable_DeclaredReadAndAssigned_IsLoadedOnceAndStoredOnEveryAssignment()
    {
        var n = State("n", Type(Primitive.I64), 4);
        var program = Compile(Function("f", [], Primitive.I64,
            Declare(n, Const(Primitive.I64, 10)),
            Assign(n, Add(Read(n), Const(Primitive.I64, 1))),
            Return(Add(Read(n), Read(n)))));

        var answer = node.Run(program, [new NodeCall("f")], new() { ["state.load_i64"] = ["41"] });

        Assert.Equal(["state.load_i64(4, 10)", "state.store_i64(4, 42)"], answer.Calls);
        Assert.Equal(84ul, answer.Results[0].Value);
    }

    [NodeFact]
    public void StatefulVariable_InARecursiveFunction_IsReadFromStorageEachTime()
    {
        var (n, depth) = (State("n", Type(Primitive.I64), 0), Input("depth", Primitive.I64));
        var f = Function("f", [depth], Primitive.I64,
            Declare(n, Const(Primitive.I64, 0)),
            If(Read(depth), Block(Do(Call("f", Type(Primitive.I64), Binary(BoundBinaryOperator.Subtract, Read(depth), Const(Primitive.I64, 1)))))),
            Assign(n, Add(Read(n), Const(Primitive.I64, 1))),
            Return(Read(n)));

        var answer = node.Run(Compile(f), [new NodeCall("f", 1L)], new() { ["state.load_i64"] = ["0", "0", "0", "1", "1", "2"] });

        Assert.Equal(
            ["state.load_i64(0, 0)", "state.load_i64(0, 0)", "state.load_i64(0, 0)", "state.store_i64(0, 1)", "state.load_i64(0, 0)", "state.load_i64(0, 0)", "state.store_i64(0, 2)", "state.load_i64(0, 0)"],
            answer.Calls);
        Assert.Equal(2ul, answer.Results[0].Value);
    }

    [NodeFact]
    public void StatefulSeries_ElementWrittenInTheFirstInvocation_IsStored()
    {
        var h = State("h", Series(Primitive.I32), 2);
        var program = Compile(Function("f", [], null,
            Declare(h, SeriesOf(Primitive.I32)),
            SetElement(h, Const(Primitive.I64, 0), Const(Primitive.I32, 9))));

        var answer = node.Run(program, [new NodeCall("f")], new() { ["series.create_empty_i32"] = ["1"], ["state.load_series_i32"] = ["1", "2"] });

        Assert.Equal(
            ["series.create_empty_i32(0)", "state.load_series_i32(2, 1)", "state.load_series_i32(2, 0)", "series.put_i32(2, 0, 9)", "state.store_series_i32(2, 2)"],
            answer.Calls);
    }

    [NodeFact]
    public void ChannelParameterAndAlias_AreReadAndWrittenThroughTheirKey()
    {
        var c = Input("c", new ChannelType(Type(Primitive.F32)));
        var alias = Local("alias", c.Type);
        var helper = Function("helper", [c], null,
            Declare(alias, Read(c)),
            Write(new BoundChannel(null, alias), ReadChannel(new BoundChannel(null, c), Primitive.F32)));
        var caller = Function("caller", [], null,
            Do(Call(helper, new BoundChannelKey(Channel(33, Primitive.F32), new ChannelType(Type(Primitive.F32)), default))));

        Assert.Equal(["channel.read_f32(33)", "channel.write_f32(33, 0)"], node.Run(Compile(helper, caller), [new NodeCall("caller")]).Calls);
    }

    [Fact]
    public void ChannelOfSeries_InABody_IsACompilationErrorThatSaysWhy()
    {
        var channel = Channel(1, Primitive.F64);
        var read = new BoundChannelRead(channel, Series(Primitive.F64), default);

        var error = Assert.Throws<CompilationException>(() => Compile(Function("f", [], null, Do(read))));
        Assert.Contains("channel of series f64", error.Message, StringComparison.Ordinal);
    }
}
