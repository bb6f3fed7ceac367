using System.Globalization;
using Arc.Runtime;
using Arc.Sdk.Channels;
using Arc.Sdk.Types;

namespace Arc.Dataflow.Tests.Checkpoints;

/// <summary>A host that outlives its programs: channels, a clock, and what reached it.</summary>
public sealed class Plant : ISessionSink, IDisposable
{
    private readonly List<IDisposable> _owned = [];

    /// <summary>p: f64; q: f64; t: i64 ns; x: f64 with time stamps in x_time; y: f64, likewise.</summary>
    public static ChannelInfo[] Channels { get; } =
    [
        new(1, "p", ArcType.Of(Primitive.F64)), new(2, "q", ArcType.Of(Primitive.F64)), new(3, "t", ArcType.TimeSpan),
        new(4, "x", ArcType.Of(Primitive.F64), IndexKey: 5), new(5, "x_time", ArcType.TimeSpan), new(6, "y", ArcType.Of(Primitive.F64), IndexKey: 5),
    ];

    public ManualClock Clock { get; } = new() { Now = 1_000_000_000 };

    /// <summary>What reached the host since the last <see cref="Cycle"/> began.</summary>
    public List<string> Log { get; } = [];

    /// <summary>Whether nothing is written down.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Called when something is written.</summary>
    public Action? Written { get; set; }

    public Session Start(string source, SessionOptions? options = null, params ChannelInfo[] channels)
    {
        if (channels.Length == 0) channels = Channels;
        var compilation = ArcProgram.Compile(source, new ArcOptions { Channels = channels });
        Assert.True(compilation.Success, string.Join('\n', compilation.Diagnostics));
        _owned.Add(compilation.Program);
        var session = compilation.Program.Load(this, (options ?? new SessionOptions()) with { Channels = channels, Time = Clock });
        _owned.Add(session);
        return session;
    }

    /// <summary>Runs a cycle and gives what reached the host, such as <c>q=1 2; t=5</c>.</summary>
    public string Cycle(Session session, long elapsed = 0, Frame? frame = null)
    {
        Log.Clear();
        if (frame is not null) session.Ingest(frame);
        session.Cycle(Math.Max(elapsed, session.Elapsed), Sdk.CycleReason.Timer);
        return string.Join("; ", Log);
    }

    public void OnAuthority(AuthorityChange change, ReadOnlySpan<int> channels) => Log.Add($"authority {change.Channel}={change.Value}");

    public void OnWrite(ChannelWrites writes)
    {
        if (IsSilent) return;
        Log.Add($"{writes.Channel.Name}={string.Join(' ', writes.Samples.Select(s => Convert.ToString(s, CultureInfo.InvariantCulture)))}");
        Written?.Invoke();
    }

    public void OnError(NodeError error) => Log.Add($"error {error}");

    public void Dispose()
    {
        for (var i = _owned.Count - 1; i >= 0; i--) _owned[i].Dispose();
    }
}
