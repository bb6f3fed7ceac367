using Arc.Sdk;
using Arc.Sdk.Nodes;
using Arc.Sdk.Types;

namespace Arc.Generator.Tests.Running;

/// <summary>Generated nodes over series.</summary>
public class NodeTests
{
    private static readonly (string, Primitive)[] Doubles = [("T", Primitive.F64)];

    [Fact]
    public void Sample_OfAHostFunction_KeepsItsTimeAndAlignment()
    {
        var harness = Harness.OfFile(Sources.Signal);
        var node = harness.Node("clamp", Doubles, ("lo", Constant.Of(0.0)), ("hi", Constant.Of(1.0)));
        var source = Feed(node, "x", (-1.0, 10), (0.5, 20), (7.0, 30));
        source.Alignment = 42;
        harness.Execute(node);
        var output = (OutputPort<double>)node.FindOutput("output")!;
        Assert.Equal([0.0, 0.5, 1.0], output.Values.ToArray());
        Assert.Equal([10L, 20, 30], output.Times.ToArray());
        Assert.Equal(42UL, output.Alignment);
        Assert.Equal(NodeWake.Input, node.Wake);
    }

    [Fact]
    public void Batch_IsProcessedOnce()
    {
        var harness = Harness.OfFile(Sources.Signal);
        var node = harness.Node("clamp", Doubles, ("lo", Constant.Of(0.0)), ("hi", Constant.Of(1.0)));
        Feed(node, "x", (0.5, 20));
        harness.Execute(node);
        node.Outputs[0].Clear();
        harness.Execute(node);
        Assert.Equal(0, node.Outputs[0].Count);
    }

    [Fact]
    public void SampleWhoseBodyThrows_IsDroppedAndReported()
    {
        var harness = Harness.OfFile(Sources.Signal);
        var node = harness.Node("clamp", Doubles, ("lo", Constant.Of(1.0)), ("hi", Constant.Of(0.0)));
        Feed(node, "x", (0.5, 20), (0.6, 30));
        harness.Execute(node);
        Assert.Equal(0, node.Outputs[0].Count);
        Assert.Equal([0, 1], harness.Reports.Select(r => r.Sample));
        Assert.IsType<ArgumentException>(harness.Reports[0].Error, exactMatch: false);
    }

    [Fact]
    public void ShorterInput_HoldsItsLastValue()
    {
        var harness = Harness.Of("/// <summary>F.</summary>\n[HostFunction] public static T Add<T>(T a, T b) where T : INumber<T> => a + b;");
        var node = harness.Node("add", [("T", Primitive.I32)]);
        Feed(node, "a", (1, 10), (2, 20), (3, 30));
        Feed(node, "b", (100, 5));
        harness.Execute(node);
        Assert.Equal([101, 102, 103], ((OutputPort<int>)node.Outputs[0]).Values.ToArray());
        Assert.Equal([10L, 20, 30], node.Outputs[0].Times.ToArray());
    }

    [Fact]
    public void MemberWithoutInputs_EmitsOneSampleStampedNow()
    {
        var harness = Harness.OfFile(Sources.Signal);
        var node = harness.Node("runs", []);
        harness.Execute(node);
        harness.Execute(node);
        var output = (OutputPort<long>)node.Outputs[0];
        Assert.Equal([2L], output.Values.ToArray());
        Assert.Equal([1_001L], output.Times.ToArray());
        Assert.Equal(NodeWake.Always, node.Wake);
    }

    [Fact]
    public void Text_IsATextPort_WhateverTheAuthorTakes()
    {
        var harness = Harness.OfFile(Sources.Signal);
        var node = harness.Node("label", [], ("unit", Constant.Of("bar")));
        Feed(node, "name", (Text.From("p1"), 10));
        harness.Execute(node);
        Assert.Equal([Text.From("p1 (bar)")], ((OutputPort<Text>)node.Outputs[0]).Values.ToArray());
    }

    [Fact]
    public void TupleResult_GoesToNamedOutputs()
    {
        var harness = Harness.Of("/// <summary>F.</summary>\n[HostFunction] public static (T quotient, T remainder) DivMod<T>(T a, [Config] T b) where T : IBinaryInteger<T> => (a / b, a % b);");
        var node = harness.Node("div_mod", [("T", Primitive.U8)], ("b", Constant.Of(7L)));
        Feed(node, "a", ((byte)50, 10));
        harness.Execute(node);
        Assert.Equal(["quotient", "remainder"], node.Outputs.Select(o => o.Name));
        Assert.Equal([(byte)7], ((OutputPort<byte>)node.FindOutput("quotient")!).Values.ToArray());
        Assert.Equal([(byte)1], ((OutputPort<byte>)node.FindOutput("remainder")!).Values.ToArray());
    }

    [Fact]
    public void Bodies_OfOneMember_ServeTheirTypes()
    {
        var harness = Harness.Of("""
            /// <summary>F.</summary>
            [HostFunction("kind")] public static T Int<T>(T x) where T : IBinaryInteger<T> => T.One;
            /// <summary>F.</summary>
            [HostFunction("kind")] public static T Float<T>(T x) where T : IFloatingPointIeee754<T> => T.E;
            /// <summary>F.</summary>
            [HostFunction("kind")] public static Text Words(Text x) => "text";
            """);
        Assert.Equal(TypeSet.Any, harness.Descriptor.Symbols[0].Flow!.Variables[0].Constraint);
        var node = harness.Node("kind", [("T", Primitive.Str)]);
        Feed(node, "x", (Text.From("?"), 10));
        harness.Execute(node);
        Assert.Equal([Text.From("text")], ((OutputPort<Text>)node.Outputs[0]).Values.ToArray());
        var whole = harness.Node("kind", [("T", Primitive.U16)]);
        Feed(whole, "x", ((ushort)9, 10));
        harness.Execute(whole);
        Assert.Equal([(ushort)1], ((OutputPort<ushort>)whole.Outputs[0]).Values.ToArray());
    }

    [Fact]
    public void Specialisation_ThatDoesNotExist_IsNamed()
    {
        var harness = Harness.OfFile(Sources.Signal);
        var error = Assert.Throws<InvalidOperationException>(() => harness.Node("ema", [("T", Primitive.I32)]));
        Assert.Equal("node 'node': ema has no specialisation for T = i32", error.Message);
    }

    [Fact]
    public void UnknownMember_IsNotMine() => Assert.Null(Harness.OfFile(Sources.Signal).Node("nothing", []));

    [Fact]
    public void ReactiveNode_StartsOverOnReset_OnTheSamePorts()
    {
        var harness = Harness.OfFile(Sources.Signal);
        var node = harness.Node("ema", Doubles, ("alpha", Constant.Of(0.5)));
        var ports = node.Outputs;
        var source = Feed(node, "input", (10.0, 10), (20.0, 20));
        harness.Execute(node);
        Assert.Equal([10.0, 15.0], ((OutputPort<double>)node.Outputs[0]).Values.ToArray());
        node.Reset();
        source.Begin();
        source.Append(100.0, 30);
        harness.Execute(node);
        Assert.Equal([100.0], ((OutputPort<double>)node.Outputs[0]).Values.ToArray());
        Assert.Same(ports[0], node.Outputs[0]);
    }

    [Fact]
    public void ReactiveNode_SeesWhichInputIsNew()
    {
        var harness = Harness.Of("""
            /// <summary>N.</summary>
            [ReactiveNode]
            public sealed partial class Seen
            {
                /// <summary>A.</summary>
                [Input] public partial InputPort<double> A { get; }
                /// <summary>B.</summary>
                [Input] public partial InputPort<double> B { get; }
                /// <summary>O.</summary>
                [Output] public partial OutputPort<long> Output { get; }
                /// <summary>Runs.</summary>
                public void Execute(ref NodeContext node) => node.Emit(Output, (A.IsNew ? 1 : 0) + (B.IsNew ? 2 : 0));
            }
            """);
        var node = harness.Node("seen", []);
        Feed(node, "a", (1.0, 10));
        harness.Execute(node);
        Assert.Equal(0, node.Outputs[0].Count);
        var b = Feed(node, "b", (1.0, 10));
        harness.Execute(node);
        b.Begin();
        b.Append(2.0, 20);
        harness.Execute(node);
        harness.Execute(node);
        Assert.Equal([2L], ((OutputPort<long>)node.Outputs[0]).Values.ToArray());
    }

    [Fact]
    public void ReactiveNode_ThatRunsAlways_RunsWithoutNewInput()
    {
        var harness = Harness.Of("""
            /// <summary>N.</summary>
            [ReactiveNode(Wake = NodeWake.Always)]
            public sealed partial class Count(M module)
            {
                private long _n;
                /// <summary>A.</summary>
                [Input] public partial InputPort<double> A { get; }
                /// <summary>O.</summary>
                [Output] public partial OutputPort<long> Output { get; }
                /// <summary>Runs.</summary>
                public void Execute(ref NodeContext node) => node.Emit(Output, _n += module is null ? 0 : A.IsNew ? 10 : 1);
            }
            """);
        var node = harness.Node("count", []);
        harness.Execute(node);
        Feed(node, "a", (1.0, 10));
        harness.Execute(node);
        harness.Execute(node);
        Assert.Equal([12L], ((OutputPort<long>)node.Outputs[0]).Values.ToArray());
        Assert.Equal(NodeWake.Always, node.Wake);
    }

    [Fact]
    public void ScalarNode_InASteadyState_AllocatesNothing()
    {
        var harness = Harness.OfFile(Sources.Signal);
        var node = harness.Node("clamp", Doubles, ("lo", Constant.Of(0.0)), ("hi", Constant.Of(1.0)));
        var source = Feed(node, "x", (0.5, 1));
        Cycles(harness, node, source, 100, 2);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Cycles(harness, node, source, 10_000, 1_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Cycles(Harness harness, Node node, OutputPort<double> source, int count, long start)
    {
        for (var i = 0; i < count; i++)
        {
            source.Begin();
            source.Append(0.25, start + i);
            harness.Execute(node);
        }
    }

    private static OutputPort<T> Feed<T>(Node node, string input, params (T Value, long Time)[] samples)
    {
        var source = new OutputPort<T>("source");
        node.FindInput(input)!.Connect(source);
        foreach (var (value, time) in samples) source.Append(value, time);
        return source;
    }
}
