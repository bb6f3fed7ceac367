using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Arc.Language.Analysis;
using Arc.Language.Diagnostics;
using Arc.Language.Lowering;
using Arc.Language.Syntax;

namespace Arc.Language.Graphs;

/// <summary>Reads, checks and lowers graph programs through the same resolver and checks as source text (runtime section 3).</summary>
public static class GraphAnalyzer
{
    /// <summary>The ending of graph programs' file names.</summary>
    public const string FileExtension = ".arc.json";

    private const int MaxDepth = 64;

    /// <summary>
    /// Analyses a graph. No input throws; all independent errors are reported in one run. Malformed JSON has its line; any other error
    /// names the node or edge by its JSON path and has no line (zeros), one in a body the line within the body.
    /// </summary>
    /// <param name="source">The JSON, version 1.</param>
    /// <param name="options">What the host offers. All modules are at hand under their own names.</param>
    public static GraphAnalysisResult Analyze(SourceText source, AnalysisOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        var problems = new DiagnosticBag(source, options.Parsing.MaxErrors);
        var bytes = Encoding.UTF8.GetBytes(source.Text);
        if (bytes.Length > options.Parsing.MaxSourceBytes)
        {
            problems.Error(
                DiagnosticCodes.SourceTooLarge, new SourceSpan(0, 0),
                string.Create(CultureInfo.InvariantCulture, $"the source is larger than {options.Parsing.MaxSourceBytes} bytes (MaxSourceBytes); it is not read"));
            return new GraphAnalysisResult(null, null, problems.ToImmutable(), source);
        }

        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(bytes.AsMemory(bytes is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0), new JsonDocumentOptions { MaxDepth = MaxDepth });
        }
        catch (JsonException e)
        {
            problems.Error(DiagnosticCodes.Syntax, new SourceSpan(OffsetOf(e, source), 0), $"malformed JSON: {Reason(e)}");
            return new GraphAnalysisResult(null, null, problems.ToImmutable(), source);
        }

        using (json) return Analyze(json.RootElement, source, options);
    }

    private static GraphAnalysisResult Analyze(JsonElement root, SourceText source, AnalysisOptions options)
    {
        var document = GraphReader.Read(root, source.Path, options.Parsing.MaxErrors * 2);
        var diagnostics = new DiagnosticBag(document.Source, options.Parsing.MaxErrors);
        foreach (var (span, message) in document.Problems) diagnostics.Error(DiagnosticCodes.Syntax, span, message);
        var functions = new GraphFunctions(document, diagnostics, options.Parsing).Parse();
        var result = new ProgramAnalysis(functions, diagnostics, options).RunGraph(document);
        return new GraphAnalysisResult(result?.Program, result?.Ir, diagnostics.ToImmutable(), source)
        {
            Parts = document.Source,
            Places = result?.Places ?? ImmutableDictionary<string, NodePlace>.Empty,
        };
    }

    private static int OffsetOf(JsonException e, SourceText source)
    {
        var line = (int)Math.Min(e.LineNumber ?? 0, int.MaxValue - 1) + 1;
        // The reader counts lines by LF alone, and bytes.
        var start = 0;
        for (var i = 1; i < line; i++)
        {
            var hop = source.Text.AsSpan(start).IndexOf('\n');
            if (hop < 0) break;
            start += hop + 1;
        }

        var left = e.BytePositionInLine ?? 0;
        var at = start;
        foreach (var rune in source.Text.AsSpan(start).EnumerateRunes())
        {
            if ((left -= rune.Utf8SequenceLength) < 0) break;
            at += rune.Utf16SequenceLength;
        }

        return at;
    }

    // The reader adds the place to its message, which the diagnostic has already.
    private static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? e.Message : e.Message[..end]).TrimEnd('.');
    }
}
