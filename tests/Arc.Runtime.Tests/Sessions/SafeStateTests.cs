using Arc.Dataflow;
using Arc.Sdk;
using Arc.Sdk.Modules;
using Arc.Stl;

namespace Arc.Runtime.Tests.Sessions;

/// <summary>What the outputs are set to when a program no longer looks after them.</summary>
public sealed class SafeStateTests
{
    private static readonly SafeState Safe = SafeState.None.With("valve", (byte)0).With("label", "safe").WithAuthority(0);

    private readonly ManualClock _clock = new() { Now = 5_000_000_000 };

    [Fact]
    public async Task Stop_WritesTheSafeStateLast()
    {
        using var program = ArcSessionTests.Compile("pressure > 8 -> valve");
        await using var session = program.Open(new ArcSessionOptions { SafeState = Safe });
        using var events = session.Subscribe();
        using var stop = new CancellationTokenSource();
        var running = session.RunAsync(stop.Token);
        await session.SendAsync("pressure", 9.0);
        while (session.Statistics.Cycles < 1) await Task.Yield();
        await stop.CancelAsync();
        await running;
        Assert.Equal(["valve 1", "safe Stopped", "valve 0", "label safe", "authority all 0"], (await ArcSessionTests.All(events)).Select(ArcSessionTests.Describe));
        Assert.Null(session.Fault);
    }

    [Fact]
    public async Task FaultOfTheLoop_WritesTheSafeStateAndIsReported()
    {
        using var program = ArcSessionTests.Compile("pressure > 8 -> valve");
        var seen = new List<string>();
        await using var session = program.Open(new ArcSessionOptions
        {
            SafeState = Safe,
            Output = e =>
            {
                seen.Add(ArcSessionTests.Describe(e));
                if (e is ChannelSamples { IsSafeState: false }) throw new InvalidTimeZoneException("the cable is loose");
            },
        });
        var running = session.RunAsync();
        await session.SendAsync("pressure", 9.0);
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => running);
        Assert.Equal(["authority valve 255", "valve 1", "safe Failed", "valve 0", "label safe", "authority all 0"], seen);
        Assert.IsType<InvalidTimeZoneException>(session.Fault);
        Assert.False(session.IsAlive);
    }

    [Fact]
    public async Task TooManyUnreadBatches_EndTheSessionInTheSafeState()
    {
        using var program = ArcSessionTests.Compile("pressure > 8 => m\nsequence m { 1 -> valve }\nstage idle { pressure -> p{} }\nfunc p(x f64) { }");
        await using var session = program.Open(new ArcSessionOptions { SafeState = Safe, MaxUnreadBatches = 2 });
        var frame = new Frame();
        for (var i = 0; i < 4; i++) frame.Add(1, (double)i);
        using var events = session.Subscribe();
        await session.PostAsync(frame);
        var error = await Record.ExceptionAsync(() => session.RunAsync());
        Assert.IsType<Arc.Sdk.Channels.ChannelOverflowException>(error);
        Assert.Contains("safe Failed", await Drain(events));
    }

    [Fact]
    public async Task MissedDeadline_WritesTheSafeStateWhileTheCycleHangs_AndNothingOfTheProgramAfterIt()
    {
        using var program = Hanging();
        await using var session = program.Open(new ArcSessionOptions { SafeState = Safe, Time = _clock, Deadline = TimeSpan.FromMilliseconds(40) });
        using var events = session.Subscribe();
        var running = session.RunAsync();
        await session.SendAsync("pressure", 9.0);
        HangModule.Entered.Wait();
        _clock.Advance(TimeSpan.FromMilliseconds(60));
        var written = await Waiting(events);
        HangModule.Release.Set();
        Assert.Equal(["safe DeadlineMissed", "valve 0", "label safe", "authority all 0"], written);
        var error = await Assert.ThrowsAsync<DeadlineMissedException>(() => running);
        Assert.True(error.Miss.IsUnderWay);
        Assert.Equal(1, session.Statistics.DeadlinesMissed);
        Assert.Empty(await Waiting(events));
    }

    [Fact]
    public async Task MissedDeadline_ThatIsOnlyReported_LetsTheProgramRunOn()
    {
        using var program = ArcSessionTests.Compile("pressure > 8 -> valve");
        await using var session = program.Open(new ArcSessionOptions { Time = _clock, Deadline = TimeSpan.FromMilliseconds(5), OnDeadlineMissed = DeadlineAction.Report });
        using var valve = session.Subscribe<byte>("valve");
        await session.SendAsync("pressure", 9.0);
        _clock.Advance(TimeSpan.FromMilliseconds(60));
        var running = session.RunAsync();
        session.CloseInput();
        await running;
        Assert.Equal(1, session.Statistics.DeadlinesMissed);
        Assert.Single(await ArcSessionTests.All(valve));
    }

    [Fact]
    public async Task MissedDeadline_EndsAnEndlessLoopOfTheProgram()
    {
        using var program = ArcSessionTests.Compile("func spin(x f64) { n := 0\n for n < 1 { n = n - 1 } }\npressure -> spin{}");
        await using var session = program.Open(new ArcSessionOptions
        {
            SafeState = Safe,
            Deadline = TimeSpan.FromMilliseconds(50),
            CycleBudget = 0,
            Limits = Engines.InstanceOptions.Default with { ExecutionBudget = 0 },
        });
        var running = session.RunAsync();
        await session.SendAsync("pressure", 9.0);
        await Assert.ThrowsAsync<DeadlineMissedException>(() => running);
        Assert.True(session.TryGetLatest<byte>("valve", out var valve));
        Assert.Equal(0, valve);
    }

    [Theory]
    [InlineData("nowhere", "the safe state names the channel 'nowhere', which does not exist")]
    [InlineData("pressure", "the safe state sets channel 'pressure' to a value of type u8, but it carries f64; expected a f64")]
    public void SafeState_ThatDoesNotFit_IsRefusedAtOnce(string channel, string message)
    {
        using var program = ArcSessionTests.Compile("pressure > 8 -> valve");
        var error = Assert.Throws<ArgumentException>(() => program.Open(new ArcSessionOptions { SafeState = SafeState.None.With(channel, (byte)1) }));
        Assert.Equal(message, error.Message);
    }

    private static ArcProgram Hanging()
    {
        HangModule.Entered.Reset();
        HangModule.Release.Reset();
        return ArcProgram.Compile(
            "import hang\npressure -> hang.wait{} -> valve",
            new ArcOptions
            {
                Modules = ModuleSet.Standard.Add<HangModule>(),
                Channels = [new(1, "pressure", Sdk.Types.ArcType.Of(Sdk.Types.Primitive.F64)), new(2, "valve", Sdk.Types.ArcType.Of(Sdk.Types.Primitive.U8)), new(3, "label", Sdk.Types.ArcType.Of(Sdk.Types.Primitive.Str))],
            }).ProgramOrThrow();
    }

    private static async Task<List<string>> Drain(Subscription<SessionEvent> events)
    {
        var all = new List<string>();
        try
        {
            await foreach (var item in events) all.Add(ArcSessionTests.Describe(item));
        }
        catch (Arc.Sdk.Channels.ChannelOverflowException)
        {
            // The fault ends the subscription too.
        }

        return all;
    }

    private static async Task<List<string>> Waiting(Subscription<SessionEvent> events)
    {
        await Task.Yield();
        var all = new List<string>();
        while (events.Reader.TryRead(out var item)) all.Add(ArcSessionTests.Describe(item));
        return all;
    }
}

/// <summary>A host function that does not come back until it is told to.</summary>
[Module("hang")]
public sealed partial class HangModule
{
    internal static ManualResetEventSlim Entered { get; } = new();

    internal static ManualResetEventSlim Release { get; } = new();

    /// <summary>Waits.</summary>
    [HostFunction]
    public static byte Wait(double x)
    {
        Entered.Set();
        Release.Wait();
        return x > 0 ? (byte)1 : (byte)0;
    }
}
