using System.Text;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;

namespace Arc.Language.Tests.Syntax;

/// <summary>No text throws, hangs or exhausts the stack; limits are diagnostics.</summary>
public class RobustnessTests
{
    private static readonly string[] Pieces =
    [
        .. SyntaxFacts.Keywords, .. Enumerable.Range((int)TokenKind.Arrow, TokenKind.Dot - TokenKind.Arrow + 1).Select(k => SyntaxFacts.Text((TokenKind)k)),
        "x", "y", "f", "math", "1", "2.5", ".5", "5s", "\"s\"", "`r`", "f\"{x}\"", "f\"{x", "f\"{x:}\"", "\"\\u1", "\n", "\n", "//c\n", "/*", "*/", "\\", "é", ";", "!", "&&", "'", "\0", "\uD800", "r\"", "in", "while",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Parser_RandomTokenSoup_NeverThrows(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 1500; round++)
        {
            var text = new StringBuilder();
            for (var i = random.Next(60); i > 0; i--) text.Append(Pieces[random.Next(Pieces.Length)]).Append(random.Next(4) == 0 ? "" : " ");
            ParseEverything(text.ToString());
        }
    }

    [Fact]
    public void Parser_EveryPrefixAndEveryDeletion_OfAProgram_NeverThrows()
    {
        const string program = """
            import ( math time as t )
            authority ( 200 valve 10 )
            LIMIT f64 psi := -2.5psi
            func f{a f64 = 1, c chan f64}(x i64, y series f64 = [1]) (o f64, p u8) {
                s i64 $= 0
                for i, v := y[1:] { if v > 1.5 and not x { o = v ^ -2 } else if x { break } else { s += 1 } }
                p = u8(len(f"{s:05d} {x}\n"))
            }
            x > 3 => f{a=1, c=x} -> { o: y -> g{1} : p, p: next, }
            sequence s { stage one { x -> y, time.wait{1s} => next } x > 5 sequence { 1 -> z } }
            """;
        for (var i = 0; i < program.Length; i++)
        {
            ParseEverything(program[..i]);
            ParseEverything(program.Remove(i, 1));
        }
    }

    private static void ParseEverything(string text)
    {
        var source = new SourceText(text);
        var result = ArcParser.ParseProgram(source);
        Assert.All(result.Diagnostics, d => Assert.True(d.Start <= d.End, d.ToString()));
        ArcParser.ParseExpression(source);
        ArcParser.ParseStatement(source);
        ArcParser.ParseBlock(source);
    }

    public static TheoryData<string, string, string> Nestings => new()
    {
        { "func f() { x := ", "(", ") }" }, { "func f() { x := ", "[", "" }, { "func f() { x := ", "- ", "1 }" }, { "func f() { x := ", "not ", "1 }" }, { "func f() { x := 2", "^2", " }" },
        { "func f() { ", "if a { ", "}" }, { "func f() { ", "for { ", "}" }, { "", "sequence { ", "}" }, { "", "a => stage { ", "}" }, { "", "a -> { x: stage { ", "}" }, { "func f() { x := ", "f(", ") }" },
        { "func f() { x := ", "s[", "] }" }, { "func f() { x := ", "i64(", ") }" }, { "func f() { ", "func g() { ", "}" }, { "func f() { ", "else { ", "}" },
    };

    [Theory]
    [MemberData(nameof(Nestings))]
    public void Nesting_BeyondTheLimit_IsADiagnosticAndTheNextItemIsRead(string head, string open, string close)
    {
        var text = head + string.Concat(Enumerable.Repeat(open, 50_000)) + close + "\nA := B + 1\nfunc last() {}";
        var result = OnSmallStack(() => ArcParser.ParseProgram(new SourceText(text)));
        Assert.Contains(result.Diagnostics, d => d.Code is DiagnosticCodes.NestingTooDeep or DiagnosticCodes.TooManyErrors);
        Assert.Contains(result.Root.Items, i => i is FunctionSyntax { Name.Name: "last" });
    }

    [Fact]
    public void Nesting_WithinTheLimit_IsAccepted() =>
        SyntaxCases.Expression(string.Concat(Enumerable.Repeat("(", 256)) + "1" + new string(')', 256));

    [Theory]
    [InlineData("x := 1", " + 1", "")]
    [InlineData("x := a", "[0]", "")]
    [InlineData("x := a", "(0)", "")]
    [InlineData("if a {}", " else if b {}", "")]
    [InlineData("", " x = 1\n", "")]
    [InlineData("x := [1", ", 1", "]")]
    [InlineData("x := a", " or b and c", "")]
    public void Chain_OfAnyLength_NeedsNoStack(string head, string piece, string tail)
    {
        var text = SyntaxCases.Body(head + string.Concat(Enumerable.Repeat(piece, 100_000)) + tail);
        var result = OnSmallStack(() => ArcParser.ParseProgram(new SourceText(text)));
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public void Limits_OfSizeAndTokens_AreDiagnosticsThatNameTheSetting()
    {
        var options = new ParseOptions { MaxSourceBytes = 10, MaxTokens = 3 };
        Assert.Contains("MaxSourceBytes", Assert.Single(ArcParser.ParseProgram(new SourceText("a -> b -> ccc"), options).Diagnostics).Message, StringComparison.Ordinal);
        Assert.Contains(ArcParser.ParseProgram(new SourceText("a->b->c"), options).Diagnostics, d => d.Message.Contains("MaxTokens", StringComparison.Ordinal));
    }

    [Fact]
    public void Errors_BeyondTheCap_AreCounted()
    {
        var text = string.Concat(Enumerable.Repeat("A := B\n", 150));
        var diagnostics = ArcParser.ParseProgram(new SourceText(text)).Diagnostics;
        Assert.Equal(100, diagnostics.Count(d => d.IsError));
        Assert.Contains("50 further errors", diagnostics[^1].Message, StringComparison.Ordinal);
    }

    private static T OnSmallStack<T>(Func<T> action)
    {
        T? result = default;
        var thread = new Thread(() => result = action(), 512 * 1024);
        thread.Start();
        thread.Join();
        return result!;
    }
}
