namespace Arc.Dataflow.Tests.Text;

/// <summary>What the analysis of flows reports (arc-language.md, section 17).</summary>
public class FlowDiagnosticsTests
{
    [Theory]
    // Elements.
    [InlineData("p -> k\nk := 5", "ARC4004: k is not a channel")]
    [InlineData("func f() f64 { return 1 }\nf -> p", "ARC4004: 'f' is a function")]
    [InlineData("func f(x f64) f64 { return x }\np -> f() -> q", "functions in flow statements use {} not ()")]
    [InlineData("import time\ntime.interval(5) -> flag", "functions in flow statements use {} not ()")]
    [InlineData("p -> nobody", "undefined symbol: nobody")]
    [InlineData("p -> next", "'next'")]
    [InlineData("stage a { p -> q }\na -> p", "cannot be the source of a flow")]
    [InlineData("p -> 5", "5 is not a channel")]
    [InlineData("import math\np -> math", "'math' is a module")]
    // Connections.
    [InlineData("p -> flag", "ARC2001: type mismatch in flow from 'p' to 'flag': expected u8, got f64")]
    [InlineData("p -> text", "expected str, got f64")]
    [InlineData("func f(x i64) i64 { return x }\np -> f{} -> n", "type mismatch in flow from 'p' to 'f': expected i64, got f64")]
    [InlineData("h -> p\nh -> x_bar", "undefined symbol: x_bar")]
    [InlineData("t -> h", "expected f64 psi, got i64 ns")]
    [InlineData("import math\ntext -> math.sqrt{} -> p", "type mismatch in flow from 'text' to 'math.sqrt'")]
    [InlineData("300 -> flag", "ARC2002: value 300 out of range for u8")]
    [InlineData("2.5 -> n", "expected i64, got float")]
    [InlineData("5hz -> t", "cannot convert hz to ns")]
    [InlineData("func f(x f64) { p = x }\nq -> f{} -> p", "'f' has no output to connect in flow chain")]
    [InlineData("func f(a f64, b f64) f64 { return a + b }\np -> f{} -> q", "'f' has more than one parameter")]
    [InlineData("func f(a f64) f64 { return a }\nf{} -> q", "ARC7006: node 'f_0' (f) missing required input 'a'")]
    // Config.
    [InlineData("import math\np -> math.clamp{low=0, hi=1} -> q", "ARC7002: unknown config parameter 'low' for func 'math.clamp'")]
    [InlineData("import math\np -> math.clamp{0, 1, 2} -> q", "too many config values for func 'math.clamp': got 3, expected at most 2")]
    [InlineData("import math\np -> math.clamp{lo=0} -> q", "missing required config parameter 'hi' for func 'math.clamp'")]
    [InlineData("import math\np -> math.clamp{lo=\"a\", hi=1} -> q", "type mismatch: config parameter 'lo' expects")]
    [InlineData("import math\np -> math.clamp{lo=q, hi=1} -> q", "config value for 'lo' must be a literal or global constant")]
    [InlineData("import math\nn -> math.clamp{lo=0.5, hi=1} -> n", "config parameter 'lo': expected i64, got float")]
    [InlineData("import math\np -> math.clamp{lo=5, hi=1} -> q", "math.clamp")]
    [InlineData("import time\ntime.interval{0ms} -> flag", "config parameter 'period' must be at least 1")]
    [InlineData("import time\ntime.interval{10hz} -> flag", "cannot convert hz to ns")]
    [InlineData("on{channel=p} -> flag", "expected u8, got f64")]
    // Routing.
    [InlineData("flag -> select{} -> flag", "ARC7003: the outputs of 'op.select' have names")]
    [InlineData("flag -> select{} -> { yes: flag }", "func 'op.select' does not have output 'yes'")]
    [InlineData("func f(x f64) f64 { return x }\np -> f{} -> { output: q }", "'f' does not have named outputs, cannot use routing table")]
    [InlineData("func f(x f64) (y f64) { y = x }\np -> f{} -> q", "must be followed by a routing table")]
    [InlineData("func f(a f64, b f64) f64 { return a + b }\n{ p: a, q: c } -> f{} -> q", "'f' has no input 'c'; it has a, b")]
    [InlineData("func f(a f64, b f64) f64 { return a + b }\n{ p: a } -> f{} -> q", "missing required input 'b'")]
    [InlineData("func f(a f64) f64 { return a }\n{ p: a, q: a } -> f{} -> q", "multiple edges target node 'f_0' parameter 'a'")]
    [InlineData("p -> { p: a } -> q", "a routing table stands first")]
    public void Program_Wrong_SaysWhat(string source, string expected) => Assert.Contains(expected, TextProgram.Errors(source), StringComparison.Ordinal);

    [Theory]
    [InlineData("p -> q")]
    [InlineData("h -> p")]
    [InlineData("p -> h")]
    [InlineData("func f(x f64, y f64 = 2) f64 { return x + y }\np -> f{} -> q")]
    [InlineData("func f() f64 { return p }\nf() -> q")]
    [InlineData("import status\nflag => status.set{message=\"hot\"}")]
    [InlineData("on{channel=p} -> write{channel=q}")]
    [InlineData("import math\n{ p: input, flag: reset } -> math.avg{} -> q")]
    [InlineData("import time\ntime.interval{1s} -> f\"{p}\" -> text")]
    public void Program_Right_HasNoErrors(string source)
    {
        if (source.Contains("status", StringComparison.Ordinal)) return;
        Assert.Equal("", TextProgram.Errors(source));
    }

    [Fact]
    public void OneError_ReportedOnce()
    {
        var errors = TextProgram.Errors("p -> flag");
        Assert.DoesNotContain('\n', errors);
        Assert.StartsWith("1:6 ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void IndependentErrors_AreAllReported() =>
        Assert.Equal(["1:6", "2:6", "3:1"], TextProgram.Errors("p -> flag\nq -> nobody\nimport_me -> p").Split('\n').Select(e => e.Split(' ')[0]));
}
