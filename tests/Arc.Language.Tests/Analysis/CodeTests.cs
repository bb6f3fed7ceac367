using System.Reflection;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;

namespace Arc.Language.Tests.Analysis;

/// <summary>Every diagnostic code has a wrong program that gets it, and beside it the right one.</summary>
public class CodeTests
{
    private static readonly ParseOptions SmallLimits = new() { MaxErrors = 2 };

    public static TheoryData<string, string, string> Pairs => new()
    {
        { DiagnosticCodes.Syntax, "func f() { x = }", "func f() { valve = 1 }" },
        { DiagnosticCodes.UnterminatedString, "func f() str { return \"abc\n }", "func f() str { return \"abc\" }" },
        { DiagnosticCodes.UnterminatedComment, "/* abc", "/* abc */" },
        { DiagnosticCodes.UnexpectedCharacter, "func f() i64 { return 1 # 2 }", "func f() i64 { return 1 * 2 }" },
        { DiagnosticCodes.InvalidEscape, "func f() str { return \"\\u12\" }", "func f() str { return \"\\u0012\" }" },
        { DiagnosticCodes.InvalidPlaceholder, "func f() str { return f\"{\" }", "func f() str { return f\"{{\" }" },
        { DiagnosticCodes.NestingTooDeep, $"func f() i64 {{ return {new string('(', 300)}1{new string(')', 300)} }}", $"func f() i64 {{ return {new string('(', 200)}1{new string(')', 200)} }}" },
        { DiagnosticCodes.MissingDelimiter, "func f() i64 { return (1 + 2 }", "func f() i64 { return (1 + 2) }" },
        { DiagnosticCodes.Misplaced, "func f() { func g() { } }", "func f() { }\nfunc g() { }" },
        { DiagnosticCodes.LiteralRequired, "A := 1 + 2", "A := 3" },
        { DiagnosticCodes.TypeMismatch, "func f(x f64, n i64) f64 { return x + n }", "func f(x f64, n i64) f64 { return x + f64(n) }" },
        { DiagnosticCodes.LiteralRange, "func f() u8 { return 256 }", "func f() u8 { return 255 }" },
        { DiagnosticCodes.TypeConstraintViolation, "import math\nlabel -> math.avg{} -> label", "import math\nlevel -> math.avg{} -> level" },
        { DiagnosticCodes.UnknownUnit, "A := 5foo", "A := 5s" },
        { DiagnosticCodes.LossyUnitConversion, "func f(x i64 ns) i64 s { return x }", "func f(x i64 s) i64 ns { return x }" },
        { DiagnosticCodes.InvalidCast, "func f(t str) i64 { return i64(t) }", "func f(n i64) str { return str(n) }" },
        { DiagnosticCodes.InvalidFormatSpec, "func f(x f64) str { return f\"{x:d}\" }", "func f(x f64) str { return f\"{x:g}\" }" },
        { DiagnosticCodes.UnresolvedType, "func f() { x := [] }", "func f() { x series f64 := [] }" },
        { DiagnosticCodes.FuncArgCount, "func f() { x := len() }", "func f() { x := len(\"a\") }" },
        { DiagnosticCodes.FuncArgType, "func g(n i64) { }\nfunc f(x f64) { g(x) }", "func g(n i64) { }\nfunc f(x f64) { g(i64(x)) }" },
        { DiagnosticCodes.NotCallable, "func f(x f64) { y := x(1) }", "func f(x f64) { y := x * (1) }" },
        { DiagnosticCodes.Return, "func f() f64 { }", "func f() f64 { return 1 }" },
        { DiagnosticCodes.Parameter, "func f(a i64 = 1, b i64) { }", "func f(a i64, b i64 = 1) { }" },
        { DiagnosticCodes.CircularCall, "func f() i64 { return f() }", "func f(n i64) i64 { if n < 1 { return 0 } return f(n - 1) }" },
        { DiagnosticCodes.UnassignedOutput, "func f() (a f64) { }", "func f() (a f64) { a = 1 }" },
        { DiagnosticCodes.NoValue, "func g() { }\nfunc f() { x := g() }", "func g() f64 { return 1 }\nfunc f() { x := g() }" },
        { DiagnosticCodes.SymbolUndefined, "func f() f64 { return nowhere }", "func f() f64 { return level }" },
        { DiagnosticCodes.SymbolRedefined, "func f() { x := 1 x := 2 }", "func f() { x := 1 x = 2 }" },
        { DiagnosticCodes.DeprecatedSymbol, "func f() i64 { return now() }", "import time\nfunc f() i64 { return time.now() }" },
        { DiagnosticCodes.SymbolKind, "func g() f64 { return 1 }\nfunc f() f64 { return g }", "func g() f64 { return 1 }\nfunc f() f64 { return g() }" },
        { DiagnosticCodes.ReservedName, "func memory() { }", "func memory_of() { }" },
        { DiagnosticCodes.UnusedImport, "import math", "import math\nfunc f(x f64) f64 { return math.sqrt(x) }" },
        { DiagnosticCodes.UnknownModule, "import maths", "import math\nfunc f(x f64) f64 { return math.sqrt(x) }" },
        { DiagnosticCodes.DuplicateImport, "import math as m\nimport time as m\nfunc f(x f64) f64 { return m.sqrt(x) }", "import math as m\nimport time as t\nfunc f(x f64) f64 { return m.sqrt(x) + f64(t.now()) }" },
        { DiagnosticCodes.ImportOrder, "A := 1\nimport math\nfunc f(x f64) f64 { return math.sqrt(x) }", "import math\nA := 1\nfunc f(x f64) f64 { return math.sqrt(x) }" },
        { DiagnosticCodes.JumpOutsideLoop, "func f() { break }", "func f() { for { break } }" },
        { DiagnosticCodes.InvalidAssignment, "func f() { level += 1 }", "func f() { level = level + 1 }" },
        { DiagnosticCodes.InvalidLoop, "func f(n i64) { for i := n { } }", "func f(n i64) { for i := range(n) { } }" },
        { DiagnosticCodes.InvalidCondition, "func f(t str) { if t { } }", "func f(t str) { if len(t) { } }" },
        { DiagnosticCodes.InvalidIndex, "func f(x f64) f64 { return x[0] }", "func f(x series f64) f64 { return x[0] }" },
        { DiagnosticCodes.Flow, "level", "level -> level" },
        { DiagnosticCodes.ConfigValue, "func f{k f64}(x f64) f64 { return x * k }\nlevel -> f{} -> level", "func f{k f64}(x f64) f64 { return x * k }\nlevel -> f{k=2} -> level" },
        { DiagnosticCodes.Routing, "valve -> select{} -> { yes: valve }", "valve -> select{} -> { true: valve }" },
        { DiagnosticCodes.Transition, "sequence m { stage a { } }\nvalve => a", "sequence m { stage a { } }\nvalve => m" },
        { DiagnosticCodes.MissingInput, "func f(x f64) f64 { return x }\nf{} -> level", "func f(x f64) f64 { return x }\nlevel -> f{} -> level" },
        { DiagnosticCodes.Authority, "authority 300", "authority 255" },
        { DiagnosticCodes.TooManyErrors, "a -> b\nc -> d\ne -> g", "level -> level" },
    };

    /// <summary>Limits of a whole text, with tests of their own, a limit of the compiler, and cycles, which only graphs can have.</summary>
    private static readonly string[] Elsewhere = [DiagnosticCodes.DataflowCycle, DiagnosticCodes.SourceTooLarge, DiagnosticCodes.TooManyTokens, DiagnosticCodes.CompilationLimit];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Code_HasAWrongAndARightProgram(string code, string wrong, string right)
    {
        var parsing = code == DiagnosticCodes.TooManyErrors ? SmallLimits : ParseOptions.Default;
        Assert.Contains(Programs.Analyze(wrong, parsing).Diagnostics, d => d.Code == code);
        Assert.Empty(Programs.Analyze(right).Diagnostics.Select(d => d.Message));
    }

    [Fact]
    public void EveryCode_HasAPair()
    {
        var codes = typeof(DiagnosticCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!);
        Assert.Equal(codes.Order(), Pairs.Select(p => (string)p[0]).Concat(Elsewhere).Order());
    }
}
