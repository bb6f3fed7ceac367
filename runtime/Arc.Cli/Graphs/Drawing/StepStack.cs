namespace Arc.Cli.Graphs.Drawing;

/// <summary>The steps of a sequence, from top to bottom. Transitions run down the right side and arrive at a step from above.</summary>
internal static class StepStack
{
    /// <summary>Places the steps and routes the links.</summary>
    /// <param name="items">The steps, then the exit if there is one.</param>
    /// <param name="links">The links.</param>
    /// <param name="left">The left of the stack; the scope's own left is 0.</param>
    /// <param name="top">The top of the stack.</param>
    /// <param name="work">Counts.</param>
    /// <returns>Width of the scope, and height of the stack with what is above it.</returns>
    public static (double Width, double Height) Place(List<LayoutItem> items, List<LayoutLink> links, double left, double top, LayoutWork work)
    {
        work.Add(items.Count + links.Count);
        var turns = links.Where(l => l is { From: not null, To: not null })
            .GroupBy(l => (l.To, Own: l.EndsThere ? -1 : l.Link)).Select(g => new Turn(g.Key.To!, g.Key.Own < 0, [.. g])).ToList();
        var byTarget = turns.ToLookup(t => t.To);

        var deep = turns.Count(t => !t.EndsThere);
        var leftLane = deep == 0 ? 0 : Math.Min(Metrics.Lane, 120.0 / deep);
        var x = left + (deep * leftLane);
        var y = top;
        var nextLeft = 0;
        foreach (var item in items)
        {
            var arriving = byTarget[item].ToList();
            if (arriving.Count > 0)
            {
                var spacing = Math.Min(Metrics.Lane, 200.0 / arriving.Count);
                for (var i = 0; i < arriving.Count; i++)
                {
                    arriving[i].Y = y + 2 + (i * spacing);
                    if (!arriving[i].EndsThere) arriving[i].LeftX = left + (nextLeft++ * leftLane);
                }

                y += (arriving.Count * spacing) + Metrics.StepGap - 4;
            }

            item.X = x;
            item.Y = y;
            y += item.Height + Metrics.StepGap - 4;
        }

        var right = x + items.Select(i => i.Width).DefaultIfEmpty(0).Max();
        foreach (var item in items.Where(i => i.End.Kind == GraphEndKind.Scope)) item.Width = right - x;

        var lanes = Lanes.Assign([.. turns.Select(t => t.Stretch)], out var count);
        var lane = count == 0 ? 0 : Math.Min(Metrics.Lane, 160.0 / count);
        var border = right + (count == 0 ? 0 : 4 + (count * lane)) + Metrics.Padding;
        for (var i = 0; i < turns.Count; i++) Route(turns[i], right + Metrics.Lane + (lanes[i] * lane));
        foreach (var link in links)
        {
            if (link.From is null && link.To is { } to) link.Points.AddRange([new RoutePoint(0, to.Y + link.ToPort), new RoutePoint(to.X, to.Y + link.ToPort)]);
            else if (link.To is null && link.From is { } from) link.Points.AddRange([new RoutePoint(from.Right, from.Y + link.FromPort), new RoutePoint(border, from.Y + link.FromPort)]);
        }

        return (border, y);
    }

    private static void Route(Turn turn, double lane)
    {
        foreach (var link in turn.Links)
        {
            var y = link.From!.Y + link.FromPort;
            link.Points.AddRange([new RoutePoint(link.From.Right, y), new RoutePoint(lane, y), new RoutePoint(lane, turn.Y)]);
            if (turn.EndsThere)
            {
                var entry = Math.Max(turn.To.X + (turn.To.Width / 2), turn.To.Right - 24);
                link.Points.AddRange([new RoutePoint(entry, turn.Y), new RoutePoint(entry, turn.To.Y)]);
            }
            else
            {
                var port = turn.To.Y + link.ToPort;
                link.Points.AddRange([new RoutePoint(turn.LeftX, turn.Y), new RoutePoint(turn.LeftX, port), new RoutePoint(turn.To.X, port)]);
            }
        }
    }

    /// <summary>Links that come to a step together.</summary>
    private sealed class Turn(LayoutItem to, bool endsThere, List<LayoutLink> links)
    {
        public LayoutItem To => to;

        public bool EndsThere => endsThere;

        public List<LayoutLink> Links => links;

        /// <summary>Where they run above the step.</summary>
        public double Y { get; set; }

        /// <summary>Where one that goes on inside the step comes down on its left.</summary>
        public double LeftX { get; set; }

        public (double From, double To) Stretch
        {
            get
            {
                var ends = links.Select(l => l.From!.Y + l.FromPort);
                return (Math.Min(Y, ends.Min()), Math.Max(Y, ends.Max()));
            }
        }
    }
}
