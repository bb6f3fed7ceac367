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

    public static bool Contains(string name) => ((HashSet<string>)Names).Contains(name);
}
