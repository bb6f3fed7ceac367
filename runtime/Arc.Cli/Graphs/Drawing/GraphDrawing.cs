using System.Collections.Immutable;

namespace Arc.Cli.Graphs.Drawing;

/// <summary>A picture's geometry in pixels, x to the right and y down, before it is written in any format.</summary>
/// <param name="Width">Width of the whole.</param>
/// <param name="Height">Height of the whole.</param>
/// <param name="Scopes">Boxes of the scopes, each before those inside it; the root, which has no frame, is not among them.</param>
/// <param name="Nodes">Boxes of the nodes and exits.</param>
/// <param name="Routes">The arrows.</param>
/// <param name="Legend">What the kinds of arrows mean, for those that occur.</param>
/// <param name="Work">Steps that the layout took: a measure of its cost that no clock disturbs.</param>
internal sealed record GraphDrawing(
    double Width, double Height, ImmutableArray<DrawnScope> Scopes, ImmutableArray<DrawnNode> Nodes, ImmutableArray<DrawnRoute> Routes, ImmutableArray<DrawnLegend> Legend, long Work);

/// <summary>A rectangle.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public double MiddleY => Y + (Height / 2);

    public bool Overlaps(Box other) => X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;

    public bool Contains(Box other) => other.X >= X && other.Y >= Y && other.Right <= Right && other.Bottom <= Bottom;
}

/// <summary>A text and the room that it needs at most.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="Box">Its room.</param>
/// <param name="Size">The size of the font in pixels.</param>
/// <param name="Anchor">Where in the room it starts.</param>
internal sealed record DrawnLabel(string Text, Box Box, double Size, TextAnchor Anchor = TextAnchor.Start);

/// <summary>Where a text is held.</summary>
internal enum TextAnchor : byte
{
    Start,
    Middle,
    End,
}

/// <summary>A scope's box.</summary>
/// <param name="Scope">The scope.</param>
/// <param name="Box">Its frame.</param>
/// <param name="Title">Its title.</param>
internal sealed record DrawnScope(GraphScope Scope, Box Box, DrawnLabel Title);

/// <summary>A node's box, or that of a scope's exit.</summary>
/// <param name="Node">The node; null for an exit.</param>
/// <param name="Scope">The scope that owns it.</param>
/// <param name="Box">Its frame.</param>
/// <param name="Labels">Its label, then the names of its ports if there are several.</param>
internal sealed record DrawnNode(GraphNode? Node, int Scope, Box Box, ImmutableArray<DrawnLabel> Labels);

/// <summary>An arrow.</summary>
/// <param name="Link">What it stands for.</param>
/// <param name="Points">Where it runs.</param>
internal sealed record DrawnRoute(GraphLink Link, ImmutableArray<RoutePoint> Points);

/// <summary>A point of an arrow's way.</summary>
/// <param name="X">Its x.</param>
/// <param name="Y">Its y.</param>
/// <param name="IsCurve">Whether the way from the point before is a curve that leaves and arrives horizontally; else it is straight.</param>
internal readonly record struct RoutePoint(double X, double Y, bool IsCurve = false);

/// <summary>An entry of the legend.</summary>
/// <param name="Kind">The kind of arrow.</param>
/// <param name="Box">Room of the sample.</param>
/// <param name="Label">What it means.</param>
internal sealed record DrawnLegend(GraphLinkKind Kind, Box Box, DrawnLabel Label);
