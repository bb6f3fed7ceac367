using System.Globalization;

namespace Arc.Sdk.Types;

/// <summary>The eight integer exponents of a unit's dimension (arc-language.md, section 5).</summary>
/// <param name="Length">Exponent of length.</param>
/// <param name="Mass">Exponent of mass.</param>
/// <param name="Time">Exponent of time.</param>
/// <param name="Current">Exponent of electric current.</param>
/// <param name="Temperature">Exponent of temperature.</param>
/// <param name="Angle">Exponent of angle.</param>
/// <param name="Count">Exponent of count.</param>
/// <param name="Data">Exponent of data.</param>
public readonly record struct Dimensions(
    sbyte Length = 0, sbyte Mass = 0, sbyte Time = 0, sbyte Current = 0,
    sbyte Temperature = 0, sbyte Angle = 0, sbyte Count = 0, sbyte Data = 0)
{
    /// <summary>All exponents zero.</summary>
    public bool IsNone => this == default;

    /// <summary>Prints as <c>length^1 time^-1</c>, or <c>dimensionless</c>.</summary>
    public override string ToString()
    {
        if (IsNone) return "dimensionless";
        (string Name, sbyte Exponent)[] parts =
        [
            ("length", Length), ("mass", Mass), ("time", Time), ("current", Current),
            ("temperature", Temperature), ("angle", Angle), ("count", Count), ("data", Data),
        ];
        return string.Join(' ', parts.Where(p => p.Exponent != 0).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name}^{p.Exponent}")));
    }
}
