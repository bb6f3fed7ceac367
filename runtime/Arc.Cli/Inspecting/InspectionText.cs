using System.Globalization;
using System.Text;
using Arc.Cli.Reports;

namespace Arc.Cli.Inspecting;

/// <summary>An inspection for people: columns under headings.</summary>
internal static class InspectionText
{
    private const int MaxSamples = 8;

    public static string Write(Inspection state)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"at     {Seconds(state.Elapsed)} ({ReportPage.Time(state.Time)} UTC), after {state.Cycles} {(state.Cycles == 1 ? "cycle" : "cycles")}\n");
        text.Append("next   ").Append(state.NextDeadline is { } deadline ? $"due at {Seconds(Math.Max(deadline, 0))}" : "only input causes a cycle").Append('\n');
        Table(text, "scopes", state.Scopes.Select(s => new[] { new string(' ', 2 * s.Depth) + s.Title, s.IsActive ? s.Step > 0 ? $"active, step {s.Step}" : "active" : "-" }));
        Table(text, "channels", state.Channels.Select(c => new[] { c.Name, c.Type, c.IsInput ? "read" : "written", InspectedValue.Text(c.Value), $"at {Seconds(c.Time - (state.Time - state.Elapsed))}", Count(c.Samples, "sample") }));
        Table(text, "nodes", state.Nodes.SelectMany(n => n.Outputs.Count == 0
            ? [[n.Key, n.Label, "", "", ""]]
            : n.Outputs.Select((o, i) => new[] { i == 0 ? n.Key : "", i == 0 ? n.Label : "", o.Name, o.Type, Batch(o, state) })));
        foreach (var slice in state.State.Where(s => s.Entries.Count > 0))
            Table(text, $"state of {slice.Module}.{slice.Name}", slice.Entries.Select(e => new[] { e.Node.Length > 0 ? e.Node : "-", e.Name, InspectedValue.Text(e.Value) }));
        return text.ToString();
    }

    private static string Batch(InspectedOutput output, Inspection state)
    {
        if (output.Samples.Count == 0) return "-";
        var shown = string.Join(", ", output.Samples.Take(MaxSamples).Select(InspectedValue.Text));
        var more = output.Samples.Count > MaxSamples ? string.Create(CultureInfo.InvariantCulture, $", \u2026 ({output.Samples.Count} samples)") : "";
        return $"{shown}{more} at {Seconds(output.Times[^1] - (state.Time - state.Elapsed))}";
    }

    private static void Table(StringBuilder text, string title, IEnumerable<string[]> rows)
    {
        var lines = rows.ToList();
        if (lines.Count == 0) return;
        text.Append('\n').Append(title).Append('\n');
        var widths = Enumerable.Range(0, lines[0].Length).Select(i => lines.Max(l => l[i].Length)).ToArray();
        foreach (var line in lines)
        {
            var row = new StringBuilder(" ");
            for (var i = 0; i < line.Length; i++)
            {
                if (widths[i] > 0) row.Append(' ').Append(line[i].PadRight(widths[i] + 1));
            }

            text.Append(row.ToString().TrimEnd()).Append('\n');
        }
    }

    private static string Count(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static string Seconds(long nanoseconds) => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds / 1e9:0.#########} s");
}
