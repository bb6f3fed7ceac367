namespace Arc.Language.Lowering;

/// <summary>
/// Edges that are added one by one unless they close a cycle. An order in which all edges lead forwards is kept up to date, so that
/// an edge that leads forwards costs nothing, and one that leads backwards a look at the members between its ends.
/// </summary>
/// <param name="targets">The edges by source; without a cycle.</param>
/// <param name="place">The place of every member in such an order.</param>
internal sealed class AcyclicEdges(List<int>[] targets, int[] place)
{
    private readonly HashSet<(int From, int To)> _added = [];
    private readonly List<int>[] _sources = Reverse(targets);

    /// <summary>Adds an edge; false if it would close a cycle.</summary>
    public bool TryAdd(int from, int to)
    {
        if (from == to) return false;
        if (_added.Contains((from, to))) return true;
        if (place[to] < place[from])
        {
            var after = new List<int>();
            if (!Collect(targets, to, n => place[n] <= place[from], after, from)) return false;
            var before = new List<int>();
            Collect(_sources, from, n => place[n] > place[to], before, -1);
            Reorder(before, after);
        }

        _added.Add((from, to));
        (targets[from] ??= []).Add(to);
        (_sources[to] ??= []).Add(from);
        return true;
    }

    /// <summary>What can be reached within bounds; false if the forbidden member can.</summary>
    private static bool Collect(List<int>[] edges, int start, Func<int, bool> isWithin, List<int> found, int forbidden)
    {
        var seen = new HashSet<int> { start };
        var pending = new Stack<int>([start]);
        while (pending.TryPop(out var member))
        {
            if (member == forbidden) return false;
            found.Add(member);
            foreach (var next in edges[member] ?? [])
            {
                if (isWithin(next) && seen.Add(next)) pending.Push(next);
            }
        }

        return true;
    }

    /// <summary>Gives the places of both groups out anew: first those that lead to the edge, then those that it leads to.</summary>
    private void Reorder(List<int> before, List<int> after)
    {
        before.Sort((a, b) => place[a].CompareTo(place[b]));
        after.Sort((a, b) => place[a].CompareTo(place[b]));
        var moved = before.Concat(after).ToList();
        var places = moved.Select(m => place[m]).Order().ToList();
        for (var i = 0; i < moved.Count; i++) place[moved[i]] = places[i];
    }

    private static List<int>[] Reverse(List<int>[] targets)
    {
        var sources = new List<int>[targets.Length];
        for (var i = 0; i < targets.Length; i++)
        {
            foreach (var target in targets[i] ?? []) (sources[target] ??= []).Add(i);
        }

        return sources;
    }
}
