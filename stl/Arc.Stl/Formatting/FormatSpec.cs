using System.Text;

namespace Arc.Stl.Formatting;

/// <summary>A format spec <c>[flags][width][.precision]verb</c> (arc-language.md, section 4.2).</summary>
internal readonly struct FormatSpec
{
    /// <summary>A width or precision that was not given.</summary>
    public const int None = -1;

    public bool Sharp { get; private init; }

    public bool Plus { get; private init; }

    public bool Minus { get; private init; }

    public bool Space { get; private init; }

    /// <summary>Pads with zeros; a <see cref="Minus"/> flag cancels it.</summary>
    public bool Zero { get; private init; }

    public int Width { get; private init; }

    public int Precision { get; private init; }

    public char Verb { get; private init; }

    /// <summary>Parses a spec for an operand of one kind.</summary>
    /// <exception cref="FormatException">The spec is malformed.</exception>
    /// <exception cref="FormatLimitException">Width or precision is beyond the limit.</exception>
    public static FormatSpec Parse(ReadOnlySpan<byte> source, string operand, FormatLimits limits)
    {
        var at = 0;
        bool sharp = false, plus = false, minus = false, space = false, zero = false;
        for (; at < source.Length; at++)
        {
            if (source[at] == '#') sharp = true;
            else if (source[at] == '+') plus = true;
            else if (source[at] == '-') minus = true;
            else if (source[at] == ' ') space = true;
            else if (source[at] == '0') zero = true;
            else break;
        }

        var width = at < source.Length && char.IsAsciiDigit((char)source[at]) ? Number(source, ref at) : None;
        long precision = None;
        if (at < source.Length && source[at] == '.')
        {
            at++;
            precision = Number(source, ref at);
        }

        if (at != source.Length - 1) throw Malformed(source, operand);
        if (width > limits.FormatBytes) throw new FormatLimitException(width, limits.FormatBytes);
        if (precision > limits.FormatBytes) throw new FormatLimitException(precision, limits.FormatBytes);
        var spec = new FormatSpec
        {
            Sharp = sharp,
            Plus = plus,
            Minus = minus,
            Space = space,
            Zero = zero && !minus,
            Width = (int)width,
            Precision = (int)precision,
            Verb = (char)source[at],
        };
        return Verbs(operand).Contains(spec.Verb) ? spec : throw Malformed(source, operand);
    }

    /// <summary>Writes text padded to the width.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="text">The text.</param>
    /// <param name="characters">Its number of characters.</param>
    /// <param name="zero">Whether the padding on the left is zeros.</param>
    public void Pad(ref TextBuilder output, scoped ReadOnlySpan<byte> text, int characters, bool zero)
    {
        var padding = Width - characters;
        if (!Minus) output.Fill((byte)(zero ? '0' : ' '), padding);
        output.Append(text);
        if (Minus) output.Fill((byte)' ', padding);
    }

    private static string Verbs(string operand) => operand switch
    {
        "integer" => "dboxXOc",
        "float" => "eEfgG",
        _ => "sq",
    };

    private static long Number(ReadOnlySpan<byte> source, ref int at)
    {
        long value = 0;
        for (; at < source.Length && char.IsAsciiDigit((char)source[at]); at++) value = Math.Min(value * 10 + (source[at] - '0'), int.MaxValue);
        return value;
    }

    private static FormatException Malformed(ReadOnlySpan<byte> source, string operand) =>
        new($"invalid format spec \"{Encoding.UTF8.GetString(source)}\" for type {operand}");
}
