using System.Collections.Immutable;
using System.Globalization;
using Arc.Language.Syntax;

namespace Arc.Language.Diagnostics;

/// <summary>
/// Collects the diagnostics of one source text. Equal messages at one place are merged, keeping the more severe
/// (language section 19); the list is handed out in source order.
/// </summary>
/// <param name="source">The text that spans refer to.</param>
/// <param name="maxErrors">How many errors are reported; the rest is counted only.</param>
public sealed class DiagnosticBag(SourceText source, int maxErrors = DiagnosticBag.DefaultMaxErrors)
{
    /// <summary>Errors reported for one program unless the caller says otherwise.</summary>
    public const int DefaultMaxErrors = 100;

    private readonly Dictionary<(int Start, string Message), int> _index = [];
    private readonly List<(int Start, Diagnostic Diagnostic)> _items = [];
    private readonly Dictionary<int, SourceText> _parts = [];

    /// <summary>The text that spans refer to.</summary>
    public SourceText Source { get; } = source;

    /// <summary>Number of distinct errors, including those beyond the cap.</summary>
    public int ErrorCount { get; private set; }

    /// <summary>Whether any error was added.</summary>
    public bool HasErrors => ErrorCount > 0;

    /// <summary>Adds an error.</summary>
    public void Error(string code, SourceSpan span, string message, params ReadOnlySpan<DiagnosticNote> notes) =>
        Add(DiagnosticSeverity.Error, code, span, message, notes);

    /// <summary>Adds a warning.</summary>
    public void Warning(string code, SourceSpan span, string message, params ReadOnlySpan<DiagnosticNote> notes) =>
        Add(DiagnosticSeverity.Warning, code, span, message, notes);

    /// <summary>Adds a diagnostic, merging it with an equal one at the same start.</summary>
    public void Add(
        DiagnosticSeverity severity, string code, SourceSpan span, string message, params ReadOnlySpan<DiagnosticNote> notes)
    {
        var key = (span.Start, message);
        if (_index.TryGetValue(key, out var at))
        {
            var (start, known) = _items[at];
            if (severity < known.Severity)
            {
                if (severity == DiagnosticSeverity.Error) ErrorCount++;
                _items[at] = (start, known with { Severity = severity, Code = code });
            }

            return;
        }

        if (severity == DiagnosticSeverity.Error) ErrorCount++;
        if (_items.Count >= maxErrors * 4) return;

        var diagnostic = new Diagnostic(
            severity, code, message, Source.PositionAt(span.Start), Source.PositionAt(span.End), [.. notes]);
        if (Source.Sections?.At(span.Start) is { } part)
        {
            diagnostic = diagnostic with
            {
                Message = $"{part.Path}: {message}",
                End = part.IsCode ? Source.PositionAt(Math.Min(span.End, part.End)) : default,
                Part = part.IsCode ? PartAt(part.Start, part.End) : null,
            };
        }

        _index.Add(key, _items.Count);
        _items.Add((span.Start, diagnostic));
    }

    /// <summary>Offsets of the errors so far.</summary>
    internal IEnumerable<int> ErrorOffsets => _items.Where(static i => i.Diagnostic.IsError).Select(static i => i.Start);

    private SourceText PartAt(int start, int end)
    {
        if (_parts.TryGetValue(start, out var part)) return part;
        return _parts[start] = new SourceText(Source.Text[start..Math.Min(end, Source.Text.Length)], Source.Path);
    }

    /// <summary>Takes over diagnostics of the same source.</summary>
    public void AddRange(IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var d in diagnostics)
        {
            if (d.Code == DiagnosticCodes.TooManyErrors) continue;
            var span = SourceSpan.FromBounds(Source.OffsetAt(d.Start), Source.OffsetAt(d.End));
            Add(d.Severity, d.Code, span, d.Message, d.Notes.AsSpan());
        }
    }

    /// <summary>The diagnostics in source order, at most the permitted number of errors.</summary>
    public ImmutableArray<Diagnostic> ToImmutable()
    {
        var sorted = _items
            .Select((item, order) => (item.Start, item.Diagnostic, order))
            .OrderBy(static i => i.Start)
            .ThenBy(static i => i.Diagnostic.Severity)
            .ThenBy(static i => i.order)
            .Select(static i => i.Diagnostic);

        var result = ImmutableArray.CreateBuilder<Diagnostic>(_items.Count);
        var errors = 0;
        foreach (var diagnostic in sorted)
        {
            if (diagnostic.IsError && ++errors > maxErrors) continue;
            result.Add(diagnostic);
        }

        if (ErrorCount > maxErrors)
        {
            var last = Source.PositionAt(Source.Text.Length);
            result.Add(new Diagnostic(
                DiagnosticSeverity.Info,
                DiagnosticCodes.TooManyErrors,
                string.Create(CultureInfo.InvariantCulture, $"{ErrorCount - maxErrors} further errors are not shown (MaxErrors is {maxErrors})"),
                last, last, []));
        }

        return result.ToImmutable();
    }
}
