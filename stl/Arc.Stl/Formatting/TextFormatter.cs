using System.Buffers;
using System.Globalization;
using System.Text;

namespace Arc.Stl.Formatting;

/// <summary>The verbs <c>s q</c>. Characters are counted as code points; a byte that is no valid UTF-8 counts as one.</summary>
internal static class TextFormatter
{
    private const int ByteOrderMark = 0xFEFF;

    public static void Append(ref TextBuilder output, ReadOnlySpan<byte> text, FormatSpec spec)
    {
        if (spec.Precision != FormatSpec.None) text = Truncate(text, spec.Precision);
        if (spec.Verb == 's')
        {
            spec.Pad(ref output, text, spec.Width > 0 ? Count(text) : 0, spec.Zero);
            return;
        }

        var quoted = new TextBuilder(stackalloc byte[256]);
        if (spec.Sharp && FitsBackQuotes(text))
        {
            quoted.Append('`');
            quoted.Append(text);
            quoted.Append('`');
        }
        else
        {
            AppendQuoted(ref quoted, text, asciiOnly: spec.Plus);
        }

        spec.Pad(ref output, quoted.Written, spec.Width > 0 ? Count(quoted.Written) : 0, spec.Zero);
        quoted.Release();
    }

    private static int Count(ReadOnlySpan<byte> text)
    {
        var count = 0;
        for (; !text.IsEmpty; count++) text = text[Next(text, out _, out _)..];
        return count;
    }

    private static ReadOnlySpan<byte> Truncate(ReadOnlySpan<byte> text, int characters)
    {
        var end = 0;
        for (; characters > 0 && end < text.Length; characters--) end += Next(text[end..], out _, out _);
        return text[..end];
    }

    /// <summary>Length of the next character; a byte that begins none is one of its own.</summary>
    private static int Next(ReadOnlySpan<byte> text, out Rune rune, out bool isValid)
    {
        isValid = Rune.DecodeFromUtf8(text, out rune, out var length) == OperationStatus.Done;
        return isValid ? length : 1;
    }

    private static bool FitsBackQuotes(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            var length = Next(text, out var rune, out var isValid);
            if (!isValid || rune.Value is '`' or 0x7F or ByteOrderMark || (rune.Value < ' ' && rune.Value != '\t')) return false;
            text = text[length..];
        }

        return true;
    }

    private static void AppendQuoted(ref TextBuilder output, ReadOnlySpan<byte> text, bool asciiOnly)
    {
        output.Append('"');
        while (!text.IsEmpty)
        {
            var length = Next(text, out var rune, out var isValid);
            if (!isValid) AppendHex(ref output, 'x', text[0], 2);
            else if (rune.Value is '"' or '\\')
            {
                output.Append('\\');
                output.Append((char)rune.Value);
            }
            else if (asciiOnly ? rune.IsAscii && IsPrintable(rune) : IsPrintable(rune)) output.Append(text[..length]);
            else AppendEscape(ref output, rune);
            text = text[length..];
        }

        output.Append('"');
    }

    private static void AppendEscape(ref TextBuilder output, Rune rune)
    {
        var letter = rune.Value switch
        {
            '\a' => 'a',
            '\b' => 'b',
            '\f' => 'f',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\v' => 'v',
            _ => '\0',
        };
        if (letter != '\0')
        {
            output.Append('\\');
            output.Append(letter);
        }
        else if (rune.Value is < ' ' or 0x7F) AppendHex(ref output, 'x', rune.Value, 2);
        else if (rune.IsBmp) AppendHex(ref output, 'u', rune.Value, 4);
        else AppendHex(ref output, 'U', rune.Value, 8);
    }

    private static void AppendHex(ref TextBuilder output, char kind, int value, int digits)
    {
        output.Append('\\');
        output.Append(kind);
        for (var shift = 4 * (digits - 1); shift >= 0; shift -= 4) output.Append("0123456789abcdef"u8[(value >> shift) & 15]);
    }

    // Letters, marks, numbers, punctuation, symbols, and the one space that is plain.
    private static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned);
}
