using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Arc.Cases;
using Arc.Dataflow;
using Arc.Engines;
using Arc.Runtime;
using Arc.Sdk;
using Arc.Sdk.Channels;

namespace Conformance;

/// <summary>Runs the steps of a case and writes down all that reaches the host, to the bit.</summary>
internal sealed class Simulation : ISessionSink, IDisposable
{
    private readonly ArcProgram _program;
    private readonly ManualClock _clock = new();
    private readonly IWasmEngine _engine;
    private Session _session;

    public Simulation(ArcProgram program, IWasmEngine? engine = null)
    {
        _program = program;
        _engine = engine ?? ArcProgram.DefaultEngine;
        _session = program.Load(this, Options, _engine);
    }

    public List<string> Log { get; } = [];

    private SessionOptions Options => new() { Channels = _program.Channels, Time = _clock };

    /// <summary>Compiles the program of a case that has no errors.</summary>
    public static ArcProgram Compile(Case item, string? source = null)
    {
        var options = new ArcOptions { Channels = item.Channels };
        return (item.Graph is { } graph ? ArcProgram.CompileGraph(graph, options) : ArcProgram.Compile(source ?? item.Source!, options)).ProgramOrThrow();
    }

    public void Run(ImmutableArray<SimulateStep> steps, bool restore = false)
    {
        foreach (var step in steps)
        {
            _clock.Now = step.At;
            if (restore) Restore();
            var frame = new Frame();
            foreach (var (name, samples) in step.Write)
            {
                var channel = _program.Channels.First(c => c.Name == name);
                if (!samples.IsEmpty) frame.AddValues(channel, [.. samples.Select(s => ArcValueJson.Read(s, channel.Type))]);
            }

            if (frame.Count > 0) _session.Ingest(frame);
            for (var i = 0; i < step.Cycles; i++)
            {
                if (restore) Restore();
                _session.Cycle(step.At, CycleReason.Timer);
                Log.Add(string.Create(CultureInfo.InvariantCulture, $"= cycle {_session.Scheduler.Cycles} at {_session.Elapsed}, next {_session.NextDeadline}"));
                Log.Add(string.Join(' ', _session.Authorities()));
            }
        }
    }

    public void OnAuthority(AuthorityChange change, ReadOnlySpan<int> channels) => Log.Add($"{change} for {string.Join(' ', channels.ToArray())}");

    public void OnWrite(ChannelWrites writes) =>
        Log.Add($"{writes.Channel.Name}: {writes.Element} at {writes.Alignment}: {string.Join(' ', writes.Samples.Select(Exact))}");

    public void OnError(NodeError error) => Log.Add(error.ToString());

    public void Dispose() => _session.Dispose();

    private void Restore()
    {
        var saved = _session.Checkpoint();
        _session.Dispose();
        _session = _program.Load(this, Options with { Checkpoint = saved }, _engine);
        Assert.Equal(Encoding.UTF8.GetString(saved), Encoding.UTF8.GetString(_session.Checkpoint()));
    }

    private static string Exact(object? sample) => sample switch
    {
        double v => BitConverter.DoubleToUInt64Bits(v).ToString("x16", CultureInfo.InvariantCulture),
        float v => BitConverter.SingleToUInt32Bits(v).ToString("x8", CultureInfo.InvariantCulture),
        Text v => Convert.ToHexString(v.Bytes),
        _ => Convert.ToString(sample, CultureInfo.InvariantCulture) ?? "",
    };
}
