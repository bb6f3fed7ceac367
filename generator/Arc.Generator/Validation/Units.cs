namespace Arc.Generator.Validation;

/// <summary>The identifiers of the unit registry (arc-language.md, section 5). A test holds them equal to those of the SDK.</summary>
internal static class Units
{
    public static readonly IReadOnlyCollection<string> Names = new HashSet<string>
    {
        "ns", "us", "ms", "s", "min", "h", "d",
        "Hz", "hz", "kHz", "khz", "MHz", "mhz", "GHz",
        "fm", "pm", "nm", "um", "mm", "cm", "dm", "m", "meter", "km", "in", "ft", "yd", "mi", "nmi",
        "fg", "pg", "ng", "ug", "mg", "g", "kg", "lb", "oz", "ton",
        "pPa", "nPa", "uPa", "mPa", "Pa", "kPa", "MPa", "GPa", "bar", "mbar", "psi", "atm", "torr",
        "fV", "pV", "nV", "uV", "mV", "V", "kV", "MV",
        "fA", "pA", "nA", "uA", "mA", "A", "kA", "MA",
        "fK", "pK", "nK", "uK", "mK", "K", "kK",
        "rad", "deg", "rev",
        "bit", "byte", "KB", "KiB", "MB", "MiB", "GB", "GiB",
        "count", "samples",
        "pct", "percent",
    };

    private const int MostDifferences = 2;
    private const int MostSuggestions = 3;

    // How people write units in full; a final s is left off before.
    private static readonly Dictionary<string, string> Spelt = new(StringComparer.Ordinal)
    {
        ["nanosecond"] = "ns",
        ["microsecond"] = "us",
        ["millisecond"] = "ms",
        ["second"] = "s",
        ["sec"] = "s",
        ["minute"] = "min",
        ["hour"] = "h",
        ["day"] = "d",
        ["hertz"] = "Hz",
        ["metre"] = "m",
        ["meter"] = "m",
        ["kilometre"] = "km",
        ["kilometer"] = "km",
        ["inch"] = "in",
        ["feet"] = "ft",
        ["foot"] = "ft",
        ["gram"] = "g",
        ["kilogram"] = "kg",
        ["pascal"] = "Pa",
        ["volt"] = "V",
        ["ampere"] = "A",
        ["amp"] = "A",
        ["kelvin"] = "K",
        ["radian"] = "rad",
        ["degree"] = "deg",
        ["revolution"] = "rev",
        ["%"] = "percent",
    };

    public static bool Contains(string name) => ((HashSet<string>)Names).Contains(name);

    /// <summary>The units that an unknown one was probably meant to be, the likeliest first; none if nothing is alike.</summary>
    public static IEnumerable<string> Near(string name)
    {
        if (Spelt.TryGetValue(name.ToLowerInvariant().TrimEnd('s'), out var symbol)) return [symbol];
        return Names.Select(u => (Unit: u, Distance: string.Equals(u, name, StringComparison.OrdinalIgnoreCase) ? 0 : Distance(u, name)))
            .Where(u => u.Distance <= Math.Min(MostDifferences, name.Length / 2)).OrderBy(u => u.Distance).ThenBy(u => u.Unit, StringComparer.Ordinal).Take(MostSuggestions).Select(u => u.Unit);
    }

    // Levenshtein, without regard to case.
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 0; i < left.Length; i++)
        {
            var corner = row[0];
            row[0] = i + 1;
            for (var j = 0; j < right.Length; j++)
            {
                var cost = char.ToLowerInvariant(left[i]) == char.ToLowerInvariant(right[j]) ? 0 : 1;
                (corner, row[j + 1]) = (row[j + 1], Math.Min(Math.Min(row[j], row[j + 1]) + 1, corner + cost));
            }
        }

        return row[right.Length];
    }
}
