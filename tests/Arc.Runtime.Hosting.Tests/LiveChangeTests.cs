using Arc.Dataflow;
using Arc.Runtime.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Arc.Runtime.Hosting.Tests;

/// <summary>Programs change while the application runs, state outlives it, and its health is known.</summary>
public sealed class LiveChangeTests : ApplicationTests
{
    private const string Counter = "func count(x f64) i64 {\n    n i64 $= 0\n    n = n + 1\n    return n\n}\npressure -> count{} -> ratio";

    [Fact]
    public async Task SavedFile_RunsInTheLiveSession()
    {
        await WatchAsync();
        var session = Application.Session.Current;
        using var valve = session.Subscribe<byte>("valve");
        await session.SendAsync("pressure", 9.0);
        Assert.Equal(1, (await valve.Reader.ReadAsync()).Last);
        Application.Write("valve.arc", "pressure > 100 -> valve");
        await Application.Log.FirstAsync(6);
        await session.SendAsync("pressure", 9.0);
        Assert.Equal(0, (await valve.Reader.ReadAsync()).Last);
    }

    [Fact]
    public async Task SavedFile_WithErrors_IsLoggedAndTheOldProgramRunsOn()
    {
        await WatchAsync();
        var session = Application.Session.Current;
        Application.Write("valve.arc", "pressure >\n100 -> valv");
        var line = await Application.Log.FirstAsync(7);
        Assert.Contains("valve.arc:2:8: error ARC", line.Message, StringComparison.Ordinal);
        using var valve = session.Subscribe<byte>("valve");
        await session.SendAsync("pressure", 9.0);
        Assert.Equal(1, (await valve.Reader.ReadAsync()).Last);
    }

    [Fact]
    public async Task SavedFile_OfAnEditorThatRenames_IsSeen()
    {
        await WatchAsync();
        File.Move(Application.Write("valve.arc.tmp", "pressure > 100 -> valve"), Application.Path("valve.arc"), overwrite: true);
        await Application.Log.FirstAsync(6);
    }

    [Fact]
    public async Task Replace_WithASource_CompilesAgainstTheSameChannels()
    {
        await Application.StartAsync(Support.Application.Valve);
        Assert.False((await Application.Session.ReplaceAsync("pressure > 8 -> valv")).Success);
        Assert.True((await Application.Session.ReplaceAsync("pressure < 8 -> valve")).Success);
        using var valve = Application.Session.Current.Subscribe<byte>("valve");
        await Application.Session.Current.SendAsync("pressure", 9.0);
        Assert.Equal(0, (await valve.Reader.ReadAsync()).Last);
    }

    [Fact]
    public async Task Replace_ThatTheSafeStateDoesNotFit_LeavesTheOldProgram()
    {
        await Application.StartAsync(o =>
        {
            Support.Application.Valve(o);
            o.SafeState["valve"] = "0";
        });
        using var other = ArcProgram.Compile("").ProgramOrThrow();
        await Assert.ThrowsAsync<ArgumentException>(() => Application.Session.ReplaceAsync(other));
        Assert.NotSame(other, Application.Session.Current.Program);
    }

    [Fact]
    public async Task Checkpoint_CarriesTheStateFromOneRunToTheNext()
    {
        await CountAsync(3);
        await Application.StopAsync();
        Assert.Equal(4, await CountAsync(1));
        Assert.Single(Application.Log.Of(12));
    }

    [Fact]
    public async Task Checkpoint_IsWrittenWhileTheSessionRuns()
    {
        var clock = new ManualClock();
        await Application.StartAsync(builder => builder.Services.AddSingleton<TimeProvider>(clock).AddArc(Checkpointed));
        clock.Advance(TimeSpan.FromSeconds(11));
        while (!File.Exists(Application.Path("state.json"))) await Task.Yield();
    }

    [Theory]
    [InlineData("no checkpoint")]
    [InlineData("")]
    public async Task Checkpoint_ThatDoesNotFit_IsPutAside(string text)
    {
        Application.Write("state.json", text);
        Assert.Equal(1, await CountAsync(1));
        Assert.Single(Application.Log.Of(13));
        Assert.Equal(text, File.ReadAllText(Application.Path("state.json.refused")));
    }

    [Fact]
    public async Task Health_FollowsTheSession()
    {
        await Application.StartAsync(o =>
        {
            Support.Application.Valve(o);
            o.Source = "func inverse(x f64) i64 {\n    return 10 / i64(x)\n}\npressure -> inverse{} -> ratio";
        });
        Assert.Equal(HealthStatus.Healthy, (await Application.HealthAsync()).Status);
        using var ratio = Application.Session.Current.Subscribe<long>("ratio");
        await Application.Session.Current.SendAsync("pressure", 0.0);
        await Application.Session.Current.SendAsync("pressure", 1.0);
        await ratio.Reader.ReadAsync();
        var entry = await Application.HealthAsync();
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal(1L, entry.Data["nodeErrors"]);
        Assert.Equal(HealthStatus.Healthy, (await Application.HealthAsync()).Status);
        Application.Session.Current.CloseInput();
        while (Application.Session.State == HostedSessionState.Running) await Task.Yield();
        Assert.Equal(HealthStatus.Unhealthy, (await Application.HealthAsync()).Status);
    }

    private Task WatchAsync()
    {
        Application.Write("valve.arc", "pressure > 8 -> valve");
        return Application.StartAsync(o => (o.ProgramFile, o.OfferedChannels, o.Watch) = ("valve.arc", Support.Application.Channels, true));
    }

    private static void Checkpointed(ArcHostOptions options)
    {
        Support.Application.Valve(options);
        (options.Source, options.CheckpointFile) = (Counter, "state.json");
    }

    /// <summary>Starts the host, sends samples and gives the last count.</summary>
    private async Task<long> CountAsync(int samples)
    {
        await Application.StartAsync(Checkpointed);
        using var ratio = Application.Session.Current.Subscribe<long>("ratio");
        var last = 0L;
        for (var i = 0; i < samples; i++)
        {
            await Application.Session.Current.SendAsync("pressure", 1.0);
            last = (await ratio.Reader.ReadAsync()).Last;
        }

        return last;
    }
}
