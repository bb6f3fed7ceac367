using Arc.Language.Diagnostics;
using Arc.Language.Syntax;

namespace Arc.Language.Tests.Syntax;

/// <summary>Forms that the grammar does not admit, with the place and the words of the first error.</summary>
public class RejectedFormsTests
{
    public static TheoryData<string, int, string> Programs => new()
    {
        { "x $= 5", 1, "stateful" }, { "x = 5", 1, "':='" }, { "x f64 = 5", 1, "':='" }, { "A := B + 1", 1, "must be a literal" }, { "A := 1 + 2", 1, "must be a literal" },
        { "A :=", 1, "literal" }, { "A f64", 1, "':='" }, { "A", 1, "at least two nodes" }, { "f{}", 1, "at least two nodes" }, { "{ a: b }", 1, "at least two nodes" },
        { "a ->", 1, "the chain ends with an arrow" }, { "a -> -> b", 1, "missing between two arrows" }, { "-> a", 1, "expected" }, { "a -> b }", 1, "no block to close" },
        { "func f(", 1, "to close the '('" }, { "func f() {", 1, "expected '}'" }, { "func f() {\nfunc g() {}", 2, "expected '}'" }, { "func f", 1, "'('" },
        { "func () {}", 1, "a function name" }, { "func f(x) {}", 1, "a type for parameter 'x'" }, { "func f(x: f64) {}", 1, "without ':'" }, { "func f(x int) {}", 1, "did you mean 'i64'" },
        { "func f() -> f64 { return 1 }", 1, "unexpected '->'" }, { "func f() float { return 1.0 }", 1, "expected a type" }, { "func f(x f64 := 3) {}", 1, "'=' before a default" },
        { "func f(x f64 = y) {}", 1, "must be a literal" }, { "func f() (f64) {}", 1, "output name" }, { "func f() () {}", 1, "named output" }, { "func f(,) {}", 1, "parameter name" },
        { "func next() {}", 1, "keyword 'next'" }, { "func f(stage f64) {}", 1, "keyword 'stage'" }, { "function f() {}", 1, "expected 'func'" }, { "fucn f() {}", 1, "expected 'func', found 'fucn'" }, { "sequnce s {}", 1, "expected 'sequence'" }, { "stge s {}", 1, "expected 'stage'" }, { "improt math", 1, "expected 'import'" },
        { "if a {}", 1, "not allowed at the top level" }, { "return 1", 1, "not allowed at the top level" }, { "import", 1, "module name" }, { "import (math, time)", 1, "separated by whitespace" },
        { "import \"math\"", 1, "without quotes" }, { "import math as", 1, "alias" }, { "import math as for", 1, "alias" }, { "import math.", 1, "module name" }, { "import (math", 1, "to close" },
        { "authority", 1, "authority value" }, { "authority (valve)", 1, "authority value" }, { "authority (1, 2)", 1, "separated by whitespace" },
        { "a -> f{1, b=2} -> c", 1, "all named or all positional" }, { "a -> f{b=2, 1} -> c", 1, "all named or all positional" }, { "a -> f{b: 2} -> c", 1, "name = value" },
        { "a -> f{,} -> c", 1, "expression" }, { "a -> f{1 2} -> c", 1, "',' or '}'" }, { "a -> f{1", 1, "to close" }, { "f{} + 1 -> a", 1, "no operand" }, { "a -> {}", 1, "routing entry" },
        { "a -> { x b }", 1, "':'" }, { "a -> { x: b => c }", 1, "continuous" }, { "a -> { x: { y: c } }", 1, "inside a routing table" },
        { "stage { stage {} }", 1, "directly in another stage" }, { "stage { next }", 1, "at least two nodes" }, { "stage { x = 5 }", 1, "value -> channel" }, { "stage { x := 5 }", 1, "function bodies" },
        { "sequence { if a {} }", 1, "not allowed in a sequence" }, { "sequence { func f() {} }", 1, "not allowed in a sequence" }, { "sequence s { a -> b", 1, "expected '}'" },
        { "sequence { a,, b }", 1, "a step" }, { "sequence 5 {}", 1, "a name or '{'" }, { "stage next {}", 1, "keyword 'next'" }, { "stage { -> b }", 1, "before the arrow" },
        { "a.b.c -> d", 1, "exactly two parts" }, { "a. -> b", 1, "member name" }, { "a -> b # note", 1, "comments start with '//'" }, { "a -> b;", 1, "unexpected ';'" },
        { "a && b -> c", 1, "'and'" }, { "a || b -> c", 1, "'or'" }, { "!a -> c", 1, "'not'" }, { "a -> 'x'", 1, "double quotes" }, { "a & b -> c", 1, "no bitwise" }, { "a -> b §", 1, "unexpected character" },
        { "A := \"abc", 1, "unterminated string" }, { "A := \"abc\nB := 5", 1, "unterminated string" }, { "A := `abc", 1, "unterminated string" }, { "/* a", 1, "unterminated comment" },
        { "A := \"\\u12\"", 1, "incomplete \\u" }, { "A := \"\\u12zz\"", 1, "invalid \\u" }, { "a -> f\"{b\" -> c", 1, "unmatched '{'" }, { "a -> f\"{}\" -> c", 1, "empty expression" },
        { "a -> f\"{b:}\" -> c", 1, "empty format spec" }, { "a -> f\"{b +}\" -> c", 1, "expression" }, { "A := f\"{b}\"", 1, "must be a literal" }, { "str := \"x\"", 1, "keyword 'str'" }, { "f64 -> x", 1, "a type is no value" },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void Program_OutsideTheGrammar_IsExplained(string text, int line, string words) => AssertFirst(text, line, words);

    public static TheoryData<string, int, string> Statements => new()
    {
        { "x f64", 2, "a variable needs a value" }, { "x f64 = 5", 2, "':=' or '$='" }, { "x :=", 2, "an expression" }, { "x := )", 2, "an expression" }, { "x := (1", 2, "to close the '('" }, { "x := [1", 2, "to close the '['" },
        { "x := 1)", 2, "no matching opening bracket" }, { "if a = 5 {}", 2, "'=='" }, { "if {}", 2, "a condition" }, { "if a", 2, "'{'" }, { "else {}", 2, "must directly follow" }, { "if a {} x = 1 else {}", 2, "must directly follow" },
        { "if a {} else {} else {}", 2, "must directly follow" }, { "while a {}", 2, "for condition" }, { "for x in s {}", 2, "for x := s" }, { "for i, := s {}", 2, "second loop variable" }, { "for i, j {}", 2, "':='" },
        { "func g() {}", 2, "not allowed inside a function" }, { "a -> b", 2, "not allowed inside a function body" }, { "x := avg{}", 2, "a block stands" }, { "avg{}", 2, "flow form" }, { "f() = 5", 2, "cannot assign" }, { "1 = 5", 2, "cannot assign" },
        { "m.x = 5", 2, "cannot assign" }, { "s[0][1] = 5", 2, "cannot assign" }, { "x++", 2, "there is no '++'" }, { "x := +1", 2, "no unary '+'" }, { "x := 1 +", 2, "an expression" }, { "x := a == = b", 2, "expression" }, { "next := 5", 2, "keyword 'next'" },
        { "x := f64", 2, "a type is no value" }, { "x := f64()", 2, "expression" }, { "x := f64(1, 2)", 2, "exactly one value" }, { "f(1 2)", 2, "',' or ')'" }, { "f(,)", 2, "expression" }, { "s[]", 2, "expression" }, { "s[1:2:3]", 2, "']'" },
        { "{ x := 1 }", 2, "a block stands behind" }, { "import math", 2, "not allowed inside a function" }, { "x := a.b.c", 2, "exactly two parts" }, { "x := f(1).y", 2, "module name" }, { "s[0] := 5", 2, "only names can be declared" }, { "return := 5", 2, "keyword 'return'" },
        { "x series := []", 2, "a primitive type" }, { "x chan := c", 2, "a primitive type" }, { "next", 2, "'next' is a transition" }, { "x := 5 else", 2, "must directly follow" },
    };

    [Theory]
    [MemberData(nameof(Statements))]
    public void Statement_OutsideTheGrammar_IsExplained(string text, int line, string words) =>
        AssertFirst(SyntaxCases.Body(text), line, words);

    private static void AssertFirst(string text, int line, string words)
    {
        var first = SyntaxCases.Reject(text)[0];
        Assert.Contains(words, first.Message, StringComparison.Ordinal);
        Assert.Equal(line, first.Start.Line);
    }

    [Fact]
    public void Errors_InSeparateItems_AreAllReported()
    {
        var diagnostics = SyntaxCases.Reject("""
            A := B
            func f(x) f64 {
                y := (1 + 
                z := 2
                return y +
            }
            func g() {
                if a = 1 { b := }
                c ++
            }
            a -> -> b
            sequence s {
                x =
                1 -> y
            }
            """);
        Assert.Equal([1, 2, 3, 5, 8, 8, 9, 11, 13], diagnostics.Select(d => d.Start.Line));
    }

    [Fact]
    public void Tree_AfterErrors_KeepsTheOtherItems()
    {
        var result = ArcParser.ParseProgram(new SourceText("func f( {\n}\nfunc g() { x := }\nA := 5\nsequence s { 1 -> x }\na ->"));
        Assert.Equal(["f", "g"], result.Root.Items.OfType<FunctionSyntax>().Select(f => f.Name.Name));
        Assert.Single(result.Root.Items.OfType<GlobalConstantSyntax>());
        Assert.Single(result.Root.Items.OfType<SequenceSyntax>());
    }

    [Fact]
    public void Rendering_OfADiagnostic_ShowsLineAndCaret()
    {
        var source = new SourceText("func f() {\n\tx := (1 +)\n}", "plant.arc");
        var diagnostic = Assert.Single(ArcParser.ParseProgram(source).Diagnostics);
        Assert.Equal(
            "plant.arc:2:11: error ARC1001: expected an expression, found ')'\n    \tx := (1 +)\n    \t         ^",
            DiagnosticRenderer.Render(diagnostic, source));
    }

    [Fact]
    public void Bag_EqualMessagesAtOnePlace_KeepsTheMoreSevere()
    {
        var bag = new DiagnosticBag(new SourceText("x"));
        bag.Warning("W", new SourceSpan(0, 1), "same");
        bag.Error("E", new SourceSpan(0, 1), "same");
        bag.Warning("W", new SourceSpan(0, 1), "same");
        var only = Assert.Single(bag.ToImmutable());
        Assert.Equal(("E", DiagnosticSeverity.Error, 1), (only.Code, only.Severity, bag.ErrorCount));
    }
}
