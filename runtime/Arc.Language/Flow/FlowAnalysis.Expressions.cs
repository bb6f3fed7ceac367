using System.Globalization;
using Arc.Language.Analysis;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;
using Arc.Sdk.Channels;
using Arc.Sdk.Ir;
using Arc.Sdk.Types;

namespace Arc.Language.Flow;

/// <summary>Literals and expressions as elements of a chain.</summary>
internal sealed partial class FlowAnalysis
{
    private int _formats;

    private FlowNode? Expression(ExpressionSyntax syntax, Place place)
    {
        switch (syntax)
        {
            case MissingExpressionSyntax:
                return null;
            case StringLiteralSyntax text:
                return place == Place.Last
                    ? NoSink(syntax)
                    : Constant(_graph.NextKey("const"), TextOf(syntax), syntax.Span, FlowType.Of(ArcType.Of(Primitive.Str)), Sdk.Types.Constant.Of(text.Value), null);
            case CallSyntax call when IsInstanceMeant(call, place):
                return null;
        }

        if (IsNumber(syntax)) return Literal(syntax, place);
        var isFormat = syntax is FormatStringSyntax;
        var name = isFormat
            ? string.Create(CultureInfo.InvariantCulture, $"fmt$fmt_{_formats++}")
            : _graph.NextKey("expression", name => _analysis.Root.FindDeclared(name) is not null);
        if (_analysis.BindFlowExpression(syntax) is not { } bound) return null;
        if (bound.Value is LiteralExpression { IsSeries: true } or { Type: not (PrimitiveType or null) })
            return Fail(DiagnosticCodes.Flow, syntax.Span, $"a flow carries single samples; this expression gives a {(bound.Value is LiteralExpression literal ? literal.TypeName : bound.Value.Type)}");

        // Sources first: what feeds a node stands before it.
        var triggers = place == Place.First ? bound.Reads.Keys.Select(ChannelOf).OfType<ChannelInfo>().Select(c => Source(c, syntax.Span)).ToList() : [];
        var node = new FlowNode(isFormat ? _graph.NextKey("fmt") : name, name, TextOf(syntax), syntax.Span);
        var output = new FlowPort("output", bound.Value is LiteralExpression open ? FlowType.Of(open.Shape) : FlowType.Of((PrimitiveType)bound.Value.Type!));
        output.Resolve = type =>
        {
            if (_analysis.ToFunction(bound, name, type) is { } function) _analysis.AddGenerated(function);
            return null;
        };
        node.Outputs.Add(output);
        foreach (var (key, channel) in bound.Reads) node.Read(key, channel);
        foreach (var (key, channel) in bound.Writes) node.Write(key, channel);
        _graph.Add(node, _scope);
        foreach (var trigger in triggers)
        {
            if (trigger is not null) Connect(trigger, node, IrEdgeKind.Continuous, syntax.Span);
        }

        return node;
    }

    private FlowNode? Literal(ExpressionSyntax syntax, Place place)
    {
        if (place == Place.Last) return NoSink(syntax);
        return _analysis.ReadNumber(syntax) is { } literal ? Number(_graph.NextKey("const"), TextOf(syntax), syntax.Span, literal) : null;
    }

    private FlowNode? Number(string key, string name, SourceSpan span, Literal literal) =>
        Constant(key, name, span, FlowType.Of(literal.Shape), null, type =>
        {
            if (literal.TryConvert(type, out var value) is not { } problem) return value;
            var code = UnitRules.Clash(literal.Unit, type.Unit) ? DiagnosticCodes.TypeMismatch : DiagnosticCodes.LiteralRange;
            Error(code, span, problem);
            return null;
        });

    private FlowNode? NoSink(ExpressionSyntax syntax) =>
        Fail(DiagnosticCodes.Flow, syntax.Span, $"{TextOf(syntax)} is not a channel; the last element of a flow is a channel, an instance or a transition");

    private bool IsNumber(ExpressionSyntax syntax) => syntax switch
    {
        NumberLiteralSyntax => true,
        UnarySyntax { Operator: TokenKind.Minus, Operand: NumberLiteralSyntax } => true,
        NameSyntax { Name: var name } => _analysis.Lookup(name.Name) is TruthSymbol,
        _ => false,
    };

    /// <summary>
    /// A call stands where an instance is meant: it cannot take the chain's value, or it lacks the arguments that the chain should give it.
    /// </summary>
    private bool IsInstanceMeant(CallSyntax call, Place place)
    {
        string name;
        bool meant;
        switch (call.Callee)
        {
            case NameSyntax { Name: var callee } when _analysis.Lookup(callee.Name) is FunctionSymbol function:
                name = function.Name;
                meant = place is Place.Middle or Place.Last || !function.HasValue || call.Arguments.IsEmpty && function.Inputs.Any(static p => p.Default is null);
                break;
            case NameSyntax { Name: var callee } when _analysis.Lookup(callee.Name) is PreludeSymbol prelude && prelude.Entries.All(static e => e.Symbol.Call is null):
                name = callee.Name;
                meant = true;
                break;
            case QualifiedNameSyntax { Head: var head, Member: var member } when _analysis.Lookup(head.Name) is ModuleSymbol { Module: { } module } import
                && _analysis.Options.Modules.Symbols.Resolve($"{module.Name}.{member.Name}") is { IsInternal: false, Flow: not null } symbol:
                name = $"{head}.{member}";
                meant = symbol.Call is null || place is Place.Middle or Place.Last || call.Arguments.IsEmpty && symbol.Call.Parameters.Any(static p => p.Default is null);
                import.IsUsed |= meant;
                break;
            default:
                return false;
        }

        if (!meant) return false;
        Error(DiagnosticCodes.Flow, call.Span, "functions in flow statements use {} not ()", new DiagnosticNote($"write {name}{{}}"));
        return true;
    }

    private ChannelInfo? ChannelOf(int key)
    {
        // A name may be made of digits, and a name goes first; without such a name nothing else is worth a search.
        if (_analysis.Options.Channels.Find(key.ToString(CultureInfo.InvariantCulture)) is not { } channel) return null;
        return channel.Key == key ? channel : _analysis.Options.Channels.Channels.FirstOrDefault(c => c.Key == key);
    }

    private string TextOf(SyntaxNode node)
    {
        var text = _analysis.Source.Slice(node.Span);
        return text.Length <= 40 ? text : text[..40] + "...";
    }
}
