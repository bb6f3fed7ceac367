using System.Collections.Immutable;
using Arc.Language.Binding;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;
using Arc.Sdk.Types;

namespace Arc.Language.Analysis;

/// <summary>Loops (language section 14).</summary>
internal sealed partial class FunctionBinder
{
    private BoundStatement BindFor(ForSyntax syntax)
    {
        switch (syntax.Clause)
        {
            case ForConditionSyntax condition:
                return new BoundWhile(BindCondition(condition.Condition), BindLoopBody(syntax.Body), syntax.Span);
            case ForEachSyntax { Source: CallSyntax { Callee: NameSyntax { Name.Name: "range" } } range } each:
                return BindRange(syntax, each, range);
            case ForEachSyntax each:
                return BindForEach(syntax, each);
            default:
                return new BoundWhile(null, BindLoopBody(syntax.Body), syntax.Span);
        }
    }

    private BoundBlock BindLoopBody(BlockSyntax body, params ReadOnlySpan<DeclaredSymbol> variables)
    {
        _scope = new Scope(_scope);
        foreach (var variable in variables) Declare(variable);
        _loops++;
        var bound = BindBlock(body);
        _loops--;
        _scope = _scope.Parent!;
        return bound;
    }

    private static BoundVariable LoopVariable(Identifier name, ArcType type) => new(name.Name, type, BoundVariableKind.Loop, name.Span);

    private BoundForEach BindForEach(ForSyntax syntax, ForEachSyntax each)
    {
        var source = BindExpression(each.Source);
        source = source is LiteralExpression { IsSeries: false } ? source : Default(RequireValue(source));
        var element = (source.Type as SeriesType)?.Element;
        if (element is null && source is not BoundError)
        {
            source = Fail(
                DiagnosticCodes.InvalidLoop,
                each.Source.Span,
                each.Second is null
                    ? $"cannot iterate over {TypeName(source)}; did you mean range({TextOf(each.Source)})?"
                    : $"two-variable for loop requires a series, got {TypeName(source)}");
        }

        var last = each.Second ?? each.First;
        var elementVariable = LoopVariable(last, element ?? ArcType.Of(Primitive.I64));
        DeclaredSymbol elementSymbol = element is null ? new ErrorSymbol(last.Name, last.Span) : new VariableSymbol(elementVariable);
        if (each.Second is null)
        {
            var single = BindLoopBody(syntax.Body, elementSymbol);
            return new BoundForEach(null, elementVariable, source, single, syntax.Span);
        }

        var index = LoopVariable(each.First, ArcType.Of(Primitive.I32));
        var body = BindLoopBody(syntax.Body, new VariableSymbol(index), elementSymbol);
        return new BoundForEach(index, elementVariable, source, body, syntax.Span);
    }

    private BoundStatement? BindRangeFailed(ForSyntax syntax, ForEachSyntax each)
    {
        var first = new ErrorSymbol(each.First.Name, each.First.Span);
        if (each.Second is { } second) BindLoopBody(syntax.Body, first, new ErrorSymbol(second.Name, second.Span));
        else BindLoopBody(syntax.Body, first);
        return null;
    }

    private BoundStatement BindRange(ForSyntax syntax, ForEachSyntax each, CallSyntax range)
    {
        var empty = new BoundBlock([], syntax.Span);
        var arguments = range.Arguments.Select(a => RequireValue(BindExpression(a))).ToArray();
        if (each.Second is not null)
        {
            Error(DiagnosticCodes.InvalidLoop, range.Span, "two-variable for loop requires a series, got range");
            return BindRangeFailed(syntax, each) ?? empty;
        }

        if (arguments.Length is < 1 or > 3)
        {
            Error(DiagnosticCodes.InvalidLoop, range.Span, $"range() requires 1 to 3 arguments, got {arguments.Length}");
            return BindRangeFailed(syntax, each) ?? empty;
        }

        var failed = false;
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is BoundError)
            {
                failed = true;
                continue;
            }

            var isInteger = arguments[i] is LiteralExpression literal
                ? !literal.IsSeries && literal.Shape.Allowed.Contains(Primitive.I64)
                : arguments[i].Type is PrimitiveType { Primitive: var primitive } && primitive.IsInteger();
            if (isInteger) continue;
            Error(DiagnosticCodes.InvalidLoop, arguments[i].Span, $"range() argument {i + 1} must be an integer type, got {TypeName(arguments[i])}");
            failed = true;
        }

        if (failed) return BindRangeFailed(syntax, each) ?? empty;

        var type = RangeType(arguments);
        var values = arguments.Select(a => AsRangeArgument(a, type)).ToImmutableArray();
        var variable = LoopVariable(each.First, type);
        var body = BindLoopBody(syntax.Body, new VariableSymbol(variable));
        return values.Length == 1
            ? new BoundForRange(variable, null, values[0], null, body, syntax.Span)
            : new BoundForRange(variable, values[0], values[1], values.Length == 3 ? values[2] : null, body, syntax.Span);
    }

    /// <summary>i64 if all arguments are literals, else the widest width of the concrete ones, signed if any of them is.</summary>
    private static PrimitiveType RangeType(BoundExpression[] arguments)
    {
        var concrete = arguments.Where(static a => a is not LiteralExpression).Select(static a => ((PrimitiveType)a.Type!).Primitive).ToArray();
        if (concrete.Length == 0) return ArcType.Of(Primitive.I64);
        var signed = concrete.Any(static p => p.IsSignedInteger());
        return ArcType.Of((concrete.Max(static p => p.Bits()), signed) switch
        {
            (8, true) => Primitive.I8,
            (16, true) => Primitive.I16,
            (32, true) => Primitive.I32,
            (64, true) => Primitive.I64,
            (8, false) => Primitive.U8,
            (16, false) => Primitive.U16,
            (32, false) => Primitive.U32,
            _ => Primitive.U64,
        });
    }

    private BoundExpression AsRangeArgument(BoundExpression argument, PrimitiveType type)
    {
        if (argument is LiteralExpression literal) return literal.Fix(type, _program.Fixer);
        return ((PrimitiveType)argument.Type!).Primitive == type.Primitive ? argument : new BoundCast(argument, type, argument.Span);
    }
}
