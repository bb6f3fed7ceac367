using Arc.Cli.Graphs;
using Arc.Cli.Graphs.Drawing;
using Arc.Dataflow.Tests.Reference;
using Arc.Sdk.Ir;
using Xunit.Abstractions;

namespace Arc.Cli.Tests.Graphs;

/// <summary>The geometry of pictures, for every program of the conformance cases and for random ones.</summary>
public class DrawingTests(ITestOutputHelper log)
{
    private const double Slack = 0.01;

    [Fact]
    public void ConformancePrograms_AreDrawnCleanly()
    {
        var count = 0;
        foreach (var (id, ir) in Programs.Conformance())
        {
            Check(ir, id);
            count++;
        }

        log.WriteLine($"{count} programs");
        Assert.True(count > 150, $"only {count} programs");
    }

    [Fact, Trait("Kind", "Random")]
    public void RandomPrograms_AreDrawnCleanly()
    {
        var seed = Soak.Seed(log);
        for (var i = 0; i < Soak.Times(300); i++) Check(new RandomProgram(seed + i).Ir, $"seed {seed + i}");
    }

    [Theory]
    [InlineData(1, 1000, 0)]
    [InlineData(1, 1000, 400)]
    [InlineData(500, 2, 0)]
    [InlineData(40, 25, 3)]
    public void LargePrograms_AreDrawnCleanly(int flows, int length, int skip) => Check(Programs.Flat(flows, length, skip), "flat");

    [Fact]
    public void DeeplyNestedScopes_AreDrawnCleanly()
    {
        const int Depth = 100;
        var source = $"go => m\nsequence m {{\n{string.Concat(Enumerable.Repeat(" sequence {\n stage {\n", Depth / 2))} 1 -> a\n{string.Concat(Enumerable.Repeat(" }\n }\n", Depth / 2))}}}";
        var ir = Programs.Compile(source, "a:u8", "go:u8");
        Assert.Equal(Depth + 1, Draw(ir).Scopes.Length);
        Check(ir, "deep");
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(100, 0)]
    [InlineData(10, 3)]
    public void Cost_GrowsWithTheProgramAlone(int flows, int skip)
    {
        var small = Draw(Programs.Flat(flows, 500 / flows, skip)).Work;
        var large = Draw(Programs.Flat(2 * flows, 500 / flows, skip)).Work;
        var longer = Draw(Programs.Flat(flows, 1000 / flows, skip)).Work;
        log.WriteLine($"{small} {large} {longer}");
        Assert.InRange(large, small, small * 5 / 2);
        Assert.InRange(longer, small, small * 5 / 2);
    }

    [Fact]
    public void SameProgram_GivesTheSameBytes()
    {
        for (var i = 0; i < 20; i++)
            Assert.Equal(SvgWriter.Write(Draw(new RandomProgram(i).Ir), "p"), SvgWriter.Write(Draw(new RandomProgram(i).Ir), "p"));
    }

    [Fact]
    public void CrossedFlows_AreUncrossed()
    {
        // Sources a, b, c feed z, y, x, which were written in the opposite order.
        var nodes = "abczyx".Select(c => new IrNode($"{c}", "test", [], [], [], IrChannels.None));
        IrEdge Edge(string from, string to) => new(new IrHandle(from, "output"), new IrHandle(to, "input"), IrEdgeKind.Continuous);
        System.Collections.Immutable.ImmutableArray<IrMember> Stratum(params string[] keys) => [.. keys.Select(k => new IrMember(k, null))];
        var root = new IrScope("root", IrMode.Parallel, IrLiveness.Always, [], [Stratum("a", "b", "c"), Stratum("z", "y", "x"), Stratum("end")], [], []);
        var ir = new IrProgram(
            [], [.. nodes, new IrNode("end", "test", [], [], [], IrChannels.None)], [Edge("a", "x"), Edge("b", "y"), Edge("c", "z"), Edge("x", "end"), Edge("y", "end"), Edge("z", "end")],
            IrAuthorities.None, root);
        var place = Draw(ir).Nodes.ToDictionary(n => n.Node!.Ir.Key, n => n.Box.Y);
        Assert.Equal(place["a"] < place["c"], place["x"] < place["z"]);
        Assert.Equal(place["a"], place["x"], 1);
        Assert.Equal(place["b"], place["y"], 1);
        Assert.Equal(place["c"], place["z"], 1);
    }

    [Fact]
    public void Sequence_HasItsStepsInOrderFromTopToBottom_AndItsExitBelow()
    {
        var drawing = Draw(Programs.Compile("go => m\nsequence m {\n 1 -> a\n stage s { 2 -> a\n b => next }\n 3 -> a\n}", "a:u8", "b:u8", "go:u8"));
        var m = drawing.Scopes.Single(s => s.Title.Text == "sequence m");
        var steps = drawing.Scopes.Where(s => s.Scope.Parent == m.Scope.Id).ToList();
        Assert.Equal(["1", "2 \u00b7 stage s", "3"], steps.Select(s => s.Title.Text));
        Assert.Equal(steps, steps.OrderBy(s => s.Box.Y));
        var exit = drawing.Nodes.Single(n => n.Node is null);
        Assert.True(exit.Box.Y > steps[^1].Box.Bottom);
        Assert.Equal(3, drawing.Routes.Count(r => r.Link.Kind == GraphLinkKind.Transition));
        var leaving = drawing.Routes.Single(r => r.Link.Target.Kind == GraphEndKind.Exit).Points[^1];
        Assert.InRange(leaving.X, exit.Box.X, exit.Box.Right);
        Assert.Equal(exit.Box.Y, leaving.Y);
    }

    [Fact]
    public void NestedSequence_ThatEnds_LeadsToTheNextStep_AndTheLastOneOut()
    {
        var drawing = Draw(Programs.Compile("go => m\nsequence m {\n sequence { 1 -> a }\n 2 -> a\n sequence { 3 -> a }\n}", "a:u8", "go:u8"));
        var scopes = drawing.Scopes.Where(s => s.Scope.Depth < 3 && s.Title.Text != "1").ToDictionary(s => s.Title.Text, s => s.Scope.Id);
        var ends = drawing.Routes.Where(r => r.Link.Source.Kind == GraphEndKind.Exit).Select(r => (From: r.Link.Source.Id, To: r.Link.Target));
        Assert.Equal(
            [(scopes["1 \u00b7 sequence"], new GraphEnd(GraphEndKind.Scope, scopes["2"])), (scopes["3 \u00b7 sequence"], new GraphEnd(GraphEndKind.Exit, scopes["sequence m"]))], ends);
    }

    [Fact]
    public void LongLabel_IsShortenedInItsMiddle_AndWholeInTheTitle()
    {
        var ir = Programs.Compile("alpha > 1 and beta > 2 and gamma > 3 and delta > 4 and epsilon > 5 => out", "alpha:f64", "beta:f64", "gamma:f64", "delta:f64", "epsilon:f64", "out:u8");
        var drawing = Draw(ir);
        var label = drawing.Nodes.Single(n => n.Node!.Role == GraphRole.Compiled).Labels[0].Text;
        Assert.Equal(40, label.Length);
        Assert.StartsWith("alpha > 1 and beta", label, StringComparison.Ordinal);
        Assert.EndsWith("epsilon > 5", label, StringComparison.Ordinal);
        Assert.Contains("alpha &gt; 1 and beta &gt; 2 and gamma &gt; 3 and delta &gt; 4 and epsilon &gt; 5", SvgWriter.Write(drawing, "p"), StringComparison.Ordinal);
    }

    internal static GraphDrawing Draw(IrProgram ir) => GraphLayout.Draw(ProgramGraphBuilder.Build(ir));

    private static void Check(IrProgram ir, string label)
    {
        var graph = ProgramGraphBuilder.Build(ir);
        var drawing = GraphLayout.Draw(graph);
        var page = new Box(0, 0, drawing.Width + Slack, drawing.Height + Slack);
        var scopes = drawing.Scopes.ToDictionary(s => s.Scope.Id, s => s.Box);
        scopes.Add(0, page);
        Assert.Equal(graph.Nodes.Length, drawing.Nodes.Count(n => n.Node is not null));
        Assert.Equal(graph.Scopes.Length - 1, drawing.Scopes.Length);

        // Every box lies in the box of its scope, below its title; every text lies in its box.
        foreach (var node in drawing.Nodes)
        {
            Assert.True(Grown(scopes[node.Scope]).Contains(node.Box), $"{label}: node {node.Node?.Ir.Key} outside its scope");
            foreach (var text in node.Labels)
            {
                Assert.True(Grown(node.Box).Contains(text.Box), $"{label}: label '{text.Text}' outside its box");
                Assert.True(TextMeasure.Width(text.Text, text.Size) <= text.Box.Width + Slack, $"{label}: label '{text.Text}' is too wide");
            }
        }

        foreach (var scope in drawing.Scopes)
        {
            Assert.True(Grown(scopes[scope.Scope.Parent]).Contains(scope.Box), $"{label}: scope {scope.Scope.Ir.Key} outside its scope");
            Assert.True(Grown(scope.Box).Contains(scope.Title.Box), $"{label}: title of {scope.Scope.Ir.Key} outside its box");
        }

        // Siblings do not overlap, and no title is covered.
        foreach (var siblings in drawing.Nodes.Select(n => (n.Scope, n.Box)).Concat(drawing.Scopes.Select(s => (Scope: s.Scope.Parent, s.Box)))
                     .Concat(drawing.Scopes.Select(s => (Scope: s.Scope.Id, s.Title.Box))).GroupBy(s => s.Scope, s => s.Box))
        {
            var boxes = siblings.OrderBy(b => b.X).ToList();
            for (var i = 0; i < boxes.Count; i++)
            {
                for (var j = i + 1; j < boxes.Count && boxes[j].X < boxes[i].Right - Slack; j++)
                    Assert.False(boxes[i].Overlaps(boxes[j]), $"{label}: {boxes[i]} overlaps {boxes[j]}");
            }
        }

        Strata(graph, drawing, label);
        Routes(drawing, page, label);
    }

    private static void Strata(ProgramGraph graph, GraphDrawing drawing, string label)
    {
        var nodes = drawing.Nodes.Where(n => n.Node is not null).ToDictionary(n => n.Node!.Id, n => n.Box);
        foreach (var link in graph.Links.Where(l => l.Kind is GraphLinkKind.Continuous or GraphLinkKind.Conditional))
        {
            var scope = graph.Nodes[link.Source.Id].Scope;
            if (graph.Nodes[link.Target.Id].Scope != scope || graph.Scopes[scope].IsSequence || link.Source == link.Target) continue;
            Assert.True(nodes[link.Target.Id].X > nodes[link.Source.Id].Right, $"{label}: {link.Details}: the target is not to the right");
        }
    }

    private static void Routes(GraphDrawing drawing, Box page, string label)
    {
        var nodes = drawing.Nodes.Where(n => n.Node is not null).ToDictionary(n => n.Node!.Id, n => n.Box);
        var scopes = drawing.Scopes.ToDictionary(s => s.Scope.Id, s => s.Box);
        foreach (var route in drawing.Routes)
        {
            Assert.All(route.Points, p => Assert.True(double.IsFinite(p.X) && double.IsFinite(p.Y) && page.Contains(new Box(p.X, p.Y, 0, 0)), $"{label}: {route.Link.Details}: {p}"));
            var (first, last) = (route.Points[0], route.Points[^1]);
            Assert.True(Touches(BoxOf(route.Link.Source), first), $"{label}: {route.Link.Details} does not begin at its source");
            Assert.True(Touches(BoxOf(route.Link.Target), last), $"{label}: {route.Link.Details} does not end at its target");
        }

        // No straight part runs through a node; curves stay between columns.
        var boxes = drawing.Nodes.Select(n => n.Box).OrderBy(b => b.Y).ToList();
        if (boxes.Count * drawing.Routes.Length > 40_000) return;
        foreach (var route in drawing.Routes)
        {
            for (var i = 1; i < route.Points.Length; i++)
            {
                var (a, b) = (route.Points[i - 1], route.Points[i]);
                var way = new Box(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Abs(a.X - b.X), Math.Abs(a.Y - b.Y));
                Assert.True(b.IsCurve || way.Width < Slack || way.Height < Slack, $"{label}: {route.Link.Details} is not level at {a}");
                foreach (var box in boxes)
                    Assert.False(new Box(box.X + Slack, box.Y + Slack, box.Width - (2 * Slack), box.Height - (2 * Slack)).Overlaps(way), $"{label}: {route.Link.Details} runs through {box} from {a} to {b}");
            }
        }

        Box BoxOf(GraphEnd end) => end.Kind switch
        {
            GraphEndKind.Node => nodes[end.Id],
            GraphEndKind.Scope => scopes[end.Id],
            _ => drawing.Nodes.Single(n => n.Node is null && n.Scope == end.Id).Box,
        };
    }

    private static bool Touches(Box box, RoutePoint point) =>
        Grown(box).Contains(new Box(point.X, point.Y, 0, 0))
        && (Math.Abs(point.X - box.X) < Slack || Math.Abs(point.X - box.Right) < Slack || Math.Abs(point.Y - box.Y) < Slack || Math.Abs(point.Y - box.Bottom) < Slack);

    private static Box Grown(Box box) => new(box.X - Slack, box.Y - Slack, box.Width + (2 * Slack), box.Height + (2 * Slack));
}
