using Arc.Language.Binding;
using Arc.Sdk.Types;

namespace Arc.Language.Analysis;

/// <summary>The result type of a bare block from the values that it returns (language section 13).</summary>
internal static class ReturnTypeInference
{
    /// <summary>The type that all values can be given.</summary>
    /// <param name="values">The returned values, literals still undecided. None is wrong.</param>
    /// <param name="type">The type; null if nothing is returned.</param>
    /// <returns>Null, or why there is no such type.</returns>
    public static string? TryInfer(IReadOnlyList<BoundExpression> values, out ArcType? type)
    {
        type = null;
        var concrete = values.Where(static v => v is not LiteralExpression).Select(static v => v.Type!).Distinct().ToArray();
        var literals = values.OfType<LiteralExpression>().ToArray();
        if (values.Count == 0) return null;
        if (concrete.Length == 0)
        {
            if (literals.Any(l => l.IsSeries != literals[0].IsSeries)) return "returned values mix series and numbers";
            var shape = literals.Select(static l => l.Shape).Aggregate(static (a, b) => a.Merge(b));
            type = literals[0].IsSeries ? new SeriesType(shape.DefaultType) : shape.DefaultType;
            return null;
        }

        if (concrete is [var only] && literals.All(l => Fits(l, only)))
        {
            type = only;
            return null;
        }

        if (concrete.Any(static t => t is not PrimitiveType) || literals.Any(static l => l.IsSeries))
            return $"returned values have incompatible types: {string.Join(", ", concrete.Select(static t => t.ToString()))}";

        var primitives = concrete.Select(static t => ((PrimitiveType)t).Primitive).ToList();
        if (primitives.Contains(Primitive.Str))
            return "returned values mix numeric and str";
        if (primitives.Any(static p => p.IsFloat()) && primitives.Any(static p => p.IsInteger()))
            return "returned values mix integer and float; convert explicitly";
        if (primitives.Any(static p => p.IsFloat()))
        {
            type = ArcType.Of(primitives.Contains(Primitive.F64) ? Primitive.F64 : Primitive.F32);
            return null;
        }

        if (literals.Any(static l => l.Shape.HasFraction)) return "returned values mix integer and float; convert explicitly";
        var allUnsigned = primitives.All(static p => p.IsUnsigned());
        if (literals.Length > 0 && !allUnsigned) primitives.Add(Primitive.I32);
        type = ArcType.Of(Widest(primitives));
        return null;
    }

    private static bool Fits(LiteralExpression literal, ArcType type) =>
        literal.IsSeries == type is SeriesType && UnitRules.Element(type) is { } element && literal.Shape.Allowed.Contains(element.Primitive)
        && (element.Primitive.IsFloat() || element.Primitive.IsUnsigned());

    private static Primitive Widest(List<Primitive> primitives)
    {
        var bits = primitives.Max(static p => p.Bits());
        var signed = primitives.Any(static p => p.IsSignedInteger());
        if (!signed) return primitives.First(p => p.Bits() == bits);
        if (primitives.All(static p => p.IsSignedInteger())) return primitives.First(p => p.Bits() == bits);
        return bits switch
        {
            8 => Primitive.I16,
            16 => Primitive.I32,
            _ => Primitive.I64,
        };
    }
}
