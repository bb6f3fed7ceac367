using System.Numerics;

namespace Arc.Stl.Formatting;

/// <summary>The verbs <c>e E f g G</c> and the default conversion of floats to text.</summary>
internal static class FloatFormatter
{
    private const int DefaultPrecision = 6;

    // With no precision, numbers from ten to this power upward are written with an exponent.
    private const int ShortestFixedDigits = 6;

    /// <summary>Writes the shortest text that reads back to the same number (arc-language.md, section 10.1).</summary>
    public static void AppendDefault<T>(ref TextBuilder output, T value) where T : IFloatingPointIeee754<T>
    {
        if (T.IsNaN(value))
        {
            output.Append("NaN"u8);
            return;
        }

        if (T.IsInfinity(value))
        {
            output.Append(T.IsNegative(value) ? "-Inf"u8 : "+Inf"u8);
            return;
        }

        if (T.IsNegative(value)) output.Append('-');
        AppendShortest(ref output, T.Abs(value), 'e');
    }

    /// <summary>Writes a number in the form of a spec.</summary>
    public static void Append(ref TextBuilder output, double value, FormatSpec spec)
    {
        // The first byte is always a sign, so that the flags can be applied to it.
        var number = new TextBuilder(stackalloc byte[400]);
        var sign = double.IsNegative(value) && !double.IsNaN(value) ? '-' : spec.Space && !spec.Plus ? ' ' : '+';
        number.Append(sign);
        if (!double.IsFinite(value))
        {
            number.Append(double.IsNaN(value) ? "NaN"u8 : "Inf"u8);
            var shown = double.IsNaN(value) && !spec.Space && !spec.Plus ? number.Written[1..] : number.Written;
            spec.Pad(ref output, shown, shown.Length, zero: false);
            return;
        }

        AppendMagnitude(ref number, Math.Abs(value), spec);
        if (spec.Sharp) KeepPoint(ref number, spec);
        if (sign == '+' && !spec.Plus) spec.Pad(ref output, number.Written[1..], number.Length - 1, spec.Zero);
        else if (spec.Zero && spec.Width > number.Length)
        {
            output.Append(number.Written[0]);
            output.Fill((byte)'0', spec.Width - number.Length);
            output.Append(number.Written[1..]);
        }
        else spec.Pad(ref output, number.Written, number.Length, zero: false);

        number.Release();
    }

    private static void AppendMagnitude(ref TextBuilder number, double value, FormatSpec spec)
    {
        var precision = spec.Precision;
        switch (spec.Verb)
        {
            case 'f':
                if (precision == FormatSpec.None) precision = DefaultPrecision;
                AppendFixed(ref number, DecimalDigits.Fixed(value, precision), precision);
                break;
            case 'e' or 'E':
                if (precision == FormatSpec.None) precision = DefaultPrecision;
                AppendExponent(ref number, value == 0 ? default : DecimalDigits.Significant(value, precision + 1), precision, spec.Verb);
                break;
            default:
                var exponentSign = spec.Verb == 'G' ? 'E' : 'e';
                if (precision == FormatSpec.None) AppendShortest(ref number, value, exponentSign);
                else AppendGeneral(ref number, value, Math.Max(precision, 1), exponentSign);
                break;
        }
    }

    private static void AppendShortest<T>(ref TextBuilder output, T value, char exponentSign) where T : IFloatingPointIeee754<T>
    {
        Span<byte> buffer = stackalloc byte[32];
        var digits = DecimalDigits.Shortest(value, buffer);
        AppendEither(ref output, digits, ShortestFixedDigits, exponentSign);
    }

    private static void AppendGeneral(ref TextBuilder output, double value, int precision, char exponentSign)
    {
        DecimalDigits digits = value == 0 ? default : DecimalDigits.Significant(value, precision);
        var count = digits.Digits.Length;
        if (precision > count && count >= digits.Point) precision = count;
        AppendEither(ref output, digits, precision, exponentSign);
    }

    private static void AppendEither(ref TextBuilder output, scoped DecimalDigits digits, int fixedDigits, char exponentSign)
    {
        var count = digits.Digits.Length;
        var exponent = digits.Point - 1;
        // Zero has no digits, and its exponent is 0.
        if (count > 0 && (exponent < -4 || exponent >= fixedDigits)) AppendExponent(ref output, digits, count - 1, exponentSign);
        else AppendFixed(ref output, digits, Math.Max(count - digits.Point, 0));
    }

    private static void AppendFixed(ref TextBuilder output, scoped DecimalDigits digits, int decimals)
    {
        if (digits.Point <= 0) output.Append('0');
        for (var i = 0; i < digits.Point; i++) output.Append(DigitAt(digits, i));
        if (decimals == 0) return;
        output.Append('.');
        for (var i = 0; i < decimals; i++) output.Append(DigitAt(digits, digits.Point + i));
    }

    private static void AppendExponent(ref TextBuilder output, scoped DecimalDigits digits, int decimals, char exponentSign)
    {
        output.Append(DigitAt(digits, 0));
        if (decimals > 0) output.Append('.');
        for (var i = 1; i <= decimals; i++) output.Append(DigitAt(digits, i));
        var exponent = digits.Digits.IsEmpty ? 0 : digits.Point - 1;
        output.Append(exponentSign);
        output.Append(exponent < 0 ? '-' : '+');
        exponent = Math.Abs(exponent);
        if (exponent >= 100) output.Append((byte)('0' + exponent / 100));
        output.Append((byte)('0' + exponent / 10 % 10));
        output.Append((byte)('0' + exponent % 10));
    }

    private static byte DigitAt(scoped DecimalDigits digits, int index) =>
        (uint)index < (uint)digits.Digits.Length ? digits.Digits[index] : (byte)'0';

    // The flag # keeps the decimal point, and for g the trailing zeros up to the precision.
    private static void KeepPoint(ref TextBuilder number, FormatSpec spec)
    {
        var missing = spec.Verb is 'g' or 'G' ? (spec.Precision == FormatSpec.None ? DefaultPrecision : spec.Precision) : 0;
        Span<byte> tail = stackalloc byte[8];
        var tailLength = 0;
        if (number.Written.IndexOfAny((byte)'e', (byte)'E') is > 0 and var exponent)
        {
            tailLength = number.Length - exponent;
            number.Written[exponent..].CopyTo(tail);
            number.Truncate(exponent);
        }

        var hasPoint = false;
        var isSignificant = false;
        foreach (var c in number.Written[1..])
        {
            if (c == '.')
            {
                hasPoint = true;
                continue;
            }

            isSignificant |= c != '0';
            if (isSignificant) missing--;
        }

        if (!hasPoint)
        {
            // A lone zero counts as a digit.
            if (number.Length == 2 && number.Written[1] == '0') missing--;
            number.Append('.');
        }

        number.Fill((byte)'0', missing);
        number.Append(tail[..tailLength]);
    }
}
