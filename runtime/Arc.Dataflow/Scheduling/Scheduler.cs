using System.Runtime.CompilerServices;
using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Hosting;
using Arc.Sdk.Ir;
using Arc.Sdk.Nodes;
using Arc.Sdk.State;

namespace Arc.Dataflow;

/// <summary>
/// Runs the dataflow graph of one session, one cycle at a time (arc-runtime.md, section 5). It owns no thread and no clock: a host
/// calls <see cref="Next"/> and learns from <see cref="NextDeadline"/> when to call again. Used from one thread at a time.
/// </summary>
public sealed partial class Scheduler : INodeHost
{
    /// <summary>No deadline.</summary>
    public const long Never = long.MaxValue;

    private readonly GraphLayout _graph;
    private readonly SlotEntry[] _entries;
    private readonly Node[] _nodes;
    private readonly NodeKey[] _keys;
    private readonly OutputPort[] _outputs;
    private readonly int[] _outputStart;
    private readonly int[] _edgeStart;
    private readonly int[] _edges;

    // One bit a slot. Changed: something happened in this cycle; again: the node runs whenever its scope is walked next, also in a
    // later cycle; always: it runs in every walk.
    private readonly ulong[] _changed;
    private readonly ulong[] _again;
    private readonly ulong[] _always;
    private readonly int[] _slotOfKey;
    private readonly SessionClock _clock;
    private readonly ChannelStore _channels;
    private readonly StateRegistry? _state;
    private long _now;
    private bool _nowIsRead;

    // A cycle did not come to its end, so that something may still count as changed.
    private bool _isCut;

    // The latest walk met nothing to do, and nothing was woken since: another one would not either.
    private bool _isQuiet;

    /// <summary>Connects the nodes, gives unconnected inputs their defaults, and activates the root scope.</summary>
    /// <param name="program">The graph.</param>
    /// <param name="nodes">Its nodes by key.</param>
    /// <param name="services">The session's clock, channels, node keys and state.</param>
    /// <param name="tolerance">How much too early a timer may fire, in ns.</param>
    /// <exception cref="DataflowException">The graph is inconsistent.</exception>
    public Scheduler(IrProgram program, IReadOnlyDictionary<string, Node> nodes, Sdk.Modules.SessionServices services, long tolerance)
        : this(program, nodes, services, tolerance, elapsed: 0)
    {
        Activate(0);
    }

    private Scheduler(IrProgram program, IReadOnlyDictionary<string, Node> nodes, Sdk.Modules.SessionServices services, long tolerance, long elapsed)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(services);
        _graph = GraphLayout.Of(program, nodes, services.Nodes.GetOrAdd);
        _nodes = _graph.Nodes;
        _keys = _graph.Keys;
        _outputs = _graph.Outputs;
        _outputStart = _graph.OutputStart;
        _edgeStart = _graph.EdgeStart;
        _edges = _graph.Edges;
        var words = (_nodes.Length + 63) / 64;
        _changed = new ulong[words];
        _again = new ulong[words];
        _always = new ulong[words];
        _deadlines = new long[_nodes.Length];
        Array.Fill(_deadlines, Never);
        _isTimer = new bool[_nodes.Length];
        _slotOfKey = new int[services.Nodes.Count];
        Array.Fill(_slotOfKey, -1);
        for (var slot = 0; slot < _nodes.Length; slot++)
        {
            _slotOfKey[_graph.Keys[slot].Index] = slot;
            if (_graph.Stratum[slot] == 0 && WakeOf(_nodes[slot]).HasFlag(NodeWake.Always)) Set(_always, slot);
        }

        _entries = SlotEntry.Of(_graph);
        _clock = services.Clock;
        _channels = services.Channels;
        _state = services.State;
        Tolerance = tolerance;
        Elapsed = elapsed;
        _scopes = [.. _graph.Scopes];
        _isActive = new bool[_scopes.Length];
        _step = new int[_scopes.Length];
        Array.Fill(_step, -1);
        _marked = new bool[_outputs.Length];
        _sourcesTransition = new bool[_outputs.Length];
        foreach (var transition in _scopes.SelectMany(static s => s.Transitions)) _sourcesTransition[transition.Output] = true;
        Subscribe(program, services.Nodes);
    }

    /// <inheritdoc/>
    public long Elapsed { get; private set; }

    /// <inheritdoc/>
    public CycleReason Reason { get; private set; }

    /// <inheritdoc/>
    public long Tolerance { get; }

    /// <inheritdoc/>
    public CancellationToken Cancellation { get; set; }

    /// <summary>The wall clock in ns since the epoch, read once a cycle.</summary>
    public long Now
    {
        get
        {
            if (_nowIsRead) return _now;
            _nowIsRead = true;
            return _now = _clock.Now;
        }
    }

    /// <summary>Number of cycles that were run.</summary>
    public long Cycles { get; private set; }

    /// <summary>Number of nodes that the latest cycle executed.</summary>
    public int Executed { get; private set; }

    /// <summary>Runs one cycle: every node that may have something to do, once, sources first.</summary>
    /// <param name="elapsed">Time since the start in ns; does not go backwards.</param>
    /// <param name="reason">What caused the cycle.</param>
    /// <exception cref="OperationCanceledException"><see cref="Cancellation"/> was signalled.</exception>
    public void Next(long elapsed, CycleReason reason)
    {
        Elapsed = elapsed;
        Reason = reason;
        _nowIsRead = false;
        Executed = 0;
        Cycles++;
        WakeReaders();
        WakeTimers();
        if (_isQuiet) return;
        var wasCut = _isCut;
        _isCut = true;
        Walk(0);
        _isCut = false;
        _isQuiet = Executed == 0;
        if (Executed > 0 || wasCut) Array.Clear(_changed);
        if (_anyMarked) ClearMarks();
    }

    /// <inheritdoc/>
    public void RunAgain(NodeKey node) => Wake(SlotOf(node));

    /// <summary>The node of a slot runs if its inputs changed, or it is a source and something may have happened to it.</summary>
    private static NodeWake WakeOf(Node node) =>
        node.Wake != NodeWake.Default ? node.Wake : node.Inputs.IsEmpty ? NodeWake.Always : NodeWake.Input;

    private void Wake(int slot)
    {
        Set(_again, slot);
        _isQuiet = false;
    }

    private static void Set(ulong[] bits, int slot) => bits[slot >> 6] |= 1ul << slot;

    /// <summary>Executes a node and triggers what its emissions reach.</summary>
    /// <returns>The only slot that was triggered; -1 for none, or if others may have been.</returns>
    private int Execute(int slot)
    {
        ref readonly var entry = ref _entries[slot];
        _again[slot >> 6] &= ~(1ul << slot);
        if (_hasTimers && _deadlines[slot] != Never) ClearDeadline(slot);
        Executed++;
        if (entry.Output is not { } output)
        {
            ExecuteOther(slot);
            return -1;
        }

        output.Begin();
        Run(in entry);
        if (output.Emitted == 0) return -1;
        var target = entry.Target;
        if (target >= 0) Set(_changed, target);
        else if (target != SlotEntry.NoTarget) Emit(entry.Node, output, _outputStart[slot]);
        return target;
    }

    /// <summary>Executes a node with no output, or with several.</summary>
    private void ExecuteOther(int slot)
    {
        ref readonly var entry = ref _entries[slot];
        var outputs = _outputs.AsSpan(_outputStart[slot].._outputStart[slot + 1]);
        foreach (var output in outputs) output.Begin();
        Run(in entry);
        for (var i = 0; i < outputs.Length; i++)
        {
            if (outputs[i].Emitted > 0) Emit(entry.Node, outputs[i], _outputStart[slot] + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Run(in SlotEntry entry)
    {
        var context = new NodeContext(this, entry.Key);
        try
        {
            entry.Node.Execute(ref context);
        }
        catch (Exception e) when (e is not OperationCanceledException || !Cancellation.IsCancellationRequested)
        {
            // No node's failure may stop the others; what it emitted before stays emitted.
            Report(entry.Key, e, -1);
        }
    }

    /// <summary>Triggers what an output feeds (arc-runtime.md, section 5.2).</summary>
    private void Emit(Node node, OutputPort port, int output)
    {
        // 0: not asked yet, 1: truthy, 2: not.
        var truthy = 0;
        if (_sourcesTransition[output])
        {
            truthy = node.IsTruthy(port) ? 1 : 2;
            if (truthy == 1) _anyMarked = _marked[output] = true;
        }

        foreach (var edge in _edges.AsSpan(_edgeStart[output].._edgeStart[output + 1]))
        {
            // Stratum 0 is fed across scopes only. It runs in every walk, so it finds the new batch in its next one, this cycle or later and
            // whatever the edge's condition.
            if ((edge & 2) != 0)
            {
                Set(_again, edge >> 2);
                continue;
            }

            if ((edge & 1) != 0)
            {
                if (truthy == 0) truthy = node.IsTruthy(port) ? 1 : 2;
                if (truthy == 2) continue;
            }

            Set(_changed, edge >> 2);
        }

        foreach (var activation in _graph.Activations.AsSpan(_graph.ActivationStart[output].._graph.ActivationStart[output + 1]))
        {
            if (_isActive[activation >> 1]) continue;
            if ((activation & 1) != 0)
            {
                if (truthy == 0) truthy = node.IsTruthy(port) ? 1 : 2;
                if (truthy == 2) continue;
            }

            Activate(activation >> 1);
        }
    }

    private int SlotOf(NodeKey node) =>
        (uint)node.Index < (uint)_slotOfKey.Length && _slotOfKey[node.Index] is >= 0 and var slot
            ? slot
            : throw new ArgumentException($"node '{node.Name}' does not belong to this session", nameof(node));
}
