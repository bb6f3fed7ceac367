using Arc.Sdk.Types;

namespace Arc.Dataflow.Tests.Scheduling;

public class CompiledFunctionTests
{
    private const int Area = 64;

    private static GraphBuilder Node(string name, IrParamList inputs, params Primitive[] outputs) => new GraphBuilder()
        .Function(name, [], inputs.Parameters, [.. outputs.Select((o, i) => GraphBuilder.Param(outputs.Length == 1 ? "output" : $"o{i}", o))]);

    [Fact]
    public void EntryNode_RunsOncePerActivation()
    {
        var calls = 0;
        var guest = new FakeGuest().Add("f", (_, results, _) => results[0] = FakeGuest.Bits(++calls));
        using var run = new SessionHarness(Node("f", default, Primitive.F64).Write("w", 1, Primitive.F64).Flow("f -> w"), guest);
        Assert.Equal([1.0], run.Cycle(1));
        Assert.Empty(run.Cycle(1));
        Assert.Equal(1, calls);
    }

    [Fact]
    public void InputsOfUnequalLength_AreCycled()
    {
        var guest = new FakeGuest().Add("f", (arguments, results, _) =>
            results[0] = FakeGuest.Bits(FakeGuest.F64(arguments[0]) * 10 + FakeGuest.F64(arguments[1])));
        using var run = new SessionHarness(Node("f", new("x", "y"), Primitive.F64)
            .On("a", 1, Primitive.F64).On("b", 2, Primitive.F64).Write("w", 5, Primitive.F64)
            .Edge("a", "output", "f", "x").Edge("b", "output", "f", "y").Flow("f -> w"), guest);
        run.Session.Ingest(new Frame().Add(1, 1.0, 2.0, 3.0, 4.0, 5.0).Add(2, 1.0, 2.0));
        Assert.Equal([11.0, 22.0, 31.0, 42.0, 51.0], run.Cycle(5));
    }

    [Fact]
    public void ConfigValues_ComeBeforeTheInputs()
    {
        ulong[] seen = [];
        var guest = new FakeGuest().Add("f", (arguments, results, _) => seen = arguments.ToArray());
        using var run = new SessionHarness(new GraphBuilder().Function(
            "f",
            [GraphBuilder.Param("k", Primitive.I8, Constant.Of(-1L)), GraphBuilder.Param("s", Primitive.Str, Constant.Of("hi")), GraphBuilder.Param("g", Primitive.F32, Constant.Of(0.5))],
            [GraphBuilder.Param("x", Primitive.F64)], [])
            .On("a", 1, Primitive.F64).Flow("a -> f"), guest);
        run.Feed(1, [2.0], from: 0);
        ulong[] expected = [0xFFFF_FFFF, 1 << 24, BitConverter.SingleToUInt32Bits(0.5f), FakeGuest.Bits(2)];
        Assert.Equal(expected, seen);
    }

    [Fact]
    public void FailingCall_IsReportedWithItsSampleAndTheOthersGoOn()
    {
        var guest = new FakeGuest().Add("f", (arguments, results, _) =>
        {
            var x = FakeGuest.F64(arguments[0]);
            results[0] = x != 0 ? FakeGuest.Bits(1 / x) : throw new InvalidOperationException("integer divide by zero");
        });
        using var run = new SessionHarness(Node("f", new("x"), Primitive.F64)
            .On("a", 1, Primitive.F64).Write("w", 2, Primitive.F64).Flow("a -> f -> w"), guest);
        Assert.Equal([1.0, 0.5], run.Feed(1, [1.0, 0.0, 2.0], from: 2));
        var error = Assert.Single(run.Errors);
        Assert.Equal(("f", 1, "integer divide by zero"), (error.Node, error.Sample, error.Message));
    }

    [Fact]
    public void NamedOutputs_AreCompactedIndependentlyWithTheirTimeStamps()
    {
        // Output 0 for every sample, output 1 for the even ones.
        var guest = new FakeGuest().Add("f", (arguments, _, memory) =>
        {
            var x = FakeGuest.F64(arguments[0]);
            FakeGuest.SetOutputs(memory, Area, x % 2 == 0 ? 3ul : 1ul, x, -x);
        });
        using var run = new SessionHarness(new GraphBuilder()
            .Function("f", [], [GraphBuilder.Param("x", Primitive.F64)], [GraphBuilder.Param("all", Primitive.F64), GraphBuilder.Param("even", Primitive.F64)], Area)
            .On("a", 5, Primitive.F64).Flow("a -> f")
            .Write("w", 1, Primitive.F64).Write("v", 5, Primitive.F64)
            .Edge("f", "all", "w", "input").Edge("f", "even", "v", "input"), guest);
        run.Session.Ingest(new Frame().Add(4, 10L, 20L, 30L, 40L).Add(5, 1.0, 2.0, 3.0, 4.0));
        Assert.Equal([20L, 40L], run.Cycle(4));
        run.Session.Ingest(new Frame().Add(4, 50L, 60L).Add(5, 5.0, 6.0));
        Assert.Equal([5.0, 6.0], run.Cycle(1));
    }

    [Fact]
    public void OutputWithoutSample_IsEmptiedAndTriggersNothing()
    {
        var guest = new FakeGuest().Add("f", (arguments, _, memory) => FakeGuest.SetOutputs(memory, Area, FakeGuest.F64(arguments[0]) > 0 ? 1ul : 0ul, 7));
        using var run = new SessionHarness(new GraphBuilder()
            .Function("f", [], [GraphBuilder.Param("x", Primitive.F64)], [GraphBuilder.Param("y", Primitive.F64)], Area)
            .On("a", 1, Primitive.F64).Write("w", 2, Primitive.F64).Flow("a -> f -> w"), guest);
        Assert.Equal([7.0], run.Feed(1, [1.0], from: 2));
        Assert.Empty(run.Feed(1, [-1.0], from: 2));
        Assert.Equal(0, run.Session.Nodes["f"].Outputs[0].Count);
    }

    [Fact]
    public void NodeKey_ReachesTheGuestsHostFunctions()
    {
        var guest = new FakeGuest().Add("f", (_, _, _) => { });
        using var run = new SessionHarness(new GraphBuilder().Function("f", [], [], [], key: "f_0"), guest);
        run.Cycle();
        Assert.Equal(["f_0"], guest.Callers);
    }

    [Fact]
    public void FunctionThatTheGuestDoesNotExport_AbortsTheStart()
    {
        var guest = new FakeGuest();
        var error = Assert.Throws<DataflowException>(() => new SessionHarness(new GraphBuilder().Function("f", [], [], []), guest));
        Assert.Contains("exports no function 'f'", error.Message, StringComparison.Ordinal);
        Assert.True(guest.IsDisposed);
    }

    /// <summary>Names of f64 inputs.</summary>
    private readonly struct IrParamList(params string[] names)
    {
        public Sdk.Ir.IrParam[] Parameters => [.. (names ?? []).Select(n => GraphBuilder.Param(n, Primitive.F64))];
    }
}
