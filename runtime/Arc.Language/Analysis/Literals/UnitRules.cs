using System.Collections.Frozen;
using Arc.Language.Binding;
using Arc.Sdk.Types;

namespace Arc.Language.Analysis;

/// <summary>What happens to units where values meet (language section 5).</summary>
internal static class UnitRules
{
    private static readonly FrozenDictionary<Dimensions, Unit> Bases = Unit.All
        .Where(static u => u.Scale == 1 && !u.Dimensions.IsNone)
        .GroupBy(static u => u.Dimensions)
        .ToFrozenDictionary(static g => g.Key, static g => g.MinBy(static u => (u.Name.Length, u.Name))!);

    /// <summary>The unit of scale 1 in the same dimension; null for a unit without dimension.</summary>
    public static Unit? BaseOf(Unit unit) => Bases.GetValueOrDefault(unit.Dimensions);

    /// <summary>What a value is multiplied by; a whole number in spite of the rounding of the two scales.</summary>
    public static double Factor(Unit from, Unit to)
    {
        var factor = from.Scale / to.Scale;
        var whole = Math.Round(factor);
        return whole != 0 && Math.Abs(factor - whole) <= 1e-9 * factor ? whole : factor;
    }

    public static PrimitiveType? Element(ArcType? type) => type switch
    {
        PrimitiveType primitive => primitive,
        SeriesType { Element: PrimitiveType element } => element,
        ChannelType channel => Element(channel.Value),
        _ => null,
    };

    public static ArcType WithUnit(ArcType type, Unit? unit) => type switch
    {
        PrimitiveType primitive => primitive with { Unit = unit },
        SeriesType { Element: PrimitiveType element } => new SeriesType(element with { Unit = unit }),
        _ => type,
    };

    /// <summary>Whether both carry a unit and the dimensions differ; a missing unit is never checked.</summary>
    public static bool Clash(Unit? a, Unit? b) => a is not null && b is not null && a.Dimensions != b.Dimensions;

    /// <summary>The unit of a result, given the operands' units (after conversion).</summary>
    public static Unit? ResultUnit(BoundBinaryOperator op, Unit? left, Unit? right) => op switch
    {
        BoundBinaryOperator.Add or BoundBinaryOperator.Subtract or BoundBinaryOperator.Modulo => left ?? right,
        BoundBinaryOperator.Multiply when left is null || right is null => left ?? right,
        BoundBinaryOperator.Divide when right is null => left,
        _ => null,
    };

    /// <summary>Whether the operator makes its operands agree on a unit.</summary>
    public static bool Aligns(BoundBinaryOperator op) => op is not
        (BoundBinaryOperator.Multiply or BoundBinaryOperator.Divide or BoundBinaryOperator.Power
        or BoundBinaryOperator.And or BoundBinaryOperator.Or);
}
