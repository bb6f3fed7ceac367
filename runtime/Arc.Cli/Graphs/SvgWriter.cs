using System.Globalization;
using System.Text;
using Arc.Cli.Graphs.Drawing;

namespace Arc.Cli.Graphs;

/// <summary>Writes a drawing as one self-contained SVG: no scripts, no fonts or styles from elsewhere, light or dark as the viewer wants.</summary>
internal sealed class SvgWriter
{
    private const double Corner = 5;

    private const string Style = """
        .arc-graph{--page:#fff;--text:#1c2430;--muted:#5b6675;--frame:#c3cad4;--scope:#1c24300a;--source:#e3f0ff;--source-line:#2f74c0;--sink:#e2f5e6;--sink-line:#2e8b4f;--constant:#f1f2f4;--constant-line:#98a2b0;--compiled:#f2e9ff;--compiled-line:#8256c4;--module:#fff5e0;--module-line:#b98a2a;--data:#5b6675;--activation:#c2570c;--transition:#2f62c9;background:var(--page);font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
        @media screen and (prefers-color-scheme:dark){.arc-graph{--page:#14181e;--text:#e4e8ee;--muted:#9aa5b3;--frame:#3d4755;--scope:#ffffff0a;--source:#16304b;--source-line:#5ea1e8;--sink:#143822;--sink-line:#56b77a;--constant:#262c35;--constant-line:#6b7684;--compiled:#2f2347;--compiled-line:#ab86e6;--module:#3a2f14;--module-line:#d2a548;--data:#9aa5b3;--activation:#f0924a;--transition:#7da4f5}}
        .arc-graph text{fill:var(--text);white-space:pre}
        .arc-graph .title{font-weight:600}
        .arc-graph .port{fill:var(--muted)}
        .arc-graph .scope{fill:var(--scope);stroke:var(--frame)}
        .arc-graph .gated{stroke-dasharray:5 4}
        .arc-graph .sequence{stroke:var(--transition);stroke-opacity:.55}
        .arc-graph .source{fill:var(--source);stroke:var(--source-line)}
        .arc-graph .sink{fill:var(--sink);stroke:var(--sink-line)}
        .arc-graph .constant{fill:var(--constant);stroke:var(--constant-line)}
        .arc-graph .compiled{fill:var(--compiled);stroke:var(--compiled-line)}
        .arc-graph .module{fill:var(--module);stroke:var(--module-line)}
        .arc-graph .exit{fill:none;stroke:var(--transition)}
        .arc-graph .link{fill:none;stroke:var(--data);stroke-width:1.4}
        .arc-graph .conditional{stroke-dasharray:6 4}
        .arc-graph .activation{stroke:var(--activation);stroke-width:1.8}
        .arc-graph .transition{stroke:var(--transition);stroke-width:1.8}
        .arc-graph .head{fill:var(--data)}
        .arc-graph .head.activation{fill:var(--activation)}
        .arc-graph .head.transition{fill:var(--transition)}
        .arc-graph .head.activation,.arc-graph .head.transition{stroke:none}
        """;

    private readonly StringBuilder _text = new();

    private SvgWriter()
    {
    }

    /// <summary>Writes a drawing.</summary>
    /// <param name="drawing">The drawing.</param>
    /// <param name="title">Its title, for people who hear it.</param>
    public static string Write(GraphDrawing drawing, string title)
    {
        var writer = new SvgWriter();
        writer.Whole(drawing, title);
        return writer._text.ToString();
    }

    private void Whole(GraphDrawing drawing, string title)
    {
        var (width, height) = (Number(Math.Ceiling(drawing.Width)), Number(Math.Ceiling(drawing.Height)));
        _text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"arc-graph\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"arc-graph-title arc-graph-desc\">\n");
        _text.Append("<title id=\"arc-graph-title\">").Append(Escape(title)).Append("</title>\n");
        _text.Append(CultureInfo.InvariantCulture, $"<desc id=\"arc-graph-desc\">Dataflow graph: {drawing.Nodes.Count(n => n.Node is not null)} nodes, {drawing.Routes.Length} arrows, {drawing.Scopes.Length} stages, sequences and steps.</desc>\n");
        _text.Append("<style>\n").Append(Style).Append("\n</style>\n<defs>\n");
        foreach (var kind in new[] { "data", "activation", "transition" })
            _text.Append(CultureInfo.InvariantCulture, $"<marker id=\"arc-head-{kind}\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"head {kind}\" d=\"M0 0.5L8 4L0 7.5Z\"/></marker>\n");
        _text.Append("</defs>\n");
        foreach (var scope in drawing.Scopes) Scope(scope);
        foreach (var route in drawing.Routes) Route(route);
        foreach (var node in drawing.Nodes) Node(node);
        foreach (var entry in drawing.Legend)
        {
            Link(entry.Kind, Path([new RoutePoint(entry.Box.X, entry.Box.MiddleY), new RoutePoint(entry.Box.Right, entry.Box.MiddleY)]), null);
            Label(entry.Label, "port");
        }

        _text.Append("</svg>\n");
    }

    private void Scope(DrawnScope scope)
    {
        var kind = $"scope{(scope.Scope.IsSequence ? " sequence" : "")}{(scope.Scope.IsGated ? " gated" : "")}";
        _text.Append("<g><title>").Append(Escape(scope.Scope.Details)).Append("</title>");
        Rectangle(scope.Box, kind, 8);
        Label(scope.Title, "title");
        _text.Append("</g>\n");
    }

    private void Node(DrawnNode node)
    {
        if (node.Node is not { } inner)
        {
            _text.Append("<g>");
            Rectangle(node.Box, "exit", node.Box.Height / 2);
            foreach (var label in node.Labels) Label(label, "port");
            _text.Append("</g>\n");
            return;
        }

        _text.Append("<g><title>").Append(Escape(inner.Label)).Append('\n').Append(Escape(inner.Details)).Append("</title>");
        Rectangle(node.Box, inner.Role.ToString().ToLowerInvariant(), inner.Role is GraphRole.Source or GraphRole.Sink ? Metrics.NodeHeight / 2 : 4);
        for (var i = 0; i < node.Labels.Length; i++) Label(node.Labels[i], i == 0 ? null : "port");
        _text.Append("</g>\n");
    }

    private void Route(DrawnRoute route) => Link(route.Link.Kind, Path(route.Points), route.Link.Details);

    private void Link(GraphLinkKind kind, string path, string? details)
    {
        var (style, head) = kind switch
        {
            GraphLinkKind.Continuous => ("link", "data"),
            GraphLinkKind.Conditional => ("link conditional", "data"),
            GraphLinkKind.Activation => ("link activation", "activation"),
            GraphLinkKind.ConditionalActivation => ("link activation conditional", "activation"),
            _ => ("link transition", "transition"),
        };
        _text.Append(CultureInfo.InvariantCulture, $"<path class=\"{style}\" marker-end=\"url(#arc-head-{head})\" d=\"{path}\"");
        if (details is null) _text.Append("/>\n");
        else _text.Append("><title>").Append(Escape(details)).Append("</title></path>\n");
    }

    /// <summary>Straight parts with rounded corners; curves leave and arrive horizontally.</summary>
    private static string Path(IReadOnlyList<RoutePoint> points)
    {
        var path = new StringBuilder();
        path.Append(CultureInfo.InvariantCulture, $"M{Number(points[0].X)} {Number(points[0].Y)}");
        for (var i = 1; i < points.Count; i++)
        {
            var (before, point) = (points[i - 1], points[i]);
            if (point.IsCurve && Math.Abs(point.Y - before.Y) >= 0.05)
            {
                var middle = Number((before.X + point.X) / 2);
                path.Append(CultureInfo.InvariantCulture, $"C{middle} {Number(before.Y)} {middle} {Number(point.Y)} {Number(point.X)} {Number(point.Y)}");
            }
            else if (i + 1 < points.Count && !points[i + 1].IsCurve && IsCorner(before, point, points[i + 1]))
            {
                var (a, b) = (Towards(point, before), Towards(point, points[i + 1]));
                path.Append(CultureInfo.InvariantCulture, $"L{Number(a.X)} {Number(a.Y)}Q{Number(point.X)} {Number(point.Y)} {Number(b.X)} {Number(b.Y)}");
            }
            else
            {
                path.Append(CultureInfo.InvariantCulture, $"L{Number(point.X)} {Number(point.Y)}");
            }
        }

        return path.ToString();
    }

    private static bool IsCorner(RoutePoint a, RoutePoint b, RoutePoint c) => (a.X == b.X) != (b.X == c.X);

    private static (double X, double Y) Towards(RoutePoint corner, RoutePoint other)
    {
        var (x, y) = (other.X - corner.X, other.Y - corner.Y);
        var length = Math.Max(Math.Abs(x), Math.Abs(y));
        var step = length > 0 ? Math.Min(Corner, length / 2) / length : 0;
        return (corner.X + (x * step), corner.Y + (y * step));
    }

    private void Rectangle(Box box, string style, double radius) =>
        _text.Append(CultureInfo.InvariantCulture, $"<rect class=\"{style}\" x=\"{Number(box.X)}\" y=\"{Number(box.Y)}\" width=\"{Number(box.Width)}\" height=\"{Number(box.Height)}\" rx=\"{Number(radius)}\"/>");

    private void Label(DrawnLabel label, string? style)
    {
        var (x, anchor) = label.Anchor switch
        {
            TextAnchor.Middle => (label.Box.X + (label.Box.Width / 2), " text-anchor=\"middle\""),
            TextAnchor.End => (label.Box.Right, " text-anchor=\"end\""),
            _ => (label.Box.X, ""),
        };
        _text.Append(CultureInfo.InvariantCulture, $"<text{(style is null ? "" : $" class=\"{style}\"")} x=\"{Number(x)}\" y=\"{Number(label.Box.MiddleY + (label.Size * 0.35))}\" font-size=\"{Number(label.Size)}\"{anchor}>");
        _text.Append(Escape(label.Text)).Append("</text>");
    }

    private static string Number(double value) => Math.Round(value, 1).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A text for the inside of an element. Characters that XML cannot hold become the sign for such.</summary>
    internal static string Escape(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '&': result.Append("&amp;"); break;
                case '<': result.Append("&lt;"); break;
                case '>': result.Append("&gt;"); break;
                case '"': result.Append("&quot;"); break;
                case < ' ' and not ('\n' or '\t') or 0xFFFE or 0xFFFF: result.Append('\uFFFD'); break;
                default: result.Append(rune.ToString()); break;
            }
        }

        return result.ToString();
    }
}
