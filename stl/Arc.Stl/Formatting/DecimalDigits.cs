using System.Globalization;
using System.Numerics;

namespace Arc.Stl.Formatting;

/// <summary>
/// The decimal digits of a finite non-negative float: 0.d1d2d3... times ten to <see cref="Point"/>. Rounding is exact, ties
/// go to the even digit, whatever the number of digits.
/// </summary>
internal ref struct DecimalDigits
{
    private const int MantissaBits = 52;
    private const int ExponentBias = 1075;

    // No double has more digits after the decimal point.
    private const int MostDecimals = 1074;

    // Ten to this power is the last one below 2^64.
    private const int MostFastDecimals = 19;

    /// <summary>The digits, without leading zeros; empty for zero.</summary>
    public ReadOnlySpan<byte> Digits { get; private set; }

    /// <summary>Position of the decimal point relative to the first digit.</summary>
    public int Point { get; private set; }

    /// <summary>The fewest digits that read back to the same number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="buffer">Where the digits go; 32 bytes are enough.</param>
    public static DecimalDigits Shortest<T>(T value, Span<byte> buffer) where T : IFloatingPointIeee754<T>
    {
        Span<byte> text = stackalloc byte[40];
        value.TryFormat(text, out var written, "R", CultureInfo.InvariantCulture);
        text = text[..written];
        var exponent = 0;
        if (text.IndexOf((byte)'E') is >= 0 and var e)
        {
            exponent = int.Parse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..e];
        }

        int count = 0, point = 0;
        var beforePoint = true;
        foreach (var c in text)
        {
            if (c == '.') beforePoint = false;
            else if (c == '0' && count == 0) point -= beforePoint ? 0 : 1;
            else
            {
                buffer[count++] = c;
                if (beforePoint) point++;
            }
        }

        return new DecimalDigits { Digits = buffer[..count].TrimEnd((byte)'0'), Point = count == 0 ? 0 : point + exponent };
    }

    /// <summary>The digits up to a number of decimals.</summary>
    /// <param name="value">The number.</param>
    /// <param name="decimals">Digits after the decimal point.</param>
    public static DecimalDigits Fixed(double value, int decimals)
    {
        decimals = Math.Min(decimals, MostDecimals);
        var scaled = Scale(value, decimals);
        return scaled.Length == 1 && scaled[0] == '0' ? default : new DecimalDigits { Digits = scaled, Point = scaled.Length - decimals };
    }

    /// <summary>A number of significant digits.</summary>
    /// <param name="value">The number, not zero.</param>
    /// <param name="count">How many digits, at least 1; trailing zeros are dropped.</param>
    public static DecimalDigits Significant(double value, int count)
    {
        Span<byte> buffer = stackalloc byte[32];
        // Beyond this many digits all are exact; the rest would be zeros.
        count = Math.Min(count, 770);
        var point = Shortest(value, buffer).Point;
        var digits = Scale(value, count - point);
        // The shortest digits may have been rounded up to the next power of ten; the exact ones begin one place later then.
        if (digits.Length < count) digits = Scale(value, count - --point);
        else if (digits.Length > count) point++;
        return new DecimalDigits { Digits = digits.AsSpan().TrimEnd((byte)'0'), Point = point };
    }

    // The digits of round(value * 10^decimals).
    private static byte[] Scale(double value, int decimals)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        var mantissa = bits & ((1UL << MantissaBits) - 1);
        var exponent = (int)(bits >> MantissaBits);
        if (exponent == 0) exponent = 1;
        else mantissa |= 1UL << MantissaBits;
        exponent -= ExponentBias;
        return decimals is >= 0 and <= MostFastDecimals && exponent is <= 10 and > -120
            ? ScaleFast(mantissa, exponent, decimals)
            : ScaleExact(mantissa, exponent, decimals);
    }

    private static byte[] ScaleFast(ulong mantissa, int exponent, int decimals)
    {
        UInt128 scaled = mantissa;
        for (var i = 0; i < decimals; i++) scaled *= 10;
        if (exponent >= 0) scaled <<= exponent;
        else
        {
            var whole = scaled >> -exponent;
            var rest = scaled - (whole << -exponent);
            var half = UInt128.One << (-exponent - 1);
            if (rest > half || (rest == half && UInt128.IsOddInteger(whole))) whole++;
            scaled = whole;
        }

        Span<byte> digits = stackalloc byte[40];
        scaled.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
        return digits[..written].ToArray();
    }

    private static byte[] ScaleExact(ulong mantissa, int exponent, int decimals)
    {
        BigInteger numerator = mantissa;
        var denominator = BigInteger.One;
        if (decimals >= 0) numerator *= BigInteger.Pow(10, decimals);
        else denominator = BigInteger.Pow(10, -decimals);
        if (exponent >= 0) numerator <<= exponent;
        else denominator <<= -exponent;
        var whole = BigInteger.DivRem(numerator, denominator, out var rest);
        var comparison = (rest << 1).CompareTo(denominator);
        if (comparison > 0 || (comparison == 0 && !whole.IsEven)) whole++;
        return System.Text.Encoding.ASCII.GetBytes(whole.ToString(CultureInfo.InvariantCulture));
    }
}
