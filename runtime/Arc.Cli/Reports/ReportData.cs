using System.Text;
using System.Text.Json;
using Arc.Cli.Graphs;
using Arc.Sdk.Types;

namespace Arc.Cli.Reports;

/// <summary>The data of a report's charts as JSON: times in seconds since the start.</summary>
internal static class ReportData
{
    /// <summary>Writes the data. The writer escapes what could end the element that holds it.</summary>
    public static string Write(ReportContents contents, ProgramGraph graph)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            var recorder = contents.Recorder;
            var start = recorder.Start ?? 0;
            json.WriteStartObject();
            json.WriteNumber("start", start / 1_000_000);
            json.WriteNumber("end", Seconds(recorder.End - start));
            json.WriteStartArray("channels");
            foreach (var channel in recorder.Channels) Channel(json, channel, start);
            json.WriteEndArray();
            json.WriteStartArray("scopes");
            Scopes(json, recorder, graph, start);
            json.WriteEndArray();
            json.WriteStartArray("faults");
            Runs(json, recorder.ErrorTimes.Buckets, start);
            json.WriteEndArray();
            json.WriteStartArray("errors");
            var labels = graph.Nodes.ToDictionary(n => n.Ir.Key, n => n.Label, StringComparer.Ordinal);
            foreach (var (time, error) in recorder.Errors)
            {
                json.WriteStartObject();
                json.WriteNumber("t", Seconds(time - start));
                json.WriteString("label", labels.GetValueOrDefault(error.Node, error.Node));
                json.WriteString("message", error.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    internal static double Seconds(long nanoseconds) => nanoseconds / 1e9;

    private static void Channel(Utf8JsonWriter json, ChannelTrace trace, long start)
    {
        json.WriteStartObject();
        json.WriteString("name", trace.Channel.Name);
        json.WriteString("type", trace.Channel.Type.ToString());
        json.WriteString("direction", trace.IsInput ? "in" : "out");
        if (trace.Texts is { } texts)
        {
            json.WriteString("kind", "text");
            json.WriteNumber("samples", texts.Samples);
            json.WriteNumber("dropped", texts.Dropped);
            json.WriteNumber("kept", TextTrace.MaxEvents);
            json.WriteStartArray("events");
            foreach (var (time, text) in texts.Events)
            {
                json.WriteStartArray();
                json.WriteNumberValue(Seconds(time - start));
                json.WriteStringValue(text);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }
        else
        {
            var numbers = trace.Numbers!;
            json.WriteString("kind", trace.Channel.Element.IsFloat() ? "line" : "step");
            json.WriteNumber("samples", numbers.Samples);
            json.WriteNumber("nonFinite", numbers.NonFinite);
            json.WriteStartArray("points");
            foreach (var bucket in numbers.Buckets) Point(json, bucket, start);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Point(Utf8JsonWriter json, SampleBucket bucket, long start)
    {
        json.WriteStartArray();
        json.WriteNumberValue(Seconds(bucket.From - start));
        if (bucket.Samples == 1)
        {
            Value(json, bucket.First);
        }
        else
        {
            json.WriteNumberValue(Seconds(bucket.To - start));
            Value(json, bucket.First);
            Value(json, bucket.Min);
            Value(json, bucket.Max);
            Value(json, bucket.Last);
        }

        json.WriteEndArray();
    }

    private static void Value(Utf8JsonWriter json, double value)
    {
        if (double.IsNaN(value)) json.WriteNullValue();
        else json.WriteNumberValue(value);
    }

    private static void Scopes(Utf8JsonWriter json, RunRecorder recorder, ProgramGraph graph, long start)
    {
        var byIr = graph.Scopes.ToDictionary(s => (object)s.Ir, ReferenceEqualityComparer.Instance);
        for (var i = 0; i < recorder.Scopes.Count; i++)
        {
            var scope = byIr[recorder.Scopes[i]];
            // The root and what lives with it are always active.
            if (!scope.IsGated || recorder.Activity[i].Spans.Count == 0) continue;
            json.WriteStartObject();
            json.WriteString("title", Title(scope, graph));
            json.WriteNumber("depth", scope.Depth - 1);
            json.WriteStartArray("spans");
            Runs(json, recorder.Activity[i].Spans, start);
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private static void Runs<T>(Utf8JsonWriter json, IReadOnlyList<T> runs, long start)
        where T : struct, IRun<T>
    {
        foreach (var run in runs)
        {
            json.WriteStartArray();
            json.WriteNumberValue(Seconds(run.From - start));
            json.WriteNumberValue(Seconds(run.To - start));
            json.WriteNumberValue(run.Parts);
            json.WriteEndArray();
        }
    }

    // A step without a name is known by what it does.
    private static string Title(GraphScope scope, ProgramGraph graph)
    {
        if (!scope.Title.All(char.IsAsciiDigit)) return scope.Title;
        var nodes = scope.Rows.SelectMany(r => r).Where(e => e.Kind == GraphEndKind.Node).Select(e => graph.Nodes[e.Id].Label);
        return $"{scope.Title} \u00b7 {string.Join(", ", nodes)}";
    }
}
