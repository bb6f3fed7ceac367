using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Arc.Sdk.Types;

/// <summary>A unit of measure: one identifier of the registry (arc-language.md, section 5).</summary>
/// <param name="Name">The identifier, for example <c>psi</c>.</param>
/// <param name="Dimensions">Its dimension.</param>
/// <param name="Scale">Value of one such unit in the dimension's base unit.</param>
public sealed record Unit(string Name, Dimensions Dimensions, double Scale)
{
    private static readonly FrozenDictionary<string, Unit> Registry = BuildRegistry().ToFrozenDictionary(u => u.Name, StringComparer.Ordinal);

    /// <summary>Nanoseconds: the unit of time stamps and time spans.</summary>
    public static Unit Nanoseconds { get; } = Registry["ns"];

    /// <summary>Every unit that the language knows, ordered by name.</summary>
    public static ImmutableArray<Unit> All { get; } = [.. Registry.Values.OrderBy(u => u.Name, StringComparer.Ordinal)];

    /// <summary>Looks a unit up by its identifier.</summary>
    public static bool TryGet(string name, [NotNullWhen(true)] out Unit? unit) => Registry.TryGetValue(name, out unit);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static IEnumerable<Unit> BuildRegistry()
    {
        var frequency = new Dimensions(Time: -1);
        var pressure = new Dimensions(Mass: 1, Length: -1, Time: -2);
        var voltage = new Dimensions(Mass: 1, Length: 2, Time: -3, Current: -1);

        return Units(new(Time: 1), ("ns", 1), ("us", 1e3), ("ms", 1e6), ("s", 1e9), ("min", 60e9), ("h", 3600e9), ("d", 86400e9))
            .Concat(Units(frequency, ("Hz", 1), ("hz", 1), ("kHz", 1e3), ("khz", 1e3), ("MHz", 1e6), ("mhz", 1e6), ("GHz", 1e9)))
            .Concat(Units(new(Length: 1),
                ("fm", 1e-15), ("pm", 1e-12), ("nm", 1e-9), ("um", 1e-6), ("mm", 1e-3), ("cm", 1e-2), ("dm", 0.1), ("m", 1), ("meter", 1),
                ("km", 1e3), ("in", 0.0254), ("ft", 0.3048), ("yd", 0.9144), ("mi", 1609.344), ("nmi", 1852)))
            .Concat(Units(new(Mass: 1),
                ("fg", 1e-18), ("pg", 1e-15), ("ng", 1e-12), ("ug", 1e-9), ("mg", 1e-6), ("g", 1e-3), ("kg", 1), ("lb", 0.453592),
                ("oz", 0.0283495), ("ton", 1000)))
            .Concat(Units(pressure,
                ("pPa", 1e-12), ("nPa", 1e-9), ("uPa", 1e-6), ("mPa", 1e-3), ("Pa", 1), ("kPa", 1e3), ("MPa", 1e6), ("GPa", 1e9),
                ("bar", 1e5), ("mbar", 100), ("psi", 6894.76), ("atm", 101325), ("torr", 133.322)))
            .Concat(Units(voltage,
                ("fV", 1e-15), ("pV", 1e-12), ("nV", 1e-9), ("uV", 1e-6), ("mV", 1e-3), ("V", 1), ("kV", 1e3), ("MV", 1e6)))
            .Concat(Units(new(Current: 1),
                ("fA", 1e-15), ("pA", 1e-12), ("nA", 1e-9), ("uA", 1e-6), ("mA", 1e-3), ("A", 1), ("kA", 1e3), ("MA", 1e6)))
            .Concat(Units(new(Temperature: 1), ("fK", 1e-15), ("pK", 1e-12), ("nK", 1e-9), ("uK", 1e-6), ("mK", 1e-3), ("K", 1), ("kK", 1e3)))
            .Concat(Units(new(Angle: 1), ("rad", 1), ("deg", 0.0174533), ("rev", 6.28319)))
            .Concat(Units(new(Data: 1),
                ("bit", 1), ("byte", 8), ("KB", 8192), ("KiB", 8192), ("MB", 8388608), ("MiB", 8388608), ("GB", 8589934592), ("GiB", 8589934592)))
            .Concat(Units(new(Count: 1), ("count", 1), ("samples", 1)))
            .Concat(Units(default, ("pct", 0.01), ("percent", 0.01)));
    }

    private static IEnumerable<Unit> Units(Dimensions dimensions, params (string Name, double Scale)[] units) =>
        units.Select(u => new Unit(u.Name, dimensions, u.Scale));
}
