using Arc.Language.Formatting;
using Arc.Language.Syntax;

namespace Arc.Language.Tests.Formatting;

/// <summary>The canonical form, rule by rule.</summary>
public class FormatterTests
{
    private static void Gives(string source, string expected)
    {
        expected = expected.ReplaceLineEndings("\n").Trim('\n') + "\n";
        var result = ArcFormatter.Format(new SourceText(source));
        Assert.Equal(expected, result.Text);
        Assert.Equal(expected, ArcFormatter.Format(new SourceText(expected)).Text);
    }

    [Theory]
    [InlineData("a->b", "a -> b")]
    [InlineData("a=>f{ k = 1 ,c=b }->b", "a => f{k=1, c=b} -> b")]
    [InlineData("a>3and not b==2=>flag", "a > 3 and not b == 2 => flag")]
    [InlineData("( a )+-2*- x ^ 2 ->b", "(a) + -2 * -x ^ 2 -> b")]
    [InlineData("s [ 1 : 2 ] [ 0 ]+m . f ( 1,2, )->b", "s[1:2][0] + m.f(1, 2) -> b")]
    [InlineData("f64 ( x )->b", "f64(x) -> b")]
    [InlineData("[ 1,2, ]->b", "[1, 2] -> b")]
    [InlineData("LIMIT   f64 psi:=-2.5psi", "LIMIT f64 psi := -2.5psi")]
    [InlineData("{a:x , b : m.g{ }->y}->f{ }->{ o : b , p:g{ }:q }", "{ a: x, b: m.g{} -> y } -> f{} -> { o: b, p: g{} : q }")]
    [InlineData("import   m as  n", "import m as n")]
    [InlineData("authority   200", "authority 200")]
    [InlineData("func f{ }( ){ }", "func f{}() {}")]
    [InlineData("func f( x f64=1,y chan series f64 , )(a f64,b str){ }", "func f(x f64 = 1, y chan series f64) (a f64, b str) {}")]
    [InlineData("stage  s{ }", "stage s {}")]
    public void Spaces_FollowTheRules(string source, string expected) => Gives(source, expected);

    [Fact]
    public void Blocks_AreOpenedOnTheLineOfTheirHeader_WithAStatementALine() => Gives(
        "func f(x i64) i64 { if x { return 1 } else if x > 2 { n $= 0 n += 1 } else { } for i := range(3) { break } return 2 }", """
        func f(x i64) i64 {
            if x {
                return 1
            } else if x > 2 {
                n $= 0
                n += 1
            } else {}
            for i := range(3) {
                break
            }
            return 2
        }
        """);

    [Fact]
    public void Items_OfDifferentKinds_AreSetApart() => Gives("import m\nimport n\nauthority 5\nK := 1\nL := 2\na -> b\nb -> c\nfunc f() {}\nfunc g() {}\nstage s {}", """
        import m
        import n

        authority 5

        K := 1
        L := 2

        a -> b
        b -> c

        func f() {}

        func g() {}

        stage s {}
        """);

    [Fact]
    public void BlankLines_AreKept_OneAtATime_ExceptAtTheEndsOfBlocks() => Gives("a -> b\n\n\n\nb -> c\nstage s {\n\n  a -> b\n\n\n  b -> c\n\n}\n\n\n", """
        a -> b

        b -> c

        stage s {
            a -> b

            b -> c
        }
        """);

    [Fact]
    public void Comments_StayWhereTheyStand() => Gives(
        "// head\n\n\n// about f\nfunc f() { // opens\n  // first\n  x := 1 /* in */ + 2 // end\n\n  // last\n}\n// tail", """
        // head

        // about f
        func f() { // opens
            // first
            x := 1 /* in */ + 2 // end

            // last
        }
        // tail
        """);

    [Fact]
    public void LongList_IsBrokenIntoALineAnElement_WithACommaAtItsEnd() => Gives(
        $"func f() {{ g({new string('a', 40)}, {new string('b', 40)}, h({new string('c', 20)}, 2)) }}", $$"""
        func f() {
            g(
                {{new string('a', 40)}},
                {{new string('b', 40)}},
                h({{new string('c', 20)}}, 2),
            )
        }
        """);

    [Fact]
    public void LongChain_IsBrokenBeforeItsArrows() => Gives($"{new string('a', 40)} -> {new string('b', 40)} => {new string('c', 40)}{{}}", $$"""
        {{new string('a', 40)}}
            -> {{new string('b', 40)}}
            => {{new string('c', 40)}}{}
        """);

    [Fact]
    public void SequenceAndRoutingTable_WithBodies_AreBroken() => Gives(
        "sequence main { 1 -> a, time.wait{5s} stage hot { x > 5 => next } } flag -> select{} -> { true: stage { 1 -> a }, false: b }", """
        sequence main {
            1 -> a,
            time.wait{5s}
            stage hot {
                x > 5 => next
            }
        }

        flag -> select{} -> {
            true: stage {
                1 -> a
            },
            false: b,
        }
        """);

    [Fact]
    public void Import_InAList_StandsOnALineOfItsOwn() => Gives("import(math time as t)", """
        import (
            math
            time as t
        )
        """);

    [Fact]
    public void EmptyText_StaysEmpty() => Assert.Equal("", ArcFormatter.Format(new SourceText(" \n\n")).Text);

    [Fact]
    public void WrongText_IsNotFormatted_ButReported()
    {
        var result = ArcFormatter.Format(new SourceText("func f( {"));
        Assert.Null(result.Text);
        Assert.Contains(result.Diagnostics, d => d.IsError);
    }

    [Fact]
    public void LongExpressionsAndDeepNesting_AreFormattedWithoutRecursion()
    {
        var text = ArcFormatter.Format(new SourceText($"a{string.Concat(Enumerable.Repeat("+a", 50_000))}->b")).Text!;
        Assert.Equal(50_001, text.Split('a').Length - 1);
    }
}
