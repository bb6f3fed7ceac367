using Arc.Sdk.Types;

namespace Arc.Dataflow.Tests.Scheduling;

/// <summary>The worked examples of arc-runtime.md, section 10, that concern the root scope.</summary>
public class WorkedExampleTests
{
    [Fact]
    public void Literal_AtTopLevel_IsWrittenOnceAndNeverAgain()
    {
        // 1 -> a
        using var run = new SessionHarness(new GraphBuilder().Constant("const_0", Primitive.F64, 1).Write("write_c1_0", 1, Primitive.F64)
            .Flow("const_0 -> write_c1_0"));
        Assert.Equal([1.0], run.Cycle(1));
        Assert.Empty(run.Cycle(1));
        Assert.Empty(run.Cycle(1));
    }

    [Fact]
    public void Expression_WithoutChannels_IsWrittenInEveryCycle()
    {
        // 1 + 2 -> a
        var guest = new FakeGuest().Add("expression_0", (_, results, _) => results[0] = FakeGuest.Bits(3));
        using var run = new SessionHarness(new GraphBuilder()
            .Function("expression_0", [], [], [GraphBuilder.Param("output", Primitive.F64)])
            .Write("write_c1_0", 1, Primitive.F64).Flow("expression_0 -> write_c1_0"), guest);
        Assert.Equal([3.0], run.Cycle(1));
        Assert.Equal([3.0], run.Cycle(1));
    }

    [Fact]
    public void Expression_TriggeredByABatch_IsEvaluatedOnce()
    {
        // s > 10 -> a
        SessionHarness? run = null;
        var guest = new FakeGuest().Add("expression_0", (_, results, _) =>
            results[0] = run!.Session.Services.Channels.Latest<double>(1) > 10 ? 1ul : 0ul);
        using (run = new SessionHarness(new GraphBuilder().On("on_s_0", 1, Primitive.F64)
            .Function("expression_0", [], [], [GraphBuilder.Param("output", Primitive.U8)])
            .Write("write_c3_0", 3, Primitive.U8)
            .Edge("on_s_0", "output", "expression_0", "input").Flow("expression_0 -> write_c3_0"), guest))
        {
            Assert.Equal([(byte)0], run.Feed(1, [5.0, 20.0, 7.0], from: 3));
        }
    }

    [Fact]
    public void Function_WithAnInput_IsCalledForEverySample()
    {
        // func f(x f64) u8 { return x > 10 }   s -> f{} -> a
        var guest = new FakeGuest().Add("f", (arguments, results, _) => results[0] = FakeGuest.F64(arguments[0]) > 10 ? 1ul : 0ul);
        using var run = new SessionHarness(new GraphBuilder().On("on_s_0", 1, Primitive.F64)
            .Function("f", [], [GraphBuilder.Param("x", Primitive.F64)], [GraphBuilder.Param("output", Primitive.U8)])
            .Write("write_c3_0", 3, Primitive.U8).Flow("on_s_0 -> f -> write_c3_0"), guest);
        Assert.Equal([(byte)0, (byte)1, (byte)0], run.Feed(1, [5.0, 20.0, 7.0], from: 3));
    }
}
