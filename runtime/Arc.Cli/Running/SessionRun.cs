using Arc.Cli.Data;
using Arc.Dataflow;

namespace Arc.Cli.Running;

/// <summary>Runs one session of a program, over data or by the wall clock.</summary>
/// <param name="source">The program and its data.</param>
/// <param name="options">How it runs.</param>
/// <param name="output">Receives writes.</param>
/// <param name="errors">Receives messages about failing nodes.</param>
/// <param name="statistics">Counts cycles.</param>
/// <param name="services">What modules may ask for.</param>
/// <param name="observer">Watches; null if nobody does.</param>
internal sealed class SessionRun(RunSource source, RunOptions options, OutputWriter output, TextWriter errors, RunStatistics statistics, IServiceProvider services, IRunObserver? observer)
{
    private readonly ManualClock _clock = new();

    /// <summary>Errors of nodes.</summary>
    public long Errors { get; private set; }

    /// <summary>Runs until the data, the time or the observer's interest ends.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var sink = new SessionOutput(output, errors, options.Realtime ? TimeProvider.System : _clock, source.Program.Places, observer);
        try
        {
            if (options.Realtime) await RunRealtimeAsync(sink, cancellation).ConfigureAwait(false);
            else await RunOverDataAsync(sink, cancellation).ConfigureAwait(false);
        }
        finally
        {
            Errors = sink.Errors;
            output.EndCycle();
        }
    }

    private async Task RunOverDataAsync(SessionOutput sink, CancellationToken cancellation)
    {
        var recording = source.Recording;
        var rows = new RowFrame(observer);
        var hasRow = recording is not null && await recording.ReadAsync(cancellation).ConfigureAwait(false);
        var start = hasRow ? recording!.Time : Now();
        _clock.Now = start;
        using var session = source.Program.Load(sink, new SessionOptions { Time = _clock, Services = services, CycleBudget = options.Budget, Cancellation = cancellation }, options.Engine);
        if (recording is null && !(session.HasTimers && options.For is not null))
            throw new CliException(session.HasTimers ? "without --input a program runs --realtime, or --for a time" : "the program waits for data; give it some with --input", ExitCode.CommandLineWrong);

        var driver = new RunDriver(session, _clock, output, statistics, start, observer);
        observer?.OnStart(session, start);
        try
        {
            driver.Begin();
            while (hasRow && !driver.IsDone && !cancellation.IsCancellationRequested && recording!.Time - start <= (options.For ?? long.MaxValue))
            {
                driver.Row(recording.Time, rows.Take(recording, recording.Time), cancellation);
                hasRow = await recording.ReadAsync(cancellation).ConfigureAwait(false);
            }

            if (options.For is { } limit) driver.RunUntil(limit, cancellation);
        }
        finally
        {
            observer?.OnEnd(session, _clock.Now);
        }
    }

    private async Task RunRealtimeAsync(SessionOutput sink, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (options.For is { } limit) stop.CancelAfter(TimeSpan.FromTicks(limit / TimeSpan.NanosecondsPerTick));
        using var session = source.Program.Load(sink, new SessionOptions { Services = services, CycleBudget = options.Budget, Cancellation = CancellationToken.None }, options.Engine);
        var runner = new SessionRunner(session, new SessionRunnerOptions
        {
            CycleCompleted = timing =>
            {
                statistics.AddCycle(timing.Work);
                output.EndCycle();
                observer?.OnCycle(session, Now());
                if (observer is { IsDone: true }) stop.Cancel();
            },
        });
        observer?.OnStart(session, Now());
        try
        {
            var feeding = source.Recording is null ? Task.CompletedTask : FeedAsync(source.Recording, runner, stop.Token);
            await runner.RunAsync(stop.Token).ConfigureAwait(false);
            await stop.CancelAsync().ConfigureAwait(false);
            await feeding.ConfigureAwait(false);
        }
        finally
        {
            observer?.OnEnd(session, Now());
        }
    }

    // A file is replayed at its own pace; a stream has one.
    private async Task FeedAsync(Recording recording, SessionRunner runner, CancellationToken stop)
    {
        var rows = new RowFrame(observer);
        long? first = null;
        var start = TimeProvider.System.GetTimestamp();
        try
        {
            while (await recording.ReadAsync(stop).ConfigureAwait(false))
            {
                first ??= recording.Time;
                var due = TimeSpan.FromTicks((recording.Time - first.Value) / TimeSpan.NanosecondsPerTick) - TimeProvider.System.GetElapsedTime(start);
                if (options.Input != "-" && due > TimeSpan.Zero) await Task.Delay(due, stop).ConfigureAwait(false);
                await runner.PostAsync(rows.Take(recording, Now()), stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The run is over.
        }
        finally
        {
            runner.CloseInput();
        }
    }

    private static long Now() => (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
}
