using Arc.Language.Analysis;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;
using Arc.Sdk.Ir;
using Arc.Sdk.Types;

namespace Arc.Language.Flow;

/// <summary>
/// Analyses flow statements, sequences and stages (language sections 17 and 18): what each element is, what it is connected to,
/// where control goes, and that the types agree. The result is a graph that lowering turns into IR.
/// </summary>
internal sealed partial class FlowAnalysis
{
    private readonly ProgramAnalysis _analysis;
    private readonly FlowGraph _graph;
    private FlowScope _scope;

    public FlowAnalysis(ProgramAnalysis analysis)
    {
        _analysis = analysis;
        _graph = new FlowGraph(new FlowScope(FlowGraph.RootKey, IrMode.Parallel, IrLiveness.Always, null, analysis.Root));
        _scope = _graph.Root;
    }

    /// <summary>The nodes, edges and scopes.</summary>
    public FlowGraph Graph => _graph;

    /// <summary>Analyses every flow statement; errors are in the analysis' diagnostics.</summary>
    public void Run()
    {
        CollectScopes();
        foreach (var item in _analysis.Syntax.Items) Item(item);
        InlineBodies();
        Unify();
        CheckInputs();
        ResolveValues();
    }

    /// <summary>Analyses a chain in the current scope.</summary>
    /// <returns>The last node; null if the chain hands over control by itself, or is broken.</returns>
    private FlowNode? Chain(FlowStatementSyntax flow)
    {
        var elements = flow.Elements;
        if (elements.Length < 2)
        {
            if (!_analysis.HasSyntaxError(flow.Span.Start, flow.Span.End))
                Error(DiagnosticCodes.Flow, flow.Span, "flow statement requires at least two nodes");
            return null;
        }

        // A broken element leaves a gap: what stands behind it is still analysed, but connected to nothing.
        FlowNode? previous = null;
        var isGap = false;
        InputRouting? routing = null;
        for (var i = 0; i < elements.Length; i++)
        {
            var place = i == 0 ? Place.First : i == elements.Length - 1 ? Place.Last : Place.Middle;
            if (elements[i] is RoutingTableSyntax table)
            {
                if (place == Place.First) routing = Route(table);
                else if (place == Place.Last) Distribute(table, previous, isGap);
                else Error(DiagnosticCodes.Routing, table.Span, "a routing table stands first, before an instance, or last, behind one");
                isGap |= place != Place.Last;
                previous = null;
                continue;
            }

            var kind = i == 0 || !flow.Operators[i - 1].IsConditional ? IrEdgeKind.Continuous : IrEdgeKind.Conditional;
            if (place == Place.Last && TryTransfer(elements[i], previous, null, kind))
            {
                if (routing is not null && i == 1) Error(DiagnosticCodes.Routing, elements[0].Span, "an input routing table stands before an instance, whose inputs it feeds");
                return null;
            }

            var node = Element(elements[i], place);
            if (node is not null && routing is not null && i == 1) Feed(routing, node, kind);
            else if (node is not null && i > 0) ConnectOrForget(previous, node, kind, elements[i].Span);
            if (node is { HasNamedOutputs: true } && place != Place.Last && elements[i + 1] is not RoutingTableSyntax)
            {
                Error(
                    DiagnosticCodes.Routing, elements[i].Span,
                    $"the outputs of '{node.Name}' have names ({string.Join(", ", node.Outputs.Select(static o => o.Name))}); it must be followed by a routing table, as in -> {{ {node.Outputs[0].Name}: target }}");
                node = null;
            }

            isGap = node is null;
            previous = node;
        }

        return previous;
    }

    /// <summary>Connects two nodes; if the first one is broken, the second one is not blamed for what it lacks.</summary>
    private void ConnectOrForget(FlowNode? source, FlowNode target, IrEdgeKind kind, SourceSpan span, string? parameter = null)
    {
        if (source is null) Forget(target);
        else Connect(source, target, kind, span, parameter);
    }

    private static void Forget(FlowNode node)
    {
        node.IsForgotten = true;
        foreach (var open in node.Inputs) node.Fed.Add(open.Name);
    }

    /// <summary>Connects the first output of a node to the first input of the next one.</summary>
    private void Connect(FlowNode source, FlowNode target, IrEdgeKind kind, SourceSpan span, string? parameter = null)
    {
        if (source.Outputs.Count == 0)
        {
            Error(DiagnosticCodes.Flow, source.Span, $"'{source.Name}' has no output to connect in flow chain");
            Forget(target);
            return;
        }

        Connect(source, source.Outputs[0], target, kind, span, parameter);
    }

    private void Connect(FlowNode source, FlowPort output, FlowNode target, IrEdgeKind kind, SourceSpan span, string? parameter = null)
    {
        var input = parameter is null ? target.Inputs.FirstOrDefault() : target.Inputs.Find(p => p.Name == parameter);
        if (parameter is not null && input is null)
        {
            var names = target.Inputs.Count == 0 ? "it has none" : $"it has {string.Join(", ", target.Inputs.Select(static p => p.Name))}";
            Error(DiagnosticCodes.Routing, span, $"'{target.Name}' has no input '{parameter}'; {names}");
            Forget(target);
            return;
        }

        if (parameter is null && target.Inputs.Count(static p => p.Value is null) > 1)
        {
            Error(
                DiagnosticCodes.Flow, span,
                $"'{target.Name}' has more than one parameter and cannot be fed by one value; use an input routing table, as in {{ source: {target.Inputs[0].Name}, ... }} -> {target.Name}{{}}");
            Forget(target);
            return;
        }

        if (input is not null)
        {
            if (!target.Fed.Add(input.Name) && !target.IsForgotten)
            {
                Error(DiagnosticCodes.Routing, span, $"multiple edges target node '{target.Key}' parameter '{input.Name}'");
                return;
            }

            _graph.Equations.Add(new FlowEquation(FlowEquationKind.Connection, output.Type, input.Type, span, $"flow from '{source.Name}' to '{target.Name}'"));
        }

        _graph.Edges.Add(new IrEdge(new IrHandle(source.Key, output.Name), new IrHandle(target.Key, input?.Name ?? "input"), kind));
    }

    private void Unify()
    {
        foreach (var (_, source, target, span, reason) in _graph.Equations.OrderBy(static e => e.Kind))
        {
            if (FlowType.Unify(target, source)) continue;
            var expected = target.ToString();
            var found = source.ToString();
            var notes = target.Root.Known is { Primitive: not Primitive.Str } wanted && source.Root.Known is { Primitive: not Primitive.Str } given && wanted.Primitive != given.Primitive
                ? new[] { new DiagnosticNote($"convert explicitly with {wanted.Primitive.Name()}(value)") }
                : [];
            var isConstraint = target.IsConstrainedVariable || source.IsConstrainedVariable;
            Error(isConstraint ? DiagnosticCodes.TypeConstraintViolation : DiagnosticCodes.TypeMismatch, span, $"type mismatch in {reason}: expected {expected}, got {found}", notes);
            target.Forget();
            source.Forget();
        }
    }

    private void CheckInputs()
    {
        foreach (var node in _graph.Nodes)
        {
            foreach (var input in node.Inputs)
            {
                if (input.Value is not null || node.Fed.Contains(input.Name)) continue;
                Error(DiagnosticCodes.MissingInput, node.Span, $"node '{node.Key}' ({node.Type}) missing required input '{input.Name}'");
            }
        }
    }

    /// <summary>Gives undecided types their defaults, and then literals their values. What an error left undecided is not blamed.</summary>
    private void ResolveValues()
    {
        int[] errors = [.. _analysis.Diagnostics.ErrorOffsets];
        var blamed = _graph.Nodes.Where(n => errors.Any(e => e >= n.Span.Start && e <= n.Span.End)).ToHashSet();
        foreach (var node in _graph.Nodes)
        {
            var isDecided = errors.Length == 0;
            foreach (var port in node.Config.Concat(node.Inputs).Concat(node.Outputs))
            {
                if (port.Type.TryDefault(port is { IsChannel: true, Value: not null })) continue;
                if (isDecided) Error(DiagnosticCodes.UnresolvedType, node.Span, $"unresolved type variable: nothing decides the type of '{port.Name}' of '{node.Name}'");
                isDecided = false;
            }
        }

        foreach (var node in _graph.Nodes)
        {
            if (blamed.Contains(node)) continue;
            var isKnown = true;
            foreach (var port in node.Config.Concat(node.Outputs))
            {
                // The host makes no channels for a program that cannot run.
                if (port.Resolve is not { } resolve || (port.IsChannel && errors.Length > 0)) continue;
                var value = port.Type.Root.Known is { } type ? resolve(type) : null;
                if (value is null) isKnown = false;
                else port.Value = value;
            }

            if (isKnown) CheckConfig(node);
        }
    }

    /// <summary>Runs the author's check of config values against each other.</summary>
    private void CheckConfig(FlowNode node)
    {
        if (node.Member?.ConfigCheck is not { } check) return;
        var values = node.Config.Where(static p => p.Value is not null).ToDictionary(static p => p.Name, static p => p.Value!.Value, StringComparer.Ordinal);
        if (check(new Sdk.Modules.ConfigValues(values)) is { } problem) Error(DiagnosticCodes.ConfigValue, node.Span, $"{node.Name}: {problem}");
    }

    private void Error(string code, SourceSpan span, string message, params ReadOnlySpan<DiagnosticNote> notes) => _analysis.Error(code, span, message, notes);

    /// <summary>Where an element stands in its chain.</summary>
    private enum Place
    {
        First,
        Middle,
        Last,

        /// <summary>It is no chain: an item of a stage or a step of a sequence by itself.</summary>
        Alone,
    }
}
