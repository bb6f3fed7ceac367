namespace Arc.Cli.Graphs.Drawing;

/// <summary>A place in a column: a box, or an arrow that passes between boxes.</summary>
internal sealed class ColumnSlot(LayoutItem? item)
{
    public LayoutItem? Item => item;

    public double Height => item?.Height ?? 0;

    public double Width => item?.Width ?? 0;

    /// <summary>Its place in the column, from 0.</summary>
    public int Position { get; set; }

    /// <summary>Its top.</summary>
    public double Y { get; set; }

    /// <summary>What it is joined to in the column before.</summary>
    public List<SlotEdge> Before { get; } = [];

    /// <summary>What it is joined to in the column behind.</summary>
    public List<SlotEdge> After { get; } = [];
}

/// <summary>One side of what joins two neighbouring columns.</summary>
/// <param name="Other">The slot on the other side.</param>
/// <param name="Port">Where it is joined, from the slot's own top.</param>
/// <param name="OtherPort">Where it is joined, from the other slot's top.</param>
internal readonly record struct SlotEdge(ColumnSlot Other, double Port, double OtherPort);
