using System.Globalization;
using System.Text;
using Arc.Dataflow;
using Arc.Runtime;
using Arc.Runtime.Tests.Support;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Stl;
using Arc.ThirdParty;

namespace Arc.Spine.Tests;

/// <summary>Programs with modules of others are saved and restored as those of the library are.</summary>
public sealed class CheckpointTests
{
    public static TheoryData<string> Programs =>
    [
        "import signal\np -> signal.runs{} -> n",
        "import signal\np -> signal.ema{alpha=0.25} -> r",
        "import signal\np -> signal.recent{count=4} -> {mean: r, rises: flag}",
        "import signal\nfunc f(x f64) i64 { k i64 $= 0  k += signal.runs()  return k }  p -> f{} -> n  q -> f{} -> n",
        "import signal\nstage s { p -> signal.ema{} -> r  p -> signal.runs{} -> n }  a => s",
    ];

    [Theory]
    [MemberData(nameof(Programs))]
    public void ThirdPartyProgram_RestoredBeforeEveryCycle_WritesTheSame(string source)
    {
        var modules = ModuleSet.Standard.Add<SignalModule>();
        var expected = Run(source, modules, (session, _) => null);
        Assert.Equal(expected, Run(source, modules, (session, _) => session.Checkpoint()));
        Assert.Contains(expected, l => l.Length > 0);
    }

    [Fact]
    public void ProgramThatUsesAnother_KeepsTheVariablesOfBoth()
    {
        using var library = ArcProgram.Compile("func count() i64 { k i64 $= 0  k += 1  return k }").Program!;
        var modules = ModuleSet.Standard.Add("lib", library);
        const string Source = "import lib\nfunc f(x f64) i64 { k i64 $= 100  k += lib.count()  return k }  p -> f{} -> n";
        var expected = Run(Source, modules, (session, _) => null);
        Assert.Equal(expected, Run(Source, modules, (session, _) => session.Checkpoint()));
        Assert.Equal("n=101 103", expected[0]);
    }

    /// <summary>A checkpoint knows of no engine.</summary>
    [Theory]
    [OnWasmtime]
    public void Checkpoint_OfOneEngine_GoesOnOnAnother(string engine)
    {
        const string Source = "func f(x f64) (a f64, s str) { k f64 $= 0  t $= \"\"  v $= [x]  k += x  t = t + \"é\"  v[0] = v[0] + k  a = v[0]  s = t }  p -> f{} -> {a: r, s: label}";
        var expected = Run(Source, ModuleSet.Standard, (session, _) => null);
        Assert.Equal(expected, Run(Source, ModuleSet.Standard, (session, _) => session.Checkpoint(), EngineRows.Of(engine)));
    }

    private static List<string> Run(string source, ModuleSet modules, Func<Session, int, byte[]?> save, Engines.IWasmEngine? other = null)
    {
        var sink = new Sink();
        var compilation = ArcProgram.Compile(source, new ArcOptions { Modules = modules, Channels = FlowRun.Channels });
        Assert.True(compilation.Success, string.Join('\n', compilation.Diagnostics));
        using var program = compilation.Program;
        var results = new List<string>();
        var session = program.Load(sink);
        for (var cycle = 0; cycle < 8; cycle++)
        {
            if (save(session, cycle) is { } saved)
            {
                session.Dispose();
                session = program.Load(sink, new SessionOptions { Checkpoint = saved }, cycle % 2 == 0 ? null : other);
                Assert.Equal(Encoding.UTF8.GetString(saved), Encoding.UTF8.GetString(session.Checkpoint()));
            }

            sink.Written.Clear();
            session.Ingest(new Frame().Add(1, cycle * 1.5, -cycle / 3.0).Add(2, 1.0).Add<byte>(3, (byte)(cycle % 2)));
            session.Cycle(cycle, Sdk.CycleReason.Input);
            results.Add(string.Join("; ", sink.Written));
        }

        session.Dispose();
        return results;
    }

    private sealed class Sink : ISessionSink
    {
        public List<string> Written { get; } = [];

        public void OnAuthority(AuthorityChange change, ReadOnlySpan<int> channels) => Written.Add(change.ToString());

        public void OnWrite(ChannelWrites writes) =>
            Written.Add($"{writes.Channel.Name}={string.Join(' ', writes.Samples.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)))}");

        public void OnError(NodeError error) => Written.Add(error.ToString());
    }
}
