using System.Globalization;
using System.Text;
using Arc.Language.Diagnostics;

namespace Arc.Language.Syntax;

/// <summary>The characters between quotes after escapes, each with its place in the source (language section 4.1).</summary>
internal sealed class StringBody
{
    private readonly StringBuilder _text = new();
    private readonly List<int> _offsets = [];
    private readonly List<bool> _escaped = [];
    private readonly DiagnosticBag _diagnostics;

    public StringBody(string source, int sourceBase, int start, int end, char quote, bool isRaw, DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        Source = source;
        SourceBase = sourceBase;
        End = end;
        for (var i = start; i < end;)
        {
            if (isRaw || At(i) != '\\') Put(At(i), i++, escaped: false);
            else i = Unescape(i, quote);
        }
    }

    public string Source { get; }

    /// <summary>Where <see cref="Source"/> stands in the program's text.</summary>
    public int SourceBase { get; }

    /// <summary>Offset of the closing quote.</summary>
    public int End { get; }

    public string Text => _text.ToString();

    public int Length => _text.Length;

    public char this[int index] => _text[index];

    /// <summary>Whether the character was written as an escape and so has no meaning of its own.</summary>
    public bool IsEscaped(int index) => _escaped[index];

    public int OffsetOf(int index) => index < _offsets.Count ? _offsets[index] : End;

    public string Slice(int start, int end) => _text.ToString(start, end - start);

    private char At(int offset) => Source[offset - SourceBase];

    private void Put(char value, int offset, bool escaped)
    {
        _text.Append(value);
        _offsets.Add(offset);
        _escaped.Add(escaped);
    }

    private int Unescape(int at, char quote)
    {
        if (at + 1 >= End)
        {
            _diagnostics.Error(DiagnosticCodes.InvalidEscape, new SourceSpan(at, 1), "trailing backslash: expected a character after '\\'");
            return at + 1;
        }

        var next = At(at + 1);
        var value = next switch
        {
            'b' => '\b',
            't' => '\t',
            'n' => '\n',
            'f' => '\f',
            'r' => '\r',
            '\\' => '\\',
            _ when next == quote => quote,
            _ => '\0',
        };
        if (value != '\0')
        {
            Put(value, at, escaped: true);
            return at + 2;
        }

        if (next == 'u') return UnescapeCodePoint(at);
        Put('\\', at, escaped: true);

        // The second character is looked at again: it may start a placeholder.
        return at + 1;
    }

    private int UnescapeCodePoint(int at)
    {
        var digits = 0;
        while (digits < 4 && at + 2 + digits < End && char.IsAsciiHexDigit(At(at + 2 + digits))) digits++;
        if (digits < 4)
        {
            _diagnostics.Error(
                DiagnosticCodes.InvalidEscape,
                SourceSpan.FromBounds(at, Math.Min(End, at + 2 + digits)),
                at + 2 + digits >= End
                    ? "incomplete \\u escape: expected exactly four hexadecimal digits"
                    : "invalid \\u escape: expected exactly four hexadecimal digits");
            return at + 2 + digits;
        }

        var code = (char)ushort.Parse(Source.AsSpan(at + 2 - SourceBase, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

        // Surrogates are not combined; alone they have no UTF-8 form.
        Put(char.IsSurrogate(code) ? '\uFFFD' : code, at, escaped: true);
        return at + 6;
    }
}
