using Arc.Sdk;
using Arc.Sdk.Ir;

namespace Arc.Dataflow.Tests.Reference;

/// <summary>Sections 5.1 to 5.4 of the runtime specification, word by word: every node of stratum 0 runs in every walk.</summary>
public sealed class ReferenceScheduler
{
    private readonly IrProgram _program;
    private readonly Dictionary<string, RefNode> _nodes = [];
    private readonly Dictionary<string, RefScope> _scopes = [];
    private readonly RefScope _root;
    private readonly Dictionary<int, List<double>> _channels = [];
    private int _cycle;
    private long _elapsed;
    private CycleReason _reason;

    public ReferenceScheduler(IrProgram program, IEnumerable<NodeSpec> specs)
    {
        _program = program;
        foreach (var spec in specs) _nodes.Add(spec.Key, new RefNode(spec));
        _root = Build(program.Root, null);
        Activate(_root);
    }

    public List<Emission> Emissions { get; } = [];

    public int ResetsOf(string node) => _nodes[node].Behaviour.Resets;

    /// <summary>Whether a scope and everything around it is active.</summary>
    public bool IsActive(string scope) => IsWalked(_scopes[scope]);

    public string? StepOf(string scope) => IsActive(scope) && _scopes[scope].Step >= 0 ? _scopes[scope].Ir.Steps[_scopes[scope].Step].Key : null;

    public long NextDeadline => _nodes.Values.Where(n => IsExecuted(n)).Select(n => n.Deadline).Append(Scheduler.Never).Min();

    public void Next(int cycle, long elapsed, CycleReason reason)
    {
        (_cycle, _elapsed, _reason) = (cycle, elapsed, reason);
        Emissions.Clear();
        Walk(_root);
        foreach (var node in _nodes.Values)
        {
            node.Changed = false;
            node.Marked.Clear();
        }
    }

    /// <summary>Receives one batch of one sample; it is kept for ever.</summary>
    public void Ingest(int channel, double value) => Received(channel).Add(value);

    private List<double> Received(int channel)
    {
        if (!_channels.TryGetValue(channel, out var received)) _channels.Add(channel, received = []);
        return received;
    }

    private RefScope Build(IrScope ir, RefScope? parent)
    {
        var scope = new RefScope(ir, parent);
        _scopes.Add(ir.Key, scope);
        for (var stratum = 0; stratum < ir.Strata.Length; stratum++)
        {
            foreach (var member in ir.Strata[stratum]) Add(member, stratum);
        }

        foreach (var step in ir.Steps) Add(step, 0);
        return scope;

        void Add(IrMember member, int stratum)
        {
            if (member.Scope is { } nested)
            {
                Build(nested, scope);
                return;
            }

            _nodes[member.Key].Scope = scope;
            _nodes[member.Key].Stratum = stratum;
        }
    }

    /// <summary>Walks an active scope. Answers whether it is a sequence that exited after its last step.</summary>
    private bool Walk(RefScope scope)
    {
        if (scope.Ir.Mode == IrMode.Sequential) return WalkSequential(scope);
        foreach (var member in scope.Ir.Strata.SelectMany(s => s))
        {
            if (member.Scope is { } nested)
            {
                if (_scopes[nested.Key].Active) Walk(_scopes[nested.Key]);
            }
            else
            {
                var node = _nodes[member.Key];
                if (node.Stratum == 0 || node.Changed || node.SelfChanged) Execute(node);
            }
        }

        foreach (var transition in scope.Ir.Transitions)
        {
            if (!TryFire(transition)) continue;
            Deactivate(scope);
            break;
        }

        return false;
    }

    private bool WalkSequential(RefScope scope)
    {
        for (var i = 0; i < scope.Ir.Steps.Length + 1; i++)
        {
            if (scope.Step < 0) return false;
            var step = scope.Ir.Steps[scope.Step];
            var hasEnded = false;
            if (step.Scope is null) Execute(_nodes[step.Key]);
            else if (_scopes[step.Scope.Key].Active) hasEnded = Walk(_scopes[step.Scope.Key]);

            IrTransition? fired = null;
            foreach (var transition in scope.Ir.Transitions)
            {
                var source = _nodes[transition.On.Node];
                if (!IsInStep(source, step, scope) && IsInside(source.Scope, scope)) continue;
                if (!TryFire(transition)) continue;
                fired = transition;
                break;
            }

            // A nested sequence that exits advances the sequence around it.
            if (fired is null && !hasEnded) return false;
            DeactivateStep(step);
            var next = fired is null ? scope.Step + 1
                : fired.TargetKey is null ? scope.Ir.Steps.Length
                : Array.FindIndex([.. scope.Ir.Steps], s => s.Key == fired.TargetKey);
            if (next < scope.Ir.Steps.Length)
            {
                ActivateStep(scope, next);
                continue;
            }

            Deactivate(scope);
            // A jump to another scope is no regular exit.
            return fired is null || !_scopes.Values.Any(s => s.Ir.Activations.Any(a => a.On == fired.On));
        }

        return false;
    }

    private bool TryFire(IrTransition transition)
    {
        var node = _nodes[transition.On.Node];
        return node.Marked.Contains(transition.On.Param) && node.IsTruthy(transition.On.Param) && node.Marked.Remove(transition.On.Param);
    }

    private void Execute(RefNode node)
    {
        node.SelfChanged = false;
        node.Deadline = Scheduler.Never;
        var isFresh = Refresh(node, out var sum);
        if (node.Behaviour.Spec.Channel is not 0 and var channel)
        {
            isFresh = node.TookIn != _cycle && node.Mark < Received(channel).Count;
            if (isFresh)
            {
                sum = Received(channel)[node.Mark++];
                node.TookIn = _cycle;
            }
        }

        var outcome = node.Behaviour.Run(_cycle, _elapsed, _reason, isFresh, sum);
        if (outcome.First is { } first)
        {
            Set("a", first);
            Emissions.Add(new Emission(node.Behaviour.Spec.Key, 0, first));
        }

        if (outcome.Second is { } second)
        {
            Set("b", second);
            Emissions.Add(new Emission(node.Behaviour.Spec.Key, 1, second));
        }

        // A node that waits for a deadline keeps itself going.
        node.SelfChanged |= outcome.Again || outcome.Deadline != Scheduler.Never;
        node.Deadline = outcome.Deadline;
        if (outcome.First is not null) MarkChanged(node, "a");
        if (outcome.Second is not null) MarkChanged(node, "b");

        void Set(string output, double value) =>
            node.Outputs[output] = (value, node.Outputs.TryGetValue(output, out var last) ? last.Time + 1 : 1);
    }

    /// <summary>Section 6: whether the inputs let the node run.</summary>
    private bool Refresh(RefNode node, out double sum)
    {
        sum = 0;
        var count = node.Behaviour.Spec.Inputs;
        for (var i = 0; i < count; i++)
        {
            var edge = _program.Edges.First(e => e.Target.Node == node.Behaviour.Spec.Key && e.Target.Param == $"i{i}");
            if (!_nodes[edge.Source.Node].Outputs.TryGetValue(edge.Source.Param, out var batch)) continue;
            if (node.Inputs.TryGetValue(i, out var taken) && batch.Time <= taken.Time) continue;
            node.Inputs[i] = (batch.Value, batch.Time);
            node.Unconsumed.Add(i);
        }

        if (count == 0) return true;
        if (node.Inputs.Count < count || node.Unconsumed.Count == 0) return false;
        node.Unconsumed.Clear();
        for (var i = 0; i < count; i++) sum += node.Inputs[i].Value;
        return true;
    }

    private void MarkChanged(RefNode node, string output)
    {
        var handle = new IrHandle(node.Behaviour.Spec.Key, output);
        var truthy = node.IsTruthy(output);
        if (truthy && _scopes.Values.Any(s => s.Ir.Transitions.Any(t => t.On == handle))) node.Marked.Add(output);
        foreach (var edge in _program.Edges.Where(e => e.Source == handle))
        {
            if (edge.Kind == IrEdgeKind.Continuous || truthy) _nodes[edge.Target.Node].Changed = true;
        }

        foreach (var scope in _scopes.Values)
        {
            if (!scope.Active && scope.Ir.Activations.Any(a => a.On == handle && (a.Kind == IrEdgeKind.Continuous || truthy))) Activate(scope);
        }
    }

    private void Activate(RefScope scope)
    {
        DeactivateGated(scope);
        scope.Active = true;
        if (scope.Ir.Mode == IrMode.Sequential)
        {
            scope.Step = -1;
            if (scope.Ir.Steps.Length > 0) ActivateStep(scope, 0);
            return;
        }

        foreach (var member in scope.Ir.Strata.SelectMany(s => s))
        {
            if (member.Scope is null) Reset(_nodes[member.Key]);
            else if (member.Scope.Liveness == IrLiveness.Always) Activate(_scopes[member.Scope.Key]);
        }
    }

    private void DeactivateGated(RefScope scope)
    {
        foreach (var nested in _scopes.Values.Where(s => s != scope && s.Ir.Liveness == IrLiveness.Gated && IsInside(s, scope))) Deactivate(nested);
    }

    private void ActivateStep(RefScope scope, int index)
    {
        scope.Step = index;
        var step = scope.Ir.Steps[index];
        if (step.Scope is null) Reset(_nodes[step.Key]);
        else Activate(_scopes[step.Scope.Key]);
    }

    private void Reset(RefNode node)
    {
        node.Behaviour.Reset();
        node.Mark = Received(node.Behaviour.Spec.Channel).Count;
        node.SelfChanged = false;
        node.Deadline = Scheduler.Never;
    }

    private void Deactivate(RefScope scope)
    {
        scope.Active = false;
        scope.Step = -1;
        foreach (var node in _nodes.Values.Where(n => n.Scope == scope)) Quiet(node);
    }

    private void DeactivateStep(IrMember step)
    {
        if (step.Scope is null) Quiet(_nodes[step.Key]);
        else Deactivate(_scopes[step.Scope.Key]);
    }

    private static void Quiet(RefNode node)
    {
        node.SelfChanged = false;
        node.Deadline = Scheduler.Never;
    }

    private bool IsInStep(RefNode node, IrMember step, RefScope scope) =>
        step.Scope is null ? node.Scope == scope && node.Behaviour.Spec.Key == step.Key : IsInside(node.Scope, _scopes[step.Scope.Key]);

    private static bool IsInside(RefScope? inner, RefScope outer)
    {
        for (; inner is not null; inner = inner.Parent)
        {
            if (inner == outer) return true;
        }

        return false;
    }

    private static bool IsWalked(RefScope? scope)
    {
        for (; scope is not null; scope = scope.Parent)
        {
            if (!scope.Active) return false;
            if (scope.Parent is { Ir.Mode: IrMode.Sequential } outer && (outer.Step < 0 || outer.Ir.Steps[outer.Step].Key != scope.Ir.Key)) return false;
        }

        return true;
    }

    private static bool IsExecuted(RefNode node) =>
        IsWalked(node.Scope) && (node.Scope is not { Ir.Mode: IrMode.Sequential } outer || (outer.Step >= 0 && outer.Ir.Steps[outer.Step].Key == node.Behaviour.Spec.Key));

    private sealed class RefNode(NodeSpec spec)
    {
        public Behaviour Behaviour { get; } = new(spec);

        public RefScope? Scope { get; set; }

        public int Stratum { get; set; }

        public bool Changed { get; set; }

        public bool SelfChanged { get; set; }

        public long Deadline { get; set; } = Scheduler.Never;

        /// <summary>Number of batches of its channel that are read or passed over.</summary>
        public int Mark { get; set; }

        public int TookIn { get; set; } = -1;

        public HashSet<string> Marked { get; } = [];

        public Dictionary<string, (double Value, int Time)> Outputs { get; } = [];

        public Dictionary<int, (double Value, int Time)> Inputs { get; } = [];

        public HashSet<int> Unconsumed { get; } = [];

        /// <summary>NaN is truthy.</summary>
        public bool IsTruthy(string output) => !spec.IsNeverTruthy && Outputs.TryGetValue(output, out var batch) && batch.Value is not 0;
    }

    private sealed class RefScope(IrScope ir, RefScope? parent)
    {
        public IrScope Ir => ir;

        public RefScope? Parent => parent;

        public bool Active { get; set; }

        public int Step { get; set; } = -1;
    }
}
