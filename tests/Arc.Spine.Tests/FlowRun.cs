using System.Globalization;
using Arc.Dataflow;
using Arc.Runtime;
using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;

namespace Arc.Spine.Tests;

/// <summary>Runs a program from text through the public facade: one frame in, what it wrote out.</summary>
public sealed class FlowRun : ISessionSink, IDisposable
{
    private readonly ArcProgram _program;
    private readonly Session _session;
    private readonly List<string> _written = [];

    public FlowRun(string source, ModuleSet modules)
    {
        var compilation = ArcProgram.Compile(source, new ArcOptions { Modules = modules, Channels = Channels });
        Assert.True(compilation.Success, string.Join('\n', compilation.Diagnostics));
        _program = compilation.Program;
        _session = _program.Load(this, new SessionOptions { Channels = Channels });
    }

    /// <summary>p, q: f64; a, b: u8; text: str; out channels r, s: f64, flag: u8, label: str, n: i64, t: i64 ns.</summary>
    public static ChannelInfo[] Channels { get; } =
    [
        new(1, "p", ArcType.Of(Primitive.F64)), new(2, "q", ArcType.Of(Primitive.F64)), new(3, "a", ArcType.Of(Primitive.U8)),
        new(4, "b", ArcType.Of(Primitive.U8)), new(5, "text", ArcType.Of(Primitive.Str)), new(6, "r", ArcType.Of(Primitive.F64)),
        new(7, "flag", ArcType.Of(Primitive.U8)), new(8, "label", ArcType.Of(Primitive.Str)), new(9, "n", ArcType.Of(Primitive.I64)),
        new(10, "t", ArcType.TimeSpan), new(11, "s", ArcType.Of(Primitive.F64)),
    ];

    public Session Session => _session;

    /// <summary>Feeds p = 9 16, q = 4 3, a = 1 0, b = 1 1, text = "x", runs one cycle a second after the start, and gives what was written.</summary>
    public string Feed()
    {
        _session.Ingest(new Frame().Add(1, 9.0, 16.0).Add(2, 4.0, 3.0).Add<byte>(3, 1, 0).Add<byte>(4, 1, 1).Add(5, "x"));
        return Cycle(1, CycleReason.Input);
    }

    /// <summary>Runs one cycle and gives what was written, such as <c>r=1 2</c>.</summary>
    public string Cycle(int seconds, CycleReason reason)
    {
        _written.Clear();
        _session.Cycle(seconds * 1_000_000_000L, reason);
        return string.Join("; ", _written);
    }

    public void OnAuthority(AuthorityChange change, ReadOnlySpan<int> channels) => _written.Add($"authority {change.Value}");

    public void OnWrite(ChannelWrites writes) =>
        _written.Add($"{writes.Channel.Name}={string.Join(' ', writes.Samples.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)))}");

    public void OnError(NodeError error) => _written.Add($"error {error.Message}");

    public void Dispose()
    {
        _session.Dispose();
        _program.Dispose();
    }
}
