using System.Buffers.Binary;
using Arc.Compiler.Tests.Support;
using Arc.Language.Binding;
using Arc.Sdk.Types;
using static Arc.Compiler.Tests.Support.Tree;

namespace Arc.Compiler.Tests.Emission;

/// <summary>Named outputs: dirty bits and packed values behind the data.</summary>
public sealed class OutputTests(NodeHost node) : IClassFixture<NodeHost>
{
    [NodeFact]
    public void SeveralOutputs_SomeAssigned_SetTheirBitsAndLieBehindTheDataPacked()
    {
        var (a, b, c, d) = (Output("a", Type(Primitive.U8)), Output("b", Type(Primitive.F64)), Output("c", Type(Primitive.I16)), Output("d", Type(Primitive.Str)));
        var x = Input("x", Primitive.I16);
        var program = Compile(WithOutputs("f", [x], [a, b, c, d],
            Do(Const("five!")),
            Assign(a, Const(Primitive.U8, 200)),
            Assign(c, Read(x)),
            If(Binary(BoundBinaryOperator.Greater, Read(x), Const(Primitive.I16, 0)), Block(Return())),
            Assign(b, Const(1.5))));
        var area = program.Find("f")!.Area!;

        var answer = node.Run(program, [new NodeCall("f", 5)], memory: 64);
        var memory = Convert.FromBase64String(answer.Memory!);

        Assert.Equal(8, area.Address);
        Assert.Equal([8, 9, 17, 19], area.Offsets.ToArray());
        Assert.Equal(area.Address, program.OutputMemoryBases["f"]);
        Assert.Equal(0b101, BinaryPrimitives.ReadInt64LittleEndian(memory.AsSpan(area.Address)));
        Assert.Equal(200, memory[area.Address + 8]);
        Assert.Equal(5, BinaryPrimitives.ReadInt16LittleEndian(memory.AsSpan(area.Address + 17)));
    }

    [NodeFact]
    public void DirtyWord_EveryInvocation_StartsAtZero()
    {
        var (a, b) = (Output("a", Type(Primitive.I64)), Output("b", Type(Primitive.I64)));
        var x = Input("x", Primitive.U8);
        var program = Compile(WithOutputs("f", [x], [a, b],
            If(Read(x), Block(Assign(a, Const(Primitive.I64, 1))), Block(Assign(b, Const(Primitive.I64, 2))))));

        var answer = node.Run(program, [new NodeCall("f", 1), new NodeCall("f", 0)], memory: 8);

        Assert.Equal(0b10, BinaryPrimitives.ReadInt64LittleEndian(Convert.FromBase64String(answer.Memory!)));
    }

    [NodeFact]
    public void SingleNamedOutput_AssignedReturnedOrNeither_IsAlsoTheResult()
    {
        var result = Output("y", Type(Primitive.I64));
        var x = Input("x", Primitive.I64);
        var program = Compile(WithOutputs("f", [x], [result],
            If(Compare(BoundBinaryOperator.Equal, x, 1), Block(Return(Const(Primitive.I64, 11)))),
            If(Compare(BoundBinaryOperator.Equal, x, 2), Block(Return())),
            If(Compare(BoundBinaryOperator.Equal, x, 3), Block(Assign(result, Const(Primitive.I64, 33)), Assign(result, Add(Read(result), Read(result)))))));

        Assert.Equal(11ul, node.Call(program, "f", 1L));
        Assert.Equal(0ul, node.Call(program, "f", 2L));
        Assert.Equal(66ul, node.Call(program, "f", 3L));
        Assert.Equal(0ul, node.Call(program, "f", 4L));
        Assert.Equal(0, Dirty(node.Run(program, [new NodeCall("f", 4L)], memory: 16)));
        Assert.Equal(1, Dirty(node.Run(program, [new NodeCall("f", 1L)], memory: 16)));
    }

    [NodeFact]
    public void RecursiveFunction_InnerActivation_DoesNotDisturbTheOuterOutput()
    {
        var y = Output("y", Type(Primitive.I64));
        var n = Input("n", Primitive.I64);
        var f = WithOutputs("f", [n], [y],
            If(Compare(BoundBinaryOperator.Equal, n, 0), Block(Return())),
            Assign(y, Binary(BoundBinaryOperator.Multiply, Read(n), Const(Primitive.I64, 10))),
            Do(Call("f", Type(Primitive.I64), Binary(BoundBinaryOperator.Subtract, Read(n), Const(Primitive.I64, 1)))));

        var answer = node.Run(Compile(f), [new NodeCall("f", 3L)], memory: 16);

        Assert.Equal(30ul, answer.Results[0].Value);
        Assert.Equal(1, Dirty(answer));
        Assert.Equal(30, BinaryPrimitives.ReadInt64LittleEndian(Convert.FromBase64String(answer.Memory!).AsSpan(8)));
    }

    [Fact]
    public void TooManyOutputs_AreACompilationErrorThatNamesTheLimit()
    {
        var outputs = Enumerable.Range(0, 65).Select(i => Output($"o{i}", Type(Primitive.U8))).ToArray();

        var error = Assert.Throws<CompilationException>(() => Compile(WithOutputs("f", [], outputs)));
        Assert.Contains("the limit is 64", error.Message, StringComparison.Ordinal);
    }

    private static BoundBinary Compare(BoundBinaryOperator operation, BoundVariable variable, long value) =>
        Binary(operation, Read(variable), Const(Primitive.I64, value));

    private static long Dirty(NodeAnswer answer) => BinaryPrimitives.ReadInt64LittleEndian(Convert.FromBase64String(answer.Memory!));
}
