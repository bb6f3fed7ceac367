namespace Arc.Properties.Tests.Programs;

/// <summary>Some units of the registry in section 5 of arc-language.md.</summary>
internal static class Units
{
    /// <summary>Dimension and scale to the dimension's base unit.</summary>
    public static IReadOnlyDictionary<string, (string Dimension, double Scale)> All { get; } = new Dictionary<string, (string, double)>(StringComparer.Ordinal)
    {
        ["ns"] = ("time", 1),
        ["us"] = ("time", 1e3),
        ["ms"] = ("time", 1e6),
        ["s"] = ("time", 1e9),
        ["min"] = ("time", 60e9),
        ["mm"] = ("length", 1e-3),
        ["cm"] = ("length", 1e-2),
        ["m"] = ("length", 1),
        ["km"] = ("length", 1e3),
        ["ft"] = ("length", 0.3048),
        ["Pa"] = ("pressure", 1),
        ["kPa"] = ("pressure", 1e3),
        ["bar"] = ("pressure", 1e5),
        ["psi"] = ("pressure", 6894.76),
    };

    /// <summary>What a value of one unit is multiplied by to be one of another of the same dimension.</summary>
    public static double Factor(string from, string to) => All[from].Scale / All[to].Scale;
}
