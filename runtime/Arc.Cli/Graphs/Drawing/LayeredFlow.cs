namespace Arc.Cli.Graphs.Drawing;

/// <summary>
/// One flow of a parallel scope: boxes that links join, in columns by stratum. An arrow that passes columns gets a place in each of
/// them; one that leads back, or that would need too many places, runs below the flow.
/// </summary>
internal sealed partial class LayeredFlow
{
    private readonly LayoutWork _work;
    private readonly List<LayoutItem> _items;
    private readonly List<LayoutLink> _links;
    private readonly List<List<ColumnSlot>> _columns = [];
    private readonly Dictionary<LayoutItem, (ColumnSlot Slot, int Column)> _slots = [];
    private readonly List<(LayoutLink Link, List<ColumnSlot> Chain, int First)> _passes = [];
    private readonly List<Detour> _detours = [];
    private readonly int[] _gapLanes;

    /// <summary>Chooses the boxes' order and places within the columns.</summary>
    public LayeredFlow(List<LayoutItem> items, List<LayoutLink> links, LayoutWork work)
    {
        _items = items;
        _links = links;
        _work = work;
        MakeColumns();
        _gapLanes = new int[_columns.Count + 1];
        MakeChains();
        Order();
        Align();
        ColumnWidths = [.. _columns.Select(c => c.Max(s => s.Width))];
        GapWidths = [.. Enumerable.Range(0, _columns.Count + 1).Select(GapWidth)];
    }

    /// <summary>Whether all boxes are nodes; such flows of one scope share their columns.</summary>
    public bool IsPlain => _items.TrueForAll(i => i.End.Kind != GraphEndKind.Scope);

    /// <summary>Width of each column.</summary>
    public double[] ColumnWidths { get; private set; }

    /// <summary>Width of the gap before each column, and behind the last.</summary>
    public double[] GapWidths { get; private set; }

    /// <summary>Width of the whole.</summary>
    public double Width => ColumnWidths.Take(_columns.Count).Sum() + GapWidths.Take(_columns.Count + 1).Sum();

    /// <summary>Gives plain flows the same columns.</summary>
    public static void ShareColumns(IReadOnlyList<LayeredFlow> flows)
    {
        var plain = flows.Where(f => f.IsPlain).ToList();
        if (plain.Count < 2) return;
        var columns = new double[plain.Max(f => f._columns.Count)];
        var gaps = new double[columns.Length + 1];
        foreach (var flow in plain)
        {
            for (var i = 0; i < flow.ColumnWidths.Length; i++) columns[i] = Math.Max(columns[i], flow.ColumnWidths[i]);
            for (var i = 0; i < flow.GapWidths.Length; i++) gaps[i] = Math.Max(gaps[i], flow.GapWidths[i]);
        }

        foreach (var flow in plain)
        {
            flow.ColumnWidths = columns;
            flow.GapWidths = gaps;
        }
    }

    private void MakeColumns()
    {
        foreach (var row in _items.Where(i => i.End.Kind != GraphEndKind.Exit).GroupBy(i => i.Row).OrderBy(g => g.Key)) _columns.Add(Column(row));
        // What leaves the scope stands behind everything else.
        if (_items.Where(i => i.End.Kind == GraphEndKind.Exit).ToList() is { Count: > 0 } exits) _columns.Add(Column(exits));

        List<ColumnSlot> Column(IEnumerable<LayoutItem> items)
        {
            var slots = new List<ColumnSlot>();
            foreach (var item in items)
            {
                var slot = new ColumnSlot(item);
                _slots.Add(item, (slot, _columns.Count));
                slots.Add(slot);
            }

            return slots;
        }
    }

    private void MakeChains()
    {
        // Shorter ones first: they profit most from a way of their own, and cost least.
        var room = 256 + (8 * (_items.Count + _links.Count));
        foreach (var (link, first, last) in _links.Select(l => (l, First: l.From is null ? -1 : _slots[l.From].Column, Last: l.To is null ? _columns.Count : _slots[l.To].Column))
                     .OrderBy(l => l.Last - l.First))
        {
            var passed = last - first - 1;
            if (last <= first || passed > room)
            {
                _detours.Add(new Detour(link, first + 1, last));
                continue;
            }

            room -= passed;
            var chain = new List<ColumnSlot>();
            if (link.From is not null) chain.Add(_slots[link.From].Slot);
            for (var column = first + 1; column < last; column++)
            {
                var slot = new ColumnSlot(null);
                _columns[column].Add(slot);
                chain.Add(slot);
            }

            if (link.To is not null) chain.Add(_slots[link.To].Slot);
            for (var i = 1; i < chain.Count; i++) Join(chain[i - 1], i == 1 && link.From is not null ? link.FromPort : 0, chain[i], i == chain.Count - 1 && link.To is not null ? link.ToPort : 0);
            _passes.Add((link, chain, link.From is null ? 0 : first));
            _work.Add(chain.Count);
        }

        foreach (var detour in _detours)
        {
            if (detour.Link.From is not null) detour.FirstLane = _gapLanes[detour.FirstGap]++;
            if (detour.Link.To is not null) detour.LastLane = _gapLanes[detour.LastGap]++;
        }
    }

    private static void Join(ColumnSlot a, double portA, ColumnSlot b, double portB)
    {
        a.After.Add(new SlotEdge(b, portA, portB));
        b.Before.Add(new SlotEdge(a, portB, portA));
    }

    private double GapWidth(int gap)
    {
        var lanes = _gapLanes[gap] == 0 ? 0 : 8 + (_gapLanes[gap] * LaneWidth(_gapLanes[gap]));
        if (gap == 0 || gap == _columns.Count) return lanes;
        var rise = 0.0;
        foreach (var edge in _columns[gap].SelectMany(s => s.Before.Select(e => (s.Y + e.Port) - (e.Other.Y + e.OtherPort)))) rise = Math.Max(rise, Math.Abs(edge));
        return Metrics.ColumnGap + Math.Min(60, rise * 0.12) + lanes;
    }

    private static double LaneWidth(int lanes) => Math.Min(Metrics.Lane, 160.0 / lanes);

    /// <summary>A link that runs below the flow.</summary>
    private sealed class Detour(LayoutLink link, int firstGap, int lastGap)
    {
        public LayoutLink Link => link;

        /// <summary>The gap in which it goes down.</summary>
        public int FirstGap => firstGap;

        /// <summary>The gap in which it comes up again.</summary>
        public int LastGap => lastGap;

        public int FirstLane { get; set; }

        public int LastLane { get; set; }
    }
}
