using System.Collections.Immutable;
using System.Text;
using Arc.Language.Diagnostics;

namespace Arc.Language.Syntax;

/// <summary>Splits a format string into texts and placeholders and parses the expressions (language section 4.2).</summary>
internal sealed class FormatStringReader(StringBody body, DiagnosticBag diagnostics, ParseOptions options, int depth)
{
    private readonly ImmutableArray<FormatPartSyntax>.Builder _parts = ImmutableArray.CreateBuilder<FormatPartSyntax>();
    private readonly StringBuilder _text = new();
    private int _textStart;

    public ExpressionSyntax Read(SourceSpan span)
    {
        var failed = false;
        for (var i = 0; i < body.Length;)
        {
            var c = body[i];
            if (body.IsEscaped(i) || c is not ('{' or '}'))
            {
                _text.Append(c);
                i++;
            }
            else if (i + 1 < body.Length && body[i + 1] == c && !body.IsEscaped(i + 1))
            {
                _text.Append(c);
                i += 2;
            }
            else if (c == '}')
            {
                _text.Append(c);
                i++;
            }
            else
            {
                var close = FindClose(i);
                if (close < 0)
                {
                    diagnostics.Error(
                        DiagnosticCodes.InvalidPlaceholder,
                        new SourceSpan(body.OffsetOf(i), 1),
                        "unmatched '{' in the format string; close the placeholder with '}' or write '{{' for a brace");
                    failed = true;
                    break;
                }

                FlushText(i);
                _parts.Add(ReadPlaceholder(i, close));
                i = close + 1;
                _textStart = i;
            }
        }

        if (failed) return new MissingExpressionSyntax(span);
        if (_parts.Count == 0) return new StringLiteralSyntax(span, _text.ToString());
        FlushText(body.Length);
        return new FormatStringSyntax(span, _parts.ToImmutable());
    }

    private void FlushText(int end)
    {
        if (_text.Length == 0) return;
        _parts.Add(new FormatTextSyntax(SourceSpan.FromBounds(body.OffsetOf(_textStart), body.OffsetOf(end)), _text.ToString()));
        _text.Clear();
    }

    private int FindClose(int open)
    {
        var braces = 0;
        for (var i = open; i < body.Length; i++)
        {
            switch (body[i])
            {
                case '"' or '`':
                    i = SkipString(i, body.Length);
                    break;
                case '{':
                    braces++;
                    break;
                case '}':
                    if (--braces == 0) return i;
                    break;
            }
        }

        return -1;
    }

    /// <summary>Index of the quote that closes a string inside the expression; the opening one if there is none.</summary>
    private int SkipString(int open, int end)
    {
        for (var i = open + 1; i < end; i++)
        {
            if (body[i] == body[open]) return i;

            // A backslash that the format string left alone belongs to the character behind it.
            if (body[i] == '\\' && SourceLength(i) == 1) i++;
        }

        return open;
    }

    private int SourceLength(int index) => body.OffsetOf(index + 1) - body.OffsetOf(index);

    /// <summary>Index of the last colon outside brackets and strings, or -1.</summary>
    private int FindSpec(int start, int end)
    {
        var open = 0;
        var found = -1;
        for (var i = start; i < end; i++)
        {
            switch (body[i])
            {
                case '"' or '`':
                    i = SkipString(i, end);
                    break;
                case '{' or '[' or '(':
                    open++;
                    break;
                case '}' or ']' or ')':
                    open--;
                    break;
                case ':' when open == 0:
                    found = i;
                    break;
            }
        }

        return found;
    }

    private FormatPlaceholderSyntax ReadPlaceholder(int open, int close)
    {
        var colon = FindSpec(open + 1, close);
        var end = colon < 0 ? close : colon;
        var span = SourceSpan.FromBounds(body.OffsetOf(open), body.OffsetOf(close) + 1);
        string? spec = null;
        var specSpan = new SourceSpan(body.OffsetOf(close), 0);
        if (colon >= 0)
        {
            spec = body.Slice(colon + 1, close);
            specSpan = SourceSpan.FromBounds(body.OffsetOf(colon) + 1, body.OffsetOf(close));
            if (spec.Length == 0)
            {
                diagnostics.Error(
                    DiagnosticCodes.InvalidPlaceholder,
                    new SourceSpan(body.OffsetOf(colon), 1),
                    "empty format spec: expected a spec such as '.2f' after ':'");
                spec = null;
            }
        }

        if (body.Slice(open + 1, end).AsSpan().Trim().IsEmpty)
        {
            diagnostics.Error(DiagnosticCodes.InvalidPlaceholder, span, "empty expression in the placeholder: expected a value between '{' and '}'");
            return new FormatPlaceholderSyntax(span, new MissingExpressionSyntax(span), spec, specSpan);
        }

        return new FormatPlaceholderSyntax(span, ParseExpression(open + 1, end), spec, specSpan);
    }

    private ExpressionSyntax ParseExpression(int start, int end)
    {
        // Escapes make the expression shorter than its source; spaces keep every character at its own place. A string inside the
        // expression has escapes of its own, so that only its quotes are changed.
        var from = body.OffsetOf(start);
        var text = new StringBuilder(body.Source, from - body.SourceBase, body.OffsetOf(end) - from, body.OffsetOf(end) - from + 1);
        for (var i = start; i < end; i++)
        {
            var close = body[i] is '"' or '`' ? SkipString(i, end) : i;
            Unescape(text, from, i, atEnd: close > i);
            if (close == i) continue;
            Unescape(text, from, close, atEnd: false);
            i = close;
        }

        var characters = text.ToString();
        var tokens = new Lexer(characters, from, diagnostics, options).Run();
        return new Parser(tokens, characters, from, diagnostics, options, depth + 1).ParsePlaceholder();
    }

    /// <summary>Puts an escaped character in the place of its escape: at its end or at its beginning, with spaces for the rest.</summary>
    private void Unescape(StringBuilder text, int from, int index, bool atEnd)
    {
        var length = SourceLength(index);
        if (length == 1 || !body.IsEscaped(index)) return;
        var at = body.OffsetOf(index) - from;
        for (var k = 0; k < length; k++) text[at + k] = ' ';
        text[atEnd ? at + length - 1 : at] = body[index];
    }
}
