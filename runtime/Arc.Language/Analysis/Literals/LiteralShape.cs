using Arc.Sdk.Types;

namespace Arc.Language.Analysis;

/// <summary>
/// The type variable of a literal, or of an expression of literals: what it may become, what it becomes if nothing decides
/// (language section 4), and its dimension if it carries a unit.
/// </summary>
/// <param name="Allowed">The primitives that it may become.</param>
/// <param name="Default">What it becomes if nothing decides.</param>
/// <param name="IsFloat">Whether it is written with a decimal point.</param>
/// <param name="HasFraction">Whether its value has a fraction.</param>
/// <param name="Unit">The base unit of its dimension; null without one.</param>
internal readonly record struct LiteralShape(TypeSet Allowed, Primitive Default, bool IsFloat, bool HasFraction, Unit? Unit)
{
    public static LiteralShape Integer { get; } = new(TypeSet.Numeric, Primitive.I64, IsFloat: false, HasFraction: false, null);

    /// <summary>Of the empty series, which nothing but its use can decide.</summary>
    public static LiteralShape Open { get; } = new(TypeSet.Any, Primitive.F64, IsFloat: false, HasFraction: false, null);

    /// <summary>How it prints while it is undecided.</summary>
    public string Name =>
        this == Open ? "numeric"
        : HasFraction ? "float"
        : IsFloat ? "exact integer float"
        : Allowed == TypeSet.Float ? "float"
        : "integer";

    public PrimitiveType DefaultType => new(Default, Unit);

    /// <summary>The shape of two literals that must agree. The first one's kind wins, but a fraction, or two floats, make it a float.</summary>
    public LiteralShape Merge(LiteralShape other)
    {
        if (this == Open) return other;
        if (other == Open) return this;
        var fraction = HasFraction || other.HasFraction;
        var allowed = Allowed.Intersect(other.Allowed);
        var chosen = fraction || (IsFloat && other.IsFloat) ? Primitive.F64 : Default;
        return new LiteralShape(allowed, Pick(chosen, allowed), IsFloat || fraction, fraction, Unit ?? other.Unit);
    }

    /// <summary>The shape under the constraint of a member's type variable.</summary>
    public LiteralShape Restrict(TypeSet constraint)
    {
        var allowed = Allowed.Intersect(constraint);
        return this with { Allowed = allowed, Default = Pick(Default, allowed) };
    }

    private static Primitive Pick(Primitive wanted, TypeSet allowed)
    {
        if (allowed.IsEmpty || allowed.Contains(wanted)) return wanted;
        if (allowed.Contains(Primitive.F64)) return Primitive.F64;
        return allowed.Contains(Primitive.I64) ? Primitive.I64 : allowed.Members[^1];
    }
}
