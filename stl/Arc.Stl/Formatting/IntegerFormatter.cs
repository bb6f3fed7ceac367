using System.Numerics;
using System.Text;

namespace Arc.Stl.Formatting;

/// <summary>The verbs <c>d b o x X O c</c>.</summary>
internal static class IntegerFormatter
{
    private const uint LastCharacter = 0x10FFFF;

    public static void Append<T>(ref TextBuilder output, T value, FormatSpec spec) where T : IBinaryInteger<T>
    {
        var isNegative = T.IsNegative(value);
        var magnitude = ulong.CreateTruncating(value);
        if (spec.Verb == 'c') AppendCharacter(ref output, magnitude, spec);
        else Append(ref output, isNegative, isNegative ? 0 - magnitude : magnitude, spec);
    }

    private static void Append(ref TextBuilder output, bool isNegative, ulong magnitude, FormatSpec spec)
    {
        if (spec.Precision == 0 && magnitude == 0)
        {
            output.Fill((byte)' ', spec.Width);
            return;
        }

        var sign = isNegative ? '-' : spec.Plus ? '+' : spec.Space ? ' ' : '\0';
        var digits = spec.Precision;
        // The zero flag counts the sign but not the prefix.
        if (digits == FormatSpec.None && spec.Zero) digits = spec.Width - (sign == '\0' ? 0 : 1);

        var number = new TextBuilder(stackalloc byte[128]);
        if (sign != '\0') number.Append(sign);
        Span<byte> reversed = stackalloc byte[64];
        var count = Digits(reversed, magnitude, spec.Verb);
        var padding = digits - count;
        AppendPrefix(ref number, spec, startsWithZero: padding > 0 || reversed[count - 1] == '0');
        number.Fill((byte)'0', padding);
        for (var i = count - 1; i >= 0; i--) number.Append(reversed[i]);
        spec.Pad(ref output, number.Written, number.Length, zero: false);
        number.Release();
    }

    private static void AppendPrefix(ref TextBuilder number, FormatSpec spec, bool startsWithZero)
    {
        if (spec.Verb == 'O') number.Append("0o"u8);
        if (!spec.Sharp) return;
        switch (spec.Verb)
        {
            case 'b': number.Append("0b"u8); break;
            case 'x': number.Append("0x"u8); break;
            case 'X': number.Append("0X"u8); break;
            case 'o' or 'O' when !startsWithZero: number.Append('0'); break;
        }
    }

    private static int Digits(Span<byte> reversed, ulong magnitude, char verb)
    {
        var radix = verb switch { 'd' => 10u, 'b' => 2u, 'o' or 'O' => 8u, _ => 16u };
        var alphabet = verb == 'X' ? "0123456789ABCDEF"u8 : "0123456789abcdef"u8;
        var count = 0;
        do
        {
            reversed[count++] = alphabet[(int)(magnitude % radix)];
            magnitude /= radix;
        }
        while (magnitude != 0);
        return count;
    }

    private static void AppendCharacter(ref TextBuilder output, ulong number, FormatSpec spec)
    {
        var rune = number <= LastCharacter && Rune.TryCreate((uint)number, out var known) ? known : Rune.ReplacementChar;
        Span<byte> utf8 = stackalloc byte[4];
        spec.Pad(ref output, utf8[..rune.EncodeToUtf8(utf8)], 1, spec.Zero);
    }
}
