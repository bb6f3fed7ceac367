using System.Text.Json;
using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;

namespace Arc.Dataflow.Tests.Reference;

/// <summary>What a node of a random program does when it is executed.</summary>
public enum BehaviourKind
{
    /// <summary>Emits by its script in every execution.</summary>
    Source,

    /// <summary>Emits once after every reset.</summary>
    Once,

    /// <summary>Emits when its inputs have new data.</summary>
    Relay,

    /// <summary>Counts down over several cycles after new data.</summary>
    Repeat,

    /// <summary>Fires some time after its first execution.</summary>
    Timer,

    /// <summary>Emits the unread batches of a channel, one a cycle.</summary>
    Reader,
}

/// <summary>A node of a random program.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Script">Emissions of its two outputs, chosen by the cycle; null for none.</param>
/// <param name="Inputs">Number of its inputs.</param>
/// <param name="Duration">Delay of a timer in ns.</param>
/// <param name="IsNeverTruthy">Whether its outputs never count as truthy.</param>
/// <param name="Channel">The channel of a reader; 0 for none.</param>
public sealed record NodeSpec(string Key, BehaviourKind Kind, double?[] Script, int Inputs, long Duration, bool IsNeverTruthy, int Channel = 0);

/// <summary>What one execution did.</summary>
/// <param name="First">The emission of output <c>a</c>.</param>
/// <param name="Second">The emission of output <c>b</c>.</param>
/// <param name="Again">Whether the node asks to be executed in the next cycle.</param>
/// <param name="Deadline">When the node wants to be executed, in ns.</param>
public readonly record struct Outcome(double? First, double? Second, bool Again = false, long Deadline = Scheduler.Never);

/// <summary>The state of one node, the same for the scheduler and for the reference.</summary>
public sealed class Behaviour(NodeSpec spec)
{
    private int _countdown;
    private bool _isDone;
    private long _start = -1;

    public NodeSpec Spec => spec;

    public int Resets { get; private set; }

    public void Reset()
    {
        Resets++;
        _countdown = 0;
        _isDone = false;
        _start = -1;
    }

    public void Save(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(Resets);
        writer.WriteNumberValue(_countdown);
        writer.WriteBooleanValue(_isDone);
        writer.WriteNumberValue(_start);
        writer.WriteEndArray();
    }

    public void Load(JsonElement saved) =>
        (Resets, _countdown, _isDone, _start) = (saved[0].GetInt32(), saved[1].GetInt32(), saved[2].GetBoolean(), saved[3].GetInt64());

    public Outcome Run(int cycle, long elapsed, CycleReason reason, bool isFresh, double sum)
    {
        switch (spec.Kind)
        {
            case BehaviourKind.Source:
                return Emit(cycle);
            case BehaviourKind.Once when !_isDone:
                _isDone = true;
                return Emit(cycle);
            case BehaviourKind.Reader when isFresh:
                return Emit(cycle) with { First = sum };
            case BehaviourKind.Relay when isFresh:
                return Emit(cycle + (int)Math.Clamp(double.IsNaN(sum) ? 7 : sum, 0, 100));
            case BehaviourKind.Repeat:
                if (isFresh) _countdown = 1 + spec.Script.Length % 3;
                if (_countdown == 0) return default(Outcome) with { Deadline = Scheduler.Never };
                _countdown--;
                return Emit(cycle) with { Again = _countdown > 0 };
            case BehaviourKind.Timer when !_isDone:
                if (_start < 0) _start = elapsed;
                if (reason != CycleReason.Timer || elapsed - _start < spec.Duration) return new Outcome(null, null, Deadline: _start + spec.Duration);
                _isDone = true;
                return Emit(cycle);
            default:
                return new Outcome(null, null);
        }
    }

    private Outcome Emit(int at) => new(spec.Script[2 * at % spec.Script.Length], spec.Script[(2 * at + 1) % spec.Script.Length]);
}

/// <summary>One emission as both sides record it.</summary>
public readonly record struct Emission(string Node, int Output, double Value);

/// <summary>A behaviour as a node of the scheduler.</summary>
public sealed class ScriptedNode : Sdk.Nodes.Node
{
    private readonly Behaviour _behaviour;
    private readonly List<Emission> _log;
    private readonly Func<int> _cycle;
    private readonly InputPort<double>[] _ports;
    private readonly OutputPort<double> _first;
    private readonly OutputPort<double> _second;
    private readonly ChannelReader<double>? _reader;

    public ScriptedNode(NodeSpec spec, SessionServices services, Func<int> cycle, List<Emission> log)
    {
        _behaviour = new Behaviour(spec);
        _cycle = cycle;
        _log = log;
        _ports = [.. Enumerable.Range(0, spec.Inputs).Select(i => AddInput<double>($"i{i}"))];
        _first = AddOutput<double>("a");
        _second = AddOutput<double>("b");
        if (spec.Channel != 0) _reader = services.Channels.AddReader<double>(spec.Channel, services.Nodes.GetOrAdd(spec.Key));
    }

    /// <summary>Everything else than a source can say when it has nothing to do.</summary>
    public override NodeWake Wake => _behaviour.Spec.Kind switch
    {
        BehaviourKind.Source => NodeWake.Always,
        BehaviourKind.Timer => NodeWake.Timer,
        BehaviourKind.Reader => NodeWake.Channel,
        _ => NodeWake.Input,
    };

    public int Resets => _behaviour.Resets;

    public override void Reset()
    {
        _behaviour.Reset();
        _reader?.SkipReceived();
    }

    protected override void SaveState(Utf8JsonWriter writer) => _behaviour.Save(writer);

    protected override void LoadState(JsonElement saved) => _behaviour.Load(saved);

    public override bool IsTruthy(OutputPort output) => !_behaviour.Spec.IsNeverTruthy && base.IsTruthy(output);

    public override void Execute(ref NodeContext context)
    {
        var isFresh = RefreshInputs();
        double sum = 0;
        if (isFresh)
        {
            foreach (var port in _ports) sum += port.At(0);
        }

        if (_reader is not null)
        {
            isFresh = _reader.TryTake(out var batch);
            if (isFresh) sum = batch.Values[^1];
        }

        var outcome = _behaviour.Run(_cycle(), context.Elapsed, context.Reason, isFresh, sum);
        if (outcome.First is { } first)
        {
            context.Emit(_first, first);
            _log.Add(new Emission(_behaviour.Spec.Key, 0, first));
        }

        if (outcome.Second is { } second)
        {
            context.Emit(_second, second);
            _log.Add(new Emission(_behaviour.Spec.Key, 1, second));
        }

        if (outcome.Again) context.RunAgain();
        if (outcome.Deadline != Scheduler.Never) context.WakeAt(outcome.Deadline);
    }
}
