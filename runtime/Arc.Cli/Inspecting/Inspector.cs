using System.Globalization;
using Arc.Cli.Graphs;
using Arc.Cli.Running;
using Arc.Dataflow;
using Arc.Runtime;
using Arc.Sdk.Channels;
using Arc.Sdk.Ir;
using Arc.Sdk.Nodes;

namespace Arc.Cli.Inspecting;

/// <summary>Waits for a node, and takes the state of the session at the end of the run.</summary>
/// <param name="program">The program.</param>
/// <param name="awaited">What ends the run; nothing if the time does.</param>
internal sealed class Inspector(ArcProgram program, NodeSelection awaited) : IRunObserver
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(int Channel, bool IsInput), InspectedChannel> _channels = [];
    private readonly GraphLabels _labels = new(program);
    private long _start;

    public bool IsDone { get; private set; }

    /// <summary>The state; null if the session was never loaded.</summary>
    public Inspection? Result { get; private set; }

    public void OnStart(Session session, long time) => _start = time;

    public void OnInput<T>(ChannelInfo channel, long time, T value) => Keep(channel, isInput: true, time, value);

    public void OnWrite<T>(ChannelInfo channel, long time, T value) => Keep(channel, isInput: false, time, value);

    public void OnCycle(Session session, long time)
    {
        if (!IsDone) IsDone = awaited.Nodes.Any(n => HasRun(session.Nodes[n])) || (awaited.Scopes.Count > 0 && IsEntered(session.Scheduler));
    }

    public void OnEnd(Session session, long time)
    {
        lock (_gate)
        {
            Result = new Inspection(
                time - _start, time, session.Scheduler.Cycles, session.NextDeadline == Scheduler.Never ? null : session.NextDeadline,
                Scopes(session.Scheduler), [.. program.Compiled.Ir.Nodes.Select(n => Node(n, session.Nodes[n.Key]))],
                [.. _channels.OrderBy(c => c.Key.IsInput ? 0 : 1).ThenBy(c => c.Key.Channel).Select(c => c.Value)],
                [.. session.Services.State.Slices.Select(s => new InspectedSlice(s.Module, s.Name, [.. s.Slice.Entries.Select(e => new InspectedEntry(e.Node.Name ?? "", s is { Module: "state", Name: "variables" } ? Variable(e.Name) : e.Name, e.Value))]))]);
        }
    }

    // An emission always moves the time stamp of its output. A node without outputs shows that it ran by the data that it took.
    private static bool HasRun(Node node) =>
        node.Outputs.IsEmpty ? node.Inputs.Any(i => i.HasData) : node.Outputs.Any(o => o.LastTime != long.MinValue);

    // The registry knows a variable by its type and number.
    private string Variable(string name) =>
        int.TryParse(name.AsSpan(name.LastIndexOf(' ') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id < program.StateNames.Length
            ? $"{program.StateNames[id]} {name[..name.LastIndexOf(' ')]}"
            : name;

    private bool IsEntered(Scheduler scheduler)
    {
        var active = new bool[scheduler.Scopes.Count];
        scheduler.ReadActive(active);
        for (var i = 0; i < active.Length; i++)
        {
            if (active[i] && awaited.Scopes.Contains(scheduler.Scopes[i])) return true;
        }

        return false;
    }

    private void Keep<T>(ChannelInfo channel, bool isInput, long time, T value)
    {
        lock (_gate)
        {
            var samples = _channels.GetValueOrDefault((channel.Key, isInput))?.Samples ?? 0;
            _channels[(channel.Key, isInput)] = new InspectedChannel(channel.Name, channel.Type.ToString(), isInput, samples + 1, value, time);
        }
    }

    private List<InspectedScope> Scopes(Scheduler scheduler)
    {
        var byIr = ProgramGraphBuilder.Build(program).Scopes.ToDictionary(s => (object)s.Ir, ReferenceEqualityComparer.Instance);
        var active = new bool[scheduler.Scopes.Count];
        scheduler.ReadActive(active);
        var scopes = new List<InspectedScope>();
        for (var i = 1; i < active.Length; i++)
        {
            var scope = byIr[scheduler.Scopes[i]];
            scopes.Add(new InspectedScope(scope.Ir.Key, scope.Title, scope.Depth - 1, active[i], scheduler.ActiveStepOf(i) + 1));
        }

        return scopes;
    }

    private InspectedNode Node(IrNode ir, Node node) => new(
        ir.Key, ir.Type, _labels.Label(ir), program.Places.GetValueOrDefault(ir.Key)?.ToString(),
        [.. node.Outputs.Select(o => new InspectedOutput(o.Name, ir.Outputs.FirstOrDefault(p => p.Name == o.Name)?.Type.ToString() ?? Sdk.Types.PrimitiveFacts.Name(o.Element), [.. o.Samples], [.. o.Times]))]);
}
