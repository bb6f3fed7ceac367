using Arc.Language.Syntax;

namespace Arc.Language.Tests.Syntax;

/// <summary>Forms that the grammar of language section 2 admits, production by production.</summary>
public class AcceptedFormsTests
{
    public static TheoryData<string> Programs => new()
    {
        "", "\uFEFF// only a comment", "/* block * / */", "/* a\nb */ x -> y",
        // imports
        "import math", "import math import time as t", "import ( math time as t )", "import ()", "import a.b.c as d", "import authority",
        "import (\n  authority.x as y\n  math\n)",
        // authority
        "authority 200", "authority ( 200 )", "authority ( 200 valve 100 pump 0 )", "authority ()", "authority (valve 1)\nauthority 3",
        // constants
        "A := 5", "A := -5", "A i32 := -5", "A f64 psi := 2psi", "A := 1.5s", "A := \"text\"", "A := [1, 2]", "A str := `x`", "A := .5 B := 1.",
        "A := 5\n-x -> y", "ON := true",
        // functions
        "func f() {}", "func f{}() {}", "func f{a f64, b chan f64 = 1,}(x i64, y series f64,) {}", "func f(x f64 = 1.5, y str = \"s\", z i8 = -3) f64 { return x }",
        "func f() series f64 psi {}", "func f() out f64 {}", "func f() (a f64, b i64 ns,) {}", "func f(x f64 psi) f64 psi { return x }",
        "func f(c chan series u8) {}", "func f(c chan f64 psi) {}", "func range() {} func len2() {}", "func math() {}",
        // flows
        "a -> b", "a => b", "a -> b -> c => d", "a -> f{} -> b", "a -> m.f{x=1, y=-2,} -> b", "f{1, 2s, -3,} -> b", "stable.for{1s} -> b",
        "authority.set{1} -> b", "a + b > 3 => f{}", "1 -> a", "-5 -> a", "\"t\" -> a", "f\"{a}\" -> b", "a -> { x: b, y: c }", "a -> f{} -> { x: b -> g{} -> c : p, y: next, }",
        "{ a: p, b: g{} -> q } -> f{}", "{ a: x : p } -> f{}", "a => stage { b -> c }", "a => sequence { b -> c }", "a -> { x: stage { b -> c }, y: sequence { 1 -> d } }",
        "a -> i64(b) -> c", "(a) -> b", "[1, 2] -> b", "a -> b\n{ c: p } -> f{}", "not a -> b", "a -> next", "f{x = -1.5ms} -> b", "a -> f{[1][0]} -> b",
        "f(1) -> x", "a.b -> c", "len(a) -> b", "next -> a", "stage {} -> a", "stage s {} -> a",
        // sequences and stages
        "sequence {}", "sequence s {}", "stage {}", "stage s {}", "sequence s { stage a {} stage b {} }", "sequence s { stage a {}, 1 -> x, time.wait{1s}, x > 5, y, }",
        "sequence { sequence {} sequence inner { stage {} } }", "stage { a -> b, c -> d, f{} x > 3 sequence { 1 -> y } }", "stage { sequence s {}, }",
        "sequence s { a => next b => s }", "sequence s {\n x > 5\n 1 -> y\n time.wait{2s}\n}", "stage { m.f{} f{1} }",
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void Program_OfTheGrammar_IsAccepted(string text) => SyntaxCases.Accept(text);

    public static TheoryData<string> Statements => new()
    {
        "x := 1", "x f64 := 1", "x f64 psi := 1psi", "x $= 1", "x i64 ns $= 0", "x series f64 := []", "x := [1, 2,]", "x = 1", "x += 1 x -= 1 x *= 1 x /= 1 x %= 1",
        "x[0] = 1", "x[i + 1] += 2", "x[1:2] = y", "if a {}", "if a {} else {}", "if a {} else if b {} else if c {} else {}", "for {}", "for a < b {}", "for x := s {}",
        "for i, x := s {}", "for i := range(10) {}", "for i := range(0, 10, 2) { break continue }", "return", "return 1", "return -x", "f(1, 2,)", "x", "1 + 2",
        "a\ni64(b)", "return\nx = 5", "return\ny := 5", "return\ns[0] = 5", "return\n}\nfunc g() {", "a := b\n(c)", "x := 1 y := 2 z = 3", "m.f(x)", "stable.for(x)", "authority.f(x)",
        "x chan f64 := c", "x := i64 ns(y)", "for (a) { }", "if (a) == (b) { }", "x := f\"{a:.2f} {b}\"", "if a { return 1 } return 2",
    };

    [Theory]
    [MemberData(nameof(Statements))]
    public void Statement_OfTheGrammar_IsAccepted(string text) => SyntaxCases.Accept(SyntaxCases.Body(text));

    [Theory]
    [InlineData("1 + 2 * 3", "[1 + [2 * 3]]")]
    [InlineData("1 - 2 - 3", "[[1 - 2] - 3]")]
    [InlineData("a * b / c % d", "[[[a * b] / c] % d]")]
    [InlineData("2 ^ 3 ^ 2", "[2 ^ [3 ^ 2]]")]
    [InlineData("-2 ^ 2", "[- [2 ^ 2]]")]
    [InlineData("2 ^ -1", "[2 ^ [- 1]]")]
    [InlineData("(-2) ^ 2", "[([- 2]) ^ 2]")]
    [InlineData("2 ^ -3 ^ 2", "[2 ^ [- [3 ^ 2]]]")]
    [InlineData("-5", "[- 5]")]
    [InlineData("- - 5", "[- [- 5]]")]
    [InlineData("not not a", "[not [not a]]")]
    [InlineData("not a and b", "[[not a] and b]")]
    [InlineData("not a == b", "[[not a] == b]")]
    [InlineData("a or b and c", "[a or [b and c]]")]
    [InlineData("a < b < c", "[[a < b] < c]")]
    [InlineData("a == b < c", "[a == [b < c]]")]
    [InlineData("a == b != c", "[[a == b] != c]")]
    [InlineData("a + b > c and d", "[[[a + b] > c] and d]")]
    [InlineData("-a * b", "[[- a] * b]")]
    [InlineData("-s[0]", "[- s[0]]")]
    [InlineData("f(1)(2)[3][:4][5:]", "f(1)(2)[3][:4][5:]")]
    [InlineData("s[:]", "s[:]")]
    [InlineData("m.f(x)[0]", "m.f(x)[0]")]
    [InlineData("5s", "5's")]
    [InlineData("5 s", "?")]
    [InlineData("1.s", "1.'s")]
    [InlineData("1e5", "1'e5")]
    [InlineData(".5psi", ".5'psi")]
    [InlineData("5/* c */ + s", "[5 + s]")]
    [InlineData("f64(3)", "f64(3)")]
    [InlineData("i64 ns(x)", "i64 ns(x)")]
    [InlineData("stable.for", "stable.for")]
    [InlineData("[1, [2], ]", "<1, <2>>")]
    [InlineData("true", "true")]
    public void Expression_IsGrouped_AsSection8Says(string text, string shape)
    {
        if (shape == "?")
            Assert.True(ArcParser.ParseExpression(new SourceText(text)).HasErrors);
        else
            Assert.Equal(shape, SyntaxCases.Shape(SyntaxCases.Expression(text)));
    }

    [Theory]
    [InlineData("\"a\\tb\"", "\"a\tb\"")]
    [InlineData("\"\\b\\n\\f\\r\\\\\\\"\"", "\"\b\n\f\r\\\"\"")]
    [InlineData("\"\\x\\`\"", "\"\\x\\`\"")]
    [InlineData("`\\`\\\"`", "\"`\\\"\"")]
    [InlineData("\"\\u00e9\\u0041\"", "\"éA\"")]
    [InlineData("\"\\uD83D\\uDE00\"", "\"\uFFFD\uFFFD\"")]
    [InlineData("r\"\\n\\\"\"", "\"\\n\\\"\"")]
    [InlineData("`a\n\"b`", "\"a\n\"b\"")]
    [InlineData("f\"plain {{x}} }\"", "\"plain {x} }\"")]
    [InlineData("f\"{a}\"", "f\"{a}\"")]
    [InlineData("f\"x{ a + 1 :.2f}y{b}\"", "f\"x{[a + 1]:.2f}y{b}\"")]
    [InlineData("f\"{d[1:2]}\"", "f\"{d[1:2]}\"")]
    [InlineData("f\"{d[1:2]:s}\"", "f\"{d[1:2]:s}\"")]
    [InlineData("f\"{{{a}}}\"", "f\"{{a}}\"")]
    [InlineData("f\"\\u007bx\"", "\"{x\"")]
    [InlineData("f`{g(\"}:\")}`", "f\"{g(\"}:\")}\"")]
    [InlineData("f\"{g(\\\"ab\\\")}\"", "f\"{g(\"ab\")}\"")]
    [InlineData("rf\"\\{a}\"", "f\"\\{a}\"")]
    [InlineData("fr\"{a}\\n\"", "f\"{a}\\n\"")]
    [InlineData("f\"{f`{a}`}\"", "f\"{f\"{a}\"}\"")]
    public void String_IsRead_AsSection4Says(string text, string shape) =>
        Assert.Equal(shape, SyntaxCases.Shape(SyntaxCases.Expression(text)));

    [Fact]
    public void Comments_AreKept_BesideTheTree()
    {
        var result = ArcParser.ParseProgram(new SourceText("// one\nA := 5 /* two */ // three\r\n"));
        Assert.Equal(["// one", "/* two */", "// three"], result.Comments.Select(c => result.Source.Slice(c.Span)));
        Assert.Equal([false, true, false], result.Comments.Select(c => c.IsBlock));
    }

    [Fact]
    public void DashedIdentifiers_WhenOn_JoinAtDashes()
    {
        var options = new ParseOptions { DashedIdentifiers = true };
        var root = ArcParser.ParseProgram(new SourceText("flow-rate -> out-put"), options).Root;
        var flow = Assert.IsType<FlowStatementSyntax>(Assert.Single(root.Items));
        Assert.Equal("flow-rate", Assert.IsType<FlowNameSyntax>(flow.Elements[0]).Name.Name);

        Assert.Equal("[a-b - c]", SyntaxCases.Shape(ArcParser.ParseExpression(new SourceText("a-b - c"), options).Root));
        var error = Assert.Single(ArcParser.ParseExpression(new SourceText("5 -b"), options).Diagnostics);
        Assert.Contains("subtraction requires whitespace on both sides", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EntryPoints_ForParts_AreOffered()
    {
        Assert.IsType<VariableDeclarationSyntax>(ArcParser.ParseStatement(new SourceText("x := 1")).Root);
        Assert.Equal(2, ArcParser.ParseBlock(new SourceText("{ a = 1 b = 2 }")).Root.Statements.Length);
        Assert.True(ArcParser.ParseStatement(new SourceText("x := 1 y := 2")).HasErrors);
        Assert.True(ArcParser.ParseBlock(new SourceText("a = 1")).HasErrors);
    }
}
