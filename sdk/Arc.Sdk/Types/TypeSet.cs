using System.Collections.Immutable;

namespace Arc.Sdk.Types;

/// <summary>A set of primitives: the constraint of a type variable, or the specialisations of a member.</summary>
/// <param name="Bits">Bit i stands for the primitive with number i.</param>
public readonly record struct TypeSet(ushort Bits)
{
    /// <summary>No primitive.</summary>
    public static TypeSet None => default;

    /// <summary>All eleven primitives: what an unconstrained C# type parameter means.</summary>
    public static TypeSet Any { get; } = new(0x7FF);

    /// <summary>The ten numeric types (<c>INumber&lt;T&gt;</c>).</summary>
    public static TypeSet Numeric { get; } = new(0x3FF);

    /// <summary>The eight integer types (<c>IBinaryInteger&lt;T&gt;</c>).</summary>
    public static TypeSet Integer { get; } = new(0x0FF);

    /// <summary>f32 and f64 (<c>IFloatingPointIeee754&lt;T&gt;</c>).</summary>
    public static TypeSet Float { get; } = new(0x300);

    /// <summary>The signed integers and the floats (<c>ISignedNumber&lt;T&gt;</c>).</summary>
    public static TypeSet Signed { get; } = new(0x3F0);

    /// <summary>How many primitives the set has.</summary>
    public int Count => System.Numerics.BitOperations.PopCount(Bits);

    /// <summary>No primitive at all.</summary>
    public bool IsEmpty => Bits == 0;

    /// <summary>The members in numeric order.</summary>
    public ImmutableArray<Primitive> Members
    {
        get
        {
            var self = this;
            return [.. PrimitiveFacts.All.Where(p => self.Contains(p))];
        }
    }

    /// <summary>The set of the given primitives.</summary>
    public static TypeSet Of(params ReadOnlySpan<Primitive> members)
    {
        ushort bits = 0;
        foreach (var member in members) bits |= (ushort)(1 << (int)member);
        return new TypeSet(bits);
    }

    /// <summary>Whether the primitive is a member.</summary>
    public bool Contains(Primitive primitive) => (Bits >> (int)primitive & 1) != 0;

    /// <summary>Whether every member of the other set is one of this set.</summary>
    public bool Contains(TypeSet other) => (Bits & other.Bits) == other.Bits;

    /// <summary>Members of both sets.</summary>
    public TypeSet Intersect(TypeSet other) => new((ushort)(Bits & other.Bits));

    /// <summary>Members of either set.</summary>
    public TypeSet Union(TypeSet other) => new((ushort)(Bits | other.Bits));

    /// <summary>This set without one primitive.</summary>
    public TypeSet Without(Primitive primitive) => new((ushort)(Bits & ~(1 << (int)primitive)));

    /// <summary>The name that people know the set by: <c>numeric</c>, <c>integer</c>, <c>float</c>, <c>signed</c>, <c>any</c>, or its members.</summary>
    public override string ToString() =>
        this == Any ? "any"
        : this == Numeric ? "numeric"
        : this == Integer ? "integer"
        : this == Float ? "float"
        : this == Signed ? "signed"
        : string.Join(" | ", Members.Select(p => p.Name()));
}
