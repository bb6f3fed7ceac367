using System.Globalization;
using Arc.Compiler;
using Arc.Engines.Managed;
using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Stl;

namespace Arc.Dataflow.Tests.Checkpoints;

/// <summary>Runs a program from text with a manual clock and writes down all that reaches the host, to the bit; can be saved and restored.</summary>
public sealed class CheckpointRun : ISessionSink, IDisposable
{
    private readonly DataflowProgram _program;
    private readonly EngineGuestFactory _guest;
    private readonly ManualClock _time = new();
    private readonly List<string> _log = [];
    private long _elapsed;

    public CheckpointRun(string source)
    {
        string[] modules = ["math", "stat", "time", "stable", "control"];
        source = string.Concat(modules.Where(m => source.Contains(m + ".", StringComparison.Ordinal)).Select(m => $"import {m}\n")) + source;
        var analysis = TextProgram.Analyze(source);
        Assert.True(analysis.Success, TextProgram.Errors(source));
        var compiled = ProgramCompiler.Compile(analysis.Program!, analysis.Ir!, ModuleSet.Standard.Symbols);
        _program = new DataflowProgram(analysis.Ir!, compiled.OutputMemoryBases);
        _guest = new EngineGuestFactory(new ManagedEngine().Compile(compiled.Wasm));
        Session = Start(Options);
    }

    private SessionOptions Options => new() { Channels = TextProgram.Channels, Time = _time };

    public Session Session { get; private set; }

    /// <summary>What reached the host, cycle by cycle.</summary>
    public IReadOnlyList<string> Log => _log;

    public Session Start(SessionOptions options) => Session.Start(_program, ModuleSet.Standard, _guest, this, options);

    /// <summary>A session that goes on from a checkpoint and does not take the place of this run's.</summary>
    public Session From(byte[] checkpoint) => Start(Options with { Checkpoint = checkpoint });

    /// <summary>Ends the session and goes on from what it saved.</summary>
    public void Restore()
    {
        var saved = Session.Checkpoint();
        Session.Dispose();
        Session = From(saved);
        var again = Session.Checkpoint();
        Assert.True(saved.AsSpan().SequenceEqual(again), $"saved {Text(saved)}\nthen {Text(again)}");
    }

    /// <summary>Feeds each given channel, moves the clocks by some milliseconds, and runs a cycle.</summary>
    public void Cycle(int milliseconds, CycleReason reason, Frame? frame = null, Action? between = null)
    {
        _elapsed += milliseconds * 1_000_000L;
        _time.Now += milliseconds * 1_000_000L;
        if (frame is not null) Session.Ingest(frame);
        between?.Invoke();
        Session.Cycle(_elapsed, reason);
        _log.Add(string.Create(CultureInfo.InvariantCulture, $"= cycle {Session.Scheduler.Cycles} at {Session.Elapsed}, next {Session.NextDeadline}, executed {Session.Scheduler.Executed}, errors {Session.Scheduler.ErrorCount}"));
    }

    public void OnAuthority(AuthorityChange change, ReadOnlySpan<int> channels) =>
        _log.Add($"authority {change.Channel}={change.Value} [{string.Join(',', channels.ToArray())}]");

    public void OnWrite(ChannelWrites writes) =>
        _log.Add($"{writes.Channel.Name} {writes.Element} at {writes.Alignment}: {string.Join(' ', writes.Samples.Select(Exact))}");

    public void OnError(NodeError error) => _log.Add($"error {error}");

    public void Dispose() => Session.Dispose();

    private static string Text(byte[] checkpoint) => System.Text.Encoding.UTF8.GetString(checkpoint);

    private static string Exact(object? sample) => sample switch
    {
        double v => BitConverter.DoubleToUInt64Bits(v).ToString("x16", CultureInfo.InvariantCulture),
        float v => BitConverter.SingleToUInt32Bits(v).ToString("x8", CultureInfo.InvariantCulture),
        Sdk.Text v => Convert.ToHexString(v.Bytes),
        _ => Convert.ToString(sample, CultureInfo.InvariantCulture) ?? "",
    };
}
