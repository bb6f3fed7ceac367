using System.Collections.Immutable;
using Arc.Language.Binding;
using Arc.Language.Syntax;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Language.Analysis;

/// <summary>Where an expression is wrong; the error has been reported, and nothing that follows from it is.</summary>
internal sealed record BoundError(SourceSpan Span) : BoundExpression(null, Span);

/// <summary>
/// An expression of literals that has no type yet. It becomes an ordinary bound expression when a context, or the default, fixes
/// its type; it never stays in the bound tree.
/// </summary>
/// <param name="Shape">What the literal, or the element of a series, may become.</param>
/// <param name="IsSeries">Whether it is a series.</param>
/// <param name="Span">Where it stands.</param>
internal abstract record LiteralExpression(LiteralShape Shape, bool IsSeries, SourceSpan Span) : BoundExpression(null, Span)
{
    /// <summary>The numbers in it, left to right.</summary>
    public abstract IEnumerable<Literal> Leaves { get; }

    /// <summary>Whether a member is called in it: then it is more than literals, and a cast of it converts.</summary>
    public virtual bool HasCall => false;

    public string TypeName => IsSeries ? $"series {Shape.Name}" : Shape.Name;

    /// <summary>Makes it an expression of a type that its shape allows.</summary>
    /// <param name="type">The type, or element type.</param>
    /// <param name="fixer">Reports literals that do not fit.</param>
    public abstract BoundExpression Fix(PrimitiveType type, LiteralFixer fixer);

    protected ArcType TypeOf(PrimitiveType type) => IsSeries ? new SeriesType(type) : type;
}

/// <summary>A number.</summary>
internal sealed record NumberExpression(Literal Literal) : LiteralExpression(Literal.Shape, false, Literal.Span)
{
    public override IEnumerable<Literal> Leaves => [Literal];

    public override BoundExpression Fix(PrimitiveType type, LiteralFixer fixer) => fixer.Fix(Literal, type);
}

/// <summary>Minus before an expression of literals that is no bare number.</summary>
internal sealed record LiteralNegation(LiteralExpression Operand, SourceSpan Span) : LiteralExpression(Operand.Shape, Operand.IsSeries, Span)
{
    public override IEnumerable<Literal> Leaves => Operand.Leaves;

    public override bool HasCall => Operand.HasCall;

    public override BoundExpression Fix(PrimitiveType type, LiteralFixer fixer) =>
        fixer.Negate(Operand.Fix(type, fixer), TypeOf(type), Span);
}

/// <summary>One more operand of a chain.</summary>
/// <param name="Operator">The operator.</param>
/// <param name="Right">The right operand.</param>
/// <param name="UnitBefore">The unit of everything on the left.</param>
/// <param name="SeriesAfter">Whether the result is a series.</param>
/// <param name="End">End of the right operand.</param>
internal readonly record struct LiteralLink(BoundBinaryOperator Operator, LiteralExpression Right, Unit? UnitBefore, bool SeriesAfter, int End);

/// <summary>Literals joined by arithmetic operators: a flat list, since a chain may be as long as the text.</summary>
internal sealed record LiteralChain(LiteralExpression First, ImmutableList<LiteralLink> Links, LiteralShape Shape, bool IsSeries, SourceSpan Span)
    : LiteralExpression(Shape, IsSeries, Span)
{
    public override IEnumerable<Literal> Leaves => First.Leaves.Concat(Links.SelectMany(static l => l.Right.Leaves));

    public override bool HasCall => First.HasCall || Links.Any(static l => l.Right.HasCall);

    public override BoundExpression Fix(PrimitiveType type, LiteralFixer fixer)
    {
        // From the outermost operator inwards: which unit does each operand take?
        var links = Links.ToArray();
        var rightTypes = new PrimitiveType[links.Length];
        var results = new PrimitiveType[links.Length];
        var hint = type.Unit;
        for (var i = links.Length - 1; i >= 0; i--)
        {
            var (op, right, before, _, _) = links[i];
            var unit = UnitRules.ResultUnit(op, before, right.Shape.Unit);
            results[i] = type with { Unit = UnitRules.Aligns(op) || unit is not null ? hint : null };
            if (UnitRules.Aligns(op))
            {
                rightTypes[i] = type with { Unit = hint };
                continue;
            }

            var keeps = unit is not null;
            rightTypes[i] = type with { Unit = keeps && before is null ? hint : right.Shape.Unit };
            hint = keeps && before is not null ? hint : before;
        }

        var result = First.Fix(type with { Unit = hint }, fixer);
        for (var i = 0; i < links.Length; i++)
        {
            var (op, right, _, series, end) = links[i];
            var operand = right.Fix(rightTypes[i], fixer);
            ArcType resultType = series ? new SeriesType(results[i]) : results[i];
            result = result is BoundError || operand is BoundError
                ? new BoundError(SourceSpan.FromBounds(Span.Start, end))
                : new BoundBinary(op, result, operand, resultType, SourceSpan.FromBounds(Span.Start, end));
        }

        return result;
    }
}

/// <summary>A series literal without a concrete element.</summary>
internal sealed record LiteralSeries(ImmutableArray<LiteralExpression> Elements, LiteralShape Shape, SourceSpan Span) : LiteralExpression(Shape, true, Span)
{
    public override IEnumerable<Literal> Leaves => Elements.SelectMany(static e => e.Leaves);

    public override BoundExpression Fix(PrimitiveType type, LiteralFixer fixer) =>
        new BoundSeriesLiteral([.. Elements.Select(e => e.Fix(type, fixer))], new SeriesType(type), Span);
}

/// <summary>An element of a series literal.</summary>
internal sealed record LiteralIndex(LiteralExpression Source, BoundExpression Index, SourceSpan Span) : LiteralExpression(Source.Shape, false, Span)
{
    public override IEnumerable<Literal> Leaves => Source.Leaves;

    public override BoundExpression Fix(PrimitiveType type, LiteralFixer fixer) =>
        new BoundIndex(Source.Fix(type, fixer), Index, type, Span);
}

/// <summary>A slice of a series literal.</summary>
internal sealed record LiteralSlice(LiteralExpression Source, BoundExpression? Start, BoundExpression? End, SourceSpan Span) : LiteralExpression(Source.Shape, true, Span)
{
    public override IEnumerable<Literal> Leaves => Source.Leaves;

    public override BoundExpression Fix(PrimitiveType type, LiteralFixer fixer) =>
        new BoundSlice(Source.Fix(type, fixer), Start, End, new SeriesType(type), Span);
}

/// <summary>A call of a polymorphic member whose type variable only literals speak of.</summary>
/// <param name="Symbol">The member.</param>
/// <param name="Variable">The undecided variable; the result has its type.</param>
/// <param name="Binding">The other variables.</param>
/// <param name="Arguments">The arguments; literals of the undecided variable are still literal.</param>
/// <param name="Shape">What the variable may be.</param>
/// <param name="IsSeries">Whether the result is a series.</param>
/// <param name="Span">Where it stands.</param>
internal sealed record LiteralCall(
    Symbol Symbol, string Variable, ImmutableDictionary<string, Primitive> Binding, ImmutableArray<BoundExpression> Arguments,
    LiteralShape Shape, bool IsSeries, SourceSpan Span) : LiteralExpression(Shape, IsSeries, Span)
{
    public override IEnumerable<Literal> Leaves => Arguments.OfType<LiteralExpression>().SelectMany(static a => a.Leaves);

    public override bool HasCall => true;

    public override BoundExpression Fix(PrimitiveType type, LiteralFixer fixer)
    {
        var arguments = Arguments.Select(a => a is LiteralExpression literal ? literal.Fix(type, fixer) : a).ToImmutableArray();
        return new BoundMemberCall(Symbol, Binding.SetItem(Variable, type.Primitive), arguments, TypeOf(type), Span);
    }
}
