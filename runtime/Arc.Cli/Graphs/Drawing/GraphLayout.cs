using System.Collections.Immutable;

namespace Arc.Cli.Graphs.Drawing;

/// <summary>
/// Draws a program: in a parallel scope strata are columns from left to right and flows lie below each other, in a sequence steps do;
/// nested scopes are boxes. Everything is laid out inside out: a scope's own picture first, then its place in the scope around it.
/// Links that cross scopes are cut at the borders.
/// </summary>
internal sealed class GraphLayout
{
    private readonly ProgramGraph _graph;
    private readonly LayoutWork _work = new();
    private readonly NodeBox[] _nodes;
    private readonly int[] _order;
    private readonly List<Part>[] _parts;
    private readonly ScopeLayout[] _scopes;
    private readonly List<DrawnScope> _drawnScopes = [];
    private readonly List<DrawnNode> _drawnNodes = [];
    private readonly Ways[] _ways;

    private GraphLayout(ProgramGraph graph)
    {
        _graph = graph;
        _nodes = [.. graph.Nodes.Select(n => new NodeBox(n))];
        _scopes = new ScopeLayout[graph.Scopes.Length];
        _parts = [.. graph.Scopes.Select(_ => new List<Part>())];
        _ways = [.. graph.Links.Select(_ => new Ways())];
        _order = new int[graph.Scopes.Length];
        Array.Fill(_order, int.MaxValue);
        foreach (var node in graph.Nodes)
        {
            for (var scope = node.Scope; scope >= 0 && _order[scope] > node.Id; scope = graph.Scopes[scope].Parent) _order[scope] = node.Id;
        }
    }

    /// <summary>Draws a program.</summary>
    public static GraphDrawing Draw(ProgramGraph graph)
    {
        var layout = new GraphLayout(graph);
        for (var i = 0; i < graph.Links.Length; i++) layout.Cut(i);
        var root = layout.Lay(0);
        layout.Emit(0, 0, 0);
        var routes = graph.Links.Select((link, i) => new DrawnRoute(link, layout._ways[i].Whole())).Where(r => r.Points.Length > 1);
        var legend = Legend(graph, root.Height);
        return new GraphDrawing(
            Math.Max(root.Width, legend.Select(l => l.Label.Box.Right + Metrics.Padding).DefaultIfEmpty(0).Max()), root.Height + (legend.Length > 0 ? 28 : 0),
            [.. layout._drawnScopes], [.. layout._drawnNodes], [.. routes], legend, layout._work.Steps);
    }

    private static ImmutableArray<DrawnLegend> Legend(ProgramGraph graph, double top)
    {
        var entries = ImmutableArray.CreateBuilder<DrawnLegend>();
        var x = Metrics.Padding;
        foreach (var kind in graph.Links.Select(l => l.Kind).Distinct().Order())
        {
            var text = kind switch
            {
                GraphLinkKind.Continuous => "every emission",
                GraphLinkKind.Conditional => "when truthy",
                GraphLinkKind.Activation => "activates",
                GraphLinkKind.ConditionalActivation => "activates when truthy",
                _ => "next step",
            };
            var sample = new Box(x, top, 30, 14);
            var label = new Box(sample.Right + 6, top, TextMeasure.Width(text, Metrics.SmallFont), 14);
            entries.Add(new DrawnLegend(kind, sample, new DrawnLabel(text, label, Metrics.SmallFont)));
            x = label.Right + 20;
        }

        return entries.ToImmutable();
    }

    /// <summary>Cuts a link at the borders that it crosses: out of scopes, across one, into scopes.</summary>
    private void Cut(int index)
    {
        var link = _graph.Links[index];
        var from = link.Source.Kind == GraphEndKind.Node ? _graph.Nodes[link.Source.Id].Scope : link.Source.Id;
        var to = link.Target.Kind switch
        {
            GraphEndKind.Node => _graph.Nodes[link.Target.Id].Scope,
            GraphEndKind.Scope => _graph.Scopes[link.Target.Id].Parent,
            _ => link.Target.Id,
        };
        // Nothing leads to the root: it is always active.
        if (to < 0) return;

        var source = link.Source;
        var target = link.Target;
        var endsThere = true;
        while (from != to)
        {
            if (_graph.Scopes[from].Depth >= _graph.Scopes[to].Depth)
            {
                _parts[from].Add(new Part(index, source, null, false));
                source = new GraphEnd(GraphEndKind.Scope, from);
                from = _graph.Scopes[from].Parent;
            }
            else
            {
                _parts[to].Add(new Part(index, null, target, endsThere));
                target = new GraphEnd(GraphEndKind.Scope, to);
                to = _graph.Scopes[to].Parent;
                endsThere = false;
            }
        }

        _parts[from].Add(new Part(index, source, target, endsThere));
    }

    private ScopeLayout Lay(int id)
    {
        var scope = _graph.Scopes[id];
        var items = new Dictionary<GraphEnd, LayoutItem>();
        for (var row = 0; row < scope.Rows.Length; row++)
        {
            foreach (var end in scope.Rows[row]) items.Add(end, Item(end, row));
        }

        var exit = new GraphEnd(GraphEndKind.Exit, id);
        if (scope.HasExit) items.Add(exit, new LayoutItem(exit, int.MaxValue, scope.Rows.Length) { Width = Exit.Width, Height = Exit.Height });
        var links = _parts[id].ConvertAll(p => Link(p, items));
        _work.Add(items.Count + links.Count);
        var isRoot = scope.Parent < 0;
        var top = isRoot ? Metrics.Padding : Metrics.Header + 4;
        var (width, height) = scope.IsSequence ? StepStack.Place([.. items.Values], links, Metrics.Padding, top, _work) : Flows([.. items.Values], links, top);
        var title = isRoot ? 0 : TextMeasure.Width(Title(scope), Metrics.Font) + (2 * Metrics.Padding);
        return _scopes[id] = new ScopeLayout([.. items.Values], links, links.ToDictionary(l => l.Link), Math.Max(width, title), height + (isRoot ? Metrics.Padding : 2));
    }

    private LayoutItem Item(GraphEnd end, int row)
    {
        if (end.Kind == GraphEndKind.Node) return new LayoutItem(end, end.Id, row) { Width = _nodes[end.Id].Width, Height = _nodes[end.Id].Height };
        var inner = Lay(end.Id);
        return new LayoutItem(end, _order[end.Id], row) { Width = inner.Width, Height = inner.Height };
    }

    private LayoutLink Link(Part part, Dictionary<GraphEnd, LayoutItem> items)
    {
        var link = _graph.Links[part.Link];
        return new LayoutLink(part.Link, part.From is { } from ? items[from] : null, part.To is { } to ? items[to] : null)
        {
            FromPort = part.From is not { } a ? 0 : a.Kind == GraphEndKind.Node ? _nodes[a.Id].OutputY(link.Output)
                : a.Kind == GraphEndKind.Exit ? Exit.Height / 2 : _scopes[a.Id].Links[part.Link].BorderY,
            ToPort = part.To is not { } b ? 0
                : b.Kind == GraphEndKind.Node ? _nodes[b.Id].InputY(link.Input)
                : b.Kind == GraphEndKind.Exit ? Exit.Height / 2
                : part.EndsThere ? Metrics.Header / 2 : _scopes[b.Id].Links[part.Link].BorderY,
            EndsThere = part.EndsThere,
        };
    }

    private (double Width, double Height) Flows(List<LayoutItem> items, List<LayoutLink> links, double top)
    {
        if (items.Count == 0) return (2 * Metrics.Padding, top + 4);
        var flows = FlowsOf(items, links).ConvertAll(f => new LayeredFlow(f.Items, f.Links, _work));
        LayeredFlow.ShareColumns(flows);
        var border = Metrics.Padding + flows.Max(f => f.Width) + Metrics.Padding;
        var y = top;
        foreach (var flow in flows) y += flow.Place(Metrics.Padding, y, border) + Metrics.FlowGap;
        return (border, y);
    }

    /// <summary>Boxes that links join, directly or through others, in the order of their first ones in the source.</summary>
    private static List<(List<LayoutItem> Items, List<LayoutLink> Links)> FlowsOf(List<LayoutItem> items, List<LayoutLink> links)
    {
        var leader = items.ToDictionary(i => i, i => i);
        foreach (var link in links)
        {
            if (link is not { From: { } from, To: { } to }) continue;
            var (a, b) = (Find(from), Find(to));
            if (a.Order <= b.Order) leader[b] = a;
            else leader[a] = b;
        }

        var byLeader = links.ToLookup(l => Find((l.From ?? l.To)!));
        return [.. items.GroupBy(Find).OrderBy(g => g.Key.Order).Select(g => (g.ToList(), byLeader[g.Key].ToList()))];

        LayoutItem Find(LayoutItem item)
        {
            while (leader[item] != item) item = leader[item] = leader[leader[item]];
            return item;
        }
    }

    private void Emit(int id, double x, double y)
    {
        var layout = _scopes[id];
        foreach (var link in layout.List)
        {
            var points = link.Points.Select(p => p with { X = x + p.X, Y = y + p.Y }).ToList();
            if (link.To is null) _ways[link.Link].Out.Add(points);
            else if (link.From is null) _ways[link.Link].In.Add(points);
            else _ways[link.Link].Across.AddRange(points);
        }

        foreach (var item in layout.Items)
        {
            var box = new Box(x + item.X, y + item.Y, item.Width, item.Height);
            switch (item.End.Kind)
            {
                case GraphEndKind.Scope:
                    var scope = _graph.Scopes[item.End.Id];
                    var title = Title(scope);
                    _drawnScopes.Add(new DrawnScope(scope, box, new DrawnLabel(title, new Box(box.X + 10, box.Y + 6, TextMeasure.Width(title, Metrics.Font), 16), Metrics.Font)));
                    Emit(item.End.Id, box.X, box.Y);
                    break;
                case GraphEndKind.Node:
                    _drawnNodes.Add(new DrawnNode(_graph.Nodes[item.End.Id], id, box, _nodes[item.End.Id].Labels(box)));
                    break;
                default:
                    _drawnNodes.Add(new DrawnNode(null, id, box, [new DrawnLabel("exit", box, Metrics.SmallFont, TextAnchor.Middle)]));
                    break;
            }
        }
    }

    private static string Title(GraphScope scope) => TextMeasure.Elide(scope.Title, Metrics.TitleCells);

    private static class Exit
    {
        public const double Width = 48;
        public const double Height = 20;
    }

    private readonly record struct Part(int Link, GraphEnd? From, GraphEnd? To, bool EndsThere);

    private sealed record ScopeLayout(List<LayoutItem> Items, List<LayoutLink> List, Dictionary<int, LayoutLink> Links, double Width, double Height);

    /// <summary>The parts of a link's way. Scopes are emitted from the outside in, so the ways out are found in reverse.</summary>
    private sealed class Ways
    {
        public List<List<RoutePoint>> Out { get; } = [];

        public List<RoutePoint> Across { get; } = [];

        public List<List<RoutePoint>> In { get; } = [];

        public ImmutableArray<RoutePoint> Whole()
        {
            var points = ImmutableArray.CreateBuilder<RoutePoint>();
            foreach (var point in Out.AsEnumerable().Reverse().SelectMany(p => p).Concat(Across).Concat(In.SelectMany(p => p)))
            {
                if (points.Count == 0 || points[^1].X != point.X || points[^1].Y != point.Y) points.Add(point);
            }

            return points.ToImmutable();
        }
    }
}
