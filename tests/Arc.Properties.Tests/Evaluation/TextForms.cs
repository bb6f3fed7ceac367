using System.Globalization;
using System.Numerics;
using System.Text;

namespace Arc.Properties.Tests.Evaluation;

/// <summary>Numbers and texts as text: sections 4.2 and 10.1 of arc-language.md.</summary>
internal static class TextForms
{
    /// <summary>The default form.</summary>
    public static string Default(object value) => value switch
    {
        Int128 number => number.ToString(CultureInfo.InvariantCulture),
        float number => Special(number) ?? General(Shortest(number.ToString("R", CultureInfo.InvariantCulture)), 6),
        double number => Special(number) ?? General(Shortest(number.ToString("R", CultureInfo.InvariantCulture)), 6),
        _ => value.ToString()!,
    };

    /// <summary>The form of a placeholder with a spec.</summary>
    public static string Formatted(object value, string spec)
    {
        var parsed = Spec.Parse(spec);
        return value switch
        {
            Int128 number => Integer(number, parsed),
            float number => Float(number, parsed),
            _ => Float((double)value, parsed),
        };
    }

    /// <summary>A text in the form of a placeholder; a byte that belongs to no character is one of its own.</summary>
    public static byte[] Formatted(byte[] text, string spec)
    {
        var parsed = Spec.Parse(spec);
        var characters = new List<byte[]>();
        for (var rest = text.AsSpan(); !rest.IsEmpty; rest = rest[characters[^1].Length..])
            characters.Add(rest[..(Rune.DecodeFromUtf8(rest, out _, out var length) == System.Buffers.OperationStatus.Done ? length : 1)].ToArray());
        if (parsed.Precision is { } most) characters = [.. characters.Take(most)];
        var fill = Enumerable.Repeat((byte)(parsed.Zero && !parsed.Minus ? '0' : ' '), Math.Max(0, parsed.Width - characters.Count));
        var shown = characters.SelectMany(c => c);
        return [.. parsed.Minus ? shown.Concat(fill) : fill.Concat(shown)];
    }

    private static string Integer(Int128 value, Spec spec)
    {
        if (spec.Verb == 'c')
        {
            var isScalar = value >= 0 && value <= 0x10FFFF && System.Text.Rune.IsValid((int)value);
            return Pad("", "", isScalar ? char.ConvertFromUtf32((int)value) : "\uFFFD", spec, spec.Zero);
        }

        var digits = Digits((BigInteger)Int128.Abs(value), spec.Verb switch { 'b' => 2, 'o' or 'O' => 8, 'x' or 'X' => 16, _ => 10 });
        if (spec.Verb == 'X') digits = digits.ToUpperInvariant();
        var sign = value < 0 ? "-" : spec.Plus ? "+" : spec.Space ? " " : "";
        if (spec.Precision == 0 && value == 0) return new string(' ', spec.Width);
        if (spec.Precision is { } precision) digits = digits.PadLeft(precision, '0');
        else if (spec.Zero && !spec.Minus) digits = digits.PadLeft(Math.Max(0, spec.Width - sign.Length), '0');
        if (spec.Sharp && (spec.Verb is 'o' or 'O') && digits[0] != '0') digits = "0" + digits;
        var prefix = (spec.Verb, spec.Sharp) switch
        {
            ('b', true) => "0b",
            ('O', _) => "0o",
            ('x', true) => "0x",
            ('X', true) => "0X",
            _ => "",
        };
        return Pad(sign, prefix, digits, spec, false);
    }

    private static string Float(double value, Spec spec)
    {
        var sign = double.IsNegative(value) && !double.IsNaN(value) ? "-" : spec.Plus ? "+" : spec.Space ? " " : "";
        if (double.IsNaN(value)) return Pad(sign, "", "NaN", spec, false);
        if (double.IsInfinity(value)) return Pad(sign.Length == 0 ? "+" : sign, "", "Inf", spec, false);
        var magnitude = Math.Abs(value);
        var body = char.ToLowerInvariant(spec.Verb) switch
        {
            'e' => Exponent(Round(magnitude, (spec.Precision ?? 6) + 1), (spec.Precision ?? 6) + 1, spec.Sharp),
            'f' => Fixed(magnitude, spec.Precision ?? 6, spec.Sharp),
            _ => spec.Precision is { } p ? GeneralOf(magnitude, Math.Max(p, 1), spec.Sharp) : General(Shortest(magnitude.ToString("R", CultureInfo.InvariantCulture)), 6, spec.Sharp),
        };
        if (char.IsUpper(spec.Verb)) body = body.ToUpperInvariant();
        return Pad(sign, "", body, spec, spec.Zero);
    }

    private static string Pad(string sign, string prefix, string body, Spec spec, bool zeros)
    {
        // Width counts the sign; zeros go behind sign and prefix, and do not count the prefix.
        var length = sign.Length + body.EnumerateRunes().Count();
        if (zeros && !spec.Minus) return sign + prefix + new string('0', Math.Max(0, spec.Width - length)) + body;
        var text = sign + prefix + body;
        var fill = new string(' ', Math.Max(0, spec.Width - length - prefix.Length));
        return spec.Minus ? text + fill : fill + text;
    }

    private static string? Special(double value) => double.IsNaN(value) ? "NaN" : double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : null;

    /// <summary>Sign, digits without trailing zeros, and the exponent of the first digit.</summary>
    private static (string Sign, string Digits, int Exponent) Shortest(string roundTrip)
    {
        var sign = roundTrip.StartsWith('-') ? "-" : "";
        var parts = roundTrip.TrimStart('-').Split('E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? parts[0] : parts[0][..point];
        var all = whole + (point < 0 ? "" : parts[0][(point + 1)..]);
        var leading = all.Length - all.TrimStart('0').Length;
        var digits = all.Trim('0');
        if (digits.Length == 0) return (sign, "0", 0);
        return (sign, digits, whole.Length - 1 - leading + (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0));
    }

    private static string General((string Sign, string Digits, int Exponent) number, int limit, bool sharp = false)
    {
        var (sign, digits, exponent) = number;
        if (sharp) digits = digits.PadRight(6, '0');
        return sign + (exponent < -4 || exponent >= limit ? Scientific(digits, exponent, sharp) : Positional(digits, exponent, sharp));
    }

    private static string GeneralOf(double magnitude, int precision, bool sharp)
    {
        var (digits, exponent) = Round(magnitude, precision);
        var significant = digits.TrimEnd('0') is { Length: > 0 } trimmed ? trimmed : "0";
        var limit = precision > significant.Length && significant.Length >= exponent + 1 ? significant.Length : precision;
        var shown = sharp ? digits : significant;
        return exponent < -4 || exponent >= limit ? Scientific(shown, exponent, sharp) : Positional(shown, exponent, sharp);
    }

    private static string Exponent((string Digits, int Exponent) number, int count, bool sharp) => Scientific(number.Digits.PadRight(count, '0'), number.Exponent, sharp);

    private static string Scientific(string digits, int exponent, bool point) => string.Create(
        CultureInfo.InvariantCulture, $"{digits[0]}{(digits.Length > 1 || point ? "." : "")}{digits[1..]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");

    private static string Positional(string digits, int exponent, bool point)
    {
        if (exponent < 0) return "0." + new string('0', -exponent - 1) + digits;
        if (digits.Length <= exponent + 1) return digits.PadRight(exponent + 1, '0') + (point ? "." : "");
        return digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }

    private static string Fixed(double magnitude, int precision, bool sharp)
    {
        var (numerator, denominator) = Exact(magnitude);
        var digits = Nearest(numerator * BigInteger.Pow(10, precision), denominator).ToString(CultureInfo.InvariantCulture).PadLeft(precision + 1, '0');
        return digits[..^precision] + (precision > 0 || sharp ? "." : "") + digits[^precision..];
    }

    /// <summary>The given number of significant digits, of two equally near the even one, and the exponent of the first.</summary>
    private static (string Digits, int Exponent) Round(double magnitude, int count)
    {
        if (magnitude == 0) return (new string('0', count), 0);
        var (numerator, denominator) = Exact(magnitude);
        // Too low by one at least, so that a number of the right length is not one that was rounded twice.
        var exponent = (int)Math.Floor(BigInteger.Log10(numerator) - BigInteger.Log10(denominator)) - 1;
        while (true)
        {
            var shift = count - 1 - exponent;
            var scaled = shift >= 0
                ? Nearest(numerator * BigInteger.Pow(10, shift), denominator)
                : Nearest(numerator, denominator * BigInteger.Pow(10, -shift));
            var digits = scaled.ToString(CultureInfo.InvariantCulture);
            if (digits.Length == count) return (digits, exponent);
            exponent++;
        }
    }

    private static (BigInteger Numerator, BigInteger Denominator) Exact(double magnitude)
    {
        var bits = BitConverter.DoubleToInt64Bits(magnitude);
        var exponent = (int)(bits >> 52 & 0x7FF);
        var mantissa = bits & 0xF_FFFF_FFFF_FFFF | (exponent == 0 ? 0 : 1L << 52);
        var power = Math.Max(exponent, 1) - 1075;
        return power >= 0 ? (mantissa * BigInteger.Pow(2, power), 1) : (mantissa, BigInteger.Pow(2, -power));
    }

    private static BigInteger Nearest(BigInteger numerator, BigInteger denominator)
    {
        var quotient = BigInteger.DivRem(numerator, denominator, out var rest);
        var twice = (2 * rest).CompareTo(denominator);
        return twice > 0 || (twice == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    private static string Digits(BigInteger value, int radix)
    {
        if (value == 0) return "0";
        var digits = new StringBuilder();
        for (; value > 0; value /= radix) digits.Insert(0, "0123456789abcdef"[(int)(value % radix)]);
        return digits.ToString();
    }

    private sealed record Spec(bool Sharp, bool Plus, bool Minus, bool Space, bool Zero, int Width, int? Precision, char Verb)
    {
        public static Spec Parse(string spec)
        {
            var flags = spec.TakeWhile(c => "#+- 0".Contains(c, StringComparison.Ordinal)).ToArray();
            var numbers = spec[flags.Length..^1].Split('.');
            return new Spec(
                flags.Contains('#'), flags.Contains('+'), flags.Contains('-'), flags.Contains(' '), flags.Contains('0'), Number(numbers[0]) ?? 0,
                numbers.Length > 1 ? Number(numbers[1]) ?? 0 : null, spec[^1]);
        }

        private static int? Number(string digits) => digits.Length == 0 ? null : int.Parse(digits, CultureInfo.InvariantCulture);
    }
}
