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
        using var bench = Benches.OfFile(Sources.Signal);
        var node = bench.Node("signal.clamp", ("lo", 1), ("hi", 0)).ExpectErrors().Send("x", 0.5, 0.6);
        Assert.Empty(node.Output<double>());
        Assert.Equal([0, 1], node.Errors.Select(e => e.Sample));
        Assert.IsType<ArgumentException>(node.Errors[0].Error, exactMatch: false);
    }

    [Fact]
    public void ShorterInput_HoldsItsLastValue()
    {
        using var bench = Benches.Of("/// <summary>F.</summary>\n[HostFunction] public static T Add<T>(T a, T b) where T : INumber<T> => a + b;");
        var node = bench.Node<int>("m.add").SendAt("b", (100, 5)).SendAt("a", (1, 10), (2, 20), (3, 30));
        Assert.Equal([(101, 10L), (102, 20), (103, 30)], node.Stamped<int>());
    }

    [Fact]
    public void MemberWithoutInputs_StandingAlone_EmitsOneSampleStampedNow_OnceAnActivation()
    {
        var harness = Harness.OfFile(Sources.Signal);
        var node = harness.Node("runs", []);
        var output = (OutputPort<long>)node.Outputs[0];
        harness.Execute(node);
        harness.Execute(node);
        Assert.Equal([1L], output.Values.ToArray());
        node.Reset();
        harness.Execute(node);
        Assert.Equal([2L], output.Values.ToArray());
        Assert.Equal([1_001L], output.Times.ToArray());
        Assert.Equal(NodeWake.Input, node.Wake);
    }

    [Fact]
    public void Text_IsATextPort_WhateverTheAuthorTakes()
    {
        using var bench = Benches.OfFile(Sources.Signal);
        Assert.Equal([(Text)"p1 (bar)"], bench.Node("signal.label", ("unit", "bar")).Send("name", "p1").Output<Text>());
    }

    [Fact]
    public void TupleResult_GoesToNamedOutputs()
    {
        using var bench = Benches.Of("/// <summary>F.</summary>\n[HostFunction] public static (T quotient, T remainder) DivMod<T>(T a, [Config] T b) where T : IBinaryInteger<T> => (a / b, a % b);");
        var node = bench.Node<byte>("m.div_mod", ("b", 7)).Send("a", 50);
        Assert.Equal([(byte)7], node.Output<byte>("quotient"));
        Assert.Equal([(byte)1], node.Output<byte>("remainder"));
    }

    [Fact]
    public void Bodies_OfOneMember_ServeTheirTypes()
    {
        using var bench = Benches.Of("""
            /// <summary>F.</summary>
            [HostFunction("kind")] public static T Int<T>(T x) where T : IBinaryInteger<T> => T.One;
            /// <summary>F.</summary>
            [HostFunction("kind")] public static T Float<T>(T x) where T : IFloatingPointIeee754<T> => T.E;
            /// <summary>F.</summary>
            [HostFunction("kind")] public static Text Words(Text x) => "text";
            """);
        Assert.Equal(TypeSet.Any, bench.Modules[0].Symbols[0].Flow!.Variables[0].Constraint);
        Assert.Equal(["text"], bench.Node<string>("m.kind").Send("x", "?").Output<string>());
        Assert.Equal([(ushort)1], bench.Node<ushort>("m.kind").Send("x", 9).Output<ushort>());
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
        using var bench = Benches.OfFile(Sources.Signal);
        var node = bench.Node("signal.ema", ("alpha", 0.5)).Send("input", 10.0, 20.0).Restart().Send("input", 100.0);
        Assert.Equal([10.0, 15.0, 100.0], node.Output<double>());
    }

    [Fact]
    public void ReactiveNode_SeesWhichInputIsNew()
    {
        using var bench = Benches.Of("""
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
        var node = bench.Node("m.seen").Send("a", 1.0);
        Assert.Empty(node.Output<long>());
        Assert.Equal([3L, 2], node.Send("b", 1.0).Send("b", 2.0).Cycle().Output<long>());
    }

    [Fact]
    public void ReactiveNode_ThatRunsAlways_RunsWithoutNewInput()
    {
        using var bench = Benches.Of("""
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
        Assert.Equal([1L, 11, 12], bench.Node("m.count").Cycle().Send("a", 1.0).Cycle().Output<long>());
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
