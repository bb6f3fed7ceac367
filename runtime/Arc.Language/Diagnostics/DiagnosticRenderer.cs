using System.Globalization;
using System.Text;
using Arc.Language.Syntax;

namespace Arc.Language.Diagnostics;

/// <summary>The text form of diagnostics: <c>file:line:column: severity CODE: message</c>, the source line, and a caret.</summary>
public static class DiagnosticRenderer
{
    private const int MaxLineWidth = 200;

    /// <summary>The first line of the text form. A place without a line is left out; the message names it.</summary>
    /// <param name="diagnostic">What to print.</param>
    /// <param name="file">The file's name; empty leaves the prefix out.</param>
    public static string Header(Diagnostic diagnostic, string file)
    {
        var place = diagnostic.Start.Line == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{diagnostic.Start.Line}:{diagnostic.Start.Column}: ");
        return $"{(file.Length == 0 ? "" : place.Length == 0 ? file + ": " : file + ":")}{place}{Name(diagnostic.Severity)} {diagnostic.Code}: {diagnostic.Message}";
    }

    /// <summary>The whole text form: header, source line with caret, notes. Lines are separated by LF; no trailing one.</summary>
    public static string Render(Diagnostic diagnostic, SourceText source)
    {
        var text = new StringBuilder(Header(diagnostic, source.Path));
        AppendExcerpt(text, diagnostic, diagnostic.Part ?? source);
        foreach (var note in diagnostic.Notes)
        {
            text.Append('\n').Append("  note: ").Append(note.Message);
            if (note.Position is { Line: > 0 } at)
                text.Append(CultureInfo.InvariantCulture, $" ({at.Line}:{at.Column})");
        }

        return text.ToString();
    }

    /// <summary>The word for a severity.</summary>
    public static string Name(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        DiagnosticSeverity.Info => "info",
        _ => "hint",
    };

    private static void AppendExcerpt(StringBuilder text, Diagnostic diagnostic, SourceText source)
    {
        if (diagnostic.Start.Line == 0) return;
        var line = source.LineText(diagnostic.Start.Line);
        var column = Math.Clamp(diagnostic.Start.Column - 1, 0, line.Length);
        var end = diagnostic.End.Line == diagnostic.Start.Line ? diagnostic.End.Column - 1 : line.Length;
        end = Math.Clamp(end, column, line.Length);

        // A line of a megabyte is shown around the place, not in full.
        if (line.Length > MaxLineWidth)
        {
            var from = Math.Max(0, Math.Min(column - (MaxLineWidth / 2), line.Length - MaxLineWidth));
            line = line.Slice(from, MaxLineWidth);
            column -= from;
            end = Math.Clamp(end - from, column, MaxLineWidth);
        }

        if (line.IsEmpty) return;
        text.Append('\n').Append("    ").Append(line).Append('\n').Append("    ");
        foreach (var c in line[..Math.Min(column, line.Length)]) text.Append(c == '\t' ? '\t' : ' ');
        text.Append('^').Append('~', Math.Max(0, end - column - 1));
    }
}
