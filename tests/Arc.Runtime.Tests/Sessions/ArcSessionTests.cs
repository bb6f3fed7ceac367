using Arc.Dataflow;
using Arc.Dataflow.Tests;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;
using Arc.Stl;

namespace Arc.Runtime.Tests.Sessions;

/// <summary>A program inside an application.</summary>
[Collection("metered")]
public sealed class ArcSessionTests
{
    private static readonly ChannelInfo[] Channels =
    [
        new(1, "pressure", ArcType.Of(Primitive.F64)), new(2, "valve", ArcType.Of(Primitive.U8)), new(3, "label", ArcType.Of(Primitive.Str)),
        new(4, "ratio", ArcType.Of(Primitive.I64)),
    ];

    private readonly ManualClock _clock = new() { Now = 5_000_000_000 };

    [Fact]
    public async Task Subscription_ReceivesWhatTheProgramWrites()
    {
        using var program = Compile("pressure > 8 -> valve");
        await using var session = program.Open();
        using var valve = session.Subscribe<byte>("valve");
        var running = session.RunAsync();
        await session.SendAsync("pressure", 9.0);
        await session.SendAsync("pressure", 7.0);
        session.CloseInput();
        await running;
        Assert.Equal([1, 0], (await All(valve)).Select(s => s.Last));
    }

    [Fact]
    public async Task Subscription_ThatFallsBehind_LosesTheOldestAndCountsThem()
    {
        using var program = Compile("pressure > 8 -> valve");
        await using var session = program.Open();
        using var valve = session.Subscribe<byte>("valve", new SubscriptionOptions(2));
        for (var i = 0; i < 5; i++) await session.SendAsync("pressure", i * 3.0);
        session.RunUntilIdle();
        await session.DisposeAsync();
        Assert.Equal([1, 1], (await All(valve)).Select(s => s.Last));
        Assert.Equal(3, valve.Dropped);
    }

    [Fact]
    public async Task Events_ComeInOrder_AuthorityFirst()
    {
        using var program = Compile("authority ( 100 valve 200 )\npressure > 8 => set_authority{value=7, channel=valve}\npressure > 8 -> valve");
        await using var session = program.Open(new ArcSessionOptions { Time = _clock });
        using var events = session.Subscribe();
        await session.SendAsync("pressure", 9.0);
        session.RunUntilIdle();
        await session.DisposeAsync();
        Assert.Equal(["authority valve 7", "valve 1", "safe Stopped"], (await All(events)).Select(Describe));
    }

    [Fact]
    public async Task Events_WithoutSamples_StillHaveTheSafeState()
    {
        using var program = Compile("pressure > 8 -> valve");
        await using var session = program.Open(new ArcSessionOptions { SafeState = SafeState.None.With("valve", (byte)0) });
        using var events = session.Subscribe(new SubscriptionOptions { Samples = false });
        await session.SendAsync("pressure", 9.0);
        session.RunUntilIdle();
        await session.DisposeAsync();
        Assert.Equal(["safe Stopped", "valve 0"], (await All(events)).Select(Describe));
    }

    [Fact]
    public async Task Output_ReceivesInitialAuthorities()
    {
        using var program = Compile("authority ( 100 valve 200 )\npressure > 8 -> valve\npressure -> label_of{} -> label\nfunc label_of(x f64) str { return str(x) }");
        var seen = new List<string>();
        await using var session = program.Open(new ArcSessionOptions { Output = e => seen.Add(Describe(e)) });
        Assert.Equal(["authority valve 200", "authority label 100"], seen);
    }

    [Fact]
    public async Task Latest_OfInputsAndOutputs_IsKnownAtAnyTime()
    {
        using var program = Compile("pressure > 8 -> valve");
        await using var session = program.Open();
        Assert.False(session.TryGetLatest<byte>("valve", out _));
        await session.SendAsync("pressure", 1.0, 9.0);
        session.RunUntilIdle();
        Assert.True(session.TryGetLatest<byte>("valve", out var valve));
        Assert.True(session.TryGetLatest<double>("pressure", out var pressure));
        Assert.Equal((1, 9.0), (valve, pressure));
    }

    [Theory]
    [InlineData("presure", "there is no channel 'presure'")]
    [InlineData("valve", "channel 'valve' carries u8, not f64")]
    public async Task Send_ToAWrongChannel_SaysSo(string channel, string message)
    {
        using var program = Compile("pressure > 8 -> valve");
        await using var session = program.Open();
        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await session.SendAsync(channel, 1.0));
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManualClock_AdvancesTimersAtTheirOwnTimes()
    {
        using var program = Compile("import time\nsequence m { 1 -> valve\n time.wait{500ms}\n 0 -> valve }\npressure > 8 => m");
        await using var session = program.Open(new ArcSessionOptions { Time = _clock });
        using var valve = session.Subscribe<byte>("valve");
        await session.SendAsync("pressure", 9.0);
        session.Advance(TimeSpan.FromMilliseconds(400));
        Assert.Equal(1, valve.Reader.Count);
        session.Advance(TimeSpan.FromSeconds(10));
        await session.DisposeAsync();
        var written = await All(valve);
        Assert.Equal([1, 0], written.Select(s => s.Last));
        Assert.Equal([0, 500], written.Select(s => (s.Time - 5_000_000_000) / 1_000_000));
    }

    [Fact]
    public async Task InputWriter_MakesEveryItemAFrame()
    {
        using var program = Compile("pressure > 8 -> valve");
        await using var session = program.Open();
        using var valve = session.Subscribe<byte>("valve");
        var running = session.RunAsync();
        var input = session.Input<double>("pressure");
        await input.WriteAsync(9);
        await input.WriteAsync(1);
        input.Complete();
        Assert.False(input.TryWrite(3));
        await session.SendAsync("pressure", 10.0);
        session.CloseInput();
        await running;
        Assert.Equal([1, 0, 1], (await All(valve)).Select(s => s.Last));
    }

    [Fact]
    public async Task Feed_TakesAnAsynchronousSequence()
    {
        using var program = Compile("pressure > 8 -> valve");
        await using var session = program.Open();
        using var valve = session.Subscribe<byte>("valve");
        var running = session.RunAsync();
        await session.FeedAsync("pressure", Samples());
        session.CloseInput();
        await running;
        Assert.Equal([0, 1, 0], (await All(valve)).Select(s => s.Last));

        static async IAsyncEnumerable<double> Samples()
        {
            yield return 1;
            await Task.Yield();
            yield return 9;
            yield return 2;
        }
    }

    [Fact]
    public async Task NodeError_HasPlaceAndSampleWhileTheProgramRunsOn()
    {
        using var program = Compile("func inverse(x f64) i64 {\n    return 10 / i64(x)\n}\n\npressure -> inverse{} -> ratio\npressure > 8 -> valve", "tank.arc");
        await using var session = program.Open();
        using var events = session.Subscribe();
        await session.SendAsync("pressure", 1.0, 0.0, 9.0);
        session.RunUntilIdle();
        await session.DisposeAsync();
        var failed = Assert.Single((await All(events)).OfType<NodeFailed>());
        Assert.Equal(1, failed.Error.Sample);
        Assert.StartsWith("tank.arc:5:13: node 'inverse", failed.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, session.Statistics.Errors);
        Assert.True(session.TryGetLatest<byte>("valve", out var valve));
        Assert.Equal(1, valve);
    }

    [Fact]
    public async Task NodeError_OfAGraph_NamesItsPath()
    {
        const string Graph = """
            { "version": 1, "functions": [ { "key": "f", "config": [], "inputs": [ {"name": "x", "type": "f64"} ], "outputs": [ {"name": "output", "type": "i64"} ], "body": "{ return 10 / i64(x) }" } ],
              "nodes": [ { "key": "src", "type": "on", "config": {"channel": "pressure"} }, { "key": "g", "type": "f" } ],
              "edges": [ { "source": {"node": "src", "param": "output"}, "target": {"node": "g", "param": "x"} } ] }
            """;
        using var program = ArcProgram.CompileGraph(Graph, new ArcOptions { Channels = Channels, FileName = "tank.arc.json" }).ProgramOrThrow();
        await using var session = program.Open();
        using var events = session.Subscribe();
        await session.SendAsync("pressure", 0.0);
        session.RunUntilIdle();
        await session.DisposeAsync();
        Assert.StartsWith("tank.arc.json: $.nodes[1]", Assert.Single((await All(events)).OfType<NodeFailed>()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Snapshot_ShowsChannelsAndScopes()
    {
        using var program = Compile("import time\nsequence m { 1 -> valve\n time.wait{500ms}\n 0 -> valve }\npressure > 8 => m");
        await using var session = program.Open(new ArcSessionOptions { Time = _clock });
        await session.SendAsync("pressure", 9.0);
        var snapshot = await session.InspectAsync();
        Assert.Equal(9.0, Assert.Single(snapshot.Channels, c => c.Name == "pressure").Value);
        Assert.Equal((byte)1, Assert.Single(snapshot.Channels, c => c.Name == "valve").Value);
        Assert.Equal("step_1", Assert.Single(snapshot.Scopes, s => s.Key == "m").Step);
        Assert.True(snapshot.Statistics.Cycles > 0);
    }

    [Fact]
    public async Task Snapshot_OfScopesWithTheSameKey_TellsThemApart()
    {
        using var program = Compile("import time\nsequence a { time.wait{500ms}\n 1 -> valve }\nsequence b { time.wait{500ms}\n 0 -> valve }\npressure > 8 => b");
        await using var session = program.Open(new ArcSessionOptions { Time = _clock });
        await session.SendAsync("pressure", 9.0);
        var scopes = (await session.InspectAsync()).Scopes;
        Assert.Equal([false, true], scopes.Where(s => s.Key == "step_0").Select(s => s.IsActive));
        Assert.Equal([null, "step_0"], scopes.Where(s => s.Key is "a" or "b").Select(s => s.Step));
    }

    [Fact]
    public async Task SecondRun_IsRefused()
    {
        using var program = Compile("pressure > 8 -> valve");
        await using var session = program.Open();
        var running = session.RunAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => session.RunAsync());
        Assert.Throws<InvalidOperationException>(session.RunUntilIdle);
        await session.DisposeAsync();
        await running;
        Assert.False(session.IsAlive);
    }

    [Fact]
    public async Task SteadyCycle_WhoseSamplesNobodyWatches_AllocatesNothing()
    {
        using var program = Compile("pressure > 8 -> valve");
        await using var session = program.Open(new ArcSessionOptions { Time = _clock });
        using var events = session.Subscribe(new SubscriptionOptions { Samples = false });
        var frame = new Frame().Add(1, 9.0);
        Assert.Equal(0, Allocations.Of(Step));

        void Step()
        {
            _clock.Now += 1_000_000;
            session.TryPost(frame);
            session.RunUntilIdle();
        }
    }

    internal static ArcProgram Compile(string source, string file = "") =>
        ArcProgram.Compile(source, new ArcOptions { Modules = ModuleSet.Standard, Channels = Channels, FileName = file }).ProgramOrThrow();

    internal static async Task<List<T>> All<T>(Subscription<T> subscription)
    {
        var all = new List<T>();
        await foreach (var item in subscription) all.Add(item);
        return all;
    }

    internal static string Describe(SessionEvent item) => item switch
    {
        ChannelSamples samples => $"{samples.Channel.Name} {string.Join(',', Enumerable.Range(0, samples.Count).Select(i => samples[i].ToString()))}",
        AuthorityChanged change => $"authority {change.Channel?.Name ?? "all"} {change.Value}",
        SafeStateEntered safe => $"safe {safe.Cause}",
        _ => item.ToString(),
    };
}
