using Arc.Language.Binding;

namespace Arc.Language.Tests.Analysis;

/// <summary>The types that expressions get (language sections 4, 5, 8 to 12).</summary>
public class TypingTests
{
    [Theory]
    // Literal defaults (section 4)
    [InlineData("42", "i64")]
    [InlineData("2.5", "f64")]
    [InlineData("2.0", "f64")]
    [InlineData("-5", "i64")]
    [InlineData("3.5 + 2", "f64")]
    [InlineData("2 + 3.5", "f64")]
    [InlineData("2.0 + 3.0", "f64")]
    [InlineData("2 + 3.0", "i64")]
    [InlineData("2.0 + 3", "f64")]
    [InlineData("2 ^ 0.5", "f64")]
    [InlineData("true", "u8")]
    [InlineData("\"a\"", "str")]
    [InlineData("f\"{x}\"", "str")]
    // Literals beside concrete operands
    [InlineData("x + 1", "f64")]
    [InlineData("1 + g", "f32")]
    [InlineData("2.5 * g", "f32")]
    [InlineData("i - 1", "i32")]
    [InlineData("2.0 * i", "i32")]
    [InlineData("1 + 2 + i", "i32")]
    [InlineData("(1 + 2) * (3 + u)", "u8")]
    [InlineData("u ^ 2", "u8")]
    // Comparison, logic
    [InlineData("5 < 3.5", "u8")]
    [InlineData("x > 5", "u8")]
    [InlineData("x < 1 and 2 > n or not u", "u8")]
    [InlineData("not 5", "u8")]
    [InlineData("1 and 0", "u8")]
    [InlineData("t == \"a\"", "u8")]
    [InlineData("(x < 1) < u", "u8")]
    // Casts
    [InlineData("i32(x)", "i32")]
    [InlineData("i32(3.0)", "i32")]
    [InlineData("str(x)", "str")]
    [InlineData("str(5)", "str")]
    [InlineData("str(t)", "str")]
    [InlineData("f64(p)", "f64")]
    [InlineData("f64 psi(x)", "f64 psi")]
    [InlineData("u8(c)", "u8")]
    // Series
    [InlineData("[1, 2]", "series i64")]
    [InlineData("[1, 2.0]", "series i64")]
    [InlineData("[1.5, 2]", "series f64")]
    [InlineData("[1, 2.5]", "series f64")]
    [InlineData("[1, x]", "series f64")]
    [InlineData("[i, 2, 3]", "series i32")]
    [InlineData("[t]", "series str")]
    [InlineData("s + 1", "series f64")]
    [InlineData("[1, 2] + s", "series f64")]
    [InlineData("1 - [2.5]", "series f64")]
    [InlineData("s > 1", "series u8")]
    [InlineData("1 < s", "series u8")]
    [InlineData("s == s", "series u8")]
    [InlineData("-s", "series f64")]
    [InlineData("not (s > 1)", "series u8")]
    [InlineData("s[0]", "f64")]
    [InlineData("s[u]", "f64")]
    [InlineData("s[1:n]", "series f64")]
    [InlineData("[1, 2][0]", "i64")]
    [InlineData("[1, 2][1:]", "series i64")]
    [InlineData("t[0]", "u8")]
    [InlineData("t[1:]", "str")]
    [InlineData("len(s)", "i64")]
    [InlineData("len(t)", "i64")]
    [InlineData("len([1])", "i64")]
    [InlineData("[] + s", "series f64")]
    // Channels
    [InlineData("pressure + 1", "f64 psi")]
    [InlineData("c * 2", "f64")]
    [InlineData("wave[0]", "f32")]
    // Units
    [InlineData("5s", "i64 ns")]
    [InlineData("1.5s", "f64 ns")]
    [InlineData("2psi", "f64 Pa")]
    [InlineData("1000mm", "i64 m")]
    [InlineData("5pct", "f64")]
    [InlineData("5s + 100ms", "i64 ns")]
    [InlineData("5s + 1.5s", "f64 ns")]
    [InlineData("5psi * 2", "f64 Pa")]
    [InlineData("2psi * 3psi", "f64")]
    [InlineData("10s / 2s", "i64")]
    [InlineData("p + 1", "f64 psi")]
    [InlineData("1 + p", "f64 psi")]
    [InlineData("p + 1bar", "f64 psi")]
    [InlineData("1bar + p", "f64 psi")]
    [InlineData("p * 2", "f64 psi")]
    [InlineData("2 * p", "f64 psi")]
    [InlineData("p / 2", "f64 psi")]
    [InlineData("2 / p", "f64")]
    [InlineData("p * p", "f64")]
    [InlineData("p / p", "f64")]
    [InlineData("p ^ 2", "f64")]
    [InlineData("x + p", "f64 psi")]
    // Members
    [InlineData("math_sqrt(2)", "f64")]
    [InlineData("math_sqrt(g)", "f32")]
    [InlineData("math_abs(-5)", "i64")]
    [InlineData("math_abs(i)", "i32")]
    [InlineData("math_max(1, x)", "f64")]
    [InlineData("math_max(1, 2.5)", "f64")]
    [InlineData("math_max(p, 1)", "f64 psi")]
    [InlineData("math_sum([1, 2])", "i64")]
    [InlineData("math_scale(s, 2)", "series f64")]
    [InlineData("g + math_sqrt(2)", "f32")]
    [InlineData("helper(1)", "f64")]
    public void Expression_WithoutHint_HasType(string expression, string type)
    {
        var used = expression.Contains("math_", StringComparison.Ordinal);
        var text = Programs.Body($"z := {expression.Replace("math_", "math.", StringComparison.Ordinal)}");
        var program = Programs.Accept(used ? "import math\n" + text : text);
        Assert.Equal(type, Assert.IsType<BoundDeclaration>(program.Functions[1].Body.Statements[^1]).Variable.Type.ToString());
    }

    [Theory]
    [InlineData("z f32 := 1 + 2", "let z:f32 = (1:f32 Add 2:f32):f32")]
    [InlineData("z i8 := -128", "let z:i8 = -128:i8")]
    [InlineData("z i64 := -9223372036854775808", "let z:i64 = -9223372036854775808:i64")]
    [InlineData("z u64 := 9223372036854775807", "let z:u64 = 9223372036854775807:u64")]
    [InlineData("z u8 := 5.5 < x", "let z:u8 = (5.5:f64 Less x):u8")]
    [InlineData("z series f32 := [1, 2.5]", "let z:series f32 = <1:f32, 2.5:f32>")]
    [InlineData("z series str := []", "let z:series str = <>")]
    [InlineData("z series i32 := [1, 2] * 2", "let z:series i32 = (<1:i32, 2:i32> Multiply 2:i32):series i32")]
    [InlineData("z f64 km := 5km", "let z:f64 km = 5:f64 km")]
    [InlineData("z f64 km := 5000m", "let z:f64 km = 5:f64 km")]
    [InlineData("z i64 ns := 1.5s", "let z:i64 ns = 1500000000:i64 ns")]
    [InlineData("z i64 := 5s", "let z:i64 = 5000000000:i64")]
    [InlineData("z f64 kPa := 5psi * 2", "let z:f64 kPa = (34.473800000000004:f64 kPa Multiply 2:f64):f64 kPa")]
    [InlineData("z i64 ms := 5s + 100ms", "let z:i64 ms = (5000:i64 ms Add 100:i64 ms):i64 ms")]
    [InlineData("z f64 m := d", "let z:f64 m = d*1000")]
    [InlineData("z i64 ns := ms", "let z:i64 ns = ms*1000000")]
    [InlineData("z := d + 1m", "let z:f64 km = (d Add 0.001:f64 km):f64 km")]
    [InlineData("z := x > 1 and u", "let z:u8 = ((x Greater 1:f64):u8 And u):u8")]
    [InlineData("z := -2 ^ 2", "let z:i64 = (Negate (2:i64 Power 2:i64):i64)")]
    [InlineData("z := i64 s(ms)", "let z:i64 s = i64 s(f64 ms(ms)*0.001)")]
    [InlineData("z i32 := math.max(1, 2)", "let z:i32 = math.max_i32(1:i32, 2:i32)")]
    [InlineData("z f32 := math.sqrt(2)", "let z:f32 = math.sqrt_f32(2:f32)")]
    [InlineData("z := helper(1, x)", "let z:f64 = helper(1:i64, x)")]
    [InlineData("z := helper(1)", "let z:f64 = helper(1:i64, 2:f64)")]
    [InlineData("z f64 := c", "let z:f64 = read(c)")]
    [InlineData("z $= pressure", "state0 z:f64 psi = read(pressure)")]
    [InlineData("z $= 1", "state0 z:i64 = 1:i64")]
    [InlineData("z := f\"a{x:.2f}{5:d}{5:f}{t}\"", "let z:str = fa{x|.2f}{5:i64|d}{5:f64|f}{t|}")]
    [InlineData("x += 1", "x = (x Add 1:f64):f64")]
    [InlineData("s *= 2", "s = (s Multiply 2:f64):series f64")]
    [InlineData("t += \"b\"", "t = (t Add b:str):str")]
    [InlineData("s[0] = 1", "s[0:i64] = 1:f64")]
    [InlineData("s[i] += 1", "s[i] Add= 1:f64")]
    [InlineData("c = 1", "write(c, 1:f64)")]
    [InlineData("valve = x > 1", "write(valve, (x Greater 1:f64):u8)")]
    [InlineData("pressure = 1bar", "write(pressure, 14.50376807894691:f64 psi)")]
    [InlineData("k = 2", "k = 2:i64")]
    [InlineData("if x { n = 1 } else if 2 { } else { n = 2 }", "if x {n = 1:i64} else if 2:i64 {} else {n = 2:i64}")]
    [InlineData("for { break }", "while  {BoundBreak}")]
    [InlineData("for n < 3 { continue }", "while (n Less 3:i64):u8 {BoundContinue}")]
    [InlineData("for v := s { x = v }", "each v f64 in s {x = v}")]
    [InlineData("for j, v := [1, 2] { i = j }", "each j,v i64 in <1:i64, 2:i64> {i = j}")]
    [InlineData("for j := range(3) { n = j }", "range j i64 ..3:i64  {n = j}")]
    [InlineData("for j := range(0, i) { i = j }", "range j i32 0:i32..i  {i = j}")]
    [InlineData("for j := range(u, i, 2) { }", "range j i32 i32(u)..i 2:i32 {}")]
    [InlineData("1 + x", "(1:f64 Add x):f64")]
    [InlineData("a := valve  z := a + 1  a = z", "let z:u8 = (read(valve) Add 1:u8):u8|write(valve, z)")]
    [InlineData("a := c  b := a  z := b  b = 2", "write(c, 2:f64)")]
    [InlineData("z := wave[0] + 1", "let z:f32 = (read(wave)[0:i64] Add 1:f32):f32")]
    public void Statement_IsBound_AsTheSpecificationSays(string statement, string shape)
    {
        var text = Programs.Body(statement);
        var program = Programs.Accept(statement.Contains("math.", StringComparison.Ordinal) ? "import math\n" + text : text);
        Assert.Equal(shape, string.Join('|', program.Functions[1].Body.Statements.Select(BoundShape.Of)));
    }

    [Fact]
    public void Constants_AreInlined_WithTheirType()
    {
        var program = Programs.Accept("LIMIT f64 psi := 1bar\nNAME := \"x\"\nN := -5\nfunc f(p f64 psi) f64 psi { if p > LIMIT { return LIMIT } return p }\nfunc g() str { return NAME }\nfunc h() i64 { return N + 1 }");
        Assert.Equal(["LIMIT f64 psi", "NAME str", "N i64"], program.Constants.Select(c => $"{c.Name} {c.Type}"));
        Assert.Equal("{return (-5:i64 Add 1:i64):i64}", BoundShape.Of(program.Functions[2].Body));
    }

    [Fact]
    public void Constants_WithoutType_AdaptLikeTheLiteralThatTheyStandFor()
    {
        var program = Programs.Accept("N := 10\nDELAY := 2s\nfunc f(x f32) f32 { return x * N }\nfunc g() i64 ms { return DELAY }\nfunc h() f64 s { return -DELAY }\nfunc k() i64 { y := N  return y }");
        Assert.Equal(
            ["{return (x Multiply 10:f32):f32}", "{return 2000:i64 ms}", "{return -2:f64 s}", "{let y:i64 = 10:i64; return y}"],
            program.Functions.Select(f => BoundShape.Of(f.Body)));
    }

    [Fact]
    public void Chain_OfAHundredThousandLiterals_NeedsNoStack()
    {
        var text = "func f() i64 { return 1" + string.Concat(Enumerable.Repeat(" + 1", 100_000)) + " }";
        Arc.Language.Analysis.AnalysisResult? result = null;
        var thread = new Thread(() => result = Programs.Analyze(text), 512 * 1024);
        thread.Start();
        thread.Join();
        Assert.NotNull(result!.Program);
    }
}
