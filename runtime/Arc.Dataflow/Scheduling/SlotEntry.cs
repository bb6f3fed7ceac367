using System.Runtime.InteropServices;
using Arc.Sdk;
using Arc.Sdk.Nodes;

namespace Arc.Dataflow;

/// <summary>What the execution of a node needs, in one place: a cycle that runs few of many nodes waits for memory, not for the processor.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct SlotEntry
{
    /// <summary><see cref="Target"/> of an output that triggers nothing.</summary>
    public const int NoTarget = -1;

    /// <summary><see cref="Target"/> of an output that triggers more, or under conditions.</summary>
    public const int ManyTargets = -2;

    private SlotEntry(Node node, NodeKey key, OutputPort? output, int target)
    {
        Node = node;
        Key = key;
        Output = output;
        Target = target;
    }

    public Node Node { get; }

    public NodeKey Key { get; }

    /// <summary>The node's output if it has one; null if it has none or several.</summary>
    public OutputPort? Output { get; }

    /// <summary>The slot that <see cref="Output"/> triggers if that is all it does.</summary>
    public int Target { get; }

    /// <summary>The entries of a graph whose scopes know their transitions.</summary>
    public static SlotEntry[] Of(GraphLayout graph)
    {
        var transitions = new HashSet<int>();
        foreach (var scope in graph.Scopes)
        {
            foreach (var transition in scope.Transitions) transitions.Add(transition.Output);
        }

        var entries = new SlotEntry[graph.Nodes.Length];
        for (var slot = 0; slot < entries.Length; slot++)
        {
            var output = graph.OutputStart[slot];
            var isOnly = graph.OutputStart[slot + 1] == output + 1;
            entries[slot] = new SlotEntry(graph.Nodes[slot], graph.Keys[slot], isOnly ? graph.Outputs[output] : null, isOnly ? TargetOf(graph, output, transitions) : NoTarget);
        }

        return entries;
    }

    private static int TargetOf(GraphLayout graph, int output, HashSet<int> transitions)
    {
        if (transitions.Contains(output) || graph.ActivationStart[output + 1] > graph.ActivationStart[output]) return ManyTargets;
        var edges = graph.Edges.AsSpan(graph.EdgeStart[output]..graph.EdgeStart[output + 1]);
        return edges switch
        {
            [] => NoTarget,
            [var edge] when (edge & 3) == 0 => edge >> 2,
            _ => ManyTargets,
        };
    }
}
