using Arc.Language.Analysis;
using Arc.Language.Syntax;
using Arc.Sdk.Types;

namespace Arc.Language.Flow;

/// <summary>
/// The type of a port while flows are being unified: a primitive once something decided it, else what it may still become.
/// Terms that were unified share one representative.
/// </summary>
/// <param name="allowed">The primitives that it may become.</param>
/// <param name="known">The type, if it is concrete.</param>
/// <param name="shape">The literal behind it, which gives it a default.</param>
internal sealed class FlowType(TypeSet allowed, PrimitiveType? known = null, LiteralShape? shape = null)
{
    private FlowType? _parent;
    private bool _isForgotten;

    public TypeSet Allowed { get; private set; } = allowed;

    public PrimitiveType? Known { get; private set; } = known;

    public LiteralShape? Shape { get; private set; } = shape;

    public static FlowType Of(PrimitiveType type) => new(TypeSet.Of(type.Primitive), type);

    public static FlowType Of(LiteralShape shape) => new(shape.Allowed, shape: shape);

    /// <summary>The representative.</summary>
    public FlowType Root
    {
        get
        {
            var root = this;
            while (root._parent is { } parent) root = parent;
            // Later look-ups are short.
            for (var term = this; term._parent is { } next && next != root; term = next) term._parent = root;
            return root;
        }
    }

    /// <summary>Makes two terms one; false, and nothing is changed, if no type fits both.</summary>
    public static bool Unify(FlowType left, FlowType right)
    {
        left = left.Root;
        right = right.Root;
        if (left == right || left._isForgotten || right._isForgotten) return true;
        var allowed = left.Allowed.Intersect(right.Allowed);
        if (allowed.IsEmpty || !TryMerge(left.Known, right.Known, out var known)) return false;
        if (known is not null && !allowed.Contains(known.Primitive)) return false;
        left.Allowed = allowed;
        left.Known = known;
        left.Shape = left.Shape is { } a && right.Shape is { } b ? a.Merge(b) : left.Shape ?? right.Shape;
        right._parent = left;
        return true;
    }

    /// <summary>Whether it is an undecided type variable of a library member: what it meets must be one of its types.</summary>
    public bool IsConstrainedVariable => Root is { Known: null, Shape: null };

    /// <summary>Makes an undecided term fit everything: a mismatch about it has been reported.</summary>
    public void Forget()
    {
        var root = Root;
        root._isForgotten |= root.Known is null;
    }

    /// <summary>Decides what nothing has decided; false if nothing says how.</summary>
    /// <param name="isNoChannel">Whether it is the type of a channel that was left out, which may be any.</param>
    public bool TryDefault(bool isNoChannel = false)
    {
        var root = Root;
        if (root.Known is not null) return true;
        if (root.Shape is { } shape)
        {
            root.Known = shape.Restrict(root.Allowed).DefaultType;
            return true;
        }

        if (root.Allowed == TypeSet.Any && !isNoChannel) return false;
        root.Known = ArcType.Of(
            root.Allowed.Contains(Primitive.I64) && root.Allowed != TypeSet.Float ? Primitive.I64
            : root.Allowed.Contains(Primitive.F64) ? Primitive.F64
            : root.Allowed.Members[^1]);
        return true;
    }

    public override string ToString()
    {
        var root = Root;
        return root.Known?.ToString() ?? (root.Shape is { } shape ? shape.Restrict(root.Allowed).Name : root.Allowed.ToString());
    }

    // Two different units on a connection are a mismatch; a missing one meets any (language section 5).
    private static bool TryMerge(PrimitiveType? left, PrimitiveType? right, out PrimitiveType? merged)
    {
        merged = left ?? right;
        if (left is null || right is null) return true;
        if (left.Primitive != right.Primitive) return false;
        if (left.Unit is null) merged = right;
        return left.Unit is null || right.Unit is null || left.Unit == right.Unit;
    }
}

/// <summary>In which order equations are solved: what is certain comes first, so that errors are reported where somebody can change something.</summary>
internal enum FlowEquationKind
{
    /// <summary>A channel or a typed constant in the config.</summary>
    Declared,

    /// <summary>A connection.</summary>
    Connection,

    /// <summary>A number in the config.</summary>
    Number,
}

/// <summary>An equation between an output and the input that it feeds, or a config value and its parameter.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Source">The output.</param>
/// <param name="Target">The input.</param>
/// <param name="Span">Where it is reported.</param>
/// <param name="Reason">What connects them.</param>
internal readonly record struct FlowEquation(FlowEquationKind Kind, FlowType Source, FlowType Target, SourceSpan Span, string Reason);
