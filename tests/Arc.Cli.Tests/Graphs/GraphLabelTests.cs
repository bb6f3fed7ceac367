using Arc.Cli.Graphs;

namespace Arc.Cli.Tests.Graphs;

/// <summary>Labels are what stands in the source.</summary>
public class GraphLabelTests
{
    private static readonly string[] Channels = ["p:f64", "q:f64", "flag:u8", "text:str", "span:i64 ns", "pressure:f64 bar"];

    [Theory]
    [InlineData("p -> q", "on p", "write q")]
    [InlineData("p > 3 => flag", "on p", "p > 3", "write flag")]
    [InlineData("p\n  + q > 3 => flag", "on p", "on q", "p + q > 3", "write flag")]
    [InlineData("1.5 -> p", "1.5", "write p")]
    [InlineData("\"a \\\"b\\\"\" -> text", "\"a \"b\"\"", "write text")]
    [InlineData("1500ms -> span", "1500ms", "write span")]
    [InlineData("2s -> span", "2s", "write span")]
    [InlineData("2bar -> pressure", "2 bar", "write pressure")]
    [InlineData("LIMIT := 4.5\nLIMIT -> p", "LIMIT = 4.5", "write p")]
    [InlineData("import math\np -> math.clamp{lo=0, hi=10} -> q", "on p", "math.clamp lo=0 hi=10", "write q")]
    [InlineData("import time\ntime.interval{100ms} -> flag", "time.interval period=100ms", "write flag")]
    [InlineData("import math\np -> math.avg{count=10} -> q", "on p", "math.avg count=10", "write q")]
    [InlineData("func g{k f64, b f64 = 1} (x f64) f64 { return x * k + b }\np -> g{k=1} -> q", "on p", "g k=1", "write q")]
    [InlineData("func f{k f64} (x f64) f64 { return x * k }\np -> f{k=2} -> q", "on p", "f k=2", "write q")]
    [InlineData("f\"{p:.1f} bar\" -> text", "on p", "f\"{p:.1f} bar\"", "write text")]
    [InlineData("flag -> select{} -> { true: flag }", "on flag", "select", "write flag")]
    [InlineData("import control\nflag => control.set_authority{value=5, channel=p}", "on flag", "control.set_authority value=5 channel=p")]
    public void Nodes_CarryTheirSourceForm(string source, params string[] labels)
    {
        using var program = Programs.Program(source, Channels);
        var nodes = ProgramGraphBuilder.Build(program).Nodes.Select(n => n.Label);
        Assert.Equal(labels.Order(StringComparer.Ordinal), nodes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Scopes_CarryKindNameAndOrdinal()
    {
        const string Source = """
            flag => m
            sequence m {
                1.0 -> p
                stage warm { 2.0 -> p  flag => next }
                sequence { 3.0 -> p }
                stage { 4.0 -> p }
            }
            stage { p -> q }
            flag -> select{} -> { true: stage { 5.0 -> p } }
            """;
        var titles = ProgramGraphBuilder.Build(Programs.Compile(Source, Channels)).Scopes.Where(s => s.Parent >= 0).Select(s => $"{s.Title}|{(s.IsGated ? "gated" : "always")}");
        Assert.Equal(
            ["1|gated", "1|gated", "2 \u00b7 stage warm|gated", "3 \u00b7 sequence|always", "4|always", "sequence m|gated", "stage|always", "stage|gated"], titles.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Details_HaveKeyTypesAndChannels()
    {
        var node = ProgramGraphBuilder.Build(Programs.Compile("p > 3 => flag", Channels)).Nodes.Single(n => n.Role == GraphRole.Compiled);
        Assert.Equal("expression_0\ntype expression_0\noutput output u8\nreads p\nstratum 1\np > 3", node.Details);
    }
}
