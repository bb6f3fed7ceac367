using System.Collections.Immutable;
using Arc.Language.Lowering;
using Arc.Sdk.Ir;

namespace Arc.Dataflow.Tests.Reference;

/// <summary>A program of random scopes, nodes, edges, activations and transitions; the same seed makes the same program.</summary>
public sealed class RandomProgram
{
    private readonly Random _random;
    private readonly List<Draft> _scopes = [];
    private readonly List<(string Key, Draft Scope, int Member)> _nodes = [];
    private readonly List<NodeSpec> _specs = [];
    private readonly List<IrEdge> _edges = [];

    public RandomProgram(int seed)
    {
        _random = new Random(seed);
        var root = Scope(null, -1, IrMode.Parallel, IrLiveness.Always, _random.Next(1, 5));
        foreach (var node in _nodes) Connect(node);
        foreach (var scope in _scopes) Control(scope);
        Ir = new IrProgram(
            [], [.. _specs.Select(s => new IrNode(s.Key, "test", [], [], [], Channels(s.Channel)))], [.. _edges], IrAuthorities.None, Finish(root));
    }

    public IrProgram Ir { get; }

    public IReadOnlyList<NodeSpec> Nodes => _specs;

    public IEnumerable<string> Scopes => _scopes.Select(s => s.Key);

    private static IrChannels Channels(int channel) =>
        channel == 0 ? IrChannels.None : IrChannels.None with { Read = ImmutableSortedDictionary<int, string>.Empty.Add(channel, $"c{channel}") };

    private Draft Scope(Draft? parent, int at, IrMode mode, IrLiveness liveness, int depth)
    {
        var scope = new Draft($"s{_scopes.Count}", mode, liveness, parent, at);
        _scopes.Add(scope);
        var count = mode == IrMode.Sequential ? _random.Next(0, 5) : _random.Next(1, 6);
        for (var i = 0; i < count; i++)
        {
            if (depth > 0 && _nodes.Count < 60 && _random.Next(5) < 2)
            {
                var nested = Scope(
                    scope, i, _random.Next(2) == 0 ? IrMode.Parallel : IrMode.Sequential,
                    mode == IrMode.Sequential || _random.Next(2) == 0 ? IrLiveness.Gated : IrLiveness.Always, depth - 1);
                scope.Members.Add(nested.Key);
                scope.Nested.Add(nested.Key, nested);
            }
            else
            {
                scope.Members.Add($"n{_nodes.Count}");
                _nodes.Add(($"n{_nodes.Count}", scope, i));
            }
        }

        scope.Rank = Enumerable.Range(0, count).ToArray();
        _random.Shuffle(scope.Rank);
        return scope;
    }

    /// <summary>Gives a node its behaviour and edges that close no cycle among the members of a parallel scope.</summary>
    private void Connect((string Key, Draft Scope, int Member) node)
    {
        var sources = _nodes.Where(source => source.Key != node.Key && MayPrecede(source, node)).Select(s => s.Key).ToArray();
        var near = sources.Where(k => _nodes.Any(n => n.Key == k && n.Scope == node.Scope)).ToArray();
        var kind = (BehaviourKind)_random.Next(6);
        if (sources.Length == 0 && kind is BehaviourKind.Relay or BehaviourKind.Repeat) kind = BehaviourKind.Source;
        var inputs = sources.Length == 0 ? 0 : kind switch
        {
            BehaviourKind.Relay or BehaviourKind.Repeat => _random.Next(1, 4),
            BehaviourKind.Timer => Math.Min(_random.Next(4), 1),
            _ => 0,
        };
        // Inputs of a timer only trigger it.
        var ports = kind == BehaviourKind.Timer ? 0 : inputs;
        for (var i = 0; i < inputs; i++) Edge(i < ports ? $"i{i}" : "trigger");
        if (inputs > 0 && _random.Next(4) == 0) Edge("trigger");
        var script = new double?[_random.Next(2, 9)];
        for (var i = 0; i < script.Length; i++) script[i] = _random.Next(6) switch { 0 => 0, 1 => double.NaN, 2 or 3 => 1, _ => null };
        _specs.Add(new NodeSpec(node.Key, kind, script, ports, _random.Next(1, 6) * 1_000_000, _random.Next(20) == 0, kind == BehaviourKind.Reader ? _random.Next(1, 4) : 0));

        void Edge(string param)
        {
            // Neighbours more often than others, so that scopes have several strata.
            var from = near.Length > 0 && _random.Next(2) == 0 ? near : sources;
            _edges.Add(new IrEdge(
                new IrHandle(from[_random.Next(from.Length)], Output()), new IrHandle(node.Key, param),
                _random.Next(3) == 0 ? IrEdgeKind.Conditional : IrEdgeKind.Continuous));
        }
    }

    private bool MayPrecede((string Key, Draft Scope, int Member) source, (string Key, Draft Scope, int Member) target)
    {
        var (scope, from, to) = Fork(source, target);
        return scope.Mode == IrMode.Sequential || scope.Rank[from] < scope.Rank[to];
    }

    /// <summary>The innermost scope around both, and the members of it that hold them.</summary>
    private static (Draft Scope, int From, int To) Fork((string Key, Draft Scope, int Member) a, (string Key, Draft Scope, int Member) b)
    {
        var way = new Dictionary<Draft, int>();
        var at = a.Member;
        for (var scope = a.Scope; scope is not null; scope = scope.Parent)
        {
            way.Add(scope, at);
            at = scope.At;
        }

        var to = b.Member;
        var common = b.Scope;
        while (!way.ContainsKey(common))
        {
            to = common.At;
            common = common.Parent!;
        }

        return (common, way[common], to);
    }

    private void Control(Draft scope)
    {
        if (_nodes.Count == 0) return;
        if (scope.Liveness == IrLiveness.Gated && scope.Parent is { Mode: IrMode.Parallel })
        {
            for (var i = _random.Next(3); i > 0; i--) scope.Activations.Add(new IrActivation(Any(_nodes), Kind()));
        }

        if (scope.Mode == IrMode.Parallel)
        {
            // A top-level stage that is left by a jump.
            if (scope.Parent is { Parent: null } && _random.Next(3) == 0 && Inside(scope, -1) is { Count: > 0 } inside)
                scope.Transitions.Add(new IrTransition(Any(inside), null));
            return;
        }

        for (var step = 0; step < scope.Members.Count; step++)
        {
            for (var i = _random.Next(3); i > 0; i--)
            {
                var inside = Inside(scope, step);
                var on = Any(inside.Count > 0 && _random.Next(4) > 0 ? inside : _nodes);
                var target = _random.Next(4) == 0 ? null : scope.Members[_random.Next(3) == 0 ? _random.Next(scope.Members.Count) : Math.Min(step + 1, scope.Members.Count - 1)];
                scope.Transitions.Add(new IrTransition(on, target));
                // An exit that is a jump to another scope.
                if (target is null && _random.Next(2) == 0 && _scopes[_random.Next(_scopes.Count)] is { Liveness: IrLiveness.Gated, Parent.Mode: IrMode.Parallel } other)
                    other.Activations.Add(new IrActivation(on, IrEdgeKind.Conditional));
            }
        }
    }

    private List<(string Key, Draft Scope, int Member)> Inside(Draft scope, int step) => [.. _nodes.Where(n =>
    {
        var at = n.Member;
        for (var s = n.Scope; s is not null; s = s.Parent)
        {
            if (s == scope) return step < 0 || at == step;
            at = s.At;
        }

        return false;
    })];

    private IrScope Finish(Draft scope)
    {
        var members = scope.Members.ToDictionary(k => k, k => scope.Nested.TryGetValue(k, out var nested) ? new IrMember(null, Finish(nested)) : new IrMember(k, null));
        if (scope.Mode == IrMode.Sequential)
            return new IrScope(scope.Key, scope.Mode, scope.Liveness, [.. scope.Activations], [], [.. scope.Members.Select(k => members[k])], [.. scope.Transitions]);
        var places = _nodes.ToDictionary(n => n.Key);
        var edges = _edges.Select(e => Fork(places[e.Source.Node], places[e.Target.Node])).Where(f => f.Scope == scope && f.From != f.To);
        var activations = _scopes.Where(s => s.Parent == scope).SelectMany(s => s.Activations.Select(a => Fork(places[a.On.Node], ("", scope, s.At))))
            .Where(f => f.Scope == scope && f.From != f.To);
        var strata = Stratifier.Lay(
            scope.Members, edges.Select(f => (scope.Members[f.From], scope.Members[f.To])), activations.Select(f => (scope.Members[f.From], scope.Members[f.To])), out var cycle);
        Assert.Empty(cycle);
        return new IrScope(
            scope.Key, scope.Mode, scope.Liveness, [.. scope.Activations], [.. strata.Select(s => s.Select(k => members[k]).ToImmutableArray())], [], [.. scope.Transitions]);
    }

    private IrHandle Any(List<(string Key, Draft Scope, int Member)> nodes) => new(nodes[_random.Next(nodes.Count)].Key, Output());

    private string Output() => _random.Next(2) == 0 ? "a" : "b";

    private IrEdgeKind Kind() => _random.Next(2) == 0 ? IrEdgeKind.Conditional : IrEdgeKind.Continuous;

    private sealed class Draft(string key, IrMode mode, IrLiveness liveness, Draft? parent, int at)
    {
        public string Key => key;

        public IrMode Mode => mode;

        public IrLiveness Liveness => liveness;

        public Draft? Parent => parent;

        /// <summary>Which member of the parent it is.</summary>
        public int At => at;

        public List<string> Members { get; } = [];

        public Dictionary<string, Draft> Nested { get; } = [];

        /// <summary>Edges lead from lower to higher ranks of members.</summary>
        public int[] Rank { get; set; } = [];

        public List<IrActivation> Activations { get; } = [];

        public List<IrTransition> Transitions { get; } = [];
    }
}
