using System.Globalization;
using System.Text;

namespace Arc.Cli.Graphs;

/// <summary>
/// Writes a program as a Mermaid flowchart. A scope that something leads to gets an entry, and one that is left an exit: an arrow between a
/// node and the box around it is more than most renderers can draw.
/// </summary>
internal sealed class MermaidWriter
{
    private readonly ProgramGraph _graph;
    private readonly StringBuilder _text = new();
    private readonly HashSet<int> _entered;

    private MermaidWriter(ProgramGraph graph)
    {
        _graph = graph;
        _entered = GraphEntries.Of(graph);
    }

    /// <summary>Writes a program.</summary>
    public static string Write(ProgramGraph graph)
    {
        var writer = new MermaidWriter(graph);
        writer.Whole();
        return writer._text.ToString();
    }

    private void Whole()
    {
        _text.Append("flowchart LR\n");
        Members(_graph.Scopes[0], "  ");
        var index = 0;
        var styles = new StringBuilder();
        foreach (var (scope, first) in GraphEntries.Steps(_graph, _entered))
        {
            _text.Append(CultureInfo.InvariantCulture, $"  s{scope}in --- {GraphEntries.NameOf(first)}\n");
            index++;
        }

        foreach (var link in _graph.Links)
        {
            var label = link.Kind is GraphLinkKind.Activation or GraphLinkKind.ConditionalActivation && _graph.IsOneOfSeveral(link) ? $"|\"{Escape(link.Output)}\"|" : "";
            _text.Append(CultureInfo.InvariantCulture, $"  {GraphEntries.NameOf(link.Source)} {Arrow(link.Kind)}{label} {GraphEntries.NameOf(link.Target)}\n");
            if (Style(link.Kind) is { } style) styles.Append(CultureInfo.InvariantCulture, $"  linkStyle {index} {style}\n");
            index++;
        }

        _text.Append(styles);
        _text.Append("""
              classDef source stroke:#2f74c0,stroke-width:2px
              classDef sink stroke:#2e8b4f,stroke-width:2px
              classDef constant stroke-dasharray:2 2
              classDef compiled stroke:#8256c4,stroke-width:2px
              classDef module stroke:#b98a2a,stroke-width:2px
              classDef gated stroke-dasharray:6 4
              classDef always stroke-dasharray:none
            """).Append('\n');
    }

    private void Scope(GraphScope scope, string indent)
    {
        _text.Append(CultureInfo.InvariantCulture, $"{indent}subgraph s{scope.Id}[\"{Escape(scope.Title)}\"]\n");
        Members(scope, indent + "  ");
        _text.Append(indent).Append("end\n");
        _text.Append(CultureInfo.InvariantCulture, $"{indent}class s{scope.Id} {(scope.IsGated ? "gated" : "always")}\n");
    }

    private void Members(GraphScope scope, string indent)
    {
        if (scope.Parent >= 0) _text.Append(indent).Append("direction ").Append(scope.IsSequence ? "TB" : "LR").Append('\n');
        if (_entered.Contains(scope.Id)) _text.Append(CultureInfo.InvariantCulture, $"{indent}s{scope.Id}in((\" \"))\n");
        for (var row = 0; row < scope.Rows.Length; row++)
        {
            if (!scope.IsSequence) _text.Append(CultureInfo.InvariantCulture, $"{indent}%% stratum {row}\n");
            foreach (var end in scope.Rows[row])
            {
                if (end.Kind == GraphEndKind.Scope) Scope(_graph.Scopes[end.Id], indent);
                else Node(_graph.Nodes[end.Id], indent);
            }
        }

        if (scope.HasExit) _text.Append(CultureInfo.InvariantCulture, $"{indent}s{scope.Id}out(((\"exit\")))\n");
        // A box without anything in it is a syntax error.
        if (scope.Parent >= 0 && scope.Rows.All(r => r.IsEmpty) && !scope.HasExit && !_entered.Contains(scope.Id)) _text.Append(CultureInfo.InvariantCulture, $"{indent}s{scope.Id}in((\" \"))\n");
    }

    private void Node(GraphNode node, string indent)
    {
        var (open, close) = node.Role switch
        {
            GraphRole.Source or GraphRole.Sink => ("([", "])"),
            GraphRole.Constant => ("(", ")"),
            GraphRole.Compiled => ("[[", "]]"),
            _ => ("[", "]"),
        };
        var role = node.Role.ToString().ToLowerInvariant();
        _text.Append(CultureInfo.InvariantCulture, $"{indent}n{node.Id}{open}\"{Escape(node.Label)}\"{close}:::{role}\n");
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
