using System.Diagnostics;
using Arc.Dataflow;
using Arc.Sdk;
using Arc.Sdk.Modules;
using Arc.Stl;

namespace Arc.Runtime.Tests.Sessions;

/// <summary>Another program, or another process, goes on where a session was.</summary>
[Collection("metered")]
public sealed class ReplacementTests
{
    private readonly ManualClock _clock = new() { Now = 5_000_000_000 };

    [Fact]
    public async Task Replacement_KeepsWhatChannelsReceived()
    {
        using var first = ArcSessionTests.Compile("pressure > 8 -> valve");
        using var second = ArcSessionTests.Compile("func twice(t u8) f64 { return pressure * 2 }\nvalve -> twice{} -> out_of{} -> label\nfunc out_of(x f64) str { return str(x) }");
        await using var session = first.Open(new ArcSessionOptions { Time = _clock });
        using var events = session.Subscribe();
        await session.SendAsync("pressure", 4.0);
        session.RunUntilIdle();
        await session.ReplaceAsync(second);
        await session.SendAsync("valve", (byte)1);
        session.RunUntilIdle();
        await session.DisposeAsync();
        var seen = (await ArcSessionTests.All(events)).Select(e => e is ProgramReplaced ? "replaced" : ArcSessionTests.Describe(e));
        Assert.Equal(["valve 0", "replaced", "authority label 255", "label 8", "safe Stopped"], seen);
        Assert.Same(second, session.Program);
    }

    [Fact]
    public async Task Replacement_OfARunningLoop_TakesPlaceBetweenCycles()
    {
        using var first = ArcSessionTests.Compile("pressure > 8 -> valve");
        using var second = ArcSessionTests.Compile("pressure < 8 -> valve");
        await using var session = first.Open();
        using var valve = session.Subscribe<byte>("valve");
        var running = session.RunAsync();
        await session.SendAsync("pressure", 9.0);
        await Eventually(() => session.Statistics.Cycles == 1);
        await session.ReplaceAsync(second);
        await session.SendAsync("pressure", 9.0);
        session.CloseInput();
        await running;
        Assert.Equal([1, 0], (await ArcSessionTests.All(valve)).Select(s => s.Last));
    }

    [Fact]
    public async Task Replacement_ContinuesElapsedTime_AndStartsTheNewTimers()
    {
        using var first = ArcSessionTests.Compile("pressure > 8 -> valve");
        using var second = ArcSessionTests.Compile("import time\ntime.interval{100ms} -> valve");
        await using var session = first.Open(new ArcSessionOptions { Time = _clock });
        session.Advance(TimeSpan.FromSeconds(3));
        await session.SendAsync("pressure", 1.0);
        session.RunUntilIdle();
        await session.ReplaceAsync(second);
        using var valve = session.Subscribe<byte>("valve");
        session.Advance(TimeSpan.FromMilliseconds(250));
        Assert.InRange((await session.InspectAsync()).Elapsed.TotalMilliseconds, 3200, 3250);
        Assert.InRange(valve.Reader.Count, 2, 3);
    }

    [Fact]
    public async Task Replacement_ByAProgramThatCannotBeLoaded_LeavesTheOldOneRunning()
    {
        using var first = ArcSessionTests.Compile("pressure > 8 -> valve");
        using var second = ArcProgram.Compile("import needy\nneedy.now{} -> label", new ArcOptions { Modules = ModuleSet.Standard.Add<NeedyModule>(), Channels = first.Channels }).ProgramOrThrow();
        await using var session = first.Open();
        await Assert.ThrowsAsync<ModuleSetException>(() => session.ReplaceAsync(second));
        await session.SendAsync("pressure", 9.0);
        session.RunUntilIdle();
        Assert.True(session.TryGetLatest<byte>("valve", out var valve));
        Assert.Equal(1, valve);
        Assert.Same(first, session.Program);
    }

    [Fact]
    public async Task Checkpoint_RestoredInANewSession_GoesOnAsIfNothingHadHappened()
    {
        using var program = ArcSessionTests.Compile("import time\nsequence m { 1 -> valve\n time.wait{500ms}\n 0 -> valve }\npressure > 8 => m");
        byte[] saved;
        await using (var session = program.Open(new ArcSessionOptions { Time = _clock }))
        {
            await session.SendAsync("pressure", 9.0);
            session.Advance(TimeSpan.FromMilliseconds(300));
            saved = await session.CheckpointAsync();
        }

        await using var restored = program.Open(new ArcSessionOptions { Time = _clock, Checkpoint = saved });
        using var valve = restored.Subscribe<byte>("valve");
        restored.Advance(TimeSpan.FromMilliseconds(190));
        Assert.Equal(0, valve.Reader.Count);
        restored.Advance(TimeSpan.FromMilliseconds(10));
        Assert.True(valve.Reader.TryRead(out var samples));
        Assert.Equal((0, 5_500_000_000), (samples.Last, samples.Time));
    }

    [Fact]
    public async Task Checkpoint_OfAnotherProgram_IsRefused()
    {
        using var first = ArcSessionTests.Compile("pressure > 8 -> valve");
        using var second = ArcSessionTests.Compile("pressure < 8 -> valve");
        await using var session = first.Open();
        var saved = await session.CheckpointAsync();
        Assert.Throws<CheckpointException>(() => second.Open(new ArcSessionOptions { Checkpoint = saved }));
    }

    [Fact]
    public async Task Telemetry_CountsCyclesAndTracesReplacements()
    {
        var measured = new Dictionary<string, double>();
        using var meters = new System.Diagnostics.Metrics.MeterListener();
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Telemetry.Name) listener.EnableMeasurementEvents(instrument);
        };
        void Record<T>(System.Diagnostics.Metrics.Instrument instrument, T value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
        {
            if (!tags.Contains(new("arc.session", "telemetry"))) return;
            lock (measured) measured[instrument.Name] = measured.GetValueOrDefault(instrument.Name) + Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture);
        }

        meters.SetMeasurementEventCallback<long>(Record);
        meters.SetMeasurementEventCallback<int>(Record);
        meters.SetMeasurementEventCallback<double>(Record);
        meters.Start();
        var activities = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (Equals(activity.GetTagItem("arc.session"), "telemetry")) lock (activities) activities.Add(activity.OperationName);
            },
        };
        ActivitySource.AddActivityListener(listener);

        using var program = ArcSessionTests.Compile("pressure > 8 -> valve\nfunc inverse(x f64) i64 { return 10 / i64(x) }\npressure -> inverse{} -> ratio");
        await using (var session = program.Open(new ArcSessionOptions { Name = "telemetry" }))
        {
            await session.SendAsync("pressure", 0.0);
            meters.RecordObservableInstruments();
            session.RunUntilIdle();
            await session.ReplaceAsync(program);
            await session.CheckpointAsync();
        }

        Assert.Equal(1, measured["arc.session.cycles"]);
        Assert.Equal(1, measured["arc.session.samples.written"]);
        Assert.Equal(1, measured["arc.session.node.errors"]);
        Assert.Equal(1, measured["arc.session.frames.waiting"]);
        Assert.Equal(1, measured["arc.session.replacements"]);
        Assert.Equal(0, measured["arc.sessions.open"]);
        Assert.Contains("arc.session.cycle.duration", measured.Keys);
        Assert.Equal(["arc.session.open", "arc.session.replace", "arc.session.checkpoint"], activities);
    }

    private static async Task Eventually(Func<bool> condition)
    {
        while (!condition()) await Task.Yield();
    }
}

/// <summary>A module that cannot be made without a service.</summary>
[Module("needy")]
public sealed partial class NeedyModule(IFormatProvider format)
{
    /// <summary>A text.</summary>
    [HostFunction]
    public string Now() => format.ToString() ?? "";
}
