using Arc.Cli.Running;
using Arc.Dataflow;
using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Ir;
using Arc.Sdk.Types;

namespace Arc.Cli.Reports;

/// <summary>Keeps what a report shows of a run. Its memory does not depend on how long the run is.</summary>
internal sealed class RunRecorder : IRunObserver
{
    /// <summary>Errors that are kept; more are only counted.</summary>
    public const int MaxErrors = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<(int Channel, bool IsInput), ChannelTrace> _channels = [];
    private readonly List<RecordedError> _errors = [];
    private ActivityTrace[] _activity = [];
    private bool[] _active = [];

    /// <summary>When the session's clock started, in ns since the epoch; null if it never did.</summary>
    public long? Start { get; private set; }

    /// <summary>The latest time that was seen.</summary>
    public long End { get; private set; }

    /// <summary>The scopes in the order of the walk.</summary>
    public IReadOnlyList<IrScope> Scopes { get; private set; } = [];

    /// <summary>When each scope was active.</summary>
    public IReadOnlyList<ActivityTrace> Activity => _activity;

    /// <summary>What was read and written, inputs first, in the order of the channels' keys.</summary>
    public IEnumerable<ChannelTrace> Channels => _channels.OrderBy(c => c.Key.IsInput ? 0 : 1).ThenBy(c => c.Key.Channel).Select(c => c.Value);

    /// <summary>When errors happened, all of them.</summary>
    public SampleTrace ErrorTimes { get; } = new();

    /// <summary>The first errors.</summary>
    public IReadOnlyList<RecordedError> Errors => _errors;

    public void OnStart(Session session, long time)
    {
        lock (_gate)
        {
            Start = End = time;
            Scopes = session.Scheduler.Scopes;
            _active = new bool[Scopes.Count];
            _activity = [.. Scopes.Select(_ => new ActivityTrace())];
            Sample(session, time);
        }
    }

    public void OnInput<T>(ChannelInfo channel, long time, T value) => Add(channel, isInput: true, time, value);

    public void OnWrite<T>(ChannelInfo channel, long time, T value) => Add(channel, isInput: false, time, value);

    public void OnError(long time, NodeError error)
    {
        lock (_gate)
        {
            End = Math.Max(End, time);
            ErrorTimes.Add(time, 1);
            if (_errors.Count < MaxErrors) _errors.Add(new RecordedError(time, error));
        }
    }

    public void OnCycle(Session session, long time)
    {
        lock (_gate) Sample(session, time);
    }

    public void OnEnd(Session session, long time)
    {
        lock (_gate)
        {
            End = Math.Max(End, time);
            foreach (var scope in _activity) scope.Set(End, isActive: false);
        }
    }

    private void Sample(Session session, long time)
    {
        End = Math.Max(End, time);
        session.Scheduler.ReadActive(_active);
        for (var i = 0; i < _active.Length; i++) _activity[i].Set(time, _active[i]);
    }

    private void Add<T>(ChannelInfo channel, bool isInput, long time, T value)
    {
        lock (_gate)
        {
            if (!_channels.TryGetValue((channel.Key, isInput), out var trace)) _channels.Add((channel.Key, isInput), trace = new ChannelTrace(channel, isInput));
            End = Math.Max(End, time);
            if (value is Text text) trace.Texts!.Add(time, text.ToString());
            else trace.Numbers!.Add(time, Number(value));
        }
    }

    private static double Number<T>(T value) => value switch
    {
        double number => number,
        float number => number,
        byte number => number,
        ushort number => number,
        uint number => number,
        ulong number => number,
        sbyte number => number,
        short number => number,
        int number => number,
        long number => number,
        _ => double.NaN,
    };
}

/// <summary>What was read from or written to a channel.</summary>
/// <param name="channel">The channel.</param>
/// <param name="isInput">Whether it was read.</param>
internal sealed class ChannelTrace(ChannelInfo channel, bool isInput)
{
    public ChannelInfo Channel => channel;

    public bool IsInput => isInput;

    /// <summary>The samples of a channel of numbers.</summary>
    public SampleTrace? Numbers { get; } = channel.Element == Primitive.Str ? null : new SampleTrace();

    /// <summary>The samples of a channel of texts.</summary>
    public TextTrace? Texts { get; } = channel.Element == Primitive.Str ? new TextTrace() : null;
}

/// <summary>An error of a node.</summary>
/// <param name="Time">When, in ns since the epoch.</param>
/// <param name="Error">What.</param>
internal sealed record RecordedError(long Time, NodeError Error);
