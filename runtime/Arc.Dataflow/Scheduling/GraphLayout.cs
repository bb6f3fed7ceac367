using Arc.Sdk;
using Arc.Sdk.Ir;
using Arc.Sdk.Nodes;

namespace Arc.Dataflow;

/// <summary>
/// The graph as flat arrays. A node's slot is its place in the walk: strata in order, members in source order within a
/// stratum. Every edge leads to a higher slot, so one pass over the slots sees every change of its own cycle.
/// </summary>
internal sealed class GraphLayout
{
    private GraphLayout(int nodes)
    {
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

    /// <summary>Target slot times two, plus one for a conditional edge.</summary>
    public int[] Edges { get; private set; } = [];

    /// <summary>Lays the graph out and connects the ports.</summary>
    /// <exception cref="DataflowException">The IR is inconsistent.</exception>
    public static GraphLayout Of(IrProgram program, IReadOnlyDictionary<string, Node> nodes, Func<string, NodeKey> keyOf)
    {
        var root = program.Root;
        if (root.Mode != IrMode.Parallel) throw new DataflowException("the root scope must be parallel");
        var members = root.Strata.SelectMany((stratum, index) => stratum.Select(member => (Member: member, Stratum: index))).ToList();
        if (members.Find(m => m.Member.Scope is not null).Member is { } nested)
            throw new DataflowException($"scope '{nested.Key}' is nested in the root scope; this scheduler runs programs without sequences and stages");
        var layout = new GraphLayout(members.Count);
        var slots = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (member, stratum) in members)
        {
            var slot = slots.Count;
            if (!slots.TryAdd(member.Key, slot)) throw new DataflowException($"node '{member.Key}' is a member of the root scope twice");
            if (!nodes.TryGetValue(member.Key, out var node)) throw new DataflowException($"the root scope has the member '{member.Key}', but there is no such node");
            layout.Nodes[slot] = node;
            layout.Keys[slot] = keyOf(member.Key);
            layout.Stratum[slot] = stratum;
        }

        layout.Connect(program, slots);
        layout.Feed(program, slots);
        return layout;
    }

    private void Connect(IrProgram program, Dictionary<string, int> slots)
    {
        var outputs = new List<OutputPort>();
        var indexOf = new Dictionary<(int Slot, string Output), int>();
        for (var slot = 0; slot < Nodes.Length; slot++)
        {
            OutputStart[slot] = outputs.Count;
            foreach (var output in Nodes[slot].Outputs)
            {
                indexOf[(slot, output.Name)] = outputs.Count;
                outputs.Add(output);
            }
        }

        OutputStart[Nodes.Length] = outputs.Count;
        Outputs = [.. outputs];
        var edges = new List<int>[Outputs.Length];
        foreach (var edge in program.Edges)
        {
            // Edges to or from unknown nodes are ignored (arc-runtime.md, section 5).
            if (!slots.TryGetValue(edge.Source.Node, out var source) || !slots.TryGetValue(edge.Target.Node, out var target)) continue;
            if (!indexOf.TryGetValue((source, edge.Source.Param), out var output))
                throw new DataflowException($"node '{edge.Source.Node}' has no output '{edge.Source.Param}'");
            if (Stratum[source] >= Stratum[target])
                throw new DataflowException($"the edge from '{edge.Source.Node}' to '{edge.Target.Node}' does not lead to a later stratum");
            ConnectInput(edge, Outputs[output], Nodes[target]);
            (edges[output] ??= []).Add((target << 1) | (edge.Kind == IrEdgeKind.Conditional ? 1 : 0));
        }

        EdgeStart = new int[Outputs.Length + 1];
        for (var i = 0; i < Outputs.Length; i++) EdgeStart[i + 1] = EdgeStart[i] + (edges[i]?.Count ?? 0);
        Edges = [.. edges.SelectMany(e => e ?? [])];
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
    private void Feed(IrProgram program, Dictionary<string, int> slots)
    {
        foreach (var ir in program.Nodes)
        {
            if (!slots.TryGetValue(ir.Key, out var slot)) continue;
            foreach (var input in Nodes[slot].Inputs)
            {
                if (input.IsConnected) continue;
                var value = ir.Inputs.FirstOrDefault(p => p.Name == input.Name)?.Value
                    ?? throw new DataflowException($"node '{ir.Key}' ({ir.Type}) missing required input '{input.Name}'");
                input.SetDefault(value);
            }
        }
    }
}
