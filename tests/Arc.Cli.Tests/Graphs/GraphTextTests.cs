using System.Diagnostics;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Arc.Cli.Graphs;
using Arc.Cli.Graphs.Drawing;
using Arc.Dataflow.Tests.Reference;
using Arc.Sdk.Ir;
using Conformance;

namespace Arc.Cli.Tests.Graphs;

/// <summary>The formats of pictures as text.</summary>
public partial class GraphTextTests
{
    private static readonly IrProgram Rig = Programs.Compile(
        """
        go => main
        p > 3 -> flag
        sequence main {
            1 -> valve
            stage hold { p > 5 => next }
            0 -> valve
        }
        flag -> select{} -> { true: stage { 1 -> alarm } }
        """,
        "go:u8", "p:f64", "flag:u8", "valve:u8", "alarm:u8");

    private static IEnumerable<ProgramGraph> Many() =>
        Programs.Conformance().Select(p => p.Ir).Concat(Enumerable.Range(1, 100).Select(i => new RandomProgram(i).Ir)).Append(Nasty()).Select(ir => ProgramGraphBuilder.Build(ir));

    /// <summary>Keys, types and values that mean something to every format.</summary>
    private static IrProgram Nasty()
    {
        string[] texts = ["end", "a\"b", "<script>alert(1)</script>", "&amp;", "x;y#z", "[({|})]", "`m`", "\\n", "line\nbreak\r\0", "1. one", "- item", "__b__", "\ud83d\ude00 \u4e2d\u6587", "%%{init}%%", "-->", "graph", ""];
        var nodes = texts.Select((t, i) => new IrNode($"{t}{i}", t, [new IrParam("v", new Sdk.Types.PrimitiveType(Sdk.Types.Primitive.Str), Sdk.Types.Constant.Of(t))], [], [], IrChannels.None)).ToList();
        var edges = Enumerable.Range(1, texts.Length - 1).Select(i => new IrEdge(new IrHandle($"{texts[i - 1]}{i - 1}", texts[i]), new IrHandle($"{texts[i]}{i}", texts[i]), IrEdgeKind.Continuous));
        var scope = new IrScope("\"]\nend\n", IrMode.Parallel, IrLiveness.Gated, [], [.. nodes.Select(n => System.Collections.Immutable.ImmutableArray.Create(new IrMember(n.Key, null)))], [], []);
        return new IrProgram([], [.. nodes], [.. edges], IrAuthorities.None, new IrScope("root", IrMode.Parallel, IrLiveness.Always, [], [[new IrMember(null, scope)]], [], []));
    }

    [Fact]
    public void Mermaid_HasNodesBoxesAndArrows()
    {
        var text = MermaidWriter.Write(ProgramGraphBuilder.Build(Rig));
        Assert.StartsWith("flowchart LR\n", text, StringComparison.Ordinal);
        Assert.Contains("[[\"p #62; 3\"]]:::compiled", text, StringComparison.Ordinal);
        Assert.Contains("([\"on p\"]):::source", text, StringComparison.Ordinal);
        Assert.Contains("subgraph s1[\"sequence main\"]", text, StringComparison.Ordinal);
        Assert.Contains("[\"2 \u00b7 stage hold\"]", text, StringComparison.Ordinal);
        Assert.Contains("==> s1in", text, StringComparison.Ordinal);
        Assert.Contains("==>|\"true\"| s", text, StringComparison.Ordinal);
        Assert.Contains("%% stratum 1", text, StringComparison.Ordinal);
        Assert.Contains("s1out", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Mermaid_OfAnyProgram_HasOnlyLinesOfItsGrammar()
    {
        foreach (var text in Many().Select(MermaidWriter.Write))
        {
            var depth = 0;
            foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Trim()))
            {
                Assert.Matches(MermaidLine(), line);
                if (line.StartsWith("subgraph ", StringComparison.Ordinal)) depth++;
                if (line == "end") depth--;
                Assert.True(depth >= 0, text);
            }

            Assert.Equal(0, depth);
        }
    }

    [Fact]
    public void Mermaid_Styles_CountEveryArrow()
    {
        foreach (var text in Many().Select(MermaidWriter.Write))
        {
            var arrows = text.Split('\n').Count(l => ArrowLine().IsMatch(l));
            foreach (Match style in StyledArrow().Matches(text)) Assert.InRange(int.Parse(style.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture), 0, arrows - 1);
        }
    }

    [ToolFact("dot")]
    public void Dot_OfAnyProgram_IsReadByGraphviz()
    {
        var text = string.Concat(Many().Select(DotWriter.Write));
        var start = new ProcessStartInfo("dot", "-Tcanon") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(text);
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.Equal("", errors.GetAwaiter().GetResult());
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(Many().Count(), output.GetAwaiter().GetResult().Split("digraph program").Length - 1);
    }

    [Fact]
    public void Dot_ShowsKindsOfEdgesAndClusters()
    {
        var text = DotWriter.Write(ProgramGraphBuilder.Build(Rig));
        Assert.Contains("subgraph cluster_s1 {", text, StringComparison.Ordinal);
        Assert.Contains("label=\"sequence main\"", text, StringComparison.Ordinal);
        Assert.Contains("style=\"bold,dashed\", color=\"#c2570c\"", text, StringComparison.Ordinal);
        Assert.Contains("label=\"p > 3\"", text, StringComparison.Ordinal);
        Assert.Contains("taillabel=\"true\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Svg_OfAnyProgram_IsWellFormed_AndAsksForNothing()
    {
        foreach (var graph in Many())
        {
            var text = SvgWriter.Write(GraphLayout.Draw(graph), "a \"program\" <&>");
            var svg = XDocument.Parse(text).Root!;
            XNamespace space = "http://www.w3.org/2000/svg";
            Assert.Equal(("img", "a \"program\" <&>"), (svg.Attribute("role")!.Value, svg.Element(space + "title")!.Value));
            Assert.NotEmpty(svg.Element(space + "desc")!.Value);
            Assert.Empty(svg.Descendants(space + "script").Concat(svg.Descendants(space + "image")).Concat(svg.Descendants(space + "foreignObject")));
            Assert.DoesNotContain("http", text.Replace(space.NamespaceName, "", StringComparison.Ordinal), StringComparison.Ordinal);
            Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
            Assert.Equal(graph.Nodes.Length, svg.Elements(space + "g").Count(g => g.Element(space + "rect")!.Attribute("class")!.Value is "source" or "sink" or "constant" or "compiled" or "module"));
        }
    }

    [GeneratedRegex("""^(subgraph s\d+\["[^"]*"\]|end|direction (LR|TB)|class s\d+ (gated|always)|%% stratum \d+|n\d+(\(\["[^"]*"\]\)|\("[^"]*"\)|\[\["[^"]*"\]\]|\["[^"]*"\]):::[a-z]+|s\d+in\(\(" "\)\)|s\d+out\(\(\("exit"\)\)\)|s\d+in --- [ns]\d+(in)?|(n\d+|s\d+out) (-->|-\.->|==>)(\|"[^"]*"\|)? [ns]\d+(in|out)?|linkStyle \d+ [-a-z0-9:#, ]+|classDef [a-z]+ [-a-z0-9:#, ]+)$""", RegexOptions.ExplicitCapture)]
    private static partial Regex MermaidLine();

    [GeneratedRegex("""^\s*((n\d+|s\d+out) (-->|-\.->|==>)|s\d+in ---)""", RegexOptions.ExplicitCapture)]
    private static partial Regex ArrowLine();

    [GeneratedRegex("""linkStyle (\d+) """)]
    private static partial Regex StyledArrow();
}
