using System.Globalization;
using System.Text;

namespace Arc.Cli.Graphs;

/// <summary>Writes a program as a Graphviz digraph with a cluster for each scope.</summary>
internal sealed class DotWriter : GraphTextWriter
{
    private DotWriter(ProgramGraph graph)
        : base(graph)
    {
    }

    protected override string Comment => "//";

    /// <summary>Writes a program.</summary>
    public static string Write(ProgramGraph graph) => new DotWriter(graph).Write();

    protected override void Whole()
    {
        Text.Append("""
            digraph program {
              rankdir=LR
                          fontname="monospace"
              node [shape=box, style="rounded,filled", fillcolor="#fff5e0", color="#b98a2a", fontname="monospace", fontsize=11]
              edge [color="#5b6675", fontname="monospace", fontsize=9]

            """);
        Members(Graph.Scopes[0], "  ");
        foreach (var (scope, first) in GraphEntries.Steps(Graph, Entered)) Text.Append(CultureInfo.InvariantCulture, $"  s{scope}in -> {GraphEntries.NameOf(first)} [arrowhead=none]\n");
        // Entries stand before what they lead to.
        foreach (var scope in Graph.Scopes.Where(s => !s.IsSequence && Entered.Contains(s.Id) && !s.Rows.IsEmpty))
        {
            foreach (var node in scope.Rows[0].Where(e => e.Kind == GraphEndKind.Node)) Text.Append(CultureInfo.InvariantCulture, $"  s{scope.Id}in -> n{node.Id} [style=invis]\n");
        }

        foreach (var link in Graph.Links)
        {
            Text.Append(CultureInfo.InvariantCulture, $"  {GraphEntries.NameOf(link.Source)} -> {GraphEntries.NameOf(link.Target)} [{Style(link.Kind)}");
            if (Graph.IsOneOfSeveral(link)) Text.Append(CultureInfo.InvariantCulture, $", taillabel=\"{Escape(link.Output)}\"");
            if (link.Target.Kind == GraphEndKind.Node && Graph.Nodes[link.Target.Id].Ir.Inputs.Length > 1 && link.Input.Length > 0) Text.Append(CultureInfo.InvariantCulture, $", headlabel=\"{Escape(link.Input)}\"");
            Text.Append(CultureInfo.InvariantCulture, $", tooltip=\"{Escape(link.Details)}\"]\n");
        }

        Text.Append("}\n");
    }

    protected override void Scope(GraphScope scope, string indent)
    {
        Text.Append(CultureInfo.InvariantCulture, $"{indent}subgraph cluster_s{scope.Id} {{\n");
        Text.Append(CultureInfo.InvariantCulture, $"{indent}  label=\"{Escape(scope.Title)}\"; labeljust=l; style=\"rounded,{(scope.IsGated ? "dashed" : "solid")}\"; color=\"{(scope.IsSequence ? "#2f62c9" : "#98a2b0")}\"; tooltip=\"{Escape(scope.Details)}\"\n");
        Members(scope, indent + "  ");
        Text.Append(indent).Append("}\n");
    }

    private void Members(GraphScope scope, string indent)
    {
        if (Entered.Contains(scope.Id)) Text.Append(CultureInfo.InvariantCulture, $"{indent}s{scope.Id}in [shape=point, width=0.1, color=\"#2f62c9\"]\n");
        Rows(scope, indent);
        if (scope.HasExit) Text.Append(CultureInfo.InvariantCulture, $"{indent}s{scope.Id}out [label=\"exit\", shape=doublecircle, fillcolor=white, color=\"#2f62c9\", fontsize=9]\n");
    }

    protected override void Node(GraphNode node, string indent)
    {
        var style = node.Role switch
        {
            GraphRole.Source => ", shape=cds, fillcolor=\"#e3f0ff\", color=\"#2f74c0\"",
            GraphRole.Sink => ", shape=cds, fillcolor=\"#e2f5e6\", color=\"#2e8b4f\"",
            GraphRole.Constant => ", fillcolor=\"#f1f2f4\", color=\"#98a2b0\"",
            GraphRole.Compiled => ", fillcolor=\"#f2e9ff\", color=\"#8256c4\"",
            _ => "",
        };
        Text.Append(CultureInfo.InvariantCulture, $"{indent}n{node.Id} [label=\"{Escape(node.Label)}\"{style}, tooltip=\"{Escape(node.Details)}\"]\n");
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
