using System.Collections.Immutable;
using Arc.Sdk.Ir;

namespace Arc.Cli.Graphs.Drawing;

/// <summary>The inside of a node's box: its label, and below it the names of its inputs or outputs if it has several.</summary>
internal sealed class NodeBox
{
    private readonly string _label;
    private readonly ImmutableArray<IrParam> _inputs;
    private readonly ImmutableArray<IrParam> _outputs;
    private readonly double _inputWidth;
    private readonly double _outputWidth;

    public NodeBox(GraphNode node)
    {
        _label = TextMeasure.Elide(node.Label, Metrics.LabelCells);
        _inputs = node.Ir.Inputs.Length > 1 ? node.Ir.Inputs : [];
        _outputs = node.Ir.Outputs.Length > 1 ? node.Ir.Outputs : [];
        var rows = Math.Max(_inputs.Length, _outputs.Length);
        Height = Metrics.NodeHeight + (rows * Metrics.PortHeight) + (rows > 0 ? 4 : 0);
        _inputWidth = Widest(_inputs);
        _outputWidth = Widest(_outputs);
        var ports = _inputWidth + _outputWidth + (_inputWidth > 0 && _outputWidth > 0 ? 2 * Metrics.NodePadding : 0);
        Width = Math.Max(Metrics.MinNodeWidth, Math.Max(TextMeasure.Width(_label, Metrics.Font), ports) + (2 * Metrics.NodePadding));
    }

    public double Width { get; }

    public double Height { get; }

    /// <summary>Where an arrow to an input arrives, from the box's top.</summary>
    public double InputY(string name) => PortY(_inputs, name);

    /// <summary>Where an arrow from an output leaves, from the box's top.</summary>
    public double OutputY(string name) => PortY(_outputs, name);

    /// <summary>The texts in a box of this size.</summary>
    public ImmutableArray<DrawnLabel> Labels(Box box)
    {
        var labels = ImmutableArray.CreateBuilder<DrawnLabel>();
        labels.Add(new DrawnLabel(_label, new Box(box.X + Metrics.NodePadding, box.Y + 6, box.Width - (2 * Metrics.NodePadding), 16), Metrics.Font, TextAnchor.Middle));
        foreach (var input in _inputs) labels.Add(new DrawnLabel(Name(input), Port(input.Name, box.X + Metrics.NodePadding, _inputs, _inputWidth), Metrics.SmallFont));
        foreach (var output in _outputs) labels.Add(new DrawnLabel(Name(output), Port(output.Name, box.Right - Metrics.NodePadding - _outputWidth, _outputs, _outputWidth), Metrics.SmallFont, TextAnchor.End));
        return labels.ToImmutable();

        Box Port(string name, double x, ImmutableArray<IrParam> ports, double width) => new(x, box.Y + PortY(ports, name) - (Metrics.PortHeight / 2), width, Metrics.PortHeight);
    }

    private static double Widest(ImmutableArray<IrParam> ports) => ports.Select(p => TextMeasure.Width(Name(p), Metrics.SmallFont)).DefaultIfEmpty(0).Max();

    private static string Name(IrParam port) => TextMeasure.Elide(port.Name, Metrics.PortCells);

    private static double PortY(ImmutableArray<IrParam> ports, string name)
    {
        for (var i = 0; i < ports.Length; i++)
        {
            if (ports[i].Name == name) return Metrics.NodeHeight + ((i + 0.5) * Metrics.PortHeight);
        }

        // What only triggers, or the only port there is.
        return Metrics.NodeHeight / 2;
    }
}
