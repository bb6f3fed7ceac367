namespace Arc.Cli.Graphs.Drawing;

/// <summary>Sizes and distances of a picture in pixels.</summary>
internal static class Metrics
{
    public const double Font = 12;
    public const double SmallFont = 10;
    public const int LabelCells = 40;
    public const int TitleCells = 48;
    public const int PortCells = 16;

    public const double NodeHeight = 28;
    public const double NodePadding = 10;
    public const double MinNodeWidth = 48;
    public const double PortHeight = 14;

    public const double Header = 26;
    public const double Padding = 14;

    /// <summary>Between boxes of one column.</summary>
    public const double BoxGap = 12;

    /// <summary>Between an arrow that passes a column and its neighbours.</summary>
    public const double PassGap = 8;

    /// <summary>Between columns that arrows join.</summary>
    public const double ColumnGap = 40;

    /// <summary>Between flows that have nothing to do with each other.</summary>
    public const double FlowGap = 14;

    /// <summary>Between arrows that run side by side.</summary>
    public const double Lane = 8;

    public const double StepGap = 16;
}
