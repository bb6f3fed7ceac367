namespace Arc.Dataflow.Tests.Text;

/// <summary>Source text through every layer, on the managed engine, with the standard library.</summary>
public class EndToEndTests
{
    private const int P = 1;
    private const int Q = 2;
    private const int Flag = 3;
    private const int N = 4;
    private const int Text = 5;

    [Fact]
    public void Literal_IsWrittenOnce()
    {
        using var run = TextProgram.Run("1 -> q");
        Assert.Equal([1.0], run.Cycle(Q));
        Assert.Empty(run.Cycle(Q));
    }

    [Fact]
    public void ConstantExpression_IsWrittenEveryCycle()
    {
        using var run = TextProgram.Run("1 + 2 -> q");
        Assert.Equal([3.0], run.Cycle(Q));
        Assert.Equal([3.0], run.Cycle(Q));
    }

    [Fact]
    public void Expression_OnABatch_SeesTheLastValueOnce()
    {
        using var run = TextProgram.Run("p > 10 -> flag");
        Assert.Equal([(byte)0], run.Feed(P, [5.0, 20.0, 7.0], from: Flag));
    }

    [Fact]
    public void Function_OnABatch_SeesEverySample()
    {
        using var run = TextProgram.Run("func f(x f64) u8 { return x > 10 }  p -> f{} -> flag");
        Assert.Equal([(byte)0, (byte)1, (byte)0], run.Feed(P, [5.0, 20.0, 7.0], from: Flag));
    }

    [Fact]
    public void Function_WithState_KeepsItPerNode()
    {
        using var run = TextProgram.Run("""
            func count(x f64) i64 { n_ $= 0  n_ = n_ + 1  return n_ }
            p -> count{} -> n
            q -> count{} -> n
            """);
        Assert.Equal([1L, 2L], run.Feed(P, [0.0, 0.0], from: N));
        Assert.Equal([1L], run.Feed(Q, [0.0], from: N));
        Assert.Equal([3L], run.Feed(P, [0.0], from: N));
    }

    [Fact]
    public void Function_WithConfig_UsesIt()
    {
        using var run = TextProgram.Run("func scale{k f64, b f64 = 1} (x f64) f64 { return x * k + b }  p -> scale{k=10} -> q");
        Assert.Equal([11.0, 21.0], run.Feed(P, [1.0, 2.0], from: Q));
    }

    [Fact]
    public void Function_ThatWritesAChannel_AppendsEverySample()
    {
        using var run = TextProgram.Run("func f(x f64) { q = x + 1  q = x + 2 }  p -> f{}");
        Assert.Equal([2.0, 3.0, 11.0, 12.0], run.Feed(P, [1.0, 10.0], from: Q));
    }

    [Fact]
    public void NamedOutputs_AreRouted()
    {
        using var run = TextProgram.Run("""
            func split(x f64) (low f64, high f64) { if x > 10 { high = x } else { low = x } }
            p -> split{} -> { low: p, high: q }
            """);
        Assert.Equal([20.0], run.Feed(P, [5.0, 20.0, 7.0], from: Q));
        Assert.Equal([1.0], run.Feed(P, [1.0], from: P));
    }

    [Fact]
    public void Member_InAFlow_RunsPerSample()
    {
        using var run = TextProgram.Run("import math  p -> math.clamp{lo=0, hi=10} -> q");
        Assert.Equal([0.0, 5.0, 10.0], run.Feed(P, [-1.0, 5.0, 11.0], from: Q));
    }

    [Fact]
    public void Select_RoutesBothWays()
    {
        using var run = TextProgram.Run("flag -> select{} -> { true: 1.5 -> q, false: 2.5 -> p }");
        Assert.Equal([1.5], run.Feed(Flag, [(byte)1], from: Q));
        Assert.Empty(run.Cycle(Q));
        Assert.Equal([2.5], run.Feed(Flag, [(byte)0], from: P));
        Assert.Equal([1.5], run.Feed(Flag, [(byte)1], from: Q));
    }

    [Fact]
    public void ConditionalEdge_PassesTruthyValuesOnly()
    {
        using var run = TextProgram.Run("p > 10 => flag");
        Assert.Empty(run.Feed(P, [5.0], from: Flag));
        Assert.Equal([(byte)1], run.Feed(P, [15.0], from: Flag));
    }

    [Fact]
    public void FormatString_IsTriggeredByItsChannels()
    {
        using var run = TextProgram.Run("f\"p = {p:.1f}\" -> text");
        Assert.Equal(["p = 2.5"], run.Feed(P, [2.5], from: Text).Select(t => t!.ToString()));
    }

    [Fact]
    public void TextThroughAFunction_KeepsItsBytes()
    {
        using var run = TextProgram.Run("func greet(s str) str { return \"hello \" + s }  text -> greet{} -> text");
        Assert.Equal(["hello wörld"], run.Feed(Text, [Sdk.Text.From("wörld")], from: Text).Select(t => t!.ToString()));
    }

    [Fact]
    public void FailingSample_IsReportedAndTheOthersPass()
    {
        using var run = TextProgram.Run("func inv(x i64) i64 { return 100 / x }  n -> inv{} -> n");
        Assert.Equal([100L, 50L], run.Feed(N, [1L, 0L, 2L], from: N));
        var error = Assert.Single(run.Errors);
        Assert.Equal(("inv_0", 1), (error.Node, error.Sample));
    }

    [Fact]
    public void Interval_DrivesAnExpression()
    {
        using var run = TextProgram.Run("import time  time.interval{100ms} -> p + 1 -> q");
        Assert.Equal([1.0], run.TickAt(0, Q));
        Assert.Empty(run.Feed(P, [4.0], from: Q));
        Assert.Equal([5.0], run.TickAt(100, Q));
    }

    [Fact]
    public void InputRouting_RunsWhenAnySourceIsNew()
    {
        using var run = TextProgram.Run("func f(a f64, b i64) f64 { return a * f64(b) }  { p: a, n: b } -> f{} -> q");
        Assert.Empty(run.Feed(P, [2.0], from: Q));
        Assert.Equal([6.0], run.Feed(N, [3L], from: Q));
        Assert.Equal([15.0], run.Feed(P, [5.0], from: Q));
    }

    [Fact]
    public void WriteNode_PassesTimeStampsOfAnIndexedChannel()
    {
        using var run = TextProgram.Run("x -> x");
        run.Session.Ingest(new Frame().Add(8, 1.0, 2.0).Add(9, 100L, 200L));
        Assert.Equal([100L, 200L], run.Cycle(9));
    }

    [Fact]
    public void SetAuthority_InAFlow_IsFlushedBeforeWrites()
    {
        using var run = TextProgram.Run("import control  flag => control.set_authority{value=50}  flag -> flag");
        run.Feed(Flag, [(byte)1], from: Flag);
        Assert.Equal(["authority 0=50 [3]", "write 3"], run.Order);
    }

    [Fact]
    public void Statistic_WithAConnectedReset_RunsBeforeAnyResetArrives()
    {
        using var run = TextProgram.Run("import math  { p: input, flag: reset } -> math.avg{} -> q");
        Assert.Equal([2.0], run.Feed(P, [1.0, 3.0], from: Q));
        Assert.Equal([3.0], run.Feed(P, [5.0], from: Q));
        Assert.Empty(run.Feed(Flag, [(byte)1], from: Q));
        Assert.Equal([8.0], run.Feed(P, [8.0], from: Q));
    }

    [Fact]
    public void Statistic_InAChain_AveragesBatches()
    {
        using var run = TextProgram.Run("import math  p -> math.avg{count=2} -> q");
        Assert.Equal([2.0], run.Feed(P, [1.0, 3.0], from: Q));
        Assert.Equal([10.0], run.Feed(P, [10.0], from: Q));
    }

    [Fact]
    public void Now_AsASource_RunsEveryCycle()
    {
        using var run = TextProgram.Run("import time  time.now{} -> t");
        Assert.Single(run.Cycle(7));
        Assert.Single(run.Cycle(7));
    }

    [Fact]
    public void Now_BehindAChannel_IsOnlyTriggered()
    {
        using var run = TextProgram.Run("import time  flag -> time.now{} -> t");
        Assert.Empty(run.Cycle(7));
        Assert.Single(run.Feed(Flag, [(byte)0, (byte)1], from: 7));
    }

    [Fact]
    public void FormatString_WithoutChannels_RunsOncePerActivation()
    {
        using var run = TextProgram.Run("f\"{1 + 1}\" -> text");
        Assert.Equal(["2"], run.Cycle(Text).Select(t => t!.ToString()));
        Assert.Empty(run.Cycle(Text));
    }

    [Fact]
    public void ChannelInTheMiddle_IsReadWhenItsPredecessorEmits()
    {
        using var run = TextProgram.Run("flag -> p -> q");
        Assert.Empty(run.Feed(P, [1.0], from: Q));
        run.Session.Ingest(new Frame().Add(P, 2.0).Add(Flag, (byte)0));
        Assert.Equal([1.0], run.Cycle(Q));
        Assert.Equal([2.0], run.Feed(Flag, [(byte)1], from: Q));
        Assert.Empty(run.Feed(Flag, [(byte)1], from: Q));
    }
}
