namespace Arc.Dataflow.Tests.Text;

/// <summary>Text to IR (arc-runtime.md, section 2): node keys, config, edges, strata.</summary>
public class LoweringTests
{
    private static void Lowers(string source, string expected) =>
        Assert.Equal(expected.ReplaceLineEndings("\n").Trim(), TextProgram.Lower(source).Trim());

    [Fact]
    public void ChannelToChannel() => Lowers("p -> q", """
        node on_p_0 = telem.on{channel chan f64 = 1}() -> output f64 reads p#1
        node write_q_0 = telem.write{channel chan f64 = 2}(input f64) -> output u8 writes q#2
        edge on_p_0.output -> write_q_0.input
        scope root parallel always
          stratum 0: on_p_0
          stratum 1: write_q_0
        """);

    [Fact]
    public void Literal_TakesTheSinksType() => Lowers("1 -> r", """
        node const_0 = op.constant{value f32 = 1}() -> output f32
        node write_r_0 = telem.write{channel chan f32 = 10}(input f32) -> output u8 writes r#10
        edge const_0.output -> write_r_0.input
        scope root parallel always
          stratum 0: const_0
          stratum 1: write_r_0
        """);

    [Fact]
    public void ConstantNamed_HasItsOwnPrefix() => Lowers("""
        limit f64 := 2.5
        limit -> q
        limit => q
        """, """
        node const_limit_0 = op.constant{value f64 = 2.5}() -> output f64
        node write_q_0 = telem.write{channel chan f64 = 2}(input f64) -> output u8 writes q#2
        node const_limit_1 = op.constant{value f64 = 2.5}() -> output f64
        node write_q_1 = telem.write{channel chan f64 = 2}(input f64) -> output u8 writes q#2
        edge const_limit_0.output -> write_q_0.input
        edge const_limit_1.output => write_q_1.input
        scope root parallel always
          stratum 0: const_limit_0 const_limit_1
          stratum 1: write_q_0 write_q_1
        """);

    [Fact]
    public void Expression_IsTriggeredByEachChannelThatItMentions() => Lowers("p + q > 3 => flag", """
        func expression_0() -> output u8 reads p#1, q#2
        node on_p_0 = telem.on{channel chan f64 = 1}() -> output f64 reads p#1
        node on_q_0 = telem.on{channel chan f64 = 2}() -> output f64 reads q#2
        node expression_0 = expression_0() -> output u8 reads p#1, q#2
        node write_flag_0 = telem.write{channel chan u8 = 3}(input u8) -> output u8 writes flag#3
        edge on_p_0.output -> expression_0.input
        edge on_q_0.output -> expression_0.input
        edge expression_0.output => write_flag_0.input
        scope root parallel always
          stratum 0: on_p_0 on_q_0
          stratum 1: expression_0
          stratum 2: write_flag_0
        """);

    [Fact]
    public void Expression_ThroughAFunction_IsTriggeredByTheChannelsOfItsBody() => Assert.Contains(
        "edge on_q_0.output -> expression_0.input", TextProgram.Lower("func f(a f64) f64 { return a + q }  f(1.0) -> p"), StringComparison.Ordinal);

    [Fact]
    public void Expression_LaterInAChain_IsTriggeredByItsPredecessorOnly() => Lowers("flag -> p * 2 -> q", """
        func expression_0() -> output f64 reads p#1
        node on_flag_0 = telem.on{channel chan u8 = 3}() -> output u8 reads flag#3
        node expression_0 = expression_0() -> output f64 reads p#1
        node write_q_0 = telem.write{channel chan f64 = 2}(input f64) -> output u8 writes q#2
        edge on_flag_0.output -> expression_0.input
        edge expression_0.output -> write_q_0.input
        scope root parallel always
          stratum 0: on_flag_0
          stratum 1: expression_0
          stratum 2: write_q_0
        """);

    [Fact]
    public void FormatString_BecomesAFunction() => Lowers("f\"{p:.2f} bar\" -> text", """
        func fmt$fmt_0() -> output str reads p#1
        node on_p_0 = telem.on{channel chan f64 = 1}() -> output f64 reads p#1
        node fmt_0 = fmt$fmt_0() -> output str reads p#1
        node write_text_0 = telem.write{channel chan str = 5}(input str) -> output u8 writes text#5
        edge on_p_0.output -> fmt_0.input
        edge fmt_0.output -> write_text_0.input
        scope root parallel always
          stratum 0: on_p_0
          stratum 1: fmt_0
          stratum 2: write_text_0
        """);

    [Fact]
    public void Member_GetsConcreteTypesAndConfig() => Lowers("import math  p -> math.clamp{lo=0, hi=10} => q", """
        node on_p_0 = telem.on{channel chan f64 = 1}() -> output f64 reads p#1
        node math.clamp_0 = math.clamp{lo f64 = 0, hi f64 = 10}(x f64) -> output f64
        node write_q_0 = telem.write{channel chan f64 = 2}(input f64) -> output u8 writes q#2
        edge on_p_0.output -> math.clamp_0.x
        edge math.clamp_0.output => write_q_0.input
        scope root parallel always
          stratum 0: on_p_0
          stratum 1: math.clamp_0
          stratum 2: write_q_0
        """);

    [Fact]
    public void Alias_IsLoweredToTheCanonicalName() =>
        Assert.Contains("node time.interval_0 = time.interval{period i64 ns = 500000000}()", TextProgram.Lower("import time as t  t.interval{500ms} -> flag"), StringComparison.Ordinal);

    [Fact]
    public void Function_WithConfigAndChannels_CarriesThem()
    {
        var ir = TextProgram.Lower("""
            func scale{k f64, out chan f64, b f64 = 1} (x f64) { out = x * k + b + q }
            p -> scale{2, r2}
            """.Replace("r2", "q", StringComparison.Ordinal));
        Assert.Contains("node scale_0 = scale{k f64 = 2, out chan f64 = 2, b f64 = 1}(x f64) reads q#2 writes q#2", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void RoutingTable_ConnectsNamedOutputs() => Lowers("flag -> select{} -> { true: flag, false: 7 -> n }", """
        node on_flag_0 = telem.on{channel chan u8 = 3}() -> output u8 reads flag#3
        node op.select_0 = op.select(output u8) -> true u8, false u8
        node write_flag_0 = telem.write{channel chan u8 = 3}(input u8) -> output u8 writes flag#3
        node const_0 = op.constant{value i64 = 7}() -> output i64
        node write_n_0 = telem.write{channel chan i64 = 4}(input i64) -> output u8 writes n#4
        edge on_flag_0.output -> op.select_0.output
        edge op.select_0.true -> write_flag_0.input
        edge op.select_0.false -> const_0.input
        edge const_0.output -> write_n_0.input
        scope root parallel always
          stratum 0: on_flag_0
          stratum 1: op.select_0
          stratum 2: write_flag_0 const_0
          stratum 3: write_n_0
        """);

    [Fact]
    public void InputRoutingTable_ConnectsSeveralInputs()
    {
        var ir = TextProgram.Lower("func f(a f64, b f64) f64 { return a - b }  { p: a, q: b } -> f{} -> p");
        Assert.Contains("edge on_p_0.output -> f_0.a\nedge on_q_0.output -> f_0.b\nedge f_0.output -> write_p_0.input", ir, StringComparison.Ordinal);
    }

    [Fact]
    public void Authorities_AreKept() =>
        Assert.Contains("authority 100\nauthority #2 200\n", TextProgram.Lower("authority (100 q 200)  p -> q"), StringComparison.Ordinal);

    [Theory]
    [InlineData("1 -> n", "value i64 = 1}")]
    [InlineData("-1 -> n", "value i64 = -1}")]
    [InlineData("2.0 -> n", "value i64 = 2}")]
    [InlineData("5s -> t", "value i64 ns = 5000000000}")]
    [InlineData("1kPa -> h", "value f64 psi = 0.14503")]
    [InlineData("true -> flag", "value u8 = 1}")]
    [InlineData("\"hi\" -> text", "value str = \"hi\"}")]
    public void Literals_GetTheTypeAndUnitOfTheirTarget(string source, string config) =>
        Assert.Contains(config, TextProgram.Lower(source), StringComparison.Ordinal);

    [Fact]
    public void LiteralExpression_TakesTheTypeThatTheChainDecides() =>
        Assert.Contains("expression_0() -> output f32", TextProgram.Lower("1 + 2 -> r"), StringComparison.Ordinal);

    [Fact]
    public void TypeVariables_ThatNothingDecides_GetTheLiteralsDefault() =>
        Assert.Contains("math.abs(x i64) -> output i64", TextProgram.Lower("import math  5 -> math.abs{}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("p -> fresh", "f64")]
    [InlineData("h -> fresh", "f64 psi")]
    [InlineData("1 -> fresh", "i64")]
    [InlineData("1 -> fresh\np -> fresh", "f64")]
    [InlineData("import math\nfunc f(x i32) i32 { return x }\n5 -> f{} -> math.abs{} -> fresh", "i32")]
    [InlineData("f\"{p}\" -> fresh", "str")]
    [InlineData("flag -> select{} -> { true: fresh }", "u8")]
    public void UnknownSink_OfAHostThatOffersChannels_GetsTheTypeThatFlows(string source, string type)
    {
        var (result, channels) = TextProgram.AnalyzeInferring(source);
        Assert.True(result.Success);
        var channel = channels.Find("fresh")!;
        Assert.Equal(type, channel.Type.ToString());
        Assert.All(result.Ir!.Nodes.Where(n => n.Key.StartsWith("write_fresh", StringComparison.Ordinal)), n => Assert.Equal("fresh", n.Channels.Write[channel.Key]));
    }
}
