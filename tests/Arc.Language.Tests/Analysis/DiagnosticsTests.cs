using Arc.Language.Diagnostics;

namespace Arc.Language.Tests.Analysis;

/// <summary>Wrong programs with the code, the line and the stable words of their only error; right ones beside them.</summary>
public class DiagnosticsTests
{
    public static TheoryData<string, string, string> Statements => new()
    {
        // Operators (section 8)
        { "z := x + n", "ARC2001", "type mismatch: cannot use f64 and i64 in + operation" }, { "z := i + 2.5", "ARC2001", "type mismatch: cannot use i32 and float in + operation" },
        { "z := i + 2.5", "ARC2001", "cannot convert non-integer float 2.5 to i32" }, { "z := t < t", "ARC2001", "cannot use str in < operation" }, { "z := t < \"a\"", "ARC2001", "cannot use str in < operation" },
        { "z := t - t", "ARC2001", "cannot use str in - operation" }, { "z := t + 1", "ARC2001", "type mismatch: cannot use str and integer in + operation" }, { "z := t == x", "ARC2001", "type mismatch: cannot use str and f64 in == operation" },
        { "z := x and u", "ARC2001", "cannot use f64 in and operation" }, { "z := u or 300", "ARC2002", "value 300 out of range for u8" }, { "z := u and s", "ARC2001", "cannot use series f64 in and operation" },
        { "z := not x", "ARC2001", "cannot use f64 in not operation" }, { "z := not 2.5", "ARC2001", "cannot use float in not operation" }, { "z := -t", "ARC2001", "cannot use str in - operation" },
        { "z := s ^ 2", "ARC2001", "cannot use series f64 in ^ operation" }, { "z := x ^ n", "ARC2001", "type mismatch: cannot use f64 and i64 in ^ operation" }, { "z := s + n", "ARC2001", "type mismatch: cannot use series f64 and i64 in + operation" },
        { "z := u < x < n", "ARC2001", "type mismatch: cannot use u8 and f64 in < operation" }, { "z := (x < 1) < x", "ARC2001", "type mismatch: cannot use u8 and f64 in < operation" }, { "q series u8 := [1]  z := -q", "ARC2001", "unsigned" },
        // Literals (section 4)
        { "z u8 := 300", "ARC2002", "value 300 out of range for u8" }, { "z i8 := -129", "ARC2002", "value -129 out of range for i8" }, { "z u8 := -1", "ARC2002", "value -1 out of range for u8" }, { "z i32 := 2.5", "ARC2001", "cannot convert non-integer float 2.5 to i32" },
        { "z := 9223372036854775808", "ARC2002", "out of range for i64" }, { "z u64 := 9223372036854775808", "ARC2002", "out of range for i64" }, { "z i64 s := 1500ms", "ARC2002", "value has fractional part" }, { "z := i8(128)", "ARC2002", "value 128 out of range for i8" },
        { "z := i32(3.14)", "ARC2007", "cannot convert non-integer float 3.14 to i32" }, { "z := [1, t]", "ARC2001", "series element 2 has incompatible type str, expected integer" }, { "z := [i, x]", "ARC2001", "series element 2 has incompatible type f64, expected i32" },
        { "z := [1, 2.5, i]", "ARC2001", "series element 3 has incompatible type i32, expected float" }, { "z := []", "ARC2009", "cannot be inferred" }, { "z := [[1]]", "ARC2001", "series element 1" }, { "z series f64 := 5", "ARC2001", "cannot assign integer to 'z' (type series f64)" },
        // Units (section 5)
        { "z := 5foo", "ARC2004", "unknown unit: foo" }, { "z := 1e5", "ARC2004", "unknown unit: e5; numbers have no exponent form" }, { "z := 0xFF", "ARC2004", "numbers are decimal" }, { "z := 1_000", "ARC2004", "unknown unit: _000" }, { "retrun", "ARC4001", "did you mean: return?" }, { "let", "ARC4001", "name := value" }, { "z := True", "ARC4001", "did you mean: true?" }, { "z f64 foo := 1", "ARC2004", "unknown unit: foo" }, { "z := p + d", "ARC2001", "incompatible dimensions: length^-1 mass^1 time^-2 vs length^1" },
        { "z := p + 1km", "ARC2001", "incompatible dimensions" }, { "z := p > ms", "ARC2001", "type mismatch" }, { "z i64 ns := 10hz", "ARC2001", "cannot convert hz to ns" }, { "z := 5s + 3psi", "ARC2001", "incompatible dimensions" }, { "z f64 km := p", "ARC2001", "incompatible dimensions" },
        { "z := p ^ x", "ARC2001", "power operation with dimensioned base requires a literal integer exponent" }, { "z := p ^ (2)", "ARC2001", "power operation with dimensioned base" }, { "z := x ^ p", "ARC2001", "exponent" }, { "z i64 s := ms", "ARC2006", "cannot convert i64 ms to i64 s without loss; convert explicitly" },
        // Names (section 6)
        { "z := y", "ARC4001", "undefined symbol: y" }, { "z := presure", "ARC4001", "did you mean: pressure?" }, { "z := math.sqrt(x)", "ARC4001", "undefined symbol: math" }, { "z := math.sqrt(x)", "ARC4001", "import math" }, { "z := 1  z := 2", "ARC4002", "name z conflicts with existing symbol at line 3, col 5" },
        { "x := 1", "ARC4002", "name x conflicts with existing symbol at line 2" }, { "helper := 1", "ARC4002", "conflicts with existing symbol at line 1, col 6" }, { "z := 1  if u { z := 2 }", "ARC4002", "conflicts" }, { "y = 5", "ARC4001", "undefined symbol: y" }, { "if u { z := 1 }  z = 2", "ARC4001", "undefined symbol: z" },
        { "z := helper", "ARC4004", "helper()" }, { "z := select", "ARC4004", "function" }, { "z := range(3)", "ARC4001", "undefined symbol: range" }, { "z := constant(3)", "ARC4001", "undefined symbol: constant" },
        // Assignments (section 7)
        { "x = n", "ARC2001", "type mismatch: cannot assign i64 to 'x' (type f64)" }, { "z i32 := n", "ARC2001", "type mismatch: cannot assign i64 to 'z' (type i32)" }, { "n = t", "ARC2001", "cannot assign str to 'n' (type i64)" }, { "n += 2.5", "ARC2001", "cannot use i64 and float in + operation" },
        { "t -= \"a\"", "ARC2001", "strings only support += operator" }, { "c += 1", "ARC6002", "compound assignment not supported on channels" }, { "pressure *= 2", "ARC6002", "compound assignment not supported on channels" }, { "k += 1", "ARC6002", "config parameter" }, { "s[0:1] = s", "ARC6002", "slices cannot be assigned" },
        { "for j := range(3) { j = 1 }", "ARC6002", "cannot assign to loop variable 'j'" }, { "helper = 1", "ARC6002", "cannot assign to 'helper'" }, { "x[0] = 1", "ARC6002", "indexing is only supported on series types" }, { "t[0] = 1", "ARC6002", "immutable" }, { "s[0] = t", "ARC2001", "cannot assign str" }, { "s[0] += t", "ARC2001", "cannot use" },
        { "valve = x", "ARC2001", "cannot assign f64 to 'valve'" }, { "z chan f64 := x", "ARC2001", "name of a channel" }, { "z chan i64 := c", "ARC2001", "cannot assign chan f64 to 'z' (type chan i64)" }, { "x = x == \"a\"", "ARC2001", "type mismatch: cannot use f64 and str in == operation" },
        // Casts and strings (sections 9, 10, 4.2)
        { "z := i64(t)", "ARC2007", "cannot cast str to i64" }, { "z := i64(s)", "ARC2007", "cannot cast series f64 to i64" }, { "z := chan f64(x)", "ARC2007", "cannot cast" }, { "z := f\"{s}\"", "ARC2001", "numeric or str" }, { "z := f\"{x:d}\"", "ARC2008", "invalid format spec \"d\" for type f64" },
        { "z := f\"{n:.2f}\"", "ARC2008", "invalid format spec \".2f\" for type i64" }, { "z := f\"{x:zz}\"", "ARC2008", "invalid format spec \"zz\" for type f64" }, { "z := f\"{t:d}\"", "ARC2008", "for type str" }, { "z := f\"{2.5:d}\"", "ARC2008", "invalid format spec \"d\" for type float" }, { "z := f\"{y}\"", "ARC4001", "undefined symbol: y" },
        // Series and indexing (section 11)
        { "z := x[0]", "ARC6005", "indexing is only supported on series types" }, { "z := x[0:1]", "ARC6005", "slicing is only supported on series types" }, { "z := s[x]", "ARC6005", "an index must be an integer" }, { "z := s[1.5]", "ARC6005", "an index must be an integer" }, { "z := s[:t]", "ARC6005", "an index must be an integer" },
        { "z := len(x)", "ARC3002", "expected series or str" }, { "z := len()", "ARC3001", "len() requires exactly 1 argument, got 0" }, { "z := len(s, s)", "ARC3001", "len() requires exactly 1 argument, got 2" },
        // Calls (section 13)
        { "z := helper()", "ARC3001", "function helper expects 1 to 2 argument(s), got 0" }, { "z := helper(1, 2, 3)", "ARC3001", "function helper expects 1 to 2 argument(s), got 3" }, { "z := helper(x)", "ARC3002", "argument 1 of helper: expected i64, got f64" }, { "z := helper(t)", "ARC3002", "argument 1 of helper: expected i64, got str" },
        { "z := helper(2.5)", "ARC3002", "argument 1 of helper: expected i64, got float" }, { "z := helper(1)(2)", "ARC3003", "only functions can be called" }, { "z := x(1)", "ARC3003", "cannot be called" }, { "z := select(u)", "ARC3003", "cannot be called inside a func block. Use it as a flow statement instead: select{}" },
        { "return 1", "ARC3004", "cannot return a value from a function with no return type" },
        // Statements (section 14)
        { "if t { }", "ARC6004", "must be a number" }, { "if s > 1 { }", "ARC6004", "must be a number" }, { "for t { }", "ARC6004", "must be a number" }, { "for v := n { }", "ARC6003", "cannot iterate over i64; did you mean range(n)?" }, { "for v := 10 { }", "ARC6003", "cannot iterate over integer; did you mean range(10)?" },
        { "for j, v := n { }", "ARC6003", "two-variable for loop requires a series, got i64" }, { "for j, v := range(3) { }", "ARC6003", "two-variable for loop requires a series" }, { "for j := range() { }", "ARC6003", "range() requires 1 to 3 arguments" }, { "for j := range(1, 2, 3, 4) { }", "ARC6003", "range() requires 1 to 3 arguments" },
        { "for j := range(1, x) { }", "ARC6003", "range() argument 2 must be an integer type, got f64" }, { "for j := range(2.5) { }", "ARC6003", "range() argument 1 must be an integer type, got float" }, { "break", "ARC6001", "can only be used inside a for loop" }, { "if u { continue }", "ARC6001", "can only be used inside a for loop" },
    };

    [Theory]
    [MemberData(nameof(Statements))]
    public void Statement_Wrong_IsReportedOnce(string statement, string code, string words)
    {
        var error = Assert.Single(Programs.Reject(Programs.Body(statement)));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal((code, 3), (error.Code, error.Start.Line));
    }

    public static TheoryData<string, int, string, string> Items => new()
    {
        // Imports (section 15)
        { "import math", 1, "ARC5001", "imported module \"math\" is unused" }, { "import math as m\nfunc f() { x := math.abs(1)  y := m.abs(1) }", 2, "ARC4001", "undefined symbol: math" }, { "import foo", 1, "ARC5002", "unknown module \"foo\"" }, { "import series", 1, "ARC5002", "unknown module \"series\"" },
        { "import math\nimport math\nfunc f() { x := math.abs(1) }", 2, "ARC5003", "duplicate import: \"math\" is already imported" }, { "import math as t\nimport time as t\nfunc f() { x := t.abs(1) }", 2, "ARC5003", "duplicate import: \"t\"" }, { "A := 1\nimport math\nfunc f() { x := math.abs(1) }", 2, "ARC5004", "import statements must appear before any other top-level declarations" },
        { "authority 1\nimport math\nfunc f() { x := math.abs(1) }", 2, "ARC5004", "import statements" }, { "import math\nfunc f() { x := math.abz(1) }", 2, "ARC4001", "did you mean: math.abs" }, { "import math\nfunc f() { x := math }", 2, "ARC4004", "is a module" }, { "import math\nfunc math() { x := math.abs(1) }", 2, "ARC4002", "conflicts with existing symbol at line 1, col 8" },
        { "func f() { x := 1  y := x.abs(1) }", 1, "ARC4004", "" }, { "import math\nfunc f(t str) { x := math.abs(t) }", 2, "ARC3002", "argument 1 of math.abs: expected numeric, got str" }, { "import math\nfunc f(n i64) { x := math.sqrt(n) }", 2, "ARC3002", "argument 1 of math.sqrt: expected float, got i64" },
        { "import math\nfunc f(n i64, y f64) { x := math.max(n, y) }", 2, "ARC3002", "argument 2 of math.max: expected i64, got f64" }, { "import math\nfunc f(n i64) { x := math.max(n, 2.5) }", 2, "ARC3002", "argument 2 of math.max: expected i64, got float" }, { "import math\nfunc f() { x := math.max(1) }", 2, "ARC3001", "function math.max expects 2 argument(s), got 1" },
        { "import math\nfunc f() { x := math.avg(1) }", 2, "ARC3003", "cannot be called inside a func block. Use it as a flow statement instead: math.avg{}" }, { "import math as m\nfunc f() { m.max(\"a\", 1) }", 2, "ARC3002", "argument 1 of math.max" }, { "import status\nfunc f() { status.set(\"k\", \"nope\") }", 2, "ARC3002", "nope is not a valid status variant" },
        { "import probe\nfunc f(x f64) { probe.put(x, 1) }", 2, "ARC3002", "expected chan T, got f64" }, { "import probe\nfunc f() { z := probe.put(level, 1) }", 2, "ARC3008", "cannot be used as a value" }, { "import probe\nfunc f() { probe.put(level, \"a\") }", 2, "ARC3002", "argument 2 of probe.put: expected f64, got str" },
        // Authority (section 16)
        { "authority 256", 1, "ARC8001", "authority value must be an integer in range 0-255, got '256'" }, { "authority -1", 1, "ARC8001", "got '-1'" }, { "authority 1.5", 1, "ARC8001", "got '1.5'" }, { "authority (1 2)", 1, "ARC8001", "multiple default authority values" }, { "authority 1\nauthority 2", 2, "ARC8001", "multiple default authority values" },
        { "authority (valve 1 valve 2)", 1, "ARC8001", "duplicate authority for 'valve'" }, { "authority (nope 1)", 1, "ARC8001", "channel 'nope' not found" }, { "func f() {}\nauthority 1", 2, "ARC8001", "authority declaration must appear before function, flow, and sequence declarations" },
        // Constants (section 7)
        { "A u8 := 300", 1, "ARC2002", "value 300 out of range for u8" }, { "A i64 := \"x\"", 1, "ARC2001", "cannot assign string to i64" }, { "A str := 5", 1, "ARC2001", "cannot assign integer to str" }, { "A := [1]", 1, "ARC2001", "series literal" }, { "A := 1\nA := 2", 2, "ARC4002", "name A conflicts with existing symbol at line 1, col 1" },
        { "A i64 ns := 1hz", 1, "ARC2002", "cannot convert hz to ns" }, { "A := 1\nfunc f() { A = 2 }", 2, "ARC6002", "cannot assign to 'A'" }, { "A i64 := 2.5", 1, "ARC2002", "cannot convert non-integer float 2.5 to i64" }, { "A f64 := 1foo", 1, "ARC2004", "unknown unit: foo" },
        // Functions (section 13)
        { "func f() f64 { }", 1, "ARC3004", "function 'f' must return a value of type f64 on all paths" }, { "func f(u u8) f64 { if u { return 1 } }", 1, "ARC3004", "on all paths" }, { "func f() f64 { for { return 1 } }", 1, "ARC3004", "on all paths" }, { "func f() f64 {\nreturn }", 2, "ARC3004", "return statement in 'f' missing value of type f64" },
        { "func f(n i64) f64 { return n }", 1, "ARC2001", "cannot return i64 from 'f': expected f64" }, { "func f() i64 { return 2.5 }", 1, "ARC2001", "cannot return float from 'f': expected i64" }, { "func f() (a f64, b f64) { a = 1 b = 2 return 1 }", 1, "ARC3004", "multiple named outputs" },
        { "func f() (a f64, b f64) { a = 1 b = 2 }\nfunc g() { f() }", 2, "ARC3003", "functions with multiple named outputs are not callable" }, { "func f() { }\nfunc g() { x := f() }", 2, "ARC3008", "cannot be used as a value" }, { "func f() { }\nfunc g() { x := 1 + f() }", 2, "ARC3008", "cannot be used as a value" },
        { "func f{k f64}() { }\nfunc g() { f() }", 2, "ARC3003", "config parameter 'k' is required" }, { "func f(a f64 = 1, b f64) { }", 1, "ARC3005", "required parameter b cannot follow optional parameters" }, { "func f{a f64 = 1, b f64}() { }", 1, "ARC3005", "required config parameter b" }, { "func f(a f64, a i64) { }", 1, "ARC4002", "name a conflicts" },
        { "func f() { }\nfunc f() { }", 2, "ARC4002", "name f conflicts with existing symbol at line 1, col 6" }, { "func f(a u8 = 300) { }", 1, "ARC2002", "value 300 out of range for u8" }, { "func f(a f64 = \"x\") { }", 1, "ARC2001", "cannot assign string to f64" }, { "func f(a series f64 = [1]) { }", 1, "ARC2001", "series literals are not allowed" },
        { "func memory() { }", 1, "ARC4005", "memory" }, { "func a() { b() }\nfunc b() { a() }", 1, "ARC3006", "circular function call: a -> b -> a" }, { "func a() { a() }", 1, "ARC3006", "circular function call: a -> a" }, { "func a(u u8) f64 { if u { return a(u) } else { return a(u) } }", 1, "ARC3006", "circular function call: a -> a" },
        { "func f() chan f64 { }", 1, "ARC2001", "output cannot have the type" }, { "func f(c chan f64) { }\nfunc g(n i64) { f(n) }", 2, "ARC3002", "argument 1 of f: expected chan f64, got i64" }, { "func f(c chan f64) { }\nfunc g() { f(count) }", 2, "ARC3002", "argument 1 of f: expected chan f64, got chan i32" }, { "func f(c chan f64 = 1) { }", 1, "ARC2001", "cannot assign integer to chan f64" },
        { "sequence s { }\nfunc s() { }", 2, "ARC4002", "conflicts" }, { "stage s { }\nfunc f() { x := s }", 2, "ARC4004", "is a stage and no value" }, { "func f(p f64 foo) { x := p + 1 }", 1, "ARC2004", "unknown unit: foo" }, { "func f(x f64) { x = z  y := x }", 1, "ARC4001", "undefined symbol: z" },
    };

    [Theory]
    [MemberData(nameof(Items))]
    public void Program_Wrong_IsReportedOnce(string text, int line, string code, string words)
    {
        var error = Assert.Single(Programs.Reject(text));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal((code, line), (error.Code, error.Start.Line));
    }

    [Theory]
    [InlineData("func f(a f64) f64 { if a > 1 { return a } else if a < 0 { return 0 } else { return 1 } }")]
    [InlineData("func f() out f64 { out = 1 }")]
    [InlineData("func f() out f64 { return 1 }\nfunc g() f64 { return f() + 1 }")]
    [InlineData("func f() out f64 { out = 1  out += out  return }")]
    [InlineData("func f() (a f64, b str) { a = 1  b = \"x\" }")]
    [InlineData("func fact(n i64) i64 { if n < 2 { return 1 } return n * fact(n - 1) }")]
    [InlineData("func even(n i64) u8 { if n == 0 { return 1 } return odd(n - 1) }\nfunc odd(n i64) u8 { if n == 0 { return 0 } return even(n - 1) }")]
    [InlineData("func f() { return  x := 1 }")]
    [InlineData("func f() { pressure := 1  len := 2  on := 3 }")]
    [InlineData("func len(x f64) f64 { return x }\nfunc g() f64 { return len(1) }")]
    [InlineData("func f() { if 1 { x := 1 } else { x := \"a\" }  for { x := 2  break } }")]
    [InlineData("import math as m\nlevel -> m.avg{} -> level")]
    [InlineData("import time\nsequence s { time.wait{1s} }")]
    [InlineData("import math\nlevel -> level -> math.avg{}")]
    [InlineData("import ( math time )\nfunc f() i64 { x := math.abs(-1) return time.now() }")]
    [InlineData("import probe\nfunc f(c chan i32) i32 { probe.put(c, 1)  probe.put(count, 2)  return probe.last(c) }")]
    [InlineData("authority ( 200 valve 100 )\nauthority (level 3)\nfunc f() { }")]
    [InlineData("func f(c chan f64) { c = 1 }\nfunc g() { a := level  f(a)  f(level) }")]
    [InlineData("func f(p f64 psi) { }\nfunc g(b f64 bar, x f64) { f(b)  f(1kPa)  f(x) }")]
    [InlineData("func f(n i64) { for i := range(n) { for j := range(i) { if j > 3 { break } } } }")]
    [InlineData("func f(x i64 = -5, s str = \"a\", d i64 ns = 1.5s, u u8 = true) { }")]
    public void Program_Right_IsAccepted(string text) => Programs.Accept(text);

    [Theory]
    [InlineData("func f() i64 { return now() }", "ARC4003", "'now' is deprecated, use 'time.now' instead")]
    [InlineData("func f() (a f64, b f64) { a = 1 }", "ARC3007", "output 'b' is never assigned")]
    [InlineData("func f(a f64 nm, b f64 km) f64 { return a + b }", "ARC2006", "scales")]
    [InlineData("func f(a f32 mm, b f32 km) f32 { return a + b }", "ARC2006", "scales")]
    [InlineData("func f(a i8 km) { b i8 mm := a }", "ARC2006", "may overflow")]
    public void Program_Doubtful_IsWarnedOf(string text, string code, string words)
    {
        var result = Programs.Analyze(text);
        Assert.NotNull(result.Program);
        var warning = Assert.Single(result.Diagnostics);
        Assert.Equal((DiagnosticSeverity.Warning, code), (warning.Severity, warning.Code));
        Assert.Contains(words, warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_ThatAreIndependent_AreAllReported()
    {
        var diagnostics = Programs.Reject("""
            import foo
            func f(x f64) f64 {
                y := undefined_name
                z := y + 1
                w i32 := "a"
                v := w + 2.5
                if x { return "no" }
                return foo.bar(z)
            }
            func g() {
                break
                h(q)
            }
            """);
        Assert.Equal([1, 3, 5, 6, 7, 11, 12, 12], diagnostics.Select(d => d.Start.Line));
    }

    [Theory]
    [InlineData("import math\nfunc f(x f64) f64 {\n    return math.sqrt(x\n}", 3)]
    [InlineData("func f(x f64, y) f64 {\n    return x\n}\nfunc g() f64 { return f(1) }", 1)]
    [InlineData("func f(x f64) f64 {\n    if x > 1 {\n        return 1\n    else {\n        return 2\n    }\n}", 4)]
    [InlineData("func f(x f64) f64 {\n    y := x +\n    z := y * 2\n    return z\n}", 2)]
    [InlineData("func f(x f64) {\n    for i in range(3) { level = f64(i) }\n}", 2)]
    [InlineData("func f(x f64) {\n    y = 1\n    level = y\n}", 2)]
    [InlineData("func add(a f64, b f64) f64 { return a + b }\nfunc f() f64 {\n    return add(1 2)\n}", 3)]
    [InlineData("func f(t str) str {\n    return t + \"abc\n}", 2)]
    [InlineData("func f(x i32) i32 {\n    y i32 := \"a\"\n    return y + x\n}", 2)]
    [InlineData("func f(x f64) f64 {\n    if x > 1\n        return 1\n    } else {\n        return 2\n    }\n}", 2)]
    [InlineData("func f(x f64) f64\n    return x\n}", 1)]
    [InlineData("stage s\n    level -> level\n}", 1)]
    [InlineData("func f{a f64 b f64}(x f64) f64 {\n    return x\n}\nlevel -> f{a=1, b=2} -> level", 1)]
    [InlineData("func f(x f64) f64 {\n    return x\n}\nelse {\n}", 4)]
    [InlineData("func f(x foo) i32 {\n    return x + 1\n}", 1)]
    [InlineData("func g(x f64 psj) f64 { return x }\nfunc f() f64 {\n    return g(1)\n}", 1)]
    public void Mistake_Single_HasNoConsequences(string text, int line)
    {
        var error = Assert.Single(Programs.Reject(text));
        Assert.Equal(line, error.Start.Line);
    }

    [Fact]
    public void CallErrors_CarryTheSignature()
    {
        var error = Assert.Single(Programs.Reject("func f{k i64 = 1}(a f64, b str = \"x\") f64 { return a }\nfunc g() { f() }"));
        Assert.Equal("signature: f{k i64 = 1}(a f64, b str = \"x\") f64", Assert.Single(error.Notes).Message);
    }

    [Fact]
    public void ChannelSets_FollowCallsAndParameters()
    {
        var program = Programs.Accept("""
            func top() { middle(level) }
            func middle(c chan f64) { leaf(c, valve)  x str := label }
            func leaf(a chan f64, b chan u8) { b = a > 1 }
            """);
        Assert.Equal(["level,label>valve", "label>valve", ">"], program.Functions.Select(f => $"{string.Join(',', f.Reads.Values)}>{string.Join(',', f.Writes.Values)}"));
    }
}
