using System.Collections.Immutable;
using Arc.Language.Analysis;
using Arc.Language.Diagnostics;
using Arc.Language.Flow;
using Arc.Sdk.Ir;

namespace Arc.Language.Lowering;

/// <summary>Lays out the members of every scope (runtime sections 2 and 4).</summary>
internal sealed class ScopeBuilder
{
    // Members of a cycle that the message names; a graph may have cycles of any length.
    private const int MaxNamed = 50;

    private readonly FlowGraph _graph;
    private readonly ProgramAnalysis _analysis;
    private readonly Dictionary<FlowScope, List<(string Source, string Target)>> _edges = [];
    private readonly Dictionary<FlowScope, List<(string Source, string Target)>> _activations = [];
    private bool _failed;

    public ScopeBuilder(FlowGraph graph, ProgramAnalysis analysis)
    {
        _graph = graph;
        _analysis = analysis;
        // A chain stays within one scope, so both ends of an edge have the same owner.
        var owners = new Dictionary<string, FlowScope>(StringComparer.Ordinal);
        CollectOwners(graph.Root, owners);
        foreach (var edge in graph.Edges) Add(_edges, owners[edge.Source.Node], edge.Source.Node, edge.Target.Node);
        foreach (var (_, from, node, target) in graph.Activations.OrderBy(static a => a.At))
        {
            var parent = target.Parent!;
            var source = from == parent ? node : from.MemberOf(parent)?.Key;
            if (source is not null) Add(_activations, parent, source, target.Key);
        }
    }

    /// <summary>The root scope; null after reporting a cycle.</summary>
    public IrScope? Build()
    {
        var root = Scope(_graph.Root);
        return _failed ? null : root;
    }

    private static void CollectOwners(FlowScope scope, Dictionary<string, FlowScope> owners)
    {
        foreach (var (node, inner) in scope.Members)
        {
            if (node is not null) owners.Add(node.Key, scope);
            else CollectOwners(inner!, owners);
        }
    }

    private static void Add(Dictionary<FlowScope, List<(string Source, string Target)>> lists, FlowScope scope, string source, string target)
    {
        if (!lists.TryGetValue(scope, out var list)) lists.Add(scope, list = []);
        list.Add((source, target));
    }

    private IrScope Scope(FlowScope scope)
    {
        // The root has the nodes of its flows before its scopes; other scopes keep the order of the source.
        var members = scope.Parent is null ? [.. scope.Members.OrderBy(static m => m.Node is null)] : scope.Members;
        var built = members.Select(m => m.Node is { } node ? new IrMember(node.Key, null) : new IrMember(null, Scope(m.Scope!))).ToList();
        var isSequence = scope.Mode == IrMode.Sequential;
        return new IrScope(
            scope.Key, scope.Mode, scope.Liveness, [.. scope.Activations.OrderBy(static a => a.At).Select(static a => a.Activation)], isSequence ? [] : Strata(scope, built),
            isSequence ? [.. built] : [], [.. scope.Transitions.OrderBy(static t => t.At).Select(static t => t.Transition)]);
    }

    private ImmutableArray<ImmutableArray<IrMember>> Strata(FlowScope scope, List<IrMember> members)
    {
        if (!_edges.ContainsKey(scope) && !_activations.ContainsKey(scope)) return members.Count == 0 ? [] : [[.. members]];
        var byKey = members.ToDictionary(static m => m.Key, StringComparer.Ordinal);
        var strata = Stratifier.Lay(
            [.. members.Select(static m => m.Key)], _edges.GetValueOrDefault(scope, []), _activations.GetValueOrDefault(scope, []), out var cycle);
        if (cycle.IsEmpty) return [.. strata.Select(s => s.Select(k => byKey[k]).ToImmutableArray())];
        _failed = true;
        var first = _graph.Nodes.Find(n => n.Key == cycle[0])!;
        _analysis.Error(DiagnosticCodes.DataflowCycle, first.Span, $"cycle detected in dataflow graph within scope '{scope.Key}': [{string.Join(", ", cycle.Take(MaxNamed))}{(cycle.Length > MaxNamed ? ", ..." : "")}]");
        return [];
    }
}
