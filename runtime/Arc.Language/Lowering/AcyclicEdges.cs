namespace Arc.Language.Lowering;

/// <summary>
/// Edges that are added one by one unless they close a cycle. An order in which all edges lead forwards is kept up to date, so that
/// an edge that leads forwards costs nothing, and one that leads backwards a look at the members between its ends. The sum of these looks is
/// bounded by a multiple of the size of the graph; beyond it, edges that lead backwards are left out unseen, which concerns graphs of
/// thousands of members that are all connected with each other.
/// </summary>
internal sealed class AcyclicEdges
{
    private const int FreeSteps = 2_000_000;
    private const int StepsPerEdge = 64;

    private readonly List<int>[] _targets;
    private readonly List<int>[] _sources;
    private readonly int[] _place;
    private readonly HashSet<(int From, int To)> _added = [];
    private readonly int[] _seenIn;
    private readonly Stack<int> _pending = new();
    private readonly List<int> _after = [];
    private readonly List<int> _before = [];
    private int _search;
    private long _steps;

    /// <param name="targets">The edges by source; without a cycle.</param>
    /// <param name="place">The place of every member in an order in which all edges lead forwards.</param>
    /// <param name="edges">The number of edges that will be added, at most.</param>
    public AcyclicEdges(List<int>[] targets, int[] place, int edges)
    {
        _targets = targets;
        _place = place;
        _seenIn = new int[targets.Length];
        _sources = new List<int>[targets.Length];
        for (var i = 0; i < targets.Length; i++)
        {
            foreach (var target in targets[i] ?? []) (_sources[target] ??= []).Add(i);
        }

        _steps = FreeSteps + (StepsPerEdge * ((long)targets.Length + edges));
    }

    /// <summary>Adds an edge; false if it would close a cycle.</summary>
    public bool TryAdd(int from, int to)
    {
        if (from == to) return false;
        if (_added.Contains((from, to))) return true;
        if (_place[to] < _place[from])
        {
            if (_added.Contains((to, from)) || !CollectAfter(to, from)) return false;
            CollectBefore(from, _place[to]);
            Reorder();
        }

        _added.Add((from, to));
        (_targets[from] ??= []).Add(to);
        (_sources[to] ??= []).Add(from);
        return true;
    }

    /// <summary>What can be reached from a member up to another one's place; false if that one can, or may.</summary>
    private bool CollectAfter(int start, int end)
    {
        _after.Clear();
        Begin(start);
        while (_pending.TryPop(out var member))
        {
            if (member == end || _added.Contains((member, end))) return false;
            _after.Add(member);
            foreach (var next in _targets[member] ?? [])
            {
                if (--_steps < 0) return false;
                if (_place[next] <= _place[end]) Visit(next);
            }
        }

        return true;
    }

    /// <summary>What leads to a member from behind a place.</summary>
    private void CollectBefore(int start, int bound)
    {
        _before.Clear();
        Begin(start);
        while (_pending.TryPop(out var member))
        {
            _before.Add(member);
            foreach (var next in _sources[member] ?? [])
            {
                _steps--;
                if (_place[next] > bound) Visit(next);
            }
        }
    }

    private void Begin(int start)
    {
        _pending.Clear();
        _search++;
        Visit(start);
    }

    private void Visit(int member)
    {
        if (_seenIn[member] == _search) return;
        _seenIn[member] = _search;
        _pending.Push(member);
    }

    /// <summary>Gives the places of both groups out anew: first those that lead to the edge, then those that it leads to.</summary>
    private void Reorder()
    {
        _before.Sort((a, b) => _place[a].CompareTo(_place[b]));
        _after.Sort((a, b) => _place[a].CompareTo(_place[b]));
        var places = _before.Concat(_after).Select(m => _place[m]).Order().ToArray();
        var at = 0;
        foreach (var member in _before) _place[member] = places[at++];
        foreach (var member in _after) _place[member] = places[at++];
    }
}
