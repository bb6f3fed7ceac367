using System.Globalization;

namespace Arc.Sdk.Testing;

/// <summary>How far two floats may be apart to count as equal. Values of other types are equal or not.</summary>
public readonly record struct FloatTolerance
{
    private readonly double _relative;
    private readonly long _ulps;

    private FloatTolerance(double relative, long ulps) => (_relative, _ulps) = (relative, ulps);

    /// <summary>Not at all: bit by bit, so -0 is not 0; but any NaN equals any other.</summary>
    public static FloatTolerance Exact => default;

    /// <summary>By at most so many representable numbers.</summary>
    /// <param name="count">How many; not negative.</param>
    public static FloatTolerance Ulps(long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new FloatTolerance(0, count);
    }

    /// <summary>By at most a fraction of the greater magnitude.</summary>
    /// <param name="fraction">The fraction, for example 1e-9; not negative.</param>
    public static FloatTolerance Relative(double fraction)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fraction);
        return new FloatTolerance(fraction, 0);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        _ulps > 0 ? string.Create(CultureInfo.InvariantCulture, $"{_ulps} ulps")
        : _relative > 0 ? string.Create(CultureInfo.InvariantCulture, $"a relative difference of {_relative}")
        : "bit by bit";

    internal bool Accepts(double left, double right) =>
        (double.IsNaN(left) && double.IsNaN(right))
        || BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right)
        || IsNear(left, right, UlpsBetween(left, right));

    internal bool Accepts(float left, float right) =>
        (float.IsNaN(left) && float.IsNaN(right))
        || BitConverter.SingleToInt32Bits(left) == BitConverter.SingleToInt32Bits(right)
        || IsNear(left, right, UlpsBetween(left, right));

    /// <summary>How many representable numbers lie between two; the greatest number if one is no number.</summary>
    internal static ulong UlpsBetween(double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? ulong.MaxValue : Distance(Ordered(BitConverter.DoubleToInt64Bits(left), long.MinValue), Ordered(BitConverter.DoubleToInt64Bits(right), long.MinValue));

    /// <summary>How many representable numbers lie between two; the greatest number if one is no number.</summary>
    internal static ulong UlpsBetween(float left, float right) =>
        float.IsNaN(left) || float.IsNaN(right) ? ulong.MaxValue : Distance(Ordered(BitConverter.SingleToInt32Bits(left), int.MinValue), Ordered(BitConverter.SingleToInt32Bits(right), int.MinValue));

    private bool IsNear(double left, double right, ulong ulps) =>
        (_ulps > 0 && ulps <= (ulong)_ulps)
        || (_relative > 0 && double.IsFinite(left) && double.IsFinite(right) && Math.Abs(left - right) <= _relative * Math.Max(Math.Abs(left), Math.Abs(right)));

    // The bits of floats are ordered as their values are, once those of the negative ones run the other way. -0 and 0 are one number.
    private static long Ordered(long bits, long negativeZero) => bits >= 0 ? bits : negativeZero - bits;

    private static ulong Distance(long left, long right) => left > right ? (ulong)left - (ulong)right : (ulong)right - (ulong)left;
}
