using Arc.Runtime.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Arc.Runtime.Hosting.Tests;

/// <summary>A session runs from the start of the host to its stop.</summary>
public sealed class HostedSessionTests : ApplicationTests
{
    [Fact]
    public async Task Session_OfAStartedHost_Runs()
    {
        await Application.StartAsync(Support.Application.Valve);
        using var valve = Application.Session.Current.Subscribe<byte>("valve");
        await Application.Session.Current.SendAsync("pressure", 9.0);
        Assert.Equal(1, (await valve.Reader.ReadAsync()).Last);
        Assert.Equal(HostedSessionState.Running, Application.Session.State);
        Assert.Equal("Arc session arc started: valve.arc, 3 channels", Assert.Single(Application.Log.Of(1)).Message);
    }

    [Fact]
    public async Task Stop_WritesTheSafeState()
    {
        var seen = new List<SessionEvent>();
        await Application.StartAsync(o =>
        {
            Support.Application.Valve(o);
            o.SafeState["valve"] = "3";
            o.SafeAuthority = 0;
            o.ConfigureSession = s => s with { Output = seen.Add };
        });
        await Application.StopAsync();
        Assert.IsType<SafeStateEntered>(seen[^3]);
        Assert.Equal((byte)3, Assert.IsType<ChannelSamples<byte>>(seen[^2]).Last);
        Assert.Equal(0, Assert.IsType<AuthorityChanged>(seen[^1]).Value);
        Assert.Equal(LogLevel.Information, Assert.Single(Application.Log.Of(11)).Level);
        Assert.Single(Application.Log.Of(2));
    }

    [Fact]
    public async Task Stop_OfACycleThatHangs_WritesTheSafeStateWithinTheTimeOfTheHost()
    {
        var release = new TaskCompletionSource();
        var hangs = new TaskCompletionSource();
        var safe = 0;
        await Application.StartAsync(builder =>
        {
            builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromMilliseconds(200));
            builder.Services.AddArc(o =>
            {
                Support.Application.Valve(o);
                o.SafeState["valve"] = "3";
                o.ConfigureSession = s => s with { Output = Hang };
            });
        });
        await Application.Session.Current.SendAsync("pressure", 9.0);
        await hangs.Task.WaitAsync(Patience.Long);
        await Application.StopAsync();
        Assert.Equal(3, Volatile.Read(ref safe));
        Assert.Single(Application.Log.Of(15));
        release.SetResult();

        void Hang(SessionEvent item)
        {
            if (item is ChannelSamples<byte> { IsSafeState: true } samples) Volatile.Write(ref safe, samples.Last);
            if (item is not ChannelSamples<byte> { IsSafeState: false }) return;
            hangs.SetResult();
            release.Task.Wait(Patience.Long);
        }
    }

    [Fact]
    public async Task Sessions_WithNames_AreKeyedServices()
    {
        await Application.StartAsync(builder => builder.Services.AddArc("left", Support.Application.Valve).AddArc("right", o =>
        {
            Support.Application.Valve(o);
            o.Source = "pressure < 8 -> valve";
        }).AddArc(Support.Application.Valve));
        var sessions = Application.Services.GetRequiredService<IArcSessions>();
        Assert.Equal(["left", "right", "arc"], sessions.All.Select(s => s.Name));
        Assert.Same(sessions["right"], Application.Services.GetRequiredKeyedService<HostedArcSession>("right"));
        Assert.Same(sessions["left"], Application.Session);
        Assert.NotSame(sessions["left"].Current, sessions["right"].Current);
        Assert.Contains("left, right, arc", Assert.Throws<KeyNotFoundException>(() => sessions["middle"]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoSessions_OfOneName_AreRefused() =>
        Assert.Throws<ArgumentException>(() => new ServiceCollection().AddArc("left", Support.Application.Valve).AddArc("left", Support.Application.Valve));

    [Fact]
    public async Task Session_BeforeTheStart_CanBeWaitedFor()
    {
        var session = new HostedArcSession("early");
        var opened = session.OpenedAsync();
        Assert.Contains("'early' has not been started yet", Assert.Throws<InvalidOperationException>(() => session.Current).Message, StringComparison.Ordinal);
        using var program = ArcProgram.Compile("").ProgramOrThrow();
        await using var running = program.Open();
        session.Opened(running);
        Assert.Same(running, await opened);
    }

    [Fact]
    public async Task ClosedInput_EndsTheSession()
    {
        await Application.StartAsync(Support.Application.Valve);
        Application.Session.Current.CloseInput();
        await Application.Log.FirstAsync(3);
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            // The log entry comes just before the state.
            while (true) await Application.Session.OpenedAsync();
        });
        Assert.Equal(HostedSessionState.Ended, Application.Session.State);
    }

    [Fact]
    public async Task Failure_StopsTheHost()
    {
        await Application.StartAsync(o => Failing(o, FaultAction.StopHost));
        var stopping = new TaskCompletionSource();
        Application.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        await Application.Session.Current.SendAsync("pressure", 9.0);
        await stopping.Task.WaitAsync(Patience.Long);
        Assert.Equal(LogLevel.Critical, Assert.Single(Application.Log.Of(4)).Level);
        Assert.Equal("the valve is stuck", Application.Session.Fault!.Message);
    }

    [Fact]
    public async Task Failure_ByOption_StartsTheSessionAgain()
    {
        await Application.StartAsync(o => Failing(o, FaultAction.Restart));
        var first = Application.Session.Current;
        await using var events = Application.Session.EventsAsync().GetAsyncEnumerator();
        var next = events.MoveNextAsync();
        await first.SendAsync("pressure", 9.0);
        // The second session writes the value that the first one could not.
        await Application.Log.FirstAsync(5);
        ArcSession second;
        while (ReferenceEquals(second = await Application.Session.OpenedAsync().WaitAsync(Patience.Long), first)) await Task.Yield();
        Assert.Equal(1, Application.Session.Restarts);
        while (await next && events.Current is not SafeStateEntered { Cause: SafeStateCause.Failed }) next = events.MoveNextAsync();
        await second.SendAsync("pressure", 7.0);
        while (await events.MoveNextAsync() && events.Current is not ChannelSamples<byte> { Last: 0 })
        {
        }

        Assert.Equal(HostedSessionState.Running, Application.Session.State);
    }

    [Fact]
    public async Task Failure_ByOption_LeavesTheApplicationRunning()
    {
        await Application.StartAsync(o => Failing(o, FaultAction.Stay));
        await Application.Session.Current.SendAsync("pressure", 9.0);
        await Application.Log.FirstAsync(4);
        while (Application.Session.State == HostedSessionState.Running) await Task.Yield();
        Assert.Equal(HostedSessionState.Faulted, Application.Session.State);
        Assert.False(Application.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
    }

    [Fact]
    public async Task NodeErrors_AreLoggedOnceAnInterval()
    {
        await Application.StartAsync(o =>
        {
            Support.Application.Valve(o);
            o.Source = "func inverse(x f64) i64 {\n    return 10 / i64(x)\n}\npressure -> inverse{} -> ratio";
            o.NodeErrorInterval = TimeSpan.FromDays(1);
        });
        using var ratio = Application.Session.Current.Subscribe<long>("ratio");
        for (var i = 0; i < 20; i++) await Application.Session.Current.SendAsync("pressure", 0.0);
        await Application.Session.Current.SendAsync("pressure", 1.0);
        await ratio.Reader.ReadAsync();
        var line = await Application.Log.FirstAsync(9);
        Assert.StartsWith("Arc session arc: valve.arc:4:13: node 'inverse", line.Message, StringComparison.Ordinal);
        await Application.StopAsync();
        Assert.Single(Application.Log.Of(9));
    }

    private static void Failing(ArcHostOptions options, FaultAction action)
    {
        Support.Application.Valve(options);
        options.OnFault = action;
        options.RestartDelay = TimeSpan.FromMilliseconds(1);
        options.ConfigureSession = s => s with
        {
            Output = e =>
            {
                if (e is ChannelSamples<byte> { Last: 1, IsSafeState: false }) throw new IOException("the valve is stuck");
            },
        };
    }
}
