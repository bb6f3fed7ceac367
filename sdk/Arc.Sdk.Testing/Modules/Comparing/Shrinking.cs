using Arc.Sdk.Types;

namespace Arc.Sdk.Testing.Modules;

/// <summary>Makes a failing argument list smaller, one argument at a time, while it still fails.</summary>
internal static class Shrinking
{
    private const int MostTries = 2_000;

    /// <summary>The smallest list that was found.</summary>
    /// <param name="arguments">A list that fails.</param>
    /// <param name="fails">Whether another one does.</param>
    public static object[] Smallest(object[] arguments, Func<object[], bool> fails)
    {
        var tries = 0;
        var isSmaller = true;
        while (isSmaller)
        {
            isSmaller = false;
            for (var i = 0; i < arguments.Length; i++)
            {
                foreach (var value in Simpler(arguments[i]))
                {
                    if (++tries > MostTries) return arguments;
                    object[] candidate = [.. arguments];
                    candidate[i] = value;
                    if (!fails(candidate)) continue;
                    arguments = candidate;
                    isSmaller = true;
                    break;
                }
            }
        }

        return arguments;
    }

    // Each is simpler than the value by a measure that ends at 0 or at nothing, so shrinking ends.
    private static IEnumerable<object> Simpler(object value) => value switch
    {
        float number => SimplerFloats(number).Select(static v => (float)v).Where(v => Weight(v) < Weight(number)).Select(static v => (object)v),
        double number => SimplerFloats(number).Where(v => Weight(v) < Weight(number)).Select(static v => (object)v),
        Text text => SimplerTexts(text),
        Series series => SimplerSeries(series),
        _ => SimplerIntegers(value),
    };

    private static IEnumerable<double> SimplerFloats(double value)
    {
        double[] plain = [0, 1, -1, 2, 0.5, 10, 100];
        foreach (var candidate in plain) yield return candidate;
        if (!double.IsFinite(value)) yield break;
        yield return Math.Abs(value);
        yield return Math.Truncate(value);
        yield return Math.Round(value, 1);
        yield return Math.Round(value, 3);
        yield return Math.Truncate(value / 2);
        yield return Math.Truncate(value) - Math.Sign(value);
    }

    // Special values are heaviest; then long numbers, then great and negative ones.
    private static double Weight(double value)
    {
        if (double.IsNaN(value)) return 3e9;
        if (double.IsInfinity(value)) return value > 0 ? 1e9 : 2e9;
        var digits = value.ToString("R", System.Globalization.CultureInfo.InvariantCulture).TrimStart('-').Length;
        var magnitude = value == 0 ? 0 : Math.Abs(value) >= 1 ? Math.Min(Math.Log2(Math.Abs(value)) + 1, 2000) : 2 - Math.Log2(Math.Abs(value));
        return digits * 10_000 + magnitude * 2 + (double.IsNegative(value) ? 1 : 0) + Math.Min(Math.Abs(value), 1000) / 1000;
    }

    private static IEnumerable<object> SimplerIntegers(object value)
    {
        if (BenchValues.PrimitiveOf(value) is not { } primitive || !Int128.TryParse(BenchValues.Show(value), System.Globalization.CultureInfo.InvariantCulture, out var number)) yield break;
        Int128[] candidates = [0, 1, 2, 10, Int128.Abs(number), number / 2, number - Int128.Sign(number)];
        foreach (var candidate in candidates)
        {
            if (Weight(candidate) < Weight(number) && Constant.Of(candidate).Fits(primitive)) yield return Typed.ValueOf(Constant.Of(candidate), primitive);
        }

        static Int128 Weight(Int128 value) => value < 0 ? -2 * value + 1 : 2 * value;
    }

    private static IEnumerable<object> SimplerTexts(Text text)
    {
        if (text.Length == 0) yield break;
        yield return Text.Empty;
        if (text != "a" && text.Length > 0) yield return (Text)"a";
        if (text.Length == 1) yield break;
        yield return text.Slice(0, text.Length / 2);
        yield return text.Slice(text.Length / 2, text.Length);
        yield return text.Slice(0, text.Length - 1);
        yield return text.Slice(1, text.Length);
    }

    private static IEnumerable<object> SimplerSeries(Series series)
    {
        if (series.Length == 0) yield break;
        var elements = Typed.ElementsOf(series);
        yield return Typed.SeriesOf(series.Element, []);
        if (elements.Length > 1)
        {
            yield return Typed.SeriesOf(series.Element, elements[..(elements.Length / 2)]);
            yield return Typed.SeriesOf(series.Element, elements[(elements.Length / 2)..]);
        }

        for (var i = 0; i < elements.Length; i++) yield return Typed.SeriesOf(series.Element, [.. elements[..i], .. elements[(i + 1)..]]);
        for (var i = 0; i < elements.Length; i++)
        {
            foreach (var simpler in Simpler(elements[i])) yield return Typed.SeriesOf(series.Element, [.. elements[..i], simpler, .. elements[(i + 1)..]]);
        }
    }
}
