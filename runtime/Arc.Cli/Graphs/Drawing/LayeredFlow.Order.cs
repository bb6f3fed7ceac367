namespace Arc.Cli.Graphs.Drawing;

internal sealed partial class LayeredFlow
{
    private const int OrderRounds = 4;
    private const int AlignRounds = 3;

    /// <summary>Reduces crossings: each box goes to the mean place of what it is joined to, forwards and backwards in turn; the best round counts.</summary>
    private void Order()
    {
        var order = new Dictionary<ColumnSlot, int>();
        foreach (var (link, chain, _) in _passes)
        {
            foreach (var slot in chain.Where(s => s.Item is null)) order[slot] = (link.From ?? link.To)!.Order;
        }

        for (var i = 0; i < _columns.Count; i++)
        {
            _columns[i] = [.. _columns[i].OrderBy(s => s.Item?.Order ?? order[s])];
            Number(_columns[i]);
        }

        var best = Snapshot();
        var fewest = Crossings();
        for (var round = 0; round < OrderRounds && fewest > 0; round++)
        {
            for (var i = 1; i < _columns.Count; i++) Sort(i, s => s.Before);
            for (var i = _columns.Count - 2; i >= 0; i--) Sort(i, s => s.After);
            var crossings = Crossings();
            if (crossings >= fewest) continue;
            fewest = crossings;
            best = Snapshot();
        }

        for (var i = 0; i < _columns.Count; i++)
        {
            _columns[i] = best[i];
            Number(_columns[i]);
        }

        List<List<ColumnSlot>> Snapshot() => [.. _columns.Select(c => c.ToList())];
    }

    private static void Number(List<ColumnSlot> column)
    {
        for (var i = 0; i < column.Count; i++) column[i].Position = i;
    }

    private void Sort(int index, Func<ColumnSlot, List<SlotEdge>> neighbours)
    {
        var column = _columns[index];
        _columns[index] = [.. column.OrderBy(s => neighbours(s) is { Count: > 0 } edges ? edges.Average(e => Place(e.Other, e.OtherPort)) : s.Position)];
        Number(_columns[index]);
        _work.Add(column.Sum(s => 1 + neighbours(s).Count));
    }

    // Ports of one box count in their order.
    private static double Place(ColumnSlot slot, double port) => slot.Position + (slot.Height > 0 ? port / slot.Height * 0.9 : 0.5);

    private long Crossings()
    {
        var crossings = 0L;
        for (var i = 1; i < _columns.Count; i++)
        {
            var ends = _columns[i].SelectMany(s => s.Before.Select(e => (From: Place(e.Other, e.OtherPort), To: Place(s, e.Port)))).OrderBy(e => e.From).ThenBy(e => e.To).Select(e => e.To).ToArray();
            _work.Add(ends.Length);
            crossings += Inversions(ends);
        }

        return crossings;
    }

    private static long Inversions(double[] values)
    {
        var ranks = values.Distinct().Order().Select((v, i) => (v, i)).ToDictionary(r => r.v, r => r.i + 1);
        var tree = new int[ranks.Count + 1];
        var inversions = 0L;
        for (var i = values.Length - 1; i >= 0; i--)
        {
            for (var r = ranks[values[i]] - 1; r > 0; r -= r & -r) inversions += tree[r];
            for (var r = ranks[values[i]]; r < tree.Length; r += r & -r) tree[r]++;
        }

        return inversions;
    }

    /// <summary>Places boxes so that arrows are as level as the order allows.</summary>
    private void Align()
    {
        foreach (var column in _columns)
        {
            var y = 0.0;
            for (var i = 0; i < column.Count; i++)
            {
                column[i].Y = y;
                if (i + 1 < column.Count) y += column[i].Height + Gap(column[i], column[i + 1]);
            }
        }

        for (var round = 0; round < AlignRounds; round++)
        {
            for (var i = 1; i < _columns.Count; i++) Align(_columns[i], isForward: true);
            for (var i = _columns.Count - 2; i >= 0; i--) Align(_columns[i], isForward: false);
        }

        var top = _columns.Min(c => c[0].Y);
        foreach (var slot in _columns.SelectMany(c => c)) slot.Y -= top;
    }

    /// <summary>
    /// The least squares of the distances from where the slots would like to be, in their order and with their gaps: without the heights the places
    /// only have to ascend, and pooling neighbours that do not gives the optimum in one pass.
    /// </summary>
    private void Align(List<ColumnSlot> column, bool isForward)
    {
        var pools = new Stack<(double Mean, double Weight, int Count)>();
        var offsets = new double[column.Count];
        for (var i = 0; i < column.Count; i++)
        {
            if (i > 0) offsets[i] = offsets[i - 1] + column[i - 1].Height + Gap(column[i - 1], column[i]);
            var slot = column[i];
            var edges = isForward ? slot.Before : slot.After;
            var wish = slot.Y;
            var weight = 0.05;
            if (edges.Count > 0)
            {
                wish = edges.Average(e => e.Other.Y + e.OtherPort - e.Port);
                weight = edges.Count * (slot.Item is null ? 2 : 1);
            }

            var pool = (Mean: wish - offsets[i], Weight: weight, Count: 1);
            while (pools.TryPeek(out var above) && above.Mean > pool.Mean)
            {
                pools.Pop();
                var sum = above.Weight + pool.Weight;
                pool = (((above.Mean * above.Weight) + (pool.Mean * pool.Weight)) / sum, sum, above.Count + pool.Count);
            }

            pools.Push(pool);
            _work.Add(1 + edges.Count);
        }

        var index = column.Count;
        while (pools.TryPop(out var pool))
        {
            for (var i = 0; i < pool.Count; i++)
            {
                index--;
                column[index].Y = pool.Mean + offsets[index];
            }
        }
    }

    private static double Gap(ColumnSlot a, ColumnSlot b) => a.Item is null || b.Item is null ? Metrics.PassGap : Metrics.BoxGap;
}
