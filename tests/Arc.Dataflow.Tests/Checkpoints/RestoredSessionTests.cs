using System.Text;
using System.Text.Json;
using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Hosting;
using Arc.Sdk.Modules;
using Arc.Sdk.Nodes;
using Arc.Sdk.State;
using Arc.Sdk.Sync;
using Arc.Sdk.Types;
using Arc.Sdk.Values;

namespace Arc.Dataflow.Tests.Checkpoints;

/// <summary>What a host can rely on when it saves and restores sessions.</summary>
public sealed class RestoredSessionTests : IDisposable
{
    private readonly Plant _plant = new();

    // A later version of the host has one module more, with state of its own.
    private static ModuleDescriptor Counters => TestModule.Describe("counters") with { Create = services => new CountersModule() };

    [Fact]
    public void Checkpoint_OfTheSameState_IsTheSameJson()
    {
        const string source = "func f(x f64) f64 { k f64 $= 0  k += x  return k }  p -> f{} -> q";
        byte[][] saved = [.. new[] { 1, 2 }.Select(_ =>
        {
            var session = _plant.Start(source);
            _plant.Cycle(session, 7, new Frame().Add(1, 0.5, double.NaN));
            return session.Checkpoint();
        })];
        Assert.Equal(Encoding.UTF8.GetString(saved[0]), Encoding.UTF8.GetString(saved[1]));
        using var json = JsonDocument.Parse(saved[0]);
        Assert.Equal(["arc_checkpoint", "program", "digest", "state"], json.RootElement.EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void Checkpoint_ChangesNothing()
    {
        var session = _plant.Start("import time\np -> q  time.now{} -> t");
        _plant.Cycle(session, frame: new Frame().Add(1, 1.0).Add(1, 2.0));
        var first = session.Checkpoint();
        Assert.Equal(first, session.Checkpoint());
        Assert.Contains("q=2", _plant.Cycle(session), StringComparison.Ordinal);
    }

    [Fact]
    public void Checkpoint_WithinACycle_IsRefused()
    {
        var session = _plant.Start("1 -> q");
        Exception? error = null;
        _plant.Written = () => error = Record.Exception(session.Checkpoint);
        _plant.Cycle(session);
        Assert.IsType<InvalidOperationException>(error);
        Assert.NotEmpty(session.Checkpoint());
    }

    [Fact]
    public void Checkpoint_AfterACycleThatFailed_IsRefusedUntilOneSucceeds()
    {
        var session = _plant.Start("p -> q");
        _plant.Written = () => throw new IOException("the disk is full");
        Assert.Throws<IOException>(() => _plant.Cycle(session, frame: new Frame().Add(1, 1.0)));
        Assert.Throws<InvalidOperationException>(session.Checkpoint);
        _plant.Written = null;
        _plant.Cycle(session);
        Assert.NotEmpty(session.Checkpoint());
    }

    [Fact]
    public void Checkpoint_OfADisposedSession_IsRefused()
    {
        var session = _plant.Start("p -> q");
        session.Dispose();
        Assert.Throws<ObjectDisposedException>(session.Checkpoint);
    }

    [Fact]
    public void ReplacingAndRestoringAtOnce_IsRefused()
    {
        var session = _plant.Start("p -> q");
        Assert.Throws<ArgumentException>(() => _plant.Start("p -> q", new SessionOptions { Checkpoint = session.Checkpoint(), Replaces = session }));
    }

    [Fact]
    public void FreshSession_CanBeSavedBeforeItsFirstCycle()
    {
        var restored = Restore(_plant.Start("1 -> q"), "1 -> q");
        Assert.Equal(0, restored.Scheduler.Cycles);
        Assert.Equal("q=1", _plant.Cycle(restored));
        Assert.Equal("", _plant.Cycle(Restore(restored, "1 -> q")));
    }

    [Fact]
    public void HostWithMoreChannels_RestoresWithThem()
    {
        var session = _plant.Start("p -> q");
        _plant.Cycle(session, frame: new Frame().Add(1, 1.0).Add(1, 2.0));
        var restored = Restore(session, "p -> q", [.. Plant.Channels, new(99, "new", ArcType.Of(Primitive.F64))]);
        Assert.Equal("q=2", _plant.Cycle(restored));
    }

    [Theory]
    [InlineData(Primitive.F32, 5, "'x'")]
    [InlineData(Primitive.F64, 3, "index channel")]
    public void ChannelThatBecameAnother_IsRefusedByName(Primitive element, int index, string mentioned)
    {
        var session = _plant.Start("p -> q");
        ChannelInfo[] changed = [.. Plant.Channels.Select(c => c.Key == 4 ? new ChannelInfo(4, "x", ArcType.Of(element), index) : c)];
        var error = Assert.Throws<CheckpointException>(() => Restore(session, "p -> q", changed));
        Assert.Contains(mentioned, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UsedChannelThatIsGone_IsRefusedByName()
    {
        var session = _plant.Start("p -> q");
        var options = new SessionOptions { Channels = [.. Plant.Channels.Where(c => c.Key != 2)], Checkpoint = session.Checkpoint() };
        var error = Assert.Throws<CheckpointException>(() => Session.Start(session.Program, session.Modules.Set, null, _plant, options));
        Assert.Contains("'q'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnusedChannelThatIsGone_IsForgotten()
    {
        var session = _plant.Start("p -> q");
        _plant.Cycle(session, frame: new Frame().Add(4, 1.0).Add(5, 1L));
        ChannelInfo[] fewer = [.. Plant.Channels.Take(3)];
        Assert.Equal("q=1", _plant.Cycle(Restore(session, "p -> q", fewer), frame: new Frame().Add(1, 1.0)));
    }

    [Fact]
    public void MissingModuleState_IsRefusedByName()
    {
        var session = _plant.Start("p -> q");
        var error = Assert.Throws<CheckpointException>(() => Session.Start(
            session.Program, session.Modules.Set.Add(Counters), null, _plant, new SessionOptions { Channels = Plant.Channels, Checkpoint = session.Checkpoint() }));
        Assert.Contains("'counters.hits'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Authorities_AreThoseThatTheProgramLastSet()
    {
        const string source = "import control\nauthority 100\np -> q\np > 0 => control.set_authority{value=7}";
        var session = _plant.Start(source);
        Assert.Equal([new AuthorityChange(2, 100)], session.Authorities());
        _plant.Cycle(session, frame: new Frame().Add(1, 1.0));
        var restored = Restore(session, source);
        Assert.Equal([new AuthorityChange(2, 7)], restored.Authorities());
        Assert.Equal([new AuthorityChange(2, 100)], restored.InitialAuthorities());
    }

    [Fact]
    public void Node_ThatMakesItsBufferOnReset_HasOneAfterARestore()
    {
        var ir = new GraphBuilder().Constant("c", Primitive.I64, 3).Function("buffered", [], [GraphBuilder.Param("i", Primitive.I64)], [GraphBuilder.Param("o", Primitive.I64)]).Flow("c -> buffered").Build();
        var (services, nodes) = Make();
        var scheduler = new Scheduler(ir, nodes, services, 0);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) scheduler.Save(writer);
        using var saved = JsonDocument.Parse(stream.ToArray());
        (services, nodes) = Make();
        scheduler = Scheduler.Restore(ir, nodes, services, 0, saved.RootElement);
        scheduler.Next(0, CycleReason.Timer);
        Assert.Empty(scheduler.Errors);
        Assert.Equal([3L], ((OutputPort<long>)nodes["buffered"].Outputs[0]).Values.ToArray());

        (SessionServices Services, Dictionary<string, Node> Nodes) Make()
        {
            var made = new SessionServices([], _plant.Clock);
            var request = new NodeRequest
            {
                Key = made.Nodes.GetOrAdd("c"),
                Member = "constant",
                Types = new Dictionary<string, Primitive> { ["T"] = Primitive.I64 },
                Config = new ConfigValues(new Dictionary<string, Constant> { ["value"] = Constant.Of(3) }),
                Services = made,
            };
            return (made, new Dictionary<string, Node> { ["c"] = new ConstantNode<long>(request), ["buffered"] = new Buffered() });
        }
    }

    [Fact]
    public async Task Runner_OfARestoredSession_GoesOnAtTheElapsedTime_WithoutAnotherFirstTick()
    {
        const string source = "import time\ntime.interval{period=10ms} -> i";
        ChannelInfo[] channels = [new(1, "i", ArcType.Of(Primitive.U8))];
        var session = _plant.Start(source, null, channels);
        Assert.Equal("i=1", _plant.Cycle(session));
        Assert.Equal("i=1", _plant.Cycle(session, 10_000_000));
        var restored = _plant.Start(source, new SessionOptions { Checkpoint = session.Checkpoint() }, channels);
        // A week later nothing is due yet but what was due then.
        _plant.Clock.Advance(TimeSpan.FromDays(7));
        _plant.Log.Clear();
        using var cycles = new SemaphoreSlim(0);
        var runner = new SessionRunner(restored, new SessionRunnerOptions { Time = _plant.Clock, CycleCompleted = _ => cycles.Release() });
        using var stop = new CancellationTokenSource();
        var loop = runner.RunAsync(stop.Token);
        Assert.Equal(2, await runner.InvokeAsync(s => s.Scheduler.Cycles));
        _plant.Clock.Advance(TimeSpan.FromMilliseconds(10));
        await cycles.WaitAsync();
        await stop.CancelAsync();
        await loop;
        Assert.Equal(20_000_000, restored.Elapsed);
        Assert.Equal(["i=1"], _plant.Log);
    }

    [Fact]
    public void SteadyCycle_OfARestoredSession_AllocatesNothing()
    {
        const string source = "func f(a f64, b f64) f64 { k f64 $= 0  k += a  return k - b }  {p: a, x: b} -> f{} -> q";
        var first = _plant.Start(source);
        _plant.Cycle(first, frame: new Frame().Add(1, 1.0).Add(4, 1.0).Add(5, 1L));
        var session = Restore(first, source);
        _plant.IsSilent = true;
        var frame = new Frame().Add(1, 1.0);
        long elapsed = 0;
        Assert.Equal(0, Allocations.Of(() =>
        {
            session.Ingest(frame);
            session.Cycle(elapsed++, CycleReason.Input);
        }));
    }

    public void Dispose() => _plant.Dispose();

    private Session Restore(Session session, string source, params ChannelInfo[] channels) =>
        _plant.Start(source, new SessionOptions { Checkpoint = session.Checkpoint() }, channels);

    private sealed class Buffered : Node
    {
        private readonly InputPort<long> _input;
        private readonly OutputPort<long> _output;
        private long[]? _buffer;

        public Buffered()
        {
            _input = AddInput<long>("i");
            _output = AddOutput<long>("o");
        }

        public override void Reset() => _buffer = new long[1];

        public override void Execute(ref NodeContext context)
        {
            if (!RefreshInputs()) return;
            _buffer![0] = _input.At(0);
            context.Emit(_output, _buffer[0]);
        }
    }

    private sealed class CountersModule : IModule
    {
        public void Bind(ILinker linker, HandleStores handles)
        {
        }

        public Node? CreateNode(NodeRequest request) => null;

        public SyncResult Call(in SyncContext context, Val? self, string member, ReadOnlySpan<Val> arguments) => SyncResult.Fail("UNKNOWN_MEMBER", member);

        public void RegisterState(StateRegistry registry) => registry.Register("counters", "hits", new NodeState<long>());
    }
}
