namespace Arc.Dataflow.Tests.Text;

/// <summary>Sequences and stages to scopes, activations and transitions (arc-runtime.md, section 2; language section 18).</summary>
public class ScopeLoweringTests
{
    private static string Scopes(string source)
    {
        var lines = TextProgram.Lower(source).Split('\n');
        return string.Join('\n', lines.SkipWhile(l => !l.StartsWith("scope ", StringComparison.Ordinal))).Trim();
    }

    private static void HasScopes(string source, string expected) => Assert.Equal(expected.ReplaceLineEndings("\n").Trim(), Scopes(source));

    [Fact]
    public void Sequence_WithAWrite_AWaitAndAWrite_AdvancesByItself() => HasScopes(
        "import time  sequence m { 1 -> p  time.wait{500ms}  0 -> p }  flag => m", """
        scope root parallel always
          stratum 0: on_flag_0
          stratum 1: m
            scope m sequential gated
              activated by on_flag_0.output =>
              steps: step_0 step_1 step_2
                scope step_0 parallel gated
                  stratum 0: const_0
                  stratum 1: write_p_0
                scope step_1 parallel gated
                  stratum 0: time.wait_0
                scope step_2 parallel gated
                  stratum 0: const_1
                  stratum 1: write_p_1
              on write_p_0.output goto step_1
              on time.wait_0.output goto step_2
              on write_p_1.output goto exit
        """);

    [Fact]
    public void Transition_ToAStepOrNext_IsOneOfTheSequenceThatHasTheStep() => HasScopes("""
        sequence m {
          stage a { p > 1 => b  flag => next }
          sequence b { stage a { q > 1 => b  flag => next } stage last { flag => a } }
        }
        """, """
        scope root parallel always
          stratum 0: m
            scope m sequential gated
              steps: a b
                scope a parallel gated
                  stratum 0: on_p_0 on_flag_0
                  stratum 1: expression_0
                scope b sequential gated
                  steps: a last
                    scope a parallel gated
                      stratum 0: on_q_0 on_flag_1
                      stratum 1: expression_1
                    scope last parallel gated
                      stratum 0: on_flag_2
                  on on_flag_1.output goto last
                  on on_flag_2.output goto a
              on expression_0.output goto b
              on on_flag_0.output goto b
              on expression_1.output goto b
        """);

    [Fact]
    public void Jump_ToATopLevelScope_ActivatesItAndLeavesWhereItComesFrom() => HasScopes("""
        sequence m { stage a { flag -> idle } }
        stage idle { flag -> m }
        """, """
        scope root parallel always
          stratum 0: m
            scope m sequential gated
              activated by on_flag_1.output =>
              steps: a
                scope a parallel gated
                  stratum 0: on_flag_0
              on on_flag_0.output goto exit
          stratum 1: idle
            scope idle parallel gated
              activated by on_flag_0.output =>
              stratum 0: on_flag_1
              on on_flag_1.output goto exit
        """);

    [Fact]
    public void EntryPoints_AllCount_WithTheirOperators() => HasScopes("stage s { }  flag => s  n -> s  p > 1 => s", """
        scope root parallel always
          stratum 0: on_flag_0 on_n_0 on_p_0
          stratum 1: expression_0
          stratum 2: s
            scope s parallel gated
              activated by on_flag_0.output =>
              activated by on_n_0.output ->
              activated by expression_0.output =>
        """);

    [Fact]
    public void AnonymousScopes_AreAlwaysLive_NamedOnesInStagesAreNeverTargeted() => HasScopes(
        "stage { sequence { 1 -> p }  sequence named { flag } }  sequence { stage { } }", """
        scope root parallel always
          stratum 0: stage_0 seq_1
            scope stage_0 parallel always
              stratum 0: seq_0 named
                scope seq_0 sequential always
                  steps: step_0
                    scope step_0 parallel gated
                      stratum 0: const_0
                      stratum 1: write_p_0
                  on write_p_0.output goto exit
                scope named sequential gated
                  steps: step_0
                    scope step_0 parallel gated
                      stratum 0: expression_0
                  on expression_0.output goto exit
            scope seq_1 sequential always
              steps: step_0
                scope step_0 parallel always
        """);

    [Fact]
    public void InlineBodies_AreGatedMembersOfTheScopeOfTheirFlow() => HasScopes(
        "flag -> select{} -> { true: stage { 1 -> p }, false: sequence { flag => next  0 -> p } }", """
        scope root parallel always
          stratum 0: on_flag_0
          stratum 1: op.select_0
          stratum 2: __inline_0 __inline_1
            scope __inline_0 parallel gated
              activated by op.select_0.true ->
              stratum 0: const_0
              stratum 1: write_p_0
            scope __inline_1 sequential gated
              activated by op.select_0.false ->
              steps: step_0 step_1
                scope step_0 parallel gated
                  stratum 0: on_flag_1
                scope step_1 parallel gated
                  stratum 0: const_1
                  stratum 1: write_p_1
              on on_flag_1.output goto step_1
              on write_p_1.output goto exit
        """);

    [Fact]
    public void Step_ThatEndsInATransitionTableOrInlineBody_DoesNotAdvance() => HasScopes(
        "sequence m { flag => a  flag -> select{} -> { true: flag }  flag => stage { }  stage a { } }", """
        scope root parallel always
          stratum 0: m
            scope m sequential gated
              steps: step_0 step_1 step_2 a
                scope step_0 parallel gated
                  stratum 0: on_flag_0
                scope step_1 parallel gated
                  stratum 0: on_flag_1
                  stratum 1: op.select_0
                  stratum 2: write_flag_0
                scope step_2 parallel gated
                  stratum 0: on_flag_2
                  stratum 1: __inline_0
                    scope __inline_0 parallel gated
                      activated by on_flag_2.output =>
                scope a parallel gated
              on on_flag_0.output goto a
        """);

    [Fact]
    public void Gate_ReadsItsChannelsInEveryCycle_WithoutTriggers() => Assert.Equal("""
        func expression_0() -> output u8 reads p#1
        node expression_0 = expression_0() -> output u8 reads p#1
        scope root parallel always
          stratum 0: m
            scope m sequential gated
              steps: step_0
                scope step_0 parallel gated
                  stratum 0: expression_0
              on expression_0.output goto exit
        """.ReplaceLineEndings("\n"), TextProgram.Lower("sequence m { p > 5 }").Trim());

    [Fact]
    public void ActivationThatClosesACycle_IsLeftOutOfTheLayout() => HasScopes(
        "stage ping { flag => pong }  stage pong { flag => ping }  flag => pong", """
        scope root parallel always
          stratum 0: on_flag_2 ping
            scope ping parallel gated
              activated by on_flag_1.output =>
              stratum 0: on_flag_0
              on on_flag_0.output goto exit
          stratum 1: pong
            scope pong parallel gated
              activated by on_flag_0.output =>
              activated by on_flag_2.output =>
              stratum 0: on_flag_1
              on on_flag_1.output goto exit
        """);

    [Fact]
    public void GeneratedKeys_KeepClearOfNamesOfTheSource()
    {
        var ir = TextProgram.Lower("""
            func expression_0(x f64) f64 { return x }
            sequence m { 1 -> p  stage step_0 { p > 1 => next }  stage on_p_0 { } }
            stage seq_0 { p -> q }
            sequence { 2 -> p }
            """);
        Assert.Contains("steps: step_0_ step_0 on_p_0", ir, StringComparison.Ordinal);
        Assert.Contains("func expression_1()", ir, StringComparison.Ordinal);
        Assert.Contains("scope seq_1 sequential always", ir, StringComparison.Ordinal);
        Assert.Equal(ir.Split('\n').Count(l => l.StartsWith("node ", StringComparison.Ordinal)), ir.Split('\n').Where(l => l.StartsWith("node ", StringComparison.Ordinal)).Select(l => l.Split(' ')[1]).Distinct().Count());
    }

    [Fact]
    public void Scopes_SurviveTheJsonForm()
    {
        var ir = TextProgram.Analyze("sequence m { stage a { flag => idle } stage b { flag => a } }  stage idle { flag => m }  flag => stage { 1 -> p }").Ir!;
        var json = Sdk.Ir.IrJson.Write(ir);
        Assert.Equal(Sdk.Ir.IrPrinter.Print(ir), Sdk.Ir.IrPrinter.Print(Sdk.Ir.IrJson.Read(json, out _)));
        Assert.Equal(json, Sdk.Ir.IrJson.Write(Sdk.Ir.IrJson.Read(json, out _)));
    }

    [Theory]
    [InlineData("flag => stage { ", "}")]
    [InlineData("sequence { ", "}")]
    [InlineData("stage { sequence { ", "} }")]
    public void ScopesAsDeepAsTheTextMayBe_AreLoweredOnASmallStack_AndWritten(string open, string close)
    {
        var depth = 250 / open.Count(c => c == '{');
        var source = string.Concat(Enumerable.Repeat(open, depth)) + "1 -> p" + string.Concat(Enumerable.Repeat(close, depth));
        Sdk.Ir.IrProgram? ir = null;
        var thread = new Thread(() => ir = TextProgram.Analyze(source).Ir, 512 * 1024);
        thread.Start();
        thread.Join();
        Assert.Equal(Sdk.Ir.IrPrinter.Print(ir!), Sdk.Ir.IrPrinter.Print(Sdk.Ir.IrJson.Read(Sdk.Ir.IrJson.Write(ir!), out _)));
    }

    [Theory]
    [InlineData("flag => next", "1:9 ARC7004: 'next' can only be used inside a sequence")]
    [InlineData("stage a { flag => next }", "1:19 ARC7004: 'next' can only be used inside a sequence")]
    [InlineData("sequence m { stage x { flag => next } }", "1:32 ARC7004: 'next' in last stage 'x' has no next stage")]
    [InlineData("sequence m { flag => stage { flag => next }  1 -> p }", "1:38 ARC7004: 'next' cannot be used inside an inline body")]
    [InlineData("sequence m { stage a { } }  flag => a", "1:37 ARC7004: 'a' is not reachable from here")]
    [InlineData("stage z { sequence s { 1 -> p }  flag => s }", "1:42 ARC7004: 's' is not reachable from here")]
    [InlineData("sequence e { }  flag => e", "1:25 ARC7004: sequence 'e' has no steps")]
    [InlineData("flag => stage s { }", "1:15 ARC7004: inline routing case body stages must be anonymous; remove name 's'")]
    [InlineData("stage s { }  s -> p", "1:14 ARC7001: stage 's' cannot be the source of a flow")]
    [InlineData("next -> p", "1:1 ARC7004: 'next' can only stand at the end of a flow")]
    [InlineData("stage { 1 -> p } -> p", "1:1 ARC7001: an inline stage or sequence can only stand at the end of a flow")]
    [InlineData("sequence m { stage a { }  stage a { } }", "1:33 ARC4002: name a conflicts with existing symbol at line 1, col 20")]
    [InlineData("func f() { }  sequence m { stage f { } }", "1:34 ARC4002: name f conflicts with existing symbol at line 1, col 6")]
    [InlineData("sequence m { stage m { } }", "1:20 ARC4002: name m conflicts")]
    [InlineData("stage s { }  sequence m { s }", "1:27 ARC7004: 's' is a stage and no value")]
    [InlineData("sequence m { flag > \"a\" }", "1:14 ARC2001: ")]
    [InlineData("sequence m { text -> p }", "1:22 ARC2001: type mismatch in flow from 'text' to 'p': expected f64, got str")]
    [InlineData("func f(x f64) { }  p -> f{} => s  stage s { }", "1:25 ARC7001: 'f' has no output to connect in flow chain")]
    [InlineData("func f(x f64) (y f64) { y = x }  p -> f{} => s  stage s { }", "must be followed by a routing table")]
    [InlineData("func f(x f64) f64 { return x }  sequence m { f{} }", "1:46 ARC7006: node 'f_0' (f) missing required input 'x'")]
    [InlineData("sequence m { authority 5 }", "ARC1011")]
    [InlineData("stage m { stage n { } }", "ARC1011")]
    public void Program_Wrong_SaysWhat(string source, string expected)
    {
        var errors = TextProgram.Errors(source);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', errors);
    }

    [Theory]
    [InlineData("sequence m { stage a { sequence n { stage a { flag => next } stage b { flag => m } } } }")]
    [InlineData("sequence m { stage a { flag => stage { p > 1 => b } } stage b { } }")]
    [InlineData("sequence a { stage x { } }  sequence b { stage x { flag => a } }")]
    [InlineData("sequence m { p -> q, flag, f\"{p}\" -> text, stage { }, }  func f() { }")]
    [InlineData("sequence m { stage p { 1 -> q  flag => p } }")]
    [InlineData("stage s { f{}  p + 1 }  func f() { p = 1 }")]
    [InlineData("LIMIT := 5  sequence m { LIMIT  true }")]
    public void Program_Right_HasNoErrors(string source) => Assert.Equal("", TextProgram.Errors(source));
}
