using System.Globalization;
using System.Reflection;
using System.Text;
using Arc.Cli.Graphs;
using Arc.Cli.Graphs.Drawing;
using Arc.Cli.Running;

namespace Arc.Cli.Reports;

/// <summary>What a report is made of.</summary>
/// <param name="Options">What was asked for.</param>
/// <param name="Source">The program and its data.</param>
/// <param name="Recorder">What was seen.</param>
/// <param name="Figures">What it amounted to.</param>
/// <param name="Failure">What ended the run early; null if nothing did.</param>
internal sealed record ReportContents(RunOptions Options, RunSource Source, RunRecorder Recorder, RunFigures Figures, string? Failure);

/// <summary>The page of <c>arc run --report</c>: one file that asks for nothing else, in light and dark, on screen and paper.</summary>
internal static class ReportPage
{
    /// <summary>Writes the page.</summary>
    public static string Write(ReportContents contents)
    {
        var graph = ProgramGraphBuilder.Build(contents.Source.Program);
        var name = Path.GetFileName(contents.Options.Program);
        var parts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["title"] = Escape(name),
            ["css"] = Resource("report.css"),
            ["subtitle"] = Escape(Subtitle(contents)),
            ["cards"] = Cards(contents.Figures),
            ["failure"] = contents.Failure is null ? "" : $"<p class=\"failure\"><b>The run did not come to its end.</b> {Escape(contents.Failure)}</p>",
            ["errors"] = Errors(contents, graph),
            ["graph"] = SvgWriter.Write(GraphLayout.Draw(graph), $"Graph of {name}"),
            ["source"] = Source(contents.Source.Compilation.Source.Text),
            ["footer"] = Escape($"arc {typeof(ReportPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]} run {contents.Options.Program}"),
            ["data"] = ReportData.Write(contents, graph),
            ["script"] = Resource("report.js"),
        };
        return Fill(Resource("report.html"), parts);
    }

    internal static string Time(long nanoseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    // In one pass, so that nothing that was put in is taken for a place to put something.
    private static string Fill(string template, Dictionary<string, string> parts)
    {
        var page = new StringBuilder();
        var pieces = template.Split('@');
        for (var i = 0; i < pieces.Length; i++) page.Append(i % 2 == 0 ? pieces[i] : parts[pieces[i]]);
        return page.ToString();
    }

    private static string Subtitle(ReportContents contents)
    {
        var (options, recorder) = (contents.Options, contents.Recorder);
        var input = options.Input switch { null => "no input", "-" => "standard input", var file => Path.GetFileName(file) };
        var mode = options.Realtime ? "in real time" : "in the time of the data";
        if (recorder.Start is not { } start) return $"{input}, {mode}";
        return string.Create(CultureInfo.InvariantCulture, $"{input}, {mode}: {Time(start)} to {Time(recorder.End)} UTC, {TimeSpan.FromTicks((recorder.End - start) / TimeSpan.NanosecondsPerTick):g}");
    }

    private static string Cards(RunFigures figures)
    {
        var cards = new StringBuilder();
        Card(Number(figures.Rows), figures.SkippedRows > 0 ? $"rows, and {Number(figures.SkippedRows)} bad ones skipped" : "rows");
        Card(Number(figures.Cycles), "cycles");
        Card(Number(figures.Writes), "writes");
        Card(Number(figures.Errors), "errors", figures.Errors > 0);
        Card(Duration(figures.Median), "median cycle");
        Card(Duration(figures.NinetyNinth), "p99 cycle");
        Card(Duration(figures.Longest), "longest cycle");
        if (figures.Rows > 0) Card(Number((long)figures.Rate), "rows a second");
        return cards.ToString();

        void Card(string value, string name, bool isBad = false) => cards.Append(CultureInfo.InvariantCulture, $"<div class=\"card{(isBad ? " bad" : "")}\"><b>{Escape(value)}</b><span>{Escape(name)}</span></div>");
    }

    private static string Errors(ReportContents contents, ProgramGraph graph)
    {
        var recorder = contents.Recorder;
        if (recorder.Errors.Count == 0) return "";
        var labels = graph.Nodes.ToDictionary(n => n.Ir.Key, n => n.Label, StringComparer.Ordinal);
        var table = new StringBuilder("<section>\n<h2>Errors</h2>\n<div class=\"scroll short\"><table><tr><th>Time</th><th>Node</th><th>Source</th><th>Place</th><th>Sample</th><th>Message</th></tr>\n");
        foreach (var (time, error) in recorder.Errors)
        {
            table.Append(CultureInfo.InvariantCulture, $"<tr data-t=\"{ReportData.Seconds(time - recorder.Start!.Value)}\"><td class=\"t\">{Time(time)}</td><td class=\"t\">{Escape(error.Node)}</td>");
            table.Append(CultureInfo.InvariantCulture, $"<td class=\"m\">{Escape(labels.GetValueOrDefault(error.Node, ""))}</td><td class=\"t\">{Place(contents, error.Node)}</td><td>{(error.Sample < 0 ? "" : error.Sample)}</td><td class=\"m\">{Escape(error.Message)}</td></tr>\n");
        }

        table.Append("</table></div>\n");
        if (contents.Figures.Errors > recorder.Errors.Count) table.Append(CultureInfo.InvariantCulture, $"<p>{Number(contents.Figures.Errors - recorder.Errors.Count)} more were only counted.</p>\n");
        return table.Append("</section>").ToString();
    }

    private static string Place(ReportContents contents, string node)
    {
        if (contents.Source.Program.Places.GetValueOrDefault(node) is not { } place) return "";
        return place.Position.Line == 0 ? Escape(place.Path) : string.Create(CultureInfo.InvariantCulture, $"<a href=\"#L{place.Position.Line}\">{place.Position.Line}:{place.Position.Column}</a>");
    }

    private static string Source(string text)
    {
        var lines = new StringBuilder();
        var number = 0;
        foreach (var line in text.TrimEnd().Split('\n')) lines.Append(CultureInfo.InvariantCulture, $"<span id=\"L{++number}\">").Append(Escape(line.TrimEnd('\r'))).Append("</span>");
        return lines.ToString();
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Duration(TimeSpan time) => time.TotalMicroseconds switch
    {
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:0.0} \u00b5s"),
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
    };

    private static string Escape(string text) => SvgWriter.Escape(text);

    private static string Resource(string name) => EmbeddedFile.Read($"Arc.Cli.Reports.{name}");
}
