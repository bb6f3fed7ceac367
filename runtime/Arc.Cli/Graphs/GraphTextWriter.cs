using System.Globalization;
using System.Text;

namespace Arc.Cli.Graphs;

/// <summary>What the textual formats share: scopes within scopes, in the order of their strata or steps.</summary>
internal abstract class GraphTextWriter
{
    private protected GraphTextWriter(ProgramGraph graph)
    {
        Graph = graph;
        Entered = GraphEntries.Of(graph);
    }

    protected ProgramGraph Graph { get; }

    protected StringBuilder Text { get; } = new();

    /// <summary>The scopes that have an entry.</summary>
    protected HashSet<int> Entered { get; }

    /// <summary>What begins a comment.</summary>
    protected abstract string Comment { get; }

    /// <summary>Writes the program.</summary>
    public string Write()
    {
        Whole();
        return Text.ToString();
    }

    protected abstract void Whole();

    protected abstract void Scope(GraphScope scope, string indent);

    protected abstract void Node(GraphNode node, string indent);

    /// <summary>Writes the members of a scope.</summary>
    protected void Rows(GraphScope scope, string indent)
    {
        for (var row = 0; row < scope.Rows.Length; row++)
        {
            if (!scope.IsSequence) Text.Append(CultureInfo.InvariantCulture, $"{indent}{Comment} stratum {row}\n");
            foreach (var end in scope.Rows[row])
            {
                if (end.Kind == GraphEndKind.Scope) Scope(Graph.Scopes[end.Id], indent);
                else Node(Graph.Nodes[end.Id], indent);
            }
        }
    }
}
