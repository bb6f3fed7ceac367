using System.Text;
using Arc.Language.Analysis;
using Arc.Language.Syntax;

namespace Arc.Language.Tests.Analysis;

/// <summary>No program throws, whatever is wrong with it.</summary>
public class AnalysisRobustnessTests
{
    private static readonly string[] Atoms =
    [
        "x", "n", "i", "u", "g", "s", "t", "p", "d", "ms", "c", "k", "level", "valve", "label", "wave", "pressure", "nope", "helper", "math", "f", "true", "stage1", "LIMIT",
        "1", "0", "300", "2.5", "2.0", "5s", "3psi", "1km", "99999999999999999999", "\"a\"", "f\"{x:d}{n}\"", "[]", "[1]", "[1, 2.5]", "[x, 1s]", "[t]", "math.pi", "len", "now",
    ];

    private static readonly string[] Callees = ["helper", "math.sqrt", "math.max", "math.sum", "math.scale", "math.avg", "probe.last", "probe.put", "probe.reverse", "status.set", "len", "now", "select", "nope", "x", "f", "noresult", "two", "needs"];

    private static readonly string[] Operators = ["+", "-", "*", "/", "%", "^", "<", ">", "==", "!=", "<=", "and", "or"];

    private static readonly string[] Types = ["i64", "u8", "f64", "f32 psi", "i32 ms", "str", "series f64", "series str", "chan f64", "f64 foo", "series i64 km"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Analysis_RandomBodies_NeverThrows(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 600; round++)
        {
            var body = new StringBuilder();
            for (var i = random.Next(1, 8); i > 0; i--) body.Append("    ").Append(Statement(random, 2)).Append('\n');
            var text = "import math import probe import status\nLIMIT f64 psi := 2bar\n" + Programs.Body(body.ToString()) + """

                func noresult() { }
                func two() (a f64, b f64) { a = 1 }
                func needs{q f64}() f64 { return q }
                stage stage1 { }
                """;
            try
            {
                var result = Programs.Analyze(text);
                if (result.Program is { } program)
                    Assert.All(BoundShape.Everything(program), node => Assert.False(node.GetType().Namespace!.EndsWith("Analysis", StringComparison.Ordinal)));
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}, round {round}: {e}\n{text}");
            }
        }
    }

    private static string Statement(Random random, int depth) => random.Next(depth > 0 ? 12 : 7) switch
    {
        0 => $"v{random.Next(4)} := {Expression(random, 3)}",
        1 => $"v{random.Next(4)} {Types[random.Next(Types.Length)]} {(random.Next(2) == 0 ? ":=" : "$=")} {Expression(random, 3)}",
        2 => $"{Atoms[random.Next(24)]} {Pick(random, "=", "+=", "-=", "*=", "%=")} {Expression(random, 3)}",
        3 => $"{Atoms[random.Next(24)]}[{Expression(random, 1)}] {Pick(random, "=", "+=")} {Expression(random, 2)}",
        4 => Expression(random, 3),
        5 => $"return {Expression(random, 2)}",
        6 => Pick(random, "break", "continue", "return", "a1 := level", "s[1:2] = s"),
        7 => $"if {Expression(random, 2)} {{ {Statement(random, depth - 1)} }} else {{ {Statement(random, depth - 1)} }}",
        8 => $"for v{random.Next(4)} := {Expression(random, 2)} {{ {Statement(random, depth - 1)} }}",
        9 => $"for j, v{random.Next(4)} := {Expression(random, 2)} {{ {Statement(random, depth - 1)} }}",
        10 => $"for j := range({Expression(random, 1)}, {Expression(random, 1)}) {{ {Statement(random, depth - 1)} }}",
        _ => $"for {Expression(random, 2)} {{ {Statement(random, depth - 1)} }}",
    };

    private static string Expression(Random random, int depth)
    {
        if (depth == 0 || random.Next(4) == 0) return Atoms[random.Next(Atoms.Length)];
        return random.Next(10) switch
        {
            < 4 => $"{Expression(random, depth - 1)} {Operators[random.Next(Operators.Length)]} {Expression(random, depth - 1)}",
            4 => $"({Pick(random, "-", "not ", "")}{Expression(random, depth - 1)})",
            5 => $"{Callees[random.Next(Callees.Length)]}({string.Join(", ", Enumerable.Range(0, random.Next(3)).Select(_ => Expression(random, depth - 1)))})",
            6 => $"{Expression(random, 0)}[{Expression(random, depth - 1)}]",
            7 => $"{Expression(random, 0)}[{Expression(random, depth - 1)}:]",
            8 => $"{Types[random.Next(Types.Length)]}({Expression(random, depth - 1)})",
            _ => $"[{Expression(random, depth - 1)}, {Expression(random, depth - 1)}]",
        };
    }

    private static string Pick(Random random, params string[] choices) => choices[random.Next(choices.Length)];

    [Fact]
    public void Analysis_OfAProgramWithHoles_NeverThrows()
    {
        const string program = """
            import ( math probe as q )
            authority ( 200 valve 10 )
            LIMIT f64 psi := -2.5psi
            func g{a f64 = 1, b chan f64}(x i64, y series f64) (o f64, w u8) {
                s i64 $= 0
                for i, v := y[1:] { if v > 1.5 and not w { o = v ^ -2 } else if x { break } else { s += 1 } }
                w = u8(len(f"{s:05d} {x}\n"))
                b = math.max(o, level) + q.last(b)
            }
            level > 3 => g{a=1, b=level} -> { o: level, w: valve }
            sequence s { stage one { level -> level, level > 5 => next } level > 5 sequence { 1 -> valve } }
            """;
        for (var i = 0; i < program.Length; i++)
        {
            Programs.Analyze(program[..i]);
            Programs.Analyze(program.Remove(i, 1));
        }
    }

    [Fact]
    public void Analysis_OfTwentyThousandFunctionsInAChain_FindsTheChannelAtItsEnd()
    {
        var text = new StringBuilder("func g0() f64 { return level }\n");
        for (var i = 1; i < 20_000; i++) text.Append($"func g{i}() f64 {{ return g{i - 1}() + 1 }}\n");
        var forwards = Programs.Accept(text.ToString());
        Assert.Single(forwards.Functions[^1].Reads);
        var backwards = Programs.Accept(string.Join('\n', text.ToString().Split('\n').Reverse()));
        Assert.Single(backwards.Functions[0].Reads);
    }

    [Theory]
    [InlineData("x := 1", " + x", "")]
    [InlineData("if a {}", " else if b {}", "")]
    [InlineData("s := \"a\"  y := s", "[:]", "")]
    [InlineData("s := \"a\"  y := s", "[0]", "")]
    [InlineData("x := nope", " + nope", "")]
    [InlineData("x := [1", ", 1", "]")]
    [InlineData("x := 2psi", " * 2psi", "")]
    public void Analysis_OfLongChains_NeedsNoStack(string head, string piece, string tail)
    {
        var text = "func f() { " + head + string.Concat(Enumerable.Repeat(piece, 50_000)) + tail + " }";
        AnalysisResult? result = null;
        var thread = new Thread(() => result = ArcAnalyzer.Analyze(new SourceText(text), new AnalysisOptions { Modules = TestModules.Set }), 512 * 1024);
        thread.Start();
        thread.Join();
        Assert.NotNull(result);
    }
}
