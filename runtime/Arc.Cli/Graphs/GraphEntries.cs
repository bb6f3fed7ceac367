using System.Globalization;

namespace Arc.Cli.Graphs;

/// <summary>The points through which scopes are entered, for formats in which an arrow cannot end at a box.</summary>
internal static class GraphEntries
{
    /// <summary>The scopes that get one: those that something leads to, and sequences, which it shows where they begin.</summary>
    public static HashSet<int> Of(ProgramGraph graph) =>
    [
        .. graph.Links.Where(l => l.Target.Kind == GraphEndKind.Scope).Select(l => l.Target.Id),
        .. graph.Scopes.Where(s => s.Parent >= 0 && s.IsSequence && !s.Rows.IsEmpty && !s.Rows[0].IsEmpty).SelectMany(s => s.Rows[0][0] is { Kind: GraphEndKind.Scope, Id: var first } ? [s.Id, first] : new[] { s.Id }),
    ];

    /// <summary>Sequences with their first steps.</summary>
    public static IEnumerable<(int Scope, GraphEnd First)> Steps(ProgramGraph graph, HashSet<int> entered) =>
        graph.Scopes.Where(s => s.IsSequence && entered.Contains(s.Id) && !s.Rows.IsEmpty && !s.Rows[0].IsEmpty).Select(s => (s.Id, s.Rows[0][0]));

    /// <summary>The identifier under which such a format knows an end: of a scope, its entry or its exit.</summary>
    public static string NameOf(GraphEnd end) => end.Kind switch
    {
        GraphEndKind.Node => string.Create(CultureInfo.InvariantCulture, $"n{end.Id}"),
        GraphEndKind.Scope => string.Create(CultureInfo.InvariantCulture, $"s{end.Id}in"),
        _ => string.Create(CultureInfo.InvariantCulture, $"s{end.Id}out"),
    };
}
