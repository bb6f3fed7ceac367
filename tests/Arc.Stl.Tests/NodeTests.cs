using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Types;

namespace Arc.Stl.Tests;

/// <summary>The library's nodes, one at a time (arc-stl.md, section 2).</summary>
public class NodeTests
{
    private const long Second = 1_000_000_000;

    private readonly Rig _rig = new(
        new ChannelInfo(1, "p", ArcType.Of(Primitive.F64), 2), new ChannelInfo(2, "t", ArcType.TimeSpan), new ChannelInfo(3, "q", ArcType.Of(Primitive.F64)));

    [Fact]
    public void Avg_EachBatch_GivesOneSampleWithTheLastTimeStamp()
    {
        var node = Statistic("math.avg", Primitive.F64);
        var input = Rig.Feed<double>(node, "input");
        input.Alignment = 7;
        Rig.Send(input, (1, 10), (2, 11), (6, 12));
        Assert.Equal([(3, 12)], _rig.Run<double>(node));
        Assert.Equal(7u, node.FindOutput("output")!.Alignment);
        Rig.Send(input, (7, 13));
        Assert.Equal([(4, 13)], _rig.Run<double>(node));
    }

    [Fact]
    public void Avg_OfIntegers_TruncatesAtEachStep()
    {
        var node = Statistic("math.avg", Primitive.I32);
        var input = Rig.Feed<int>(node, "input");
        Rig.Send(input, (1, 1L), (2, 2L));
        Assert.Equal([(1, 2)], _rig.Run<int>(node));
        Rig.Send(input, (5, 3L));
        Assert.Equal([(2, 3)], _rig.Run<int>(node));
    }

    [Fact]
    public void Avg_OfSmallIntegers_WrapsItsSums()
    {
        var node = Statistic("math.avg", Primitive.U8);
        var input = Rig.Feed<byte>(node, "input");
        Rig.Send(input, ((byte)200, 1L), ((byte)100, 2L));
        Assert.Equal([((byte)22, 2L)], _rig.Run<byte>(node));
    }

    [Fact]
    public void Avg_AfterCountSamples_StartsOverWithTheNextBatch()
    {
        var node = Statistic("math.avg", Primitive.F64, ("count", Constant.Of(2)));
        var input = Rig.Feed<double>(node, "input");
        Rig.Send(input, (1, 1), (2, 2), (3, 3));
        Assert.Equal([(2, 3)], _rig.Run<double>(node));
        Rig.Send(input, (10, 4));
        Assert.Equal([(10, 4)], _rig.Run<double>(node));
        Rig.Send(input, (20, 5));
        Assert.Equal([(15, 5)], _rig.Run<double>(node));
    }

    [Fact]
    public void Avg_AfterDuration_StartsOver()
    {
        var node = Statistic("math.avg", Primitive.F64, ("duration", Constant.Of(10)));
        var input = Rig.Feed<double>(node, "input");
        Rig.Send(input, (1, 100));
        _rig.Run<double>(node);
        Rig.Send(input, (3, 109));
        Assert.Equal([(2, 109)], _rig.Run<double>(node));
        Rig.Send(input, (7, 110));
        Assert.Equal([(7, 110)], _rig.Run<double>(node));
        Rig.Send(input, (9, 119));
        Assert.Equal([(8, 119)], _rig.Run<double>(node));
    }

    [Fact]
    public void Avg_ResetConnected_RunsBeforeAnyResetArrived_AndStartsOverOnOne()
    {
        var node = _rig.Node("math.avg");
        var input = Rig.Feed<double>(node, "input");
        var reset = Rig.Feed<byte>(node, "reset");
        Rig.Send(input, (4, 10));
        Assert.Equal([(4, 10)], _rig.Run<double>(node));
        Rig.Send(reset, ((byte)2, 11L), ((byte)0, 12L));
        Assert.Empty(_rig.Run<double>(node));
        Rig.Send(input, (6, 13));
        Assert.Equal([(5, 13)], _rig.Run<double>(node));
        Rig.Send(reset, ((byte)1, 14L), ((byte)0, 15L));
        Assert.Empty(_rig.Run<double>(node));
        Rig.Send(input, (8, 16));
        Assert.Equal([(8, 16)], _rig.Run<double>(node));
        Rig.Send(input, (10, 17));
        Assert.Equal([(9, 17)], _rig.Run<double>(node));
    }

    [Fact]
    public void Avg_AfterStageEntry_StartsOver_AndForgetsNoBufferedInput()
    {
        var node = Statistic("math.avg", Primitive.F64);
        var input = Rig.Feed<double>(node, "input");
        Rig.Send(input, (4, 10));
        _rig.Run<double>(node);
        node.Reset();
        Assert.Empty(_rig.Run<double>(node));
        Rig.Send(input, (6, 11));
        Assert.Equal([(6, 11)], _rig.Run<double>(node));
    }

    [Fact]
    public void Avg_WhenTheCountWrapsToZero_ReportsAndGoesOn()
    {
        var node = Statistic("stat.avg", Primitive.U8);
        var input = Rig.Feed<byte>(node, "input");
        Rig.Send(input, [.. Enumerable.Range(1, 256).Select(i => ((byte)1, (long)i))]);
        Assert.Throws<DivideByZeroException>(() => _rig.Execute(node));
        Rig.Send(input, ((byte)1, 300L));
        Assert.Single(_rig.Run<byte>(node));
    }

    [Theory]
    [InlineData("math.min", 2, 1)]
    [InlineData("math.max", 9, 9)]
    [InlineData("stat.min", 2, 1)]
    [InlineData("stat.max", 9, 9)]
    public void MinMax_KeepTheExtremeOfTheWindow(string type, double first, double second)
    {
        var node = Statistic(type, Primitive.F64);
        var input = Rig.Feed<double>(node, "input");
        Rig.Send(input, (5, 1), (2, 2), (9, 3));
        Assert.Equal([(first, 3)], _rig.Run<double>(node));
        Rig.Send(input, (1, 4));
        Assert.Equal([(second, 4)], _rig.Run<double>(node));
    }

    [Fact]
    public void Min_NaN_IsKeptOnlyAsTheFirstValueOfAWindow()
    {
        var node = Statistic("math.min", Primitive.F64);
        var input = Rig.Feed<double>(node, "input");
        Rig.Send(input, (double.NaN, 1), (2, 2));
        Assert.Equal([(double.NaN, 2)], _rig.Run<double>(node));
        node.Reset();
        Rig.Send(input, (2, 3), (double.NaN, 4));
        Assert.Equal([(2, 4)], _rig.Run<double>(node));
    }

    [Fact]
    public void Derivative_IsPerSecond_AcrossBatches()
    {
        var node = _rig.Node("math.derivative", Primitive.U8);
        var input = Rig.Feed<byte>(node, "input");
        Rig.Send(input, ((byte)10, 0L), ((byte)20, Second / 2));
        Assert.Equal([(0, 0), (20, Second / 2)], _rig.Run<double>(node));
        Rig.Send(input, ((byte)5, Second), ((byte)7, Second));
        Assert.Equal([(-30, Second), (0, Second)], _rig.Run<double>(node));
        node.Reset();
        Rig.Send(input, ((byte)9, 2 * Second));
        Assert.Equal([(0, 2 * Second)], _rig.Run<double>(node));
    }

    [Fact]
    public void ScalarFunction_InAFlow_AnswersEverySampleWithItsTimeStamp()
    {
        var node = _rig.Node("math.sqrt");
        var input = Rig.Feed<double>(node, "x");
        Rig.Send(input, (4, 10), (-1, 11), (9, 12));
        Assert.Equal([(2, 10), (double.NaN, 11), (3, 12)], _rig.Run<double>(node));
    }

    [Fact]
    public void Clamp_InAFlow_TakesItsLimitsAsConfig()
    {
        var node = _rig.Node("math.clamp", Primitive.F64, ("lo", Constant.Of(0)), ("hi", Constant.Of(10)));
        var input = Rig.Feed<double>(node, "x");
        Rig.Send(input, (-4, 1), (5, 2), (40, 3));
        Assert.Equal([(0, 1), (5, 2), (10, 3)], _rig.Run<double>(node));
    }

    [Fact]
    public void Comparison_OfUnequalBatches_HoldsTheLastValueOfTheShorter()
    {
        var node = _rig.Node("op.gt");
        var a = Rig.Feed<double>(node, "a");
        var b = Rig.Feed<double>(node, "b");
        (a.Alignment, b.Alignment) = (100, 20);
        Rig.Send(a, (1, 10), (5, 11), (3, 12));
        Assert.Empty(_rig.Run<byte>(node));
        Rig.Send(b, (2, 9), (3, 10));
        Assert.Equal([((byte)0, 10L), ((byte)1, 11L), ((byte)0, 12L)], _rig.Run<byte>(node));
        Assert.Equal(120u, node.FindOutput("output")!.Alignment);
    }

    [Fact]
    public void Division_ByZero_DropsThatSampleAndReportsIt()
    {
        var node = _rig.Node("op.div", Primitive.I32);
        var a = Rig.Feed<int>(node, "a");
        var b = Rig.Feed<int>(node, "b");
        Rig.Send(a, (7, 1), (8, 2), (9, 3));
        Rig.Send(b, (2, 1), (0, 2), (3, 3));
        Assert.Equal([(3, 1), (3, 3)], _rig.Run<int>(node));
        var (error, sample) = Assert.Single(_rig.Errors);
        Assert.Equal(1, sample);
        Assert.Contains("integer divide by zero", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("op.and", 6, 3, 2)]
    [InlineData("op.or", 6, 3, 7)]
    public void Logic_IsBitwise(string type, byte left, byte right, byte expected)
    {
        var node = _rig.Node(type, Primitive.U8);
        Rig.Send(Rig.Feed<byte>(node, "a"), (left, 1L));
        Rig.Send(Rig.Feed<byte>(node, "b"), (right, 1L));
        Assert.Equal([(expected, 1L)], _rig.Run<byte>(node));
    }

    [Fact]
    public void Not_IsTheBitwiseComplement()
    {
        var node = _rig.Node("op.not", Primitive.U8);
        Rig.Send(Rig.Feed<byte>(node, "input"), ((byte)0, 1L), ((byte)1, 2L));
        Assert.Equal([((byte)255, 1L), ((byte)254, 2L)], _rig.Run<byte>(node));
    }

    [Fact]
    public void Select_SendsAOneToEitherSide()
    {
        var node = _rig.Node("op.select", Primitive.U8);
        var input = Rig.Feed<byte>(node, "output");
        Rig.Send(input, ((byte)1, 1L), ((byte)0, 2L), ((byte)2, 3L));
        Assert.Equal([((byte)1, 1L)], _rig.Run<byte>(node, "true"));
        Assert.Equal([1, 1], ((OutputPort<byte>)node.FindOutput("false")!).Values.ToArray());
        Rig.Send(input, ((byte)1, 4L));
        _rig.Run<byte>(node, "true");
        Assert.Equal(0, node.FindOutput("false")!.Emitted);
    }

    [Fact]
    public void Constant_WithoutEdge_EmitsOncePerActivation()
    {
        var node = _rig.Node("op.constant", Primitive.I64, ("value", Constant.Of(7)));
        Assert.Equal([(7L, 1_000_000L)], _rig.Run<long>(node));
        Assert.Empty(_rig.Run<long>(node));
        node.Reset();
        Assert.Equal(7L, Assert.Single(_rig.Run<long>(node)).Value);
    }

    [Fact]
    public void Constant_WithEdge_EmitsWheneverTriggered()
    {
        var node = _rig.Node("op.constant", Primitive.Str, ["input"], ("value", Constant.Of("x")));
        Assert.Equal("x", Assert.Single(_rig.Run<Text>(node)).Value.ToString());
        Assert.Equal("x", Assert.Single(_rig.Run<Text>(node)).Value.ToString());
    }

    [Fact]
    public void On_EmitsUnreadBatchesOneACycle_WithTheirTimeStamps()
    {
        var channels = _rig.Services.Channels;
        channels.Ingest<long>(2, [1], 0);
        channels.Ingest<double>(1, [1], 0);
        var node = _rig.Node("telem.on", Primitive.F64, ("channel", Constant.Of(1)));
        Assert.Empty(_rig.Run<double>(node));
        channels.ClearReads();
        channels.Ingest<long>(2, [20, 21], 1);
        channels.Ingest<double>(1, [2, 3], 1);
        channels.Ingest<long>(2, [22], 3);
        channels.Ingest<double>(1, [4], 3);
        Assert.Equal([(2, 20), (3, 21)], _rig.Run<double>(node));
        Assert.Equal(1u, node.FindOutput("output")!.Alignment);
        Assert.True(channels.ClearReads());
        Assert.Equal([(4, 22)], _rig.Run<double>(node));
        Assert.False(channels.ClearReads());
        Assert.Empty(_rig.Run<double>(node));
    }

    [Fact]
    public void On_WithoutIndexChannel_MakesTimeStamps()
    {
        var node = _rig.Node("telem.on", Primitive.F64, ("channel", Constant.Of(3)));
        _rig.Services.Channels.Ingest<double>(3, [5, 6]);
        Assert.Equal([(5, 1_000_000), (6, 1_000_001)], _rig.Run<double>(node));
    }

    [Fact]
    public void Write_WritesTheBatchWithItsTimeStamps_AndEmitsAOne()
    {
        var node = _rig.Node("telem.write", Primitive.F64, ("channel", Constant.Of(1)));
        var input = Rig.Feed<double>(node, "input");
        Rig.Send(input, (5, 10), (6, 11));
        Assert.Equal([((byte)1, 11L)], _rig.Run<byte>(node));
        Assert.Equal(["p 5 6", "t 10 11"], _rig.Services.Channels.Written.Select(w => $"{w.Channel.Name} {string.Join(" ", w.Samples)}"));
        _rig.Services.Channels.ClearWrites();
        Assert.Empty(_rig.Run<byte>(node));
        Assert.Empty(_rig.Services.Channels.Written);
    }

    [Fact]
    public void Interval_FiresInTheFirstTimerCycleAndThenOncePerPeriod()
    {
        var node = _rig.Node("time.interval", Primitive.U8, ("period", Constant.Of(Second)));
        _rig.Tolerance = Second / 10;
        Assert.Equal([((byte)1, 1_000_000L)], At(node, 0));
        Assert.Equal(Second, _rig.Deadlines[^1]);
        Assert.Empty(At(node, Second / 2));
        Assert.Empty(At(node, Second, CycleReason.Input));
        Assert.Equal(Second, _rig.Deadlines[^1]);
        Assert.Single(At(node, Second * 9 / 10));
        Assert.Equal(Second * 19 / 10, _rig.Deadlines[^1]);
        Assert.Single(At(node, 5 * Second));
        Assert.Equal(6 * Second, _rig.Deadlines[^1]);
        node.Reset();
        Assert.Single(At(node, 5 * Second));
    }

    [Fact]
    public void Wait_FiresOnceAfterItsDuration()
    {
        var node = _rig.Node("time.wait", Primitive.U8, ("duration", Constant.Of(Second)));
        Assert.Empty(At(node, 2 * Second));
        Assert.Equal(3 * Second, _rig.Deadlines[^1]);
        Assert.Empty(At(node, 3 * Second, CycleReason.Input));
        Assert.Single(At(node, 3 * Second));
        Assert.Empty(At(node, 9 * Second));
        node.Reset();
        Assert.Empty(At(node, 9 * Second));
        Assert.Single(At(node, 10 * Second));
    }

    [Fact]
    public void Interval_LongestPeriod_DoesNotOverflow()
    {
        var node = _rig.Node("time.interval", Primitive.U8, ("period", Constant.Of(long.MaxValue)));
        Assert.Single(At(node, 10));
        Assert.Equal(long.MaxValue, _rig.Deadlines[^1]);
    }

    [Fact]
    public void Now_InAFlow_EmitsTheClock()
    {
        var node = _rig.Node("time.now");
        Assert.Equal([(1_000_000L, 1_000_000L)], _rig.Run<long>(node));
        Assert.Equal([(1_000_001L, 1_000_001L)], _rig.Run<long>(node));
    }

    [Fact]
    public void SetAuthority_BuffersOneChangePerActivation()
    {
        var node = _rig.Node("control.set_authority", Primitive.F64, ("value", Constant.Of(200)));
        Rig.Default(node, "output", 0);
        _rig.Execute(node);
        _rig.Execute(node);
        Assert.Equal([new AuthorityChange(0, 200)], _rig.Services.Authority.Changes);
        node.Reset();
        _rig.Execute(node);
        Assert.Equal(2, _rig.Services.Authority.Changes.Count);
    }

    [Fact]
    public void StableFor_EmitsAValueThatHeldStill_Once()
    {
        var node = _rig.Node("stable.for", Primitive.F64, ("duration", Constant.Of(1000)));
        var input = Rig.Feed<double>(node, "input");
        Rig.Send(input, (5, 1_000_000));
        Assert.Empty(_rig.Run<double>(node));
        _rig.Time.Now = 1_001_000;
        Assert.Equal([(5, 1_001_000)], _rig.Run<double>(node));
        Rig.Send(input, (5, 1_001_500));
        Assert.Empty(_rig.Run<double>(node));
        Rig.Send(input, (6, 1_002_000), (5, 1_002_100));
        _rig.Time.Now = 1_009_000;
        Assert.Empty(_rig.Run<double>(node));
        Rig.Send(input, (7, 1_003_000));
        Assert.Equal([(7, 1_009_000)], _rig.Run<double>(node));
    }

    [Fact]
    public void StableFor_WorksOnText()
    {
        var node = _rig.Node("stable.for", Primitive.Str, ("duration", Constant.Of(0)));
        Rig.Send(Rig.Feed<Text>(node, "input"), (Text.From("on"), 1L));
        Assert.Equal("on", Assert.Single(_rig.Run<Text>(node)).Value.ToString());
    }

    private Sdk.Nodes.Node Statistic(string type, Primitive primitive, params (string, Constant)[] config)
    {
        var node = _rig.Node(type, primitive, config);
        Rig.Default(node, "reset", 0);
        return node;
    }

    private (byte Value, long Time)[] At(Sdk.Nodes.Node node, long elapsed, CycleReason reason = CycleReason.Timer)
    {
        (_rig.Elapsed, _rig.Reason) = (elapsed, reason);
        return _rig.Run<byte>(node);
    }
}
