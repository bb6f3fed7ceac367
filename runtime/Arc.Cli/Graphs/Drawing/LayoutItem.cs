namespace Arc.Cli.Graphs.Drawing;

/// <summary>A box among its siblings: a node, a nested scope, an exit. Its place is relative to the scope that owns it.</summary>
/// <param name="end">What it is.</param>
/// <param name="order">Its place in the program's source, roughly.</param>
/// <param name="row">Its stratum or step.</param>
internal sealed class LayoutItem(GraphEnd end, int order, int row)
{
    public GraphEnd End => end;

    public int Order => order;

    public int Row => row;

    public double X { get; set; }

    public double Y { get; set; }

    public double Width { get; set; }

    public double Height { get; init; }

    public double Right => X + Width;

    public double Bottom => Y + Height;
}

/// <summary>The part of a link that lies in one scope: from a box or the left border to a box or the right border.</summary>
/// <param name="link">The link's position among the graph's links.</param>
/// <param name="from">The box that it leaves; null: the scope's left border.</param>
/// <param name="to">The box that it reaches; null: the scope's right border.</param>
internal sealed class LayoutLink(int link, LayoutItem? from, LayoutItem? to)
{
    public int Link => link;

    public LayoutItem? From => from;

    public LayoutItem? To => to;

    /// <summary>Where it leaves the box, from the box's top.</summary>
    public double FromPort { get; init; }

    /// <summary>Where it reaches the box, from the box's top.</summary>
    public double ToPort { get; init; }

    /// <summary>Whether it ends at the box, and does not go on inside.</summary>
    public bool EndsThere { get; init; }

    /// <summary>Its way, in the coordinates of the scope.</summary>
    public List<RoutePoint> Points { get; } = [];

    /// <summary>Where it crosses the scope's border, from the scope's top.</summary>
    public double BorderY => to is null ? Points[^1].Y : Points[0].Y;
}

/// <summary>Counts the steps that a layout takes.</summary>
internal sealed class LayoutWork
{
    public long Steps { get; private set; }

    public void Add(int steps) => Steps += steps;
}
