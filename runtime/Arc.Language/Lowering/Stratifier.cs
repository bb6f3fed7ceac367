using System.Collections.Immutable;

namespace Arc.Language.Lowering;

/// <summary>Lays the members of one parallel scope out in strata (runtime section 4).</summary>
public static class Stratifier
{
    /// <summary>Lays out members that nothing activates.</summary>
    /// <inheritdoc cref="Lay(IReadOnlyList{string}, IEnumerable{ValueTuple{string, string}}, IEnumerable{ValueTuple{string, string}}, out ImmutableArray{string})"/>
    public static ImmutableArray<ImmutableArray<string>> Lay(
        IReadOnlyList<string> members, IEnumerable<(string Source, string Target)> edges, out ImmutableArray<string> cycle) => Lay(members, edges, [], out cycle);

    /// <summary>
    /// Gives every member the least stratum that is greater than the strata of all members it depends on. Members keep their order
    /// within a stratum.
    /// </summary>
    /// <param name="members">Keys of the members in source order.</param>
    /// <param name="edges">Pairs (source, target) of members; an edge within one member does not count.</param>
    /// <param name="activations">Pairs (source, activated scope) in source order; one that would close a cycle is left out of the layout.</param>
    /// <param name="cycle">The members that depend on themselves, in source order, if there are any.</param>
    /// <returns>The strata; those of the members that are not on or behind a cycle, if there is one.</returns>
    public static ImmutableArray<ImmutableArray<string>> Lay(
        IReadOnlyList<string> members, IEnumerable<(string Source, string Target)> edges,
        IEnumerable<(string Source, string Target)> activations, out ImmutableArray<string> cycle)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(edges);
        ArgumentNullException.ThrowIfNull(activations);
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < members.Count; i++) index.Add(members[i], i);
        var targets = new List<int>[members.Count];
        foreach (var (source, target) in edges)
        {
            if (index.TryGetValue(source, out var from) && index.TryGetValue(target, out var to)) (targets[from] ??= []).Add(to);
        }

        if (TopologicalOrder(targets) is { } order)
        {
            var list = activations.ToList();
            var acyclic = new AcyclicEdges(targets, order, list.Count);
            foreach (var (source, target) in list)
            {
                if (index.TryGetValue(source, out var from) && index.TryGetValue(target, out var to)) acyclic.TryAdd(from, to);
            }
        }

        var open = new int[members.Count];
        foreach (var target in targets.SelectMany(static t => t ?? [])) open[target]++;

        // Longest paths in topological order, which takes time linear in the number of edges; what is never reached is on or behind a cycle.
        var stratum = new int[members.Count];
        var ready = new Queue<int>(Enumerable.Range(0, members.Count).Where(i => open[i] == 0));
        var isLaid = new bool[members.Count];
        var depth = 0;
        while (ready.TryDequeue(out var member))
        {
            isLaid[member] = true;
            depth = Math.Max(depth, stratum[member] + 1);
            foreach (var target in targets[member] ?? [])
            {
                stratum[target] = Math.Max(stratum[target], stratum[member] + 1);
                if (--open[target] == 0) ready.Enqueue(target);
            }
        }

        cycle = [.. OnCycle(targets, isLaid).Select(i => members[i])];
        var strata = new ImmutableArray<string>.Builder[depth];
        for (var i = 0; i < members.Count; i++)
        {
            if (isLaid[i]) (strata[stratum[i]] ??= ImmutableArray.CreateBuilder<string>()).Add(members[i]);
        }

        return [.. strata.Select(s => s.ToImmutable())];
    }

    /// <summary>The place of every member in some order in which all edges lead forwards; null if there is none.</summary>
    private static int[]? TopologicalOrder(List<int>[] targets)
    {
        var open = new int[targets.Length];
        foreach (var target in targets.SelectMany(static t => t ?? [])) open[target]++;
        var ready = new Queue<int>(Enumerable.Range(0, targets.Length).Where(i => open[i] == 0));
        var place = new int[targets.Length];
        var placed = 0;
        while (ready.TryDequeue(out var member))
        {
            place[member] = placed++;
            foreach (var target in targets[member] ?? [])
            {
                if (--open[target] == 0) ready.Enqueue(target);
            }
        }

        return placed == targets.Length ? place : null;
    }

    /// <summary>Takes from the members that were not laid those that only stand behind a cycle.</summary>
    private static IEnumerable<int> OnCycle(List<int>[] targets, bool[] isLaid)
    {
        var outgoing = new int[targets.Length];
        var sources = new List<int>[targets.Length];
        for (var i = 0; i < targets.Length; i++)
        {
            if (isLaid[i]) continue;
            foreach (var target in targets[i] ?? [])
            {
                outgoing[i]++;
                (sources[target] ??= []).Add(i);
            }
        }

        var removed = (bool[])isLaid.Clone();
        var ends = new Queue<int>(Enumerable.Range(0, targets.Length).Where(i => !isLaid[i] && outgoing[i] == 0));
        while (ends.TryDequeue(out var end))
        {
            removed[end] = true;
            foreach (var source in sources[end] ?? [])
            {
                if (--outgoing[source] == 0) ends.Enqueue(source);
            }
        }

        return Enumerable.Range(0, targets.Length).Where(i => !removed[i]);
    }
}
