namespace Arc.Cli.Printing;

/// <summary>
/// Prints titles, paragraphs and tables. On a terminal they fit its width and titles are set off; elsewhere lines are as long as what they say, so that a
/// program that reads them finds the same at any time.
/// </summary>
/// <param name="output">Where it goes.</param>
/// <param name="width">Columns of the terminal; null if there is none.</param>
/// <param name="colour">Whether titles are set off.</param>
internal sealed class TextPage(TextWriter output, int? width, bool colour)
{
    /// <summary>Below this, text is not worth wrapping.</summary>
    private const int LeastWidth = 24;

    private const int Between = 2;
    private const int Below = 4;

    private const string Bold = "\e[1m";
    private const string Dim = "\e[2m";
    private const string Normal = "\e[0m";

    /// <summary>The page of a command's host.</summary>
    public static TextPage Of(CliHost host) => new(host.Output, host.OutputWidth, host.IsOutputColoured);

    /// <summary>A line that is set off.</summary>
    public void Title(string text) => output.WriteLine(Marked(text, Bold));

    /// <summary>An empty line.</summary>
    public void Gap() => output.WriteLine();

    /// <summary>Text that wraps on a terminal.</summary>
    public void Paragraph(string text, int indent = 0)
    {
        foreach (var line in text.Split('\n').SelectMany(l => Wrap(l.TrimEnd(), indent))) output.WriteLine(new string(' ', indent) + line);
    }

    /// <summary>A paragraph of a list.</summary>
    public void Item(string text, int indent)
    {
        var lines = Wrap(text, indent + Between).ToList();
        output.WriteLine(new string(' ', indent) + "- " + lines[0]);
        Lines(lines.Skip(1), indent + Between, null);
    }

    /// <summary>A line that never wraps, such as a path.</summary>
    public void Line(string text, int indent) => output.WriteLine(new string(' ', indent) + text);

    /// <summary>Code as it is written, less prominent than what is said about it.</summary>
    public void Code(string text, int indent = 0) => output.WriteLine(new string(' ', indent) + Marked(text, Dim));

    /// <summary>Rows of cells; the last column wraps on a terminal.</summary>
    public void Table(TextTable table, int indent = 0)
    {
        if (table.Rows.Count == 0) return;
        var columns = table.Headers.Count;
        var used = Enumerable.Range(0, columns).Where(c => c == 0 || table.Rows.Any(r => r[c].Length > 0)).ToList();
        var widths = used.Select(c => Math.Max(table.HasTitles ? table.Headers[c].Length : 0, table.Rows.Max(r => r[c].Length))).ToList();
        if (table.HasTitles) Row(used.Select(c => table.Headers[c]).ToList(), widths, indent, Dim);
        foreach (var row in table.Rows) Row(used.Select(c => row[c]).ToList(), widths, indent, null);
    }

    private void Row(List<string> cells, List<int> widths, int indent, string? mark)
    {
        var start = indent + widths.Take(widths.Count - 1).Sum(w => w + Between);
        var head = string.Concat(cells.Take(cells.Count - 1).Select((c, i) => c.PadRight(widths[i] + Between)));
        if (width is { } columns && start + LeastWidth > columns)
        {
            // The last column has no room beside the others: it goes below them.
            foreach (var line in Wrap(head.TrimEnd(), indent)) output.WriteLine(new string(' ', indent) + Marked(line, mark));
            if (cells[^1].Length > 0) Lines(Wrap(cells[^1], indent + Below), indent + Below, mark);
            return;
        }

        var tail = Wrap(cells[^1], start).ToList();
        output.WriteLine(new string(' ', indent) + Marked((head + tail[0]).TrimEnd(), mark));
        Lines(tail.Skip(1), start, mark);
    }

    private void Lines(IEnumerable<string> lines, int indent, string? mark)
    {
        foreach (var line in lines) output.WriteLine(new string(' ', indent) + Marked(line, mark));
    }

    private string Marked(string text, string? mark) => colour && mark is not null ? mark + text + Normal : text;

    private IEnumerable<string> Wrap(string text, int indent)
    {
        var room = width is { } columns ? Math.Max(LeastWidth, columns - indent) : int.MaxValue;
        while (text.Length > room)
        {
            var cut = text.LastIndexOf(' ', room);
            if (cut <= 0) cut = text.IndexOf(' ', room);
            if (cut <= 0) break;
            yield return text[..cut].TrimEnd();
            text = text[(cut + 1)..].TrimStart();
        }

        yield return text;
    }
}

/// <summary>Rows of cells for <see cref="TextPage.Table"/>; a column in which every row is empty is left out.</summary>
internal sealed class TextTable
{
    private readonly List<string[]> _rows = [];

    private TextTable(string[] headers, bool hasTitles) => (Headers, HasTitles) = (headers, hasTitles);

    public IReadOnlyList<string> Headers { get; }

    public bool HasTitles { get; }

    public IReadOnlyList<string[]> Rows => _rows;

    /// <summary>A table with a title over each column.</summary>
    public static TextTable Titled(params string[] headers) => new(headers, hasTitles: true);

    /// <summary>A table without titles.</summary>
    public static TextTable Plain(int columns) => new(new string[columns], hasTitles: false);

    public TextTable Row(params string[] cells)
    {
        _rows.Add(cells);
        return this;
    }
}
