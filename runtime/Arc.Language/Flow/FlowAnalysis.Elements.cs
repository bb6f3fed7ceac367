using System.Collections.Immutable;
using System.Globalization;
using Arc.Language.Analysis;
using Arc.Language.Diagnostics;
using Arc.Language.Graphs;
using Arc.Language.Syntax;
using Arc.Sdk.Channels;
using Arc.Sdk.Types;

namespace Arc.Language.Flow;

/// <summary>What each element of a chain is.</summary>
internal sealed partial class FlowAnalysis
{
    private readonly Dictionary<string, FlowType> _newChannels = new(StringComparer.Ordinal);

    private FlowNode? Element(FlowElementSyntax element, Place place) => element switch
    {
        FlowNameSyntax name => Name(name.Name, place),
        InvocationSyntax invocation => Instance(invocation),
        FlowExpressionSyntax expression => Expression(expression.Expression, place),
        NextSyntax => Fail(DiagnosticCodes.Transition, element.Span, "'next' can only stand at the end of a flow, as in 'condition => next'"),
        InlineStageSyntax or InlineSequenceSyntax =>
            Fail(DiagnosticCodes.Flow, element.Span, "an inline stage or sequence can only stand at the end of a flow"),
        // A hole: the parser has reported it.
        _ => null,
    };

    private FlowNode? Name(Identifier name, Place place)
    {
        if (place == Place.Last && _analysis.Options.Channels.Declares && !name.IsMissing && _analysis.Lookup(name.Name) is null) return NewSink(name);
        if (place != Place.Last && _analysis.Lookup(name.Name) is null && _scope.Names.FindDeclared(name.Name) is { } step) return NoSource(step, name.Span);
        switch (_analysis.Resolve(name, place == Place.Last ? _scope.Names : null))
        {
            case ChannelSymbol { Channel: var channel }:
                return place == Place.Last ? Sink(channel, name.Span) : Source(channel, name.Span);
            case ConstantSymbol constant when place == Place.Last:
                return Fail(DiagnosticCodes.SymbolKind, name.Span, $"{constant.Name} is not a channel; the last element of a flow is a channel, an instance or a transition");
            case ConstantSymbol { Literal: { } literal } constant:
                return Number(_graph.NextKey($"const_{constant.Name}"), constant.Name, name.Span, literal);
            case ConstantSymbol { Constant: { } bound }:
                return Constant(_graph.NextKey($"const_{bound.Name}"), bound.Name, name.Span, FlowType.Of(bound.Type), bound.Value, null);
            case TruthSymbol:
                return Expression(new NameSyntax(name), place);
            case FunctionSymbol or PreludeSymbol:
                Error(
                    DiagnosticCodes.SymbolKind, name.Span, $"'{name}' is a function; a flow needs an instance of it",
                    new DiagnosticNote($"write {name}{{}}"));
                return null;
            case ScopeSymbol scope:
                return NoSource(scope, name.Span);
            case ModuleSymbol module:
                module.IsUsed = true;
                return Fail(DiagnosticCodes.SymbolKind, name.Span, $"'{name}' is a module and no value; name one of its members, as in {name}.member{{}}");
            default:
                return null;
        }
    }

    private FlowNode? NoSource(DeclaredSymbol scope, SourceSpan span) =>
        Fail(DiagnosticCodes.Flow, span, $"{scope.Kind} '{scope.Name}' cannot be the source of a flow; it can only be the target at its end");

    private FlowNode? Source(ChannelInfo channel, SourceSpan span)
    {
        var node = Library("telem.on", $"on_{channel.Name}", channel.Name, span);
        if (node is not null) SetChannel(node, channel);
        node?.Read(channel.Key, channel.Name);
        return node;
    }

    private FlowNode? Sink(ChannelInfo channel, SourceSpan span)
    {
        var node = Library("telem.write", $"write_{channel.Name}", channel.Name, span);
        if (node is not null) SetChannel(node, channel);
        node?.Write(channel.Key, channel.Name);
        return node;
    }

    /// <summary>A sink that nothing declares: the host makes a channel of the type that flows into it.</summary>
    private FlowNode? NewSink(Identifier name)
    {
        var node = Library("telem.write", $"write_{name}", name.Name, name.Span);
        if (node is null) return null;
        Declare(node, node.Config.Find(static p => p.IsChannel)!, name);
        return node;
    }

    /// <summary>Lets the host make a channel of the type that the node writes.</summary>
    private void Declare(FlowNode node, FlowPort port, Identifier name)
    {
        if (!_newChannels.TryGetValue(name.Name, out var type)) _newChannels.Add(name.Name, type = port.Type);
        FlowType.Unify(type, port.Type);
        port.Resolve = known =>
        {
            if ((_analysis.Options.Channels.Find(name.Name) ?? _analysis.Options.Channels.Declare(name.Name, known)) is not { } channel)
            {
                _analysis.ReportUndefined(name, null);
                return null;
            }

            node.Write(channel.Key, channel.Name);
            return Sdk.Types.Constant.Of(channel.Key);
        };
    }

    private void SetChannel(FlowNode node, ChannelInfo channel)
    {
        var port = node.Config.Find(static p => p.IsChannel)!;
        port.Value = Sdk.Types.Constant.Of(channel.Key);
        var element = UnitRules.Element(channel.Type)!;
        if (!FlowType.Unify(port.Type, FlowType.Of(element)))
            Error(DiagnosticCodes.TypeMismatch, node.Span, $"type mismatch in flow at '{channel.Name}': expected {port.Type}, got {element}");
    }

    private FlowNode? Constant(string key, string name, SourceSpan span, FlowType type, Constant? value, Func<PrimitiveType, Constant?>? resolve)
    {
        var node = Library("op.constant", "", name, span, key);
        if (node is null) return null;
        var port = node.Config[0];
        port.Value = value;
        port.Resolve = resolve;
        if (FlowType.Unify(port.Type, type)) return node;
        return Fail(DiagnosticCodes.TypeMismatch, span, $"type mismatch in flow at '{name}': expected {port.Type}, got {type}");
    }

    /// <summary>A node of the library that the flow implies.</summary>
    private FlowNode? Library(string type, string prefix, string name, SourceSpan span, string? key = null)
    {
        if (_analysis.Options.Modules.Symbols.Resolve(type) is not { Flow: { } flow } symbol)
            return Fail(DiagnosticCodes.SymbolUndefined, span, $"this flow needs '{type}', which the host's module set does not offer");
        return Add(new FlowTarget(type, flow, null, symbol), key ?? _graph.NextKey(prefix), name, span);
    }

    private FlowNode? Instance(InvocationSyntax syntax)
    {
        if (_analysis.ResolveInvocation(syntax) is not { } target) return null;
        var values = _analysis.BindConfig(syntax.Values, target);
        if (!IsFlowing(target, syntax.Span)) return null;
        return Instance(target, values, _graph.NextKey(target.Name), target.Name, syntax.Span);
    }

    private FlowNode Instance(FlowTarget target, ImmutableArray<BoundConfigValue> values, string key, string name, SourceSpan span)
    {
        var node = Add(target, key, name, span);
        if (target.Function is { } function)
        {
            foreach (var (channel, read) in function.Effects.ReadsByKey) node.Read(channel, read);
            foreach (var (channel, written) in function.Effects.WritesByKey) node.Write(channel, written);
        }

        foreach (var value in values) Configure(node, target, value);
        return node;
    }

    private void Configure(FlowNode node, FlowTarget target, BoundConfigValue value)
    {
        var port = node.Config.Find(p => p.Name == value.Parameter.Name)!;
        if (value.Channel is { } channel)
        {
            port.Value = Sdk.Types.Constant.Of(channel.Key);
            _graph.Equations.Add(new FlowEquation(FlowEquationKind.Declared, FlowType.Of(UnitRules.Element(channel.Type)!), port.Type, value.Syntax.Span, $"config parameter '{port.Name}'"));
            NoteChannel(node, target, value.Parameter, channel.Key, channel.Name);
        }
        else if (value.Literal is { } literal)
        {
            _graph.Equations.Add(new FlowEquation(FlowEquationKind.Number, FlowType.Of(literal.Shape), port.Type, value.Syntax.Span, $"config parameter '{port.Name}'"));
            port.Resolve = type => ConfigNumber(value, literal, type);
        }
        else
        {
            port.Value = value.Value;
            // A key that the host does not have yet; its channel may come at run time.
            if (value.Syntax is ChannelReferenceSyntax { Key: > 0 and var key }) NoteChannel(node, target, value.Parameter, key, key.ToString(CultureInfo.InvariantCulture));
            if (value.Type is { } type)
                _graph.Equations.Add(new FlowEquation(FlowEquationKind.Declared, FlowType.Of(type), port.Type, value.Syntax.Span, $"config parameter '{port.Name}'"));
        }
    }

    private Constant? ConfigNumber(BoundConfigValue value, Literal literal, PrimitiveType type)
    {
        if (literal.TryConvert(type, out var number) is { } problem)
        {
            Error(DiagnosticCodes.ConfigValue, value.Syntax.Span, $"config parameter '{value.Parameter.Name}': {problem}");
            return null;
        }

        if (value.Parameter.Check?.Violation(number) is not { } violation) return number;
        Error(DiagnosticCodes.ConfigValue, value.Syntax.Span, $"config parameter '{value.Parameter.Name}' {violation}, got {number}");
        return null;
    }

    /// <summary>Adds a channel in the config to what the node reads and writes.</summary>
    private static void NoteChannel(FlowNode node, FlowTarget target, Parameter parameter, int key, string name)
    {
        bool reads, writes;
        if (target.Function is { } function)
        {
            var variable = function.Config.FirstOrDefault(p => p.Name == parameter.Name)?.Variable;
            reads = variable is not null && function.Effects.ReadParameters.Contains(variable);
            writes = variable is not null && function.Effects.WriteParameters.Contains(variable);
        }
        else
        {
            var access = ((ChannelType)parameter.Type).Access;
            reads = access != ChannelAccess.Write;
            writes = access != ChannelAccess.Read;
        }

        if (reads) node.Read(key, name);
        if (writes) node.Write(key, name);
    }

    /// <summary>Whether samples can flow through an instance: a series or a channel is no sample.</summary>
    private bool IsFlowing(FlowTarget target, SourceSpan span)
    {
        foreach (var port in target.Signature.Inputs.Concat(target.Signature.Outputs))
        {
            if (port.Type is PrimitiveType or VariableType) continue;
            Error(DiagnosticCodes.Flow, span, $"'{target.Name}' cannot be used in a flow: '{port.Name}' has the type {port.Type}, and a flow carries single samples");
            return false;
        }

        return true;
    }

    private FlowNode Add(FlowTarget target, string key, string name, SourceSpan span)
    {
        var signature = target.Signature;
        var variables = new Dictionary<string, FlowType>(StringComparer.Ordinal);
        var node = new FlowNode(key, target.Name, name, span)
        {
            Member = target.Member,
            HasNamedOutputs = target.Function is { } function
                ? !function.Outputs.IsEmpty
                : signature.Outputs.Length > 1 || signature.Outputs is [{ Name: not "output" }],
        };
        // Variables are fresh in every node.
        foreach (var parameter in signature.Config) node.Config.Add(Port(parameter));
        foreach (var parameter in signature.Inputs) node.Inputs.Add(Port(parameter));
        foreach (var parameter in signature.Outputs) node.Outputs.Add(Port(parameter));
        _graph.Add(node, _scope);
        return node;

        FlowPort Port(Parameter parameter) => new(parameter.Name, TypeOf(parameter.Type)) { Value = parameter.Default, IsChannel = parameter.Type is ChannelType };

        FlowType TypeOf(ArcType type)
        {
            if (TypeVariables.VariableOf(type) is not { } variable) return FlowType.Of(UnitRules.Element(type)!);
            if (!variables.TryGetValue(variable.Name, out var known)) variables.Add(variable.Name, known = new FlowType(variable.Constraint));
            return known;
        }
    }

    private FlowNode? Fail(string code, SourceSpan span, string message)
    {
        Error(code, span, message);
        return null;
    }
}
