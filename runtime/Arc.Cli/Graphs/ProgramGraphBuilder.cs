using System.Collections.Immutable;
using Arc.Runtime;
using Arc.Sdk.Ir;

namespace Arc.Cli.Graphs;

/// <summary>Makes the picture's model of a program.</summary>
internal sealed class ProgramGraphBuilder
{
    private readonly IrProgram _program;
    private readonly GraphLabels _labels;
    private readonly Dictionary<string, int> _nodeIds = new(StringComparer.Ordinal);
    private readonly Dictionary<IrScope, int> _scopeIds = new(ReferenceEqualityComparer.Instance);
    private readonly GraphNode?[] _nodes;
    private readonly List<GraphScope> _scopes = [];
    private readonly List<GraphLink> _links = [];
    private readonly HashSet<IrHandle> _jumps = [];
    private readonly Dictionary<IrHandle, List<string>> _leaves = [];

    private ProgramGraphBuilder(IrProgram program, GraphLabels labels)
    {
        _program = program;
        _labels = labels;
        _nodes = new GraphNode?[program.Nodes.Length];
        for (var i = 0; i < program.Nodes.Length; i++) _nodeIds.TryAdd(program.Nodes[i].Key, i);
    }

    /// <summary>The model of a program.</summary>
    public static ProgramGraph Build(ArcProgram program) => Build(program.Compiled.Ir, new GraphLabels(program));

    /// <summary>The model of a graph of which nothing else is known.</summary>
    public static ProgramGraph Build(IrProgram program) => Build(program, new GraphLabels(program));

    private static ProgramGraph Build(IrProgram program, GraphLabels labels)
    {
        var builder = new ProgramGraphBuilder(program, labels);
        builder.FindJumps(program.Root);
        builder.AddScope(program.Root, -1, 0, "program");
        for (var i = 0; i < program.Nodes.Length; i++) builder._nodes[i] ??= builder.Node(i, 0, -1);
        foreach (var edge in program.Edges) builder.AddEdge(edge);
        foreach (var scope in builder._scopes) builder.AddActivations(scope);
        foreach (var scope in builder._scopes) builder.AddTransitions(scope);
        foreach (var scope in builder._scopes) builder.AddAdvances(scope);
        return new ProgramGraph([.. builder._nodes.Select(n => n!)], [.. builder._scopes], [.. builder._links]);
    }

    private void FindJumps(IrScope scope)
    {
        foreach (var activation in scope.Activations) _jumps.Add(activation.On);
        foreach (var exit in scope.Transitions.Where(t => t.TargetKey is null))
        {
            if (!_leaves.TryGetValue(exit.On, out var left)) _leaves.Add(exit.On, left = []);
            left.Add(scope.Key);
        }

        foreach (var member in Members(scope))
        {
            if (member.Scope is { } inner) FindJumps(inner);
        }
    }

    private static IEnumerable<IrMember> Members(IrScope scope) => scope.Mode == IrMode.Sequential ? scope.Steps : scope.Strata.SelectMany(s => s);

    private int AddScope(IrScope scope, int parent, int depth, string title)
    {
        var id = _scopes.Count;
        _scopeIds.Add(scope, id);
        _scopes.Add(null!);
        var isSequence = scope.Mode == IrMode.Sequential;
        var rows = new List<ImmutableArray<GraphEnd>>();
        foreach (var members in isSequence ? scope.Steps.Select(s => ImmutableArray.Create(s)) : scope.Strata)
        {
            var row = new List<GraphEnd>();
            foreach (var member in members)
            {
                if (member.Scope is { } inner)
                {
                    row.Add(new GraphEnd(GraphEndKind.Scope, AddScope(inner, id, depth + 1, GraphLabels.Title(inner, isSequence ? rows.Count + 1 : 0))));
                }
                else if (_nodeIds.TryGetValue(member.Key, out var node))
                {
                    _nodes[node] = Node(node, id, isSequence ? -1 : rows.Count);
                    row.Add(new GraphEnd(GraphEndKind.Node, node));
                }
            }

            rows.Add([.. row]);
        }

        // A node that no scope owns is shown where it would run if it did.
        if (parent < 0 && _program.Nodes.Where((_, i) => _nodes[i] is null).Any())
        {
            var rest = Enumerable.Range(0, _nodes.Length).Where(i => _nodes[i] is null).Select(i => new GraphEnd(GraphEndKind.Node, i));
            if (rows.Count == 0) rows.Add([.. rest]);
            else rows[0] = [.. rows[0], .. rest];
        }

        var hasExit = scope.Transitions.Any(t => t.TargetKey is null && !_jumps.Contains(t.On) && _nodeIds.ContainsKey(t.On.Node))
            || (isSequence && rows.Count > 0 && rows[^1] is [{ Kind: GraphEndKind.Scope, Id: var last }] && IsEnding(last));
        _scopes[id] = new GraphScope(id, scope, title, GraphLabels.Details(scope), parent, depth, [.. rows], hasExit);
        return id;
    }

    private GraphNode Node(int id, int scope, int stratum)
    {
        var node = _program.Nodes[id];
        return new GraphNode(id, node, _labels.Label(node), _labels.Details(node, stratum), _labels.Role(node), scope);
    }

    private void AddEdge(IrEdge edge)
    {
        if (!_nodeIds.TryGetValue(edge.Source.Node, out var source) || !_nodeIds.TryGetValue(edge.Target.Node, out var target)) return;
        var isConditional = edge.Kind == IrEdgeKind.Conditional;
        _links.Add(new GraphLink(
            isConditional ? GraphLinkKind.Conditional : GraphLinkKind.Continuous, new GraphEnd(GraphEndKind.Node, source), edge.Source.Param, new GraphEnd(GraphEndKind.Node, target), edge.Target.Param,
            $"{Text(edge.Source)} {(isConditional ? "=>" : "->")} {Text(edge.Target)}\n{(isConditional ? "conditional: truthy values only" : "continuous: every emission")}"));
    }

    private void AddActivations(GraphScope scope)
    {
        foreach (var activation in scope.Ir.Activations)
        {
            if (!_nodeIds.TryGetValue(activation.On.Node, out var source)) continue;
            var isConditional = activation.Kind == IrEdgeKind.Conditional;
            var left = _leaves.GetValueOrDefault(activation.On) ?? [];
            _links.Add(new GraphLink(
                isConditional ? GraphLinkKind.ConditionalActivation : GraphLinkKind.Activation, new GraphEnd(GraphEndKind.Node, source), activation.On.Param, new GraphEnd(GraphEndKind.Scope, scope.Id), "",
                $"{Text(activation.On)} activates {scope.Ir.Key}{string.Concat(left.Select(l => $", leaves {l}"))}\n{(isConditional ? "truthy values only" : "every emission")}"));
        }
    }

    private void AddTransitions(GraphScope scope)
    {
        var steps = scope.Ir.Steps.DistinctBy(s => s.Key).ToDictionary(s => s.Key, StringComparer.Ordinal);
        foreach (var transition in scope.Ir.Transitions)
        {
            if (!_nodeIds.TryGetValue(transition.On.Node, out var source)) continue;
            if (transition.TargetKey is null)
            {
                // An exit that is half of a jump is seen by its other half.
                if (_jumps.Contains(transition.On)) continue;
                _links.Add(new GraphLink(
                    GraphLinkKind.Transition, new GraphEnd(GraphEndKind.Node, source), transition.On.Param, new GraphEnd(GraphEndKind.Exit, scope.Id), "", $"{Text(transition.On)} leaves {scope.Ir.Key}\ntruthy values only"));
                continue;
            }

            if (!steps.TryGetValue(transition.TargetKey, out var step)) continue;
            GraphEnd? target = step.Scope is { } inner ? new GraphEnd(GraphEndKind.Scope, _scopeIds[inner])
                : _nodeIds.TryGetValue(step.Key, out var node) ? new GraphEnd(GraphEndKind.Node, node) : null;
            if (target is { } end)
                _links.Add(new GraphLink(GraphLinkKind.Transition, new GraphEnd(GraphEndKind.Node, source), transition.On.Param, end, "", $"{Text(transition.On)} moves {scope.Ir.Key} to {step.Key}\ntruthy values only"));
        }
    }

    /// <summary>A nested sequence that comes to its end moves the one around it to the next step.</summary>
    private void AddAdvances(GraphScope scope)
    {
        if (!scope.IsSequence) return;
        for (var i = 0; i < scope.Rows.Length; i++)
        {
            if (scope.Rows[i] is not [{ Kind: GraphEndKind.Scope, Id: var step }] || !IsEnding(step)) continue;
            GraphEnd? target = i + 1 == scope.Rows.Length ? new GraphEnd(GraphEndKind.Exit, scope.Id) : scope.Rows[i + 1] is [var next] ? next : null;
            if (target is { } end)
                _links.Add(new GraphLink(GraphLinkKind.Transition, new GraphEnd(GraphEndKind.Exit, step), "", end, "", $"the end of {_scopes[step].Ir.Key} moves {scope.Ir.Key} on"));
        }
    }

    private bool IsEnding(int scope) => _scopes[scope] is { IsSequence: true, HasExit: true };

    private static string Text(IrHandle handle) => $"{handle.Node}.{handle.Param}";
}
