using Arc.Sdk;
using Arc.Sdk.Ir;
using Arc.Sdk.Nodes;
using Arc.Sdk.Types;

namespace Arc.Dataflow;

/// <summary>
/// The graph as flat arrays. A node's slot is its place in the walk: strata in order, members in source order within a
/// stratum, a nested scope's nodes where the scope stands. Within a scope every edge leads to a higher slot, so one pass over the
/// slots sees every change of its own cycle.
/// </summary>
internal sealed class GraphLayout
{
    private readonly Dictionary<string, int> _slots;
    private readonly List<ScopeLayout> _scopes = [];
    private readonly List<int> _scopeOf = [];

    private GraphLayout(int nodes)
    {
        _slots = new Dictionary<string, int>(nodes, StringComparer.Ordinal);
        Nodes = new Node[nodes];
        Keys = new NodeKey[nodes];
        Stratum = new int[nodes];
        OutputStart = new int[nodes + 1];
    }

    public Node[] Nodes { get; }

    public NodeKey[] Keys { get; }

    public int[] Stratum { get; }

    /// <summary>Where the outputs of a slot begin in <see cref="Outputs"/>; one more entry closes the last.</summary>
    public int[] OutputStart { get; }

    public OutputPort[] Outputs { get; private set; } = [];

    /// <summary>Where the edges of an output begin in <see cref="Edges"/>; one more entry closes the last.</summary>
    public int[] EdgeStart { get; private set; } = [];

    /// <summary>Target slot times four, plus one for a conditional edge, plus two if the target is in stratum 0 and so runs in every walk.</summary>
    public int[] Edges { get; private set; } = [];

    /// <summary>The scopes in the order of the walk; the first is the root.</summary>
    public IReadOnlyList<ScopeLayout> Scopes => _scopes;

    /// <summary>Where the activations of an output begin in <see cref="Activations"/>; one more entry closes the last.</summary>
    public int[] ActivationStart { get; private set; } = [];

    /// <summary>Scope times two, plus one if only a truthy emission activates it.</summary>
    public int[] Activations { get; private set; } = [];

    /// <summary>Lays the graph out and connects the ports.</summary>
    /// <exception cref="DataflowException">The IR is inconsistent.</exception>
    public static GraphLayout Of(IrProgram program, IReadOnlyDictionary<string, Node> nodes, Func<string, NodeKey> keyOf)
    {
        if (program.Root.Mode != IrMode.Parallel) throw new DataflowException("the root scope must be parallel");
        var layout = new GraphLayout(Count(program.Root));
        layout.Place(program.Root, nodes, keyOf);
        layout.Connect(program);
        layout.Feed(program);
        layout.Control();
        return layout;
    }

    private static int Count(IrScope scope) =>
        scope.Strata.SelectMany(static s => s).Concat(scope.Steps).Sum(static m => m.Scope is { } nested ? Count(nested) : 1);

    /// <summary>Gives every node inside a scope its slot.</summary>
    private int Place(IrScope scope, IReadOnlyDictionary<string, Node> nodes, Func<string, NodeKey> keyOf)
    {
        var index = _scopes.Count;
        var layout = new ScopeLayout
        {
            Key = scope.Key,
            IsSequential = scope.Mode == IrMode.Sequential,
            IsAlways = scope.Liveness == IrLiveness.Always,
            First = _slots.Count,
            Ir = scope,
        };
        _scopes.Add(layout);
        var members = new List<Segment>();
        var strata = layout.IsSequential ? scope.Steps.Select(static step => (Member: step, Stratum: 0))
            : scope.Strata.SelectMany(static (stratum, i) => stratum.Select(member => (Member: member, Stratum: i)));
        foreach (var (member, stratum) in strata)
        {
            var first = _slots.Count;
            if (member.Scope is { } nested)
            {
                var inner = Place(nested, nodes, keyOf);
                members.Add(new Segment(first, _slots.Count, inner));
                continue;
            }

            PlaceNode(member.Key, index, stratum, nodes, keyOf);
            // Neighbours are walked in one go, but a step is a step.
            if (!layout.IsSequential && members.Count > 0 && members[^1] is { Scope: -1 } before) members[^1] = before with { End = first + 1 };
            else members.Add(new Segment(first, first + 1, -1));
        }

        layout.Members = [.. members];
        layout.End = _slots.Count;
        layout.ScopeEnd = _scopes.Count;
        return index;
    }

    private void PlaceNode(string key, int scope, int stratum, IReadOnlyDictionary<string, Node> nodes, Func<string, NodeKey> keyOf)
    {
        var slot = _slots.Count;
        if (!_slots.TryAdd(key, slot)) throw new DataflowException($"node '{key}' is a member of a scope twice");
        if (!nodes.TryGetValue(key, out var node)) throw new DataflowException($"the scope '{_scopes[scope].Key}' has the member '{key}', but there is no such node");
        Nodes[slot] = node;
        Keys[slot] = keyOf(key);
        Stratum[slot] = stratum;
        _scopeOf.Add(scope);
    }

    private void Connect(IrProgram program)
    {
        var outputs = new List<OutputPort>(Nodes.Length);
        for (var slot = 0; slot < Nodes.Length; slot++)
        {
            OutputStart[slot] = outputs.Count;
            outputs.AddRange(Nodes[slot].Outputs.AsSpan());
        }

        OutputStart[Nodes.Length] = outputs.Count;
        Outputs = [.. outputs];
        var edges = new List<(int Output, int Edge)>(program.Edges.Length);
        foreach (var edge in program.Edges)
        {
            // Edges to or from unknown nodes are ignored (arc-runtime.md, section 5).
            if (!_slots.TryGetValue(edge.Source.Node, out var source) || !_slots.TryGetValue(edge.Target.Node, out var target)) continue;
            var output = OutputOf(edge.Source);
            if (_scopeOf[source] == _scopeOf[target] && !_scopes[_scopeOf[source]].IsSequential && Stratum[source] >= Stratum[target])
                throw new DataflowException($"the edge from '{edge.Source.Node}' to '{edge.Target.Node}' does not lead to a later stratum");
            ConnectInput(edge, Outputs[output], Nodes[target]);
            edges.Add((output, (target << 2) | (Stratum[target] == 0 ? 2 : 0) | (edge.Kind == IrEdgeKind.Conditional ? 1 : 0)));
        }

        (EdgeStart, Edges) = ByOutput(edges);
    }

    /// <summary>What belongs to outputs as one array in the order of the outputs, and where each one's part begins.</summary>
    private (int[] Start, int[] Items) ByOutput(List<(int Output, int Item)> pairs)
    {
        var start = new int[Outputs.Length + 1];
        foreach (var (output, _) in pairs) start[output + 1]++;
        for (var i = 0; i < Outputs.Length; i++) start[i + 1] += start[i];
        var items = new int[pairs.Count];
        var next = start.AsSpan(0, Outputs.Length).ToArray();
        foreach (var (output, item) in pairs) items[next[output]++] = item;
        return (start, items);
    }

    /// <summary>Finds the outputs that activate scopes and cause transitions.</summary>
    private void Control()
    {
        var activations = new List<(int Output, int Activation)>();
        for (var scope = 0; scope < _scopes.Count; scope++)
        {
            var layout = _scopes[scope];
            foreach (var activation in layout.Ir.Activations)
            {
                if (!_slots.ContainsKey(activation.On.Node)) continue;
                activations.Add((OutputOf(activation.On), (scope << 1) | (activation.Kind == IrEdgeKind.Conditional ? 1 : 0)));
            }

            layout.Transitions = [.. layout.Ir.Transitions.Where(t => _slots.ContainsKey(t.On.Node)).Select(t => new Transition(OutputOf(t.On), _slots[t.On.Node], StepOf(layout, t)))];
        }

        (ActivationStart, Activations) = ByOutput(activations);
    }

    private static int StepOf(ScopeLayout scope, IrTransition transition)
    {
        if (transition.TargetKey is not { } key) return -1;
        for (var i = 0; i < scope.Ir.Steps.Length; i++)
        {
            if (scope.Ir.Steps[i].Key == key) return i;
        }

        throw new DataflowException($"a transition of '{scope.Key}' leads to '{key}', which is no step of it");
    }

    private int OutputOf(IrHandle handle)
    {
        var slot = _slots[handle.Node];
        // Of two outputs of one name the later one counts.
        for (var output = OutputStart[slot + 1] - 1; output >= OutputStart[slot]; output--)
        {
            if (Outputs[output].Name == handle.Param) return output;
        }

        throw new DataflowException($"node '{handle.Node}' has no output '{handle.Param}'");
    }

    private static void ConnectInput(IrEdge edge, OutputPort source, Node target)
    {
        // An edge to a parameter that is no input only triggers.
        if (target.FindInput(edge.Target.Param) is not { } input) return;
        if (input.IsConnected) throw new DataflowException($"multiple edges target node '{edge.Target.Node}' parameter '{edge.Target.Param}'");
        try
        {
            input.Connect(source);
        }
        catch (ArgumentException e)
        {
            throw new DataflowException($"the edge from '{edge.Source.Node}' to '{edge.Target.Node}' does not fit: {e.Message}", e);
        }
    }

    /// <summary>Gives unconnected inputs their defaults.</summary>
    private void Feed(IrProgram program)
    {
        foreach (var ir in program.Nodes)
        {
            if (!_slots.TryGetValue(ir.Key, out var slot)) continue;
            foreach (var input in Nodes[slot].Inputs)
            {
                if (!input.IsConnected) input.SetDefault(DefaultOf(ir, input.Name));
            }
        }
    }

    private static Constant DefaultOf(IrNode node, string input) =>
        node.Inputs.FirstOrDefault(p => p.Name == input)?.Value
            ?? throw new DataflowException($"node '{node.Key}' ({node.Type}) missing required input '{input}'");
}
