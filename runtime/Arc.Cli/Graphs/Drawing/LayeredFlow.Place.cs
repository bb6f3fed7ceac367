namespace Arc.Cli.Graphs.Drawing;

internal sealed partial class LayeredFlow
{
    /// <summary>Places the boxes and routes the links.</summary>
    /// <param name="left">The flow's left.</param>
    /// <param name="top">The flow's top.</param>
    /// <param name="border">The right border of the scope; its left one is at 0.</param>
    /// <returns>The flow's height.</returns>
    public double Place(double left, double top, double border)
    {
        var lefts = new double[_columns.Count];
        var rights = new double[_columns.Count];
        var x = left;
        for (var i = 0; i < _columns.Count; i++)
        {
            x += GapWidths[i];
            lefts[i] = x;
            x += ColumnWidths[i];
            rights[i] = x;
        }

        foreach (var (item, (slot, column)) in _slots)
        {
            item.X = lefts[column];
            item.Y = top + slot.Y;
        }

        foreach (var (link, chain, first) in _passes) Pass(link, chain, first);
        var height = _columns.Max(c => c[^1].Y + c[^1].Height);
        return height + Detours();

        void Pass(LayoutLink link, List<ColumnSlot> chain, int first)
        {
            var points = link.Points;
            var y = top + chain[0].Y + (link.From is not null ? link.FromPort : chain[0].Item is not null ? link.ToPort : 0);
            points.Add(new RoutePoint(link.From?.Right ?? 0, y));
            if (link.From is null) points.Add(new RoutePoint(lefts[first], y));
            for (var i = 1; i < chain.Count; i++)
            {
                points.Add(new RoutePoint(rights[first + i - 1], y));
                y = top + chain[i].Y + (chain[i].Item is not null ? link.ToPort : 0);
                points.Add(new RoutePoint(lefts[first + i], y, IsCurve: true));
            }

            if (link.To is null) points.Add(new RoutePoint(border, y));
        }

        double Detours()
        {
            if (_detours.Count == 0) return 0;
            var lanes = Lanes.Assign([.. _detours.Select(d => ((double)Math.Min(d.FirstGap, d.LastGap), (double)Math.Max(d.FirstGap, d.LastGap)))], out var count);
            var spacing = Math.Min(Metrics.Lane, 320.0 / count);
            for (var i = 0; i < _detours.Count; i++)
            {
                var detour = _detours[i];
                var points = detour.Link.Points;
                var lane = top + height + Metrics.BoxGap + (lanes[i] * spacing);
                if (detour.Link.From is { } from)
                {
                    var y = from.Y + detour.Link.FromPort;
                    points.Add(new RoutePoint(from.Right, y));
                    points.Add(new RoutePoint(LaneX(detour.FirstGap, detour.FirstLane), y));
                    points.Add(new RoutePoint(LaneX(detour.FirstGap, detour.FirstLane), lane));
                }
                else
                {
                    points.Add(new RoutePoint(0, lane));
                }

                if (detour.Link.To is { } to)
                {
                    var y = to.Y + detour.Link.ToPort;
                    points.Add(new RoutePoint(LaneX(detour.LastGap, detour.LastLane), lane));
                    points.Add(new RoutePoint(LaneX(detour.LastGap, detour.LastLane), y));
                    points.Add(new RoutePoint(to.X, y));
                }
                else
                {
                    points.Add(new RoutePoint(border, lane));
                }
            }

            return Metrics.BoxGap + (count * spacing);
        }

        double LaneX(int gap, int lane)
        {
            var start = gap == 0 ? left : rights[gap - 1];
            return start + 4 + ((lane + 0.5) * LaneWidth(_gapLanes[gap]));
        }
    }
}
