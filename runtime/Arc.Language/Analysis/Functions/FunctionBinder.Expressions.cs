using System.Collections.Immutable;
using Arc.Language.Binding;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;
using Arc.Sdk.Types;

namespace Arc.Language.Analysis;

internal sealed partial class FunctionBinder
{
    private const int MaxChainedSlices = 256;

    /// <summary>
    /// An expression of literals stays a <see cref="LiteralExpression"/> until its context decides; everything else has its type.
    /// Left chains are walked with a loop; the recursion is bounded by the parser's nesting limit.
    /// </summary>
    public BoundExpression BindExpression(ExpressionSyntax syntax)
    {
        switch (syntax)
        {
            case NumberLiteralSyntax number:
                return _program.ReadNumber(number, negative: false, number.Span) is { } literal
                    ? new NumberExpression(literal)
                    : new BoundError(syntax.Span);
            case StringLiteralSyntax text:
                return new BoundConstant(Constant.Of(text.Value), ArcType.Of(Primitive.Str), syntax.Span);
            case FormatStringSyntax format:
                return BindFormat(format);
            case SeriesLiteralSyntax series:
                return BindSeries(series);
            case NameSyntax name:
                return BindName(name);
            case QualifiedNameSyntax qualified:
                return _program.ResolveMember(qualified.Head, qualified.Member, _scope) is { } symbol
                    ? Fail(DiagnosticCodes.SymbolKind, syntax.Span, $"'{symbol.QualifiedName}' is a function; call it with {symbol.QualifiedName}()")
                    : new BoundError(syntax.Span);
            case ParenthesizedSyntax parenthesized:
                return BindExpression(parenthesized.Inner);
            case UnarySyntax unary:
                return BindUnary(unary);
            case BinarySyntax binary:
                return BindBinaryChain(binary);
            case CallSyntax or IndexSyntax or SliceSyntax:
                return BindPostfixChain(syntax);
            case CastSyntax cast:
                return BindCast(cast);
            default:
                return new BoundError(syntax.Span);
        }
    }

    /// <summary>Looks a name up; in a function whose parameters could not be read, an unknown one may be theirs.</summary>
    private DeclaredSymbol? Resolve(Identifier name) => _function is { IsBroken: true } ? _program.Lookup(name.Name, _scope) : _program.Resolve(name, _scope);

    private BoundExpression BindName(NameSyntax syntax)
    {
        var symbol = Resolve(syntax.Name);
        switch (symbol)
        {
            case null or ErrorSymbol:
                return new BoundError(syntax.Span);
            case VariableSymbol { Variable: var variable }:
                return variable.Type is ChannelType channelType
                    ? ReadChannel(new BoundChannel(null, variable), channelType.Value, syntax.Span)
                    : new BoundVariableRead(variable, syntax.Span);
            case AliasSymbol alias:
                return ReadChannel(alias.Channel, alias.Type.Value, syntax.Span);
            case ChannelSymbol { Channel: var channel }:
                return ReadChannel(new BoundChannel(channel, null), channel.Type, syntax.Span);
            case ConstantSymbol { Literal: { } literal }:
                return new NumberExpression(literal.At(syntax.Span));
            case ConstantSymbol { Constant: { } constant }:
                return new BoundConstant(constant.Value, constant.Type, syntax.Span);
            case ConstantSymbol:
                return new BoundError(syntax.Span);
            case TruthSymbol truth:
                return new BoundConstant(Constant.Of(truth.Value ? 1L : 0L), ArcType.Of(Primitive.U8), syntax.Span);
            case ModuleSymbol module:
                module.IsUsed = true;
                return Fail(DiagnosticCodes.SymbolKind, syntax.Span, $"'{symbol.Name}' is a module and no value; name a member, '{symbol.Name}.member'");
            case FunctionSymbol or PreludeSymbol:
                return Fail(DiagnosticCodes.SymbolKind, syntax.Span, $"'{symbol.Name}' is a function and no value; call it with {symbol.Name}()");
            default:
                return Fail(DiagnosticCodes.SymbolKind, syntax.Span, $"'{symbol.Name}' is a {symbol.Kind} and no value");
        }
    }

    private BoundChannelRead ReadChannel(BoundChannel channel, ArcType type, SourceSpan span)
    {
        _effects.Read(channel);
        return new BoundChannelRead(channel, type, span);
    }

    private BoundExpression BindSeries(SeriesLiteralSyntax syntax)
    {
        var elements = syntax.Elements.Select(e => RequireValue(BindExpression(e))).ToArray();
        if (elements.Any(static e => e is BoundError)) return new BoundError(syntax.Span);

        var shape = LiteralShape.Open;
        PrimitiveType? type = null;
        for (var i = 0; i < elements.Length; i++)
        {
            var element = elements[i];
            var expected = type?.ToString() ?? shape.Name;
            var fits = element switch
            {
                _ when IsSeries(element) => false,
                LiteralExpression literal => (type is null || literal.Shape.Allowed.Contains(type.Primitive)) && !UnitRules.Clash(literal.Shape.Unit, type?.Unit ?? shape.Unit),
                _ => Accept(ElementOf(element)!, i),
            };
            if (!fits)
            {
                var reason = i == 0 ? "a number or str" : expected;
                return Fail(
                    DiagnosticCodes.TypeMismatch,
                    element.Span,
                    $"series element {i + 1} has incompatible type {TypeName(element)}, expected {reason}");
            }

            if (element is LiteralExpression known) shape = shape.Merge(known.Shape);
            else type ??= ElementOf(element);
        }

        if (type is null) return new LiteralSeries([.. elements.Cast<LiteralExpression>()], shape, syntax.Span);

        var fixedElements = elements.Select(e => Convert(e, type, DiagnosticCodes.TypeMismatch, found => $"type mismatch: {found} is not compatible with {type}")).ToImmutableArray();
        return fixedElements.Any(static e => e is BoundError)
            ? new BoundError(syntax.Span)
            : new BoundSeriesLiteral(fixedElements, new SeriesType(type), syntax.Span);

        bool Accept(PrimitiveType element, int index)
        {
            if (type is not null) return type.Primitive == element.Primitive && !UnitRules.Clash(type.Unit, element.Unit);
            return index == 0 || (shape.Allowed.Contains(element.Primitive) && !UnitRules.Clash(shape.Unit, element.Unit));
        }
    }

    /// <summary>Calls, indexes and slices, which chain on the left without limit.</summary>
    private BoundExpression BindPostfixChain(ExpressionSyntax syntax)
    {
        var chain = new Stack<ExpressionSyntax>();
        var inner = syntax;
        while (inner is CallSyntax or IndexSyntax or SliceSyntax)
        {
            chain.Push(inner);
            inner = inner switch
            {
                CallSyntax call => call.Callee,
                IndexSyntax index => index.Target,
                _ => ((SliceSyntax)inner).Target,
            };
        }

        var slices = 0;
        var result = chain.Peek() is CallSyntax named ? BindCall((CallSyntax)chain.Pop(), inner) : BindExpression(inner);
        while (chain.TryPop(out var next))
        {
            switch (next)
            {
                case CallSyntax call:
                    foreach (var argument in call.Arguments) BindExpression(argument);
                    return result is BoundError ? result : Fail(DiagnosticCodes.NotCallable, call.Span, "only functions can be called; there are no function values");
                case IndexSyntax index:
                    result = BindIndex(result, index);
                    break;
                case SliceSyntax slice:
                    if (++slices > MaxChainedSlices)
                        return Fail(DiagnosticCodes.NestingTooDeep, slice.Span, $"more than {MaxChainedSlices} slices in a row");
                    result = BindSlice(result, slice);
                    break;
            }
        }

        return result;
    }

    private BoundExpression BindIndex(BoundExpression source, IndexSyntax syntax)
    {
        var index = BindIndexValue(syntax.Index);
        source = RequireValue(source);
        if (source is BoundError || index is BoundError) return new BoundError(syntax.Span);
        if (source is LiteralExpression { IsSeries: true } literal) return new LiteralIndex(literal, index, syntax.Span);
        return source.Type switch
        {
            SeriesType series => new BoundIndex(source, index, series.Element, syntax.Span),
            PrimitiveType { Primitive: Primitive.Str } => new BoundIndex(source, index, ArcType.Of(Primitive.U8), syntax.Span),
            _ => Fail(DiagnosticCodes.InvalidIndex, syntax.Span, $"indexing is only supported on series types and str, got {TypeName(source)}"),
        };
    }

    private BoundExpression BindSlice(BoundExpression source, SliceSyntax syntax)
    {
        var from = syntax.From is null ? null : BindIndexValue(syntax.From);
        var to = syntax.To is null ? null : BindIndexValue(syntax.To);
        source = RequireValue(source);
        if (source is BoundError || from is BoundError || to is BoundError) return new BoundError(syntax.Span);
        if (source is LiteralExpression { IsSeries: true } literal) return new LiteralSlice(literal, from, to, syntax.Span);
        return source.Type is SeriesType or PrimitiveType { Primitive: Primitive.Str }
            ? new BoundSlice(source, from, to, source.Type, syntax.Span)
            : Fail(DiagnosticCodes.InvalidIndex, syntax.Span, $"slicing is only supported on series types and str, got {TypeName(source)}");
    }

    private BoundExpression BindIndexValue(ExpressionSyntax syntax)
    {
        var value = RequireValue(BindExpression(syntax));
        switch (value)
        {
            case BoundError:
                return value;
            case LiteralExpression { IsSeries: false } literal when literal.Shape.Allowed.Contains(Primitive.I64):
                return literal.Fix(ArcType.Of(Primitive.I64), _program.Fixer);
            case { Type: PrimitiveType type } when type.Primitive.IsInteger():
                return value;
            default:
                return Fail(DiagnosticCodes.InvalidIndex, value.Span, $"an index must be an integer, got {TypeName(value)}");
        }
    }

    private BoundExpression BindCast(CastSyntax syntax)
    {
        var operand = RequireValue(BindExpression(syntax.Operand));
        var type = TypeReader.Read(syntax.Type, _program);
        if (operand is BoundError || type is null) return new BoundError(syntax.Span);
        if (type is not PrimitiveType target)
            return Fail(DiagnosticCodes.InvalidCast, syntax.Span, $"cannot cast {TypeName(operand)} to {type}; casts convert between numbers, and from numbers to str");

        if (operand is LiteralExpression literal && !literal.IsSeries)
        {
            if (target.Primitive == Primitive.Str || (literal.HasCall && !literal.Shape.Allowed.Contains(target.Primitive))) operand = Default(literal);
            else return Convert(literal, target, DiagnosticCodes.InvalidCast, found => $"cannot cast {found} to {target}");
        }

        if (operand is BoundError) return operand;
        if (operand.Type is not PrimitiveType source)
            return Fail(DiagnosticCodes.InvalidCast, syntax.Span, $"cannot cast {TypeName(operand)} to {target}");
        if (source.Primitive == Primitive.Str)
        {
            return target.Primitive == Primitive.Str
                ? operand
                : Fail(DiagnosticCodes.InvalidCast, syntax.Span, $"cannot cast str to {target}");
        }

        return CastUnits(operand, source, target, syntax.Span);
    }

    /// <summary>A cast drops the unit; a cast to a type with a unit is the explicit conversion, which may lose digits.</summary>
    private BoundExpression CastUnits(BoundExpression operand, PrimitiveType source, PrimitiveType target, SourceSpan span)
    {
        if (target.Unit is not { } unit || source.Unit is not { } from || from.Scale == unit.Scale && from.Dimensions == unit.Dimensions)
            return new BoundCast(operand, target, span);
        if (UnitRules.Clash(from, unit))
            return Fail(DiagnosticCodes.InvalidCast, span, $"cannot cast {source} to {target}: incompatible dimensions: {from.Dimensions} vs {unit.Dimensions}");

        var wide = source.Primitive.IsFloat() ? source : new PrimitiveType(Primitive.F64, from);
        var value = source.Primitive.IsFloat() ? operand : new BoundCast(operand, wide, span);
        return new BoundCast(ConvertUnit(value, unit), target, span);
    }

    private BoundExpression BindFormat(FormatStringSyntax syntax)
    {
        var parts = ImmutableArray.CreateBuilder<BoundFormatPart>(syntax.Parts.Length);
        var failed = false;
        foreach (var part in syntax.Parts)
        {
            if (part is FormatTextSyntax text)
            {
                parts.Add(new BoundFormatPart(text.Value, null, null));
                continue;
            }

            var placeholder = (FormatPlaceholderSyntax)part;
            var value = BindPlaceholder(placeholder);
            failed |= value is BoundError;
            parts.Add(new BoundFormatPart(null, value, placeholder.Spec));
        }

        return failed ? new BoundError(syntax.Span) : new BoundFormat(parts.ToImmutable(), syntax.Span);
    }

    private BoundExpression BindPlaceholder(FormatPlaceholderSyntax syntax)
    {
        var value = RequireValue(BindExpression(syntax.Expression));
        if (value is BoundError) return value;
        if (IsSeries(value) || (value is not LiteralExpression && value.Type is not PrimitiveType))
            return Fail(DiagnosticCodes.TypeMismatch, value.Span, $"a placeholder must be numeric or str, got {TypeName(value)}");
        if (syntax.Spec is not { } spec) return Default(value);

        if (!FormatSpec.TryParse(spec, out var parsed))
            return Fail(DiagnosticCodes.InvalidFormatSpec, syntax.SpecSpan, $"invalid format spec \"{spec}\" for type {TypeName(value)}; a spec is [flags][width][.precision]verb, such as '.2f', '05d' or 'x'");

        if (value is LiteralExpression literal)
        {
            // An undecided literal becomes what the verb wants, if it can.
            var wanted = parsed.WantsFloat ? TypeSet.Float : parsed.WantsInteger ? TypeSet.Integer : TypeSet.None;
            var restricted = literal.Shape.Restrict(wanted);
            if (!restricted.Allowed.IsEmpty) return literal.Fix(restricted.DefaultType, _program.Fixer);
        }
        else if (parsed.Fits(((PrimitiveType)value.Type!).Primitive))
        {
            return value;
        }

        return Fail(DiagnosticCodes.InvalidFormatSpec, syntax.SpecSpan, $"invalid format spec \"{spec}\" for type {TypeName(value)}; {parsed.Advice}");
    }
}
