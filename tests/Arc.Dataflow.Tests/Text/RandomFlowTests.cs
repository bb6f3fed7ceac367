using System.Text;
using Xunit.Abstractions;

namespace Arc.Dataflow.Tests.Text;

/// <summary>Random flows: analysis never throws, and what it accepts can be loaded and run.</summary>
public class RandomFlowTests(ITestOutputHelper output)
{
    private static readonly string[] Elements =
    [
        "p", "q", "flag", "n", "text", "h", "t", "x", "r", "limit", "nobody", "1", "-2.5", "5s", "300", "\"s\"", "true", "p + 1", "p > 3", "1 + 2", "n % 2", "(p)",
        "f\"{p} {n}\"", "double{}", "split{}", "count{}", "two{}", "sink{}", "scale{k=2}", "scale{2, 3}", "scale{}", "math.abs{}", "math.sqrt{}", "math.clamp{lo=0, hi=1}",
        "math.clamp{1, 0}", "math.avg{count=2}", "select{}", "select{} -> { true: flag, false: n -> n }", "{ p: a, q: b } -> two{}", "time.interval{10ms}", "time.wait{1s}",
        "time.now{}", "next", "double()", "double", "{ low: q, high: -> p }", "{ low: q, high: p }", "write{channel=q}", "on{channel=p}", "on{p}", "stable.for{duration=1s}",
    ];

    private const string Declarations = """
        import ( math time stable )
        limit := 2.5
        func double(x f64) f64 { return x * 2 }
        func two(a f64, b f64) f64 { return a + b + q }
        func split(x f64) (low f64, high f64) { if x > 1 { high = x } else { low = x } }
        func count(x u8) i64 { c $= 0  c += 1  return c }
        func sink(x f64) { q = x }
        func scale{k f64, b f64 = 1} (x f64) f64 { return x * k + b }

        """;

    [Fact, Trait("Kind", "Random")]
    public void RandomFlows_AreRefusedOrRun()
    {
        var seed = Soak.Seed(output);
        var random = new Random(seed);
        var ran = 0;
        for (var round = 0; round < Soak.Times(400); round++)
        {
            var source = new StringBuilder(Declarations);
            source.Append(Flow(random));
            if (random.Next(3) == 0) source.Append('\n').Append(Flow(random));
            ran += Check($"{source}", random, $"seed {seed}, program {round}: {source.ToString()[Declarations.Length..]}") ? 1 : 0;
        }

        output.WriteLine($"{ran} programs ran");
        Assert.True(ran > 0, $"seed {seed}: no program ran");
    }

    private static string Flow(Random random)
    {
        var text = new StringBuilder(Elements[random.Next(Elements.Length)]);
        for (var i = random.Next(1, 4); i > 0; i--) text.Append(random.Next(4) == 0 ? " => " : " -> ").Append(Elements[random.Next(Elements.Length)]);
        return text.ToString();
    }

    private static bool Check(string source, Random random, string label)
    {
        try
        {
            // Imports that this program happens not to use are no reason to refuse it.
            source += "\np -> math.abs{} -> q\ntime.now{} -> t\np -> stable.for{duration=1s} -> q\n";
            var analysis = TextProgram.Analyze(source);
            if (!analysis.Success) return false;
            using var run = TextProgram.Run(source);
            for (var cycle = 0; cycle < 5; cycle++)
            {
                run.Session.Ingest(new Frame().Add(1, random.NextDouble() * 4, 0).Add(3, (byte)random.Next(3)).Add(4, (long)random.Next(5)));
                run.TickAt(cycle * 20, 2);
            }

            return true;
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException(label, e);
        }
    }
}
