using Arc.Sdk;
using Arc.Sdk.Ir;
using Arc.Sdk.Types;

namespace Arc.Dataflow.Tests.Scheduling;

public class EmissionTests
{
    private static GraphBuilder Chain(string arrow) => new GraphBuilder()
        .On("on", 1, Primitive.F64).Write("write", 2, Primitive.F64).Flow($"on {arrow} write");

    [Fact]
    public void ContinuousEdge_OnAnyEmission_Triggers()
    {
        using var run = new SessionHarness(Chain("->"));
        Assert.Equal([0.0], run.Feed(1, [0.0], from: 2));
    }

    [Theory]
    [InlineData(1.0, true)]
    [InlineData(-0.5, true)]
    [InlineData(double.NaN, true)]
    [InlineData(0.0, false)]
    public void ConditionalEdge_TriggersOnTruthyLastSamples(double last, bool triggers)
    {
        using var run = new SessionHarness(Chain("=>"));
        Assert.Equal(triggers, run.Feed(1, [1.0, last], from: 2).Length == 2);
    }

    [Fact]
    public void ConditionalEdge_AfterAFalsyBatch_PassesTheNextTruthyOne()
    {
        using var run = new SessionHarness(Chain("=>"));
        Assert.Empty(run.Feed(1, [0.0], from: 2));
        Assert.Equal([3.0], run.Feed(1, [3.0], from: 2));
    }

    [Fact]
    public void OneOutput_SeveralEdges_TriggersEachByItsOwnKind()
    {
        using var run = new SessionHarness(new GraphBuilder().On("on", 1, Primitive.F64)
            .Write("a", 2, Primitive.F64).Write("b", 5, Primitive.F64).Flow("on -> a").Flow("on => b"));
        Assert.Equal([0.0], run.Feed(1, [0.0], from: 2));
        Assert.Empty(run.Feed(1, [0.0], from: 5));
        Assert.Equal([1.0], run.Feed(1, [1.0], from: 5));
    }

    [Fact]
    public void Source_ReceivedBeforeTheStart_IsIgnoredOnlyIfItWasReceivedBefore()
    {
        using var run = new SessionHarness(Chain("->"));
        Assert.Empty(run.Cycle(2));
        Assert.Equal([4.0], run.Feed(1, [4.0], from: 2));
        Assert.Empty(run.Cycle(2));
    }

    [Fact]
    public void SeveralBatches_OfOneChannel_AreEmittedOneACycleAndNoneIsLost()
    {
        using var run = new SessionHarness(Chain("->"));
        foreach (var value in (double[])[1, 2, 3]) run.Session.Ingest(new Frame().Add(1, value, value + 0.5));
        Assert.Equal([1.0, 1.5], run.Cycle(2));
        Assert.Equal(0, run.Session.NextDeadline);
        Assert.Equal([2.0, 2.5], run.Cycle(2));
        Assert.Equal([3.0, 3.5], run.Cycle(2));
        Assert.Equal(Scheduler.Never, run.Session.NextDeadline);
    }

    [Fact]
    public void IndexedChannel_ThroughAChain_KeepsItsTimeStamps()
    {
        using var run = new SessionHarness(new GraphBuilder().On("on", 5, Primitive.F64).Write("write", 5, Primitive.F64).Flow("on -> write"));
        run.Session.Ingest(new Frame().Add(5, 1.5, 2.5).Add(4, 100L, 250L));
        Assert.Equal([100L, 250L], run.Cycle(4));
    }

    [Fact]
    public void IndexedChannel_WithoutTimeStamps_IsNotReadable()
    {
        using var run = new SessionHarness(new GraphBuilder().On("on", 5, Primitive.F64).Write("write", 1, Primitive.F64).Flow("on -> write"));
        Assert.Empty(run.Feed(5, [1.5], from: 1));
        Assert.Equal(Scheduler.Never, run.Session.NextDeadline);
    }

    [Fact]
    public void TwoInputs_RunWhenBothHaveDataAndOneIsNew()
    {
        using var run = new SessionHarness(new GraphBuilder().On("x", 1, Primitive.F64).On("y", 2, Primitive.F64)
            .Node("sum", "op.add", [], [GraphBuilder.Param("a", Primitive.F64), GraphBuilder.Param("b", Primitive.F64)], [GraphBuilder.Param("output", Primitive.F64)])
            .Write("write", 5, Primitive.F64)
            .Edge("x", "output", "sum", "a").Edge("y", "output", "sum", "b").Flow("sum -> write"));
        Assert.Empty(run.Feed(1, [1.0, 2.0], from: 5));
        Assert.Equal([11.0, 12.0], run.Feed(2, [10.0], from: 5));
        Assert.Equal([21.0, 22.0], run.Feed(2, [20.0], from: 5));
        Assert.Empty(run.Cycle(5));
    }

    [Fact]
    public void NewSecondInput_WithAnOlderTimeStamp_StillReachesTheEnd()
    {
        // The first input is longer and older than what the output carried; its result must not be dropped downstream.
        using var run = new SessionHarness(new GraphBuilder().On("x", 5, Primitive.F64).On("y", 2, Primitive.F64)
            .Node("sum", "op.add", [], [GraphBuilder.Param("a", Primitive.F64), GraphBuilder.Param("b", Primitive.F64)], [GraphBuilder.Param("output", Primitive.F64)])
            .Write("write", 1, Primitive.F64)
            .Edge("x", "output", "sum", "a").Edge("y", "output", "sum", "b").Flow("sum -> write"));
        run.Session.Ingest(new Frame().Add(5, 1.0, 2.0).Add(4, 10L, 20L).Add(2, 100.0));
        Assert.Equal([101.0, 102.0], run.Cycle(1));
        Assert.Equal([201.0, 202.0], run.Feed(2, [200.0], from: 1));
        Assert.Equal([301.0, 302.0], run.Feed(2, [300.0], from: 1));
    }

    [Fact]
    public void UnconnectedInput_WithADefault_IsOneSampleNewOnce()
    {
        using var run = new SessionHarness(new GraphBuilder().On("x", 1, Primitive.F64)
            .Node("sum", "op.add", [], [GraphBuilder.Param("a", Primitive.F64), GraphBuilder.Param("b", Primitive.F64, Constant.Of(5L))], [GraphBuilder.Param("output", Primitive.F64)])
            .Write("write", 2, Primitive.F64)
            .Edge("x", "output", "sum", "a").Flow("sum -> write"));
        Assert.Empty(run.Cycle(2));
        Assert.Equal([6.0, 7.0], run.Feed(1, [1.0, 2.0], from: 2));
    }

    [Fact]
    public void TriggerEdge_ToAParameterThatIsNoInput_OnlyTriggers()
    {
        using var run = new SessionHarness(new GraphBuilder().On("x", 1, Primitive.F64).Constant("c", Primitive.F64, 7).Write("write", 2, Primitive.F64)
            .Flow("x -> c -> write"));
        Assert.Empty(run.Cycle(2));
        Assert.Equal([7.0], run.Feed(1, [1.0], from: 2));
        Assert.Equal([7.0], run.Feed(1, [1.0], from: 2));
    }

    [Fact]
    public void Load_MissingInput_NamesNodeTypeAndInput()
    {
        var error = Assert.Throws<DataflowException>(() => new SessionHarness(new GraphBuilder().Write("write_a_0", 1, Primitive.F64)));
        Assert.Contains("node 'write_a_0' (telem.write) missing required input 'input'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_UnknownNodeType_NamesIt()
    {
        var error = Assert.Throws<DataflowException>(() => new SessionHarness(new GraphBuilder().Node("x_0", "math.unknown", [], [], [])));
        Assert.Contains("no module offers the node 'math.unknown'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_EdgeBetweenDifferentTypes_NamesBothNodes()
    {
        var error = Assert.Throws<DataflowException>(() => new SessionHarness(new GraphBuilder()
            .On("on", 3, Primitive.U8).Write("write", 2, Primitive.F64).Flow("on -> write")));
        Assert.Contains("from 'on' to 'write'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_EdgeToAnUnknownNode_IsIgnored()
    {
        using var run = new SessionHarness(Chain("->").Edge("on", "output", "nobody", "input", IrEdgeKind.Continuous));
        Assert.Equal([1.0], run.Feed(1, [1.0], from: 2));
    }

    [Fact]
    public void Cycle_InWhichNothingHappened_ExecutesNothing()
    {
        using var run = new SessionHarness(Chain("->"));
        run.Cycle();
        run.Cycle();
        Assert.Equal(0, run.Session.Scheduler.Executed);
    }

    [Fact]
    public void Cycle_InSteadyState_AllocatesNothing()
    {
        var guest = new FakeGuest().Add("f", (arguments, results, _) => results[0] = FakeGuest.Bits(FakeGuest.F64(arguments[0]) + 1));
        var graph = new GraphBuilder().On("on", 5, Primitive.F64)
            .Function("f", [], [GraphBuilder.Param("x", Primitive.F64)], [GraphBuilder.Param("output", Primitive.F64)])
            .Write("write", 5, Primitive.F64).Flow("on -> f => write").Interval("i", 1_000_000);
        using var session = Session.Start(graph.Program(), TestModules.Set, guest, new NullSink(), new SessionOptions { Channels = SessionHarness.Channels });
        var values = new double[100];
        var times = new long[100];
        long cycle = 0;
        void Run()
        {
            for (var i = 0; i < times.Length; i++) times[i] = cycle * 1000 + i;
            Array.Fill(values, cycle);
            var channels = session.Services.Channels;
            channels.BeginFrame();
            channels.Ingest<long>(4, times);
            channels.Ingest<double>(5, values);
            session.Cycle(cycle * 500_000, CycleReason.Timer);
            cycle++;
        }

        Assert.Equal(0, Allocations.Of(Run));
    }

    private sealed class NullSink : ISessionSink
    {
        public void OnAuthority(Sdk.Channels.AuthorityChange change, ReadOnlySpan<int> channels)
        {
        }

        public void OnWrite(Sdk.Channels.ChannelWrites writes)
        {
        }

        public void OnError(NodeError error) => Assert.Fail(error.ToString());
    }
}
