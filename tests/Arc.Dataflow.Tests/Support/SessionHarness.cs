using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;

namespace Arc.Dataflow.Tests;

/// <summary>Runs a program by hand: manual clock, recorded output.</summary>
public sealed class SessionHarness : ISessionSink, IDisposable
{
    private readonly List<string> _order = [];
    private readonly List<(int Channel, object? Value)> _writes = [];
    private readonly List<NodeError> _errors = [];
    private long _elapsed;

    public SessionHarness(GraphBuilder graph, FakeGuest? guest = null, ModuleSet? modules = null)
        : this(graph.Program(), guest, modules ?? TestModules.Set, Channels)
    {
    }

    public SessionHarness(DataflowProgram program, IGuestFactory? guest, ModuleSet modules, ChannelInfo[] channels)
    {
        Session = Session.Start(program, modules, guest, this, new SessionOptions { Channels = channels, Time = Time });
    }

    /// <summary>1: f64, 2: f64, 3: u8, 4: i64 ns (index of 5), 5: f64.</summary>
    public static ChannelInfo[] Channels { get; } =
    [
        new ChannelInfo(1, "c1", ArcType.Of(Primitive.F64)), new ChannelInfo(2, "c2", ArcType.Of(Primitive.F64)),
        new ChannelInfo(3, "c3", ArcType.Of(Primitive.U8)), new ChannelInfo(4, "c4", ArcType.TimeSpan),
        new ChannelInfo(5, "c5", ArcType.Of(Primitive.F64), IndexKey: 4),
    ];

    public ManualClock Time { get; } = new() { Now = 1_000_000_000 };

    public Session Session { get; }

    public IReadOnlyList<NodeError> Errors => _errors;

    /// <summary>What reached the host, in order: <c>write 1</c>, <c>authority 0</c>.</summary>
    public IReadOnlyList<string> Order => _order;

    /// <summary>Samples that were written to a channel since the harness last ran a cycle itself; may be asked while a loop runs.</summary>
    public object?[] Writes(int channel)
    {
        lock (_writes) return [.. _writes.Where(w => w.Channel == channel).Select(w => w.Value)];
    }

    /// <summary>Ingests one series, runs one cycle, and answers what was written to a channel.</summary>
    public object?[] Feed<T>(int channel, T[] values, int from)
    {
        Session.Ingest(new Frame().Add(channel, values));
        return Cycle(from);
    }

    /// <summary>Runs one cycle and answers what was written to a channel.</summary>
    public object?[] Cycle(int from = 0, CycleReason reason = CycleReason.Input)
    {
        _writes.Clear();
        _order.Clear();
        Session.Cycle(_elapsed, reason);
        return [.. _writes.Where(w => w.Channel == from).Select(w => w.Value)];
    }

    /// <summary>Moves both clocks to a time in ms and runs a timer cycle.</summary>
    public object?[] TickAt(long milliseconds, int from)
    {
        MoveTo(milliseconds);
        return Cycle(from, CycleReason.Timer);
    }

    public void MoveTo(long milliseconds)
    {
        Time.Now += milliseconds * 1_000_000 - _elapsed;
        _elapsed = milliseconds * 1_000_000;
    }

    public void OnAuthority(AuthorityChange change, ReadOnlySpan<int> channels) =>
        _order.Add($"authority {change.Channel}={change.Value} [{string.Join(',', channels.ToArray())}]");

    public void OnWrite(ChannelWrites writes)
    {
        _order.Add($"write {writes.Channel.Key}");
        lock (_writes) _writes.AddRange(writes.Samples.Select(s => (writes.Channel.Key, s)));
    }

    public void OnError(NodeError error) => _errors.Add(error);

    public void Dispose() => Session.Dispose();
}
