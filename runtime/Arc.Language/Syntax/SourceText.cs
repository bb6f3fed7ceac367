using Arc.Language.Diagnostics;

namespace Arc.Language.Syntax;

/// <summary>A program's text with its line map. LF, CR and CR LF end a line.</summary>
public sealed class SourceText
{
    private readonly int[] _lineStarts;

    /// <summary>Wraps a text.</summary>
    /// <param name="text">The characters.</param>
    /// <param name="path">The file's name for messages; may be empty.</param>
    public SourceText(string text, string path = "")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(path);
        Text = text;
        Path = path;
        _lineStarts = FindLines(text);
    }

    /// <summary>Wraps a text that was put together from parts of another document.</summary>
    internal SourceText(string text, string path, SourceSections sections)
        : this(text, path) => Sections = sections;

    /// <summary>The parts of another document that the text consists of; null if it is a text of its own.</summary>
    internal SourceSections? Sections { get; }

    /// <summary>The characters.</summary>
    public string Text { get; }

    /// <summary>The file's name for messages; may be empty.</summary>
    public string Path { get; }

    /// <summary>Number of lines; a text that ends in a line break has an empty last line.</summary>
    public int LineCount => _lineStarts.Length;

    /// <summary>Line and column of an offset, clamped to the text; in a text that was put together, of the place within its part, or none (zeros).</summary>
    public SourcePosition PositionAt(int offset)
    {
        offset = Math.Clamp(offset, 0, Text.Length);
        var line = LineIndex(offset);
        if (Sections?.At(offset) is { } part)
            return part.IsCode ? new SourcePosition(line - LineIndex(part.Start) + 1, offset - _lineStarts[line] + 1) : default;
        return new SourcePosition(line + 1, offset - _lineStarts[line] + 1);
    }

    /// <summary>The offset of a position, clamped to the text.</summary>
    public int OffsetAt(SourcePosition position)
    {
        if (position.Line < 1) return 0;
        if (position.Line > _lineStarts.Length) return Text.Length;
        return Math.Clamp(_lineStarts[position.Line - 1] + position.Column - 1, 0, Text.Length);
    }

    /// <summary>The text of a line (from 1) without its line break; empty beyond the end.</summary>
    public ReadOnlySpan<char> LineText(int line)
    {
        if (line < 1 || line > _lineStarts.Length) return default;
        var start = _lineStarts[line - 1];
        var end = line < _lineStarts.Length ? _lineStarts[line] : Text.Length;
        return Text.AsSpan(start, end - start).TrimEnd("\r\n");
    }

    /// <summary>The characters of a span.</summary>
    public string Slice(SourceSpan span) => Text.Substring(span.Start, span.Length);

    private int LineIndex(int offset)
    {
        var found = Array.BinarySearch(_lineStarts, offset);
        return found >= 0 ? found : ~found - 1;
    }

    private static int[] FindLines(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < text.Length;)
        {
            var hop = text.AsSpan(i).IndexOfAny('\r', '\n');
            if (hop < 0) break;
            i += hop + 1;
            if (text[i - 1] == '\r' && i < text.Length && text[i] == '\n') i++;
            starts.Add(i);
        }

        return [.. starts];
    }
}
