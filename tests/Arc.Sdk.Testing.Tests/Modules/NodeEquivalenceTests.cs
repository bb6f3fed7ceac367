using Arc.ThirdParty;

namespace Arc.Sdk.Testing.Tests.Modules;

/// <summary>A node that is driven by hand does what it does in a program.</summary>
public sealed class NodeEquivalenceTests : IDisposable
{
    private readonly ModuleBench _bench = ModuleBench.Of<SignalModule>();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("signal.ema", "alpha=0.5", "input", "output")]
    [InlineData("signal.ema", "alpha=0.5, hold_off=2s", "input", "output")]
    [InlineData("signal.recent", "count=2", "input", "mean")]
    [InlineData("signal.clamp", "lo=0, hi=10", "x", "output")]
    [InlineData("math.avg", "count=3", "input", "output")]
    [InlineData("math.derivative", "", "input", "output")]
    [InlineData("stable.for", "duration=1s", "input", "output")]
    [InlineData("time.interval", "period=700ms", "", "output")]
    [InlineData("time.wait", "duration=1300ms", "", "output")]
    public void Node_OnTheBench_GivesWhatItGivesInAProgram(string member, string config, string input, string output)
    {
        var module = member[..member.IndexOf('.', StringComparison.Ordinal)];
        var chain = $"{(input.Length == 0 ? "" : "p -> ")}{member}{{{config}}} -> {{ {output}: q }}";
        if (output == "output") chain = chain.Replace(" -> { output: q }", " -> q", StringComparison.Ordinal);
        var run = _bench.Run($"import {module}\n{chain}", "p f64");
        var node = _bench.Node(member, [.. config.Split(", ", StringSplitOptions.RemoveEmptyEntries).Select(Value)]);

        foreach (var (batch, seconds) in new (double[], double)[] { ([1, 5, -3], 0.5), ([12], 1.5), ([12], 0.1), ([], 3), ([4, 4], 0), ([7, 8], 2.5) })
        {
            if (batch.Length > 0 && input.Length > 0)
            {
                run.Send("p", batch);
                node.Send(input, batch);
            }

            run.Advance(TimeSpan.FromSeconds(seconds));
            node.Advance(TimeSpan.FromSeconds(seconds));
            Assert.Equal(run.Written<object>("q"), node.Output<object>(output));
        }

        Assert.NotEmpty(node.Output<object>(output));
    }

    private static (string, object) Value(string config)
    {
        var (name, text) = (config[..config.IndexOf('=', StringComparison.Ordinal)], config[(config.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        return (name, text.EndsWith("ms", StringComparison.Ordinal) ? TimeSpan.FromMilliseconds(Number(text[..^2]))
            : text.EndsWith('s') ? TimeSpan.FromSeconds(Number(text[..^1]))
            : Number(text));
    }

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
