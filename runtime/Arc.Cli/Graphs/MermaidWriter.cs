using System.Globalization;
using System.Text;

namespace Arc.Cli.Graphs;

/// <summary>
/// Writes a program as a Mermaid flowchart. A scope that something leads to gets an entry, and one that is left an exit: an arrow between a
/// node and the box around it is more than most renderers can draw.
/// </summary>
internal sealed class MermaidWriter : GraphTextWriter
{
    private MermaidWriter(ProgramGraph graph)
        : base(graph)
    {
    }

    protected override string Comment => "%%";

    /// <summary>Writes a program.</summary>
    public static string Write(ProgramGraph graph) => new MermaidWriter(graph).Write();

    protected override void Whole()
    {
        Text.Append("flowchart LR\n");
        Members(Graph.Scopes[0], "  ");
        var index = 0;
        var styles = new StringBuilder();
        foreach (var (scope, first) in GraphEntries.Steps(Graph, Entered))
        {
            Text.Append(CultureInfo.InvariantCulture, $"  s{scope}in --- {GraphEntries.NameOf(first)}\n");
            index++;
        }

        foreach (var link in Graph.Links)
        {
            var label = link.Kind is GraphLinkKind.Activation or GraphLinkKind.ConditionalActivation && Graph.IsOneOfSeveral(link) ? $"|\"{Escape(link.Output)}\"|" : "";
            Text.Append(CultureInfo.InvariantCulture, $"  {GraphEntries.NameOf(link.Source)} {Arrow(link.Kind)}{label} {GraphEntries.NameOf(link.Target)}\n");
            if (Style(link.Kind) is { } style) styles.Append(CultureInfo.InvariantCulture, $"  linkStyle {index} {style}\n");
            index++;
        }

        Text.Append(styles);
        Text.Append("""
              classDef source stroke:#2f74c0,stroke-width:2px
              classDef sink stroke:#2e8b4f,stroke-width:2px
              classDef constant stroke-dasharray:2 2
              classDef compiled stroke:#8256c4,stroke-width:2px
              classDef module stroke:#b98a2a,stroke-width:2px
              classDef gated stroke-dasharray:6 4
              classDef always stroke-dasharray:none
            """).Append('\n');
    }

    protected override void Scope(GraphScope scope, string indent)
    {
        Text.Append(CultureInfo.InvariantCulture, $"{indent}subgraph s{scope.Id}[\"{Escape(scope.Title)}\"]\n");
        Members(scope, indent + "  ");
        Text.Append(indent).Append("end\n");
        Text.Append(CultureInfo.InvariantCulture, $"{indent}class s{scope.Id} {(scope.IsGated ? "gated" : "always")}\n");
    }

    private void Members(GraphScope scope, string indent)
    {
        if (scope.Parent >= 0) Text.Append(indent).Append("direction ").Append(scope.IsSequence ? "TB" : "LR").Append('\n');
        if (Entered.Contains(scope.Id)) Text.Append(CultureInfo.InvariantCulture, $"{indent}s{scope.Id}in((\" \"))\n");
        Rows(scope, indent);
        if (scope.HasExit) Text.Append(CultureInfo.InvariantCulture, $"{indent}s{scope.Id}out(((\"exit\")))\n");
        // A box without anything in it is a syntax error.
        if (scope.Parent >= 0 && scope.Rows.All(r => r.IsEmpty) && !scope.HasExit && !Entered.Contains(scope.Id)) Text.Append(CultureInfo.InvariantCulture, $"{indent}s{scope.Id}in((\" \"))\n");
    }

    protected override void Node(GraphNode node, string indent)
    {
        var (open, close) = node.Role switch
        {
            GraphRole.Source or GraphRole.Sink => ("([", "])"),
            GraphRole.Constant => ("(", ")"),
            GraphRole.Compiled => ("[[", "]]"),
            _ => ("[", "]"),
        };
        var role = node.Role.ToString().ToLowerInvariant();
        Text.Append(CultureInfo.InvariantCulture, $"{indent}n{node.Id}{open}\"{Escape(node.Label)}\"{close}:::{role}\n");
    }

    private static string Arrow(GraphLinkKind kind) => kind switch
    {
        GraphLinkKind.Continuous => "-->",
        GraphLinkKind.Conditional => "-.->",
        GraphLinkKind.Activation or GraphLinkKind.ConditionalActivation => "==>",
        _ => "-->",
    };

    private static string? Style(GraphLinkKind kind) => kind switch
    {
        GraphLinkKind.Activation => "stroke:#c2570c",
        GraphLinkKind.ConditionalActivation => "stroke:#c2570c,stroke-dasharray:6 4",
        GraphLinkKind.Transition => "stroke:#2f62c9,stroke-width:2px",
        _ => null,
    };

    /// <summary>A text between quotes. What Mermaid, Markdown or HTML could take for theirs becomes an entity.</summary>
    internal static string Escape(string text)
    {
        var result = new StringBuilder(text.Length);
        var runes = text.EnumerateRunes().ToArray();
        for (var i = 0; i < runes.Length; i++)
        {
            var rune = runes[i];
            if (Rune.IsLetterOrDigit(rune) || (rune.Value == ' ' && i > 0) || (i > 0 && rune.Value is ',' or '=' or ':' or '/' or '.' or '-' or '+') || (rune.Value == '_' && IsInWord(runes, i)) || rune.Value == '\u00b7')
                result.Append(rune.ToString());
            else if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune)) result.Append(' ');
            else result.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
        }

        return result.ToString();
    }

    private static bool IsInWord(Rune[] runes, int i) => i > 0 && i + 1 < runes.Length && Rune.IsLetterOrDigit(runes[i - 1]) && Rune.IsLetterOrDigit(runes[i + 1]);
}
