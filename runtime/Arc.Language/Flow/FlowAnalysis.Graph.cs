using System.Collections.Immutable;
using Arc.Language.Analysis;
using Arc.Language.Diagnostics;
using Arc.Language.Graphs;
using Arc.Language.Syntax;
using Arc.Sdk.Ir;
using Arc.Sdk.Types;

namespace Arc.Language.Flow;

/// <summary>The nodes and edges of a graph (runtime section 3).</summary>
internal sealed partial class FlowAnalysis
{
    // Beyond so many nodes a look at every name for each unknown one takes too long.
    private const int MaxSuggestedNodes = 200;

    /// <summary>Analyses a graph; errors are in the analysis' diagnostics.</summary>
    public void RunGraph(GraphDocument document)
    {
        // The value is null where the type of the node is not known: nothing can be said about its edges.
        var nodes = new Dictionary<string, FlowNode?>(StringComparer.Ordinal);
        foreach (var node in document.Nodes)
        {
            if (node.Key.IsMissing || nodes.TryAdd(node.Key.Name, null)) nodes[node.Key.Name] = Node(node);
            else Error(DiagnosticCodes.SymbolRedefined, node.Key.Span, $"duplicate node key '{node.Key}'");
        }

        nodes.Remove("");
        foreach (var edge in document.Edges) Edge(edge, nodes);
        Unify();
        CheckInputs();
        ResolveValues();
    }

    private FlowNode? Node(GraphNode syntax)
    {
        if (syntax.Type.IsMissing || _analysis.ResolveNodeType(syntax.Type) is not { } target) return null;
        var span = syntax.Key.Span;
        var values = ImmutableArray.CreateBuilder<ConfigValueSyntax>(syntax.Config.Count);
        (Parameter Parameter, Identifier Name)? declared = null;
        foreach (var (name, value) in syntax.Config)
        {
            var parameter = target.Signature.Config.FirstOrDefault(p => p.Name == name.Name);
            var literal = parameter?.Type is ChannelType type ? ChannelValue(parameter, type, value, ref declared) : Value(parameter, value);
            values.Add(new ConfigValueSyntax(value.Span, name, literal ?? new MissingExpressionSyntax(value.Span)));
        }

        var bound = _analysis.BindConfig(new ConfigValuesSyntax(span, values.ToImmutable()), target, syntax.Key.Name);
        if (!IsFlowing(target, syntax.Type.Span)) return null;
        var node = Instance(target, bound, syntax.Key.Name, syntax.Key.Name, span);
        if (declared is { } sink) Declare(node, node.Config.Find(p => p.Name == sink.Parameter.Name)!, sink.Name);
        return node;
    }

    private ExpressionSyntax? Value(Parameter? parameter, GraphValue value)
    {
        var literal = GraphValues.ToLiteral(value);
        if (literal is null && parameter is not null)
            Error(DiagnosticCodes.TypeMismatch, value.Span, $"type mismatch: config parameter '{parameter.Name}' expects {Wanted(parameter)} but got {GraphReader.Shown(value.Json)}");
        return literal;
    }

    private static string Wanted(Parameter parameter) => TypeVariables.VariableOf(parameter.Type)?.Constraint.ToString() ?? parameter.Type.ToString()!;

    /// <summary>The channel that a name or key stands for; null after reporting that there is none.</summary>
    private ChannelReferenceSyntax? ChannelValue(Parameter parameter, ChannelType type, GraphValue value, ref (Parameter, Identifier)? declared)
    {
        var channels = _analysis.Options.Channels;
        if (GraphValues.TryInteger(value.Json, out var key) && key >= 0) return new ChannelReferenceSyntax(value.Span, key, ChannelOf(key));
        if (value.Json.ValueKind != System.Text.Json.JsonValueKind.String || JsonTexts.Of(value.Json) is not { } name)
        {
            Error(
                DiagnosticCodes.TypeMismatch, value.Span,
                $"type mismatch: config parameter '{parameter.Name}' expects {type} but got {GraphReader.Shown(value.Json)}; a channel is given by its name or its numeric key");
            return null;
        }

        if (channels.Find(name) is { } channel) return new ChannelReferenceSyntax(value.Span, channel.Key, channel);
        if (channels.Declares && type.Access == ChannelAccess.Write && GraphFunctions.IsIdentifier(name, _analysis.Options.Parsing))
        {
            declared = (parameter, new Identifier(name, value.Span));
            return null;
        }

        var hint = _analysis.Diagnostics.ErrorCount >= _analysis.Options.Parsing.MaxErrors ? "" : Suggestions.Phrase(name, channels.Channels.Select(static c => c.Name));
        Error(DiagnosticCodes.SymbolUndefined, value.Span, $"channel '{name}' not found{hint}");
        return null;
    }

    private void Edge(GraphEdge edge, Dictionary<string, FlowNode?> nodes)
    {
        var hasTarget = Find(edge.Target, "target", nodes, out var target);
        if (target is not null && !target.Fed.Add(edge.Target.Param))
        {
            Error(DiagnosticCodes.Routing, edge.Target.Node.Span, $"multiple edges target node '{target.Key}' parameter '{edge.Target.Param}'");
            target = null;
        }

        if (!Find(edge.Source, "source", nodes, out var source) || source is null || !hasTarget) return;
        if (source.Outputs.Find(o => o.Name == edge.Source.Param) is not { } output)
        {
            var names = source.Outputs.Count == 0 ? "it has none" : $"it has {string.Join(", ", source.Outputs.Select(static o => o.Name))}";
            Error(DiagnosticCodes.Routing, edge.Source.Node.Span, $"output '{edge.Source.Param}' not found in node '{source.Key}' ({source.Type}); {names}");
            return;
        }

        if (target is null) return;
        // An edge to a parameter that is no input only triggers.
        if (target.Inputs.Find(i => i.Name == edge.Target.Param) is { } input)
            _graph.Equations.Add(new FlowEquation(FlowEquationKind.Connection, output.Type, input.Type, edge.Span, $"flow from '{source.Key}' to '{target.Key}'"));
        _graph.Edges.Add(new IrEdge(new IrHandle(source.Key, output.Name), new IrHandle(target.Key, edge.Target.Param), edge.Kind));
    }

    private bool Find(GraphHandle handle, string end, Dictionary<string, FlowNode?> nodes, out FlowNode? node)
    {
        if (nodes.TryGetValue(handle.Node.Name, out node)) return true;
        var hint = nodes.Count > MaxSuggestedNodes || _analysis.Diagnostics.ErrorCount >= _analysis.Options.Parsing.MaxErrors ? "" : Suggestions.Phrase(handle.Node.Name, nodes.Keys);
        Error(DiagnosticCodes.SymbolUndefined, handle.Node.Span, $"edge {end} node '{handle.Node}' not found{hint}");
        return false;
    }
}
