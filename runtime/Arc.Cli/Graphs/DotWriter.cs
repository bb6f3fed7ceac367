using System.Globalization;
using System.Text;

namespace Arc.Cli.Graphs;

/// <summary>Writes a program as a Graphviz digraph with a cluster for each scope.</summary>
internal sealed class DotWriter
{
    private readonly ProgramGraph _graph;
    private readonly StringBuilder _text = new();
    private readonly HashSet<int> _entered;

    private DotWriter(ProgramGraph graph)
    {
        _graph = graph;
        _entered = GraphEntries.Of(graph);
    }

    /// <summary>Writes a program.</summary>
    public static string Write(ProgramGraph graph)
    {
        var writer = new DotWriter(graph);
        writer.Whole();
        return writer._text.ToString();
    }

    private void Whole()
    {
        _text.Append("""
            digraph program {
              rankdir=LR
                          fontname="monospace"
              node [shape=box, style="rounded,filled", fillcolor="#fff5e0", color="#b98a2a", fontname="monospace", fontsize=11]
              edge [color="#5b6675", fontname="monospace", fontsize=9]

            """);
        Members(_graph.Scopes[0], "  ");
        foreach (var (scope, first) in GraphEntries.Steps(_graph, _entered)) _text.Append(CultureInfo.InvariantCulture, $"  s{scope}in -> {GraphEntries.NameOf(first)} [arrowhead=none]\n");
        // Entries stand before what they lead to.
        foreach (var scope in _graph.Scopes.Where(s => !s.IsSequence && _entered.Contains(s.Id) && !s.Rows.IsEmpty))
        {
            foreach (var node in scope.Rows[0].Where(e => e.Kind == GraphEndKind.Node)) _text.Append(CultureInfo.InvariantCulture, $"  s{scope.Id}in -> n{node.Id} [style=invis]\n");
        }

        foreach (var link in _graph.Links)
        {
            _text.Append(CultureInfo.InvariantCulture, $"  {GraphEntries.NameOf(link.Source)} -> {GraphEntries.NameOf(link.Target)} [{Style(link.Kind)}");
            if (_graph.IsOneOfSeveral(link)) _text.Append(CultureInfo.InvariantCulture, $", taillabel=\"{Escape(link.Output)}\"");
            if (link.Target.Kind == GraphEndKind.Node && _graph.Nodes[link.Target.Id].Ir.Inputs.Length > 1 && link.Input.Length > 0) _text.Append(CultureInfo.InvariantCulture, $", headlabel=\"{Escape(link.Input)}\"");
            _text.Append(CultureInfo.InvariantCulture, $", tooltip=\"{Escape(link.Details)}\"]\n");
        }

        _text.Append("}\n");
    }

    private void Scope(GraphScope scope, string indent)
    {
        _text.Append(CultureInfo.InvariantCulture, $"{indent}subgraph cluster_s{scope.Id} {{\n");
        _text.Append(CultureInfo.InvariantCulture, $"{indent}  label=\"{Escape(scope.Title)}\"; labeljust=l; style=\"rounded,{(scope.IsGated ? "dashed" : "solid")}\"; color=\"{(scope.IsSequence ? "#2f62c9" : "#98a2b0")}\"; tooltip=\"{Escape(scope.Details)}\"\n");
        Members(scope, indent + "  ");
        _text.Append(indent).Append("}\n");
    }

    private void Members(GraphScope scope, string indent)
    {
        if (_entered.Contains(scope.Id)) _text.Append(CultureInfo.InvariantCulture, $"{indent}s{scope.Id}in [shape=point, width=0.1, color=\"#2f62c9\"]\n");
        for (var row = 0; row < scope.Rows.Length; row++)
        {
            if (!scope.IsSequence) _text.Append(CultureInfo.InvariantCulture, $"{indent}// stratum {row}\n");
            foreach (var end in scope.Rows[row])
            {
                if (end.Kind == GraphEndKind.Scope) Scope(_graph.Scopes[end.Id], indent);
                else Node(_graph.Nodes[end.Id], indent);
            }
        }

        if (scope.HasExit) _text.Append(CultureInfo.InvariantCulture, $"{indent}s{scope.Id}out [label=\"exit\", shape=doublecircle, fillcolor=white, color=\"#2f62c9\", fontsize=9]\n");
    }

    private void Node(GraphNode node, string indent)
    {
        var style = node.Role switch
        {
            GraphRole.Source => ", shape=cds, fillcolor=\"#e3f0ff\", color=\"#2f74c0\"",
            GraphRole.Sink => ", shape=cds, fillcolor=\"#e2f5e6\", color=\"#2e8b4f\"",
            GraphRole.Constant => ", fillcolor=\"#f1f2f4\", color=\"#98a2b0\"",
            GraphRole.Compiled => ", fillcolor=\"#f2e9ff\", color=\"#8256c4\"",
            _ => "",
        };
        _text.Append(CultureInfo.InvariantCulture, $"{indent}n{node.Id} [label=\"{Escape(node.Label)}\"{style}, tooltip=\"{Escape(node.Details)}\"]\n");
    }

    private static string Style(GraphLinkKind kind) => kind switch
    {
        GraphLinkKind.Continuous => "style=solid",
        GraphLinkKind.Conditional => "style=dashed",
        GraphLinkKind.Activation => "style=bold, color=\"#c2570c\"",
        GraphLinkKind.ConditionalActivation => "style=\"bold,dashed\", color=\"#c2570c\"",
        _ => "style=bold, color=\"#2f62c9\"",
    };

    /// <summary>A text between quotes: a backslash starts an escape there, and nothing else means anything.</summary>
    internal static string Escape(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            switch (c)
            {
                case '"': result.Append("\\\""); break;
                case '\\': result.Append("\\\\"); break;
                case '\n': result.Append("\\n"); break;
                case '&': result.Append("&amp;"); break;
                default: result.Append(char.IsControl(c) ? ' ' : c); break;
            }
        }

        return result.ToString();
    }
}
