using System.Globalization;
using System.Security;
using System.Text;

namespace Arc.Cli.Tests.Samples;

/// <summary>Draws the README's charts: panels under each other over one axis of seconds.</summary>
internal sealed class Chart(double seconds)
{
    private const int Left = 84;
    private const int Width = 760;
    private const int Gap = 10;
    private const string Ink = "#24292f";
    private const string Pale = "#d0d7de";
    private const string Blue = "#0969da";
    private const string Red = "#cf222e";

    private readonly StringBuilder _body = new();
    private int _top = 8;

    /// <summary>A curve; dashed lines at levels that matter.</summary>
    public Chart Curve(string name, IReadOnlyList<(double Time, double Value)> points, params double[] levels)
    {
        const int height = 110;
        var (low, high) = (points.Min(p => p.Value), points.Max(p => p.Value));
        if (levels.Length > 0) (low, high) = (Math.Min(low, levels.Min()), Math.Max(high, levels.Max()));
        Frame(name, height);
        Text(Left - 6, _top + 9, $"{high:0.##}", "end", 10);
        Text(Left - 6, _top + height, $"{low:0.##}", "end", 10);
        foreach (var level in levels)
            Add($"""<line x1="{Left}" y1="{Y(level):F1}" x2="{Width - 8}" y2="{Y(level):F1}" stroke="{Red}" stroke-dasharray="4 4" opacity="0.6"/>""");
        var path = string.Join(' ', points.Select((p, i) => Invariant($"{(i == 0 ? 'M' : 'L')}{X(p.Time):F1} {Y(p.Value):F1}")));
        Add($"""<path d="{path}" fill="none" stroke="{Blue}" stroke-width="1.3"/>""");
        _top += height + Gap;
        return this;

        double Y(double value) => _top + 4 + (height - 8) * (1 - (value - low) / (high - low));
    }

    /// <summary>Where something is on.</summary>
    /// <param name="name">What.</param>
    /// <param name="changes">When it changes to what; off before the first.</param>
    /// <param name="isTruth">Whether it is what the others are held to.</param>
    public Chart Switch(string name, IReadOnlyList<(double Time, bool On)> changes, bool isTruth = false)
    {
        const int height = 18;
        Frame(name, height);
        for (var i = 0; i < changes.Count; i++)
        {
            if (!changes[i].On || (i > 0 && changes[i - 1].On)) continue;
            var off = changes.Skip(i).Where(c => !c.On).Select(c => c.Time).FirstOrDefault(seconds);
            Add($"""<rect x="{X(changes[i].Time):F1}" y="{_top}" width="{Math.Max(1, X(off) - X(changes[i].Time)):F1}" height="{height}" fill="{(isTruth ? "#8c959f" : Red)}" opacity="0.75"/>""");
        }

        _top += height + Gap;
        return this;
    }

    /// <summary>A text, where it is written and until the next one.</summary>
    public Chart Texts(string name, IReadOnlyList<(double Time, string Value)> texts)
    {
        const int height = 18;
        Frame(name, height);
        for (var i = 0; i < texts.Count; i++)
        {
            var (from, to) = (X(texts[i].Time), X(i + 1 < texts.Count ? texts[i + 1].Time : seconds));
            Add($"""<line x1="{from:F1}" y1="{_top}" x2="{from:F1}" y2="{_top + height}" stroke="{Ink}"/>""");
            if (texts[i].Value.Length * 5.2 + 6 < to - from) Text(from + 4, _top + 13, texts[i].Value, "start", 10);
        }

        _top += height + Gap;
        return this;
    }

    public string Draw()
    {
        var step = new[] { 1, 2, 5, 10, 20, 60, 120, 300 }.First(s => seconds / s <= 12);
        for (var t = 0; t <= seconds; t += step) Text(X(t), _top + 8, $"{t} s", "middle", 10);
        var height = _top + 16;
        return Invariant($"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{height}" viewBox="0 0 {Width} {height}" font-family="system-ui, sans-serif">
            <rect width="{Width}" height="{height}" fill="#ffffff"/>
            {_body}</svg>

            """).ReplaceLineEndings("\n");
    }

    private double X(double time) => Left + (Width - 8 - Left) * time / seconds;

    private void Frame(string name, int height)
    {
        Add($"""<rect x="{Left}" y="{_top}" width="{Width - 8 - Left}" height="{height}" fill="none" stroke="{Pale}"/>""");
        Text(4, _top + height / 2 + 4, name, "start", 12);
    }

    private void Text(double x, double y, string text, string anchor, int size) =>
        Add($"""<text x="{x:F1}" y="{y:F1}" text-anchor="{anchor}" font-size="{size}" fill="{Ink}">{SecurityElement.Escape(text)}</text>""");

    private void Add(FormattableString line) => _body.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
