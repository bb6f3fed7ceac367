using System.Globalization;
using Arc.Cli.Commands;
using Arc.Cli.Data;
using Arc.Dataflow;
using Arc.Engines.Linking;
using Arc.Runtime;
using Arc.Sdk.Channels;
using Arc.Sdk.Types;

namespace Arc.Cli.Running;

/// <summary>One run of a program.</summary>
internal sealed class ProgramRun(CliHost host, RunOptions options)
{
    private readonly RunStatistics _statistics = new();

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var modules = ModuleLoader.Add(host.Modules, options.Modules);
        await using var input = OpenInput();
        var recording = input is null ? null : await Recording.OpenAsync(input, options.Input!, options.Recording, cancellation).ConfigureAwait(false);
        var channels = Channels(recording);
        var compilation = ArcProgram.CompileFile(CommonOptions.ReadSource(options.Program), new ArcOptions
        {
            Modules = modules,
            Channels = channels,
            FileName = options.Program,
            DeclareWrittenChannels = true,
        });
        ProgramFile.Print(host, compilation);
        using var program = compilation.Program ?? throw new CliException(ProgramFile.Summary([compilation]));
        recording?.Feed(program.Channels.Where(c => Reads(program, c)));

        await using var output = options.Wide
            ? OutputWriter.Wide(OpenOutput(), program.Channels.Where(c => Writes(program, c)).Select(c => c.Name))
            : OutputWriter.Long(OpenOutput());
        var clock = new ManualClock();
        var time = options.Realtime ? TimeProvider.System : clock;
        var sink = new SessionOutput(output, host.Error, time);
        try
        {
            if (options.Realtime) await RunRealtimeAsync(program, recording, output, sink, cancellation).ConfigureAwait(false);
            else await RunOverDataAsync(program, recording, output, sink, clock, cancellation).ConfigureAwait(false);
        }
        catch (LinkException e)
        {
            throw new CliException(e.Message);
        }
        catch (Exception e) when (e is DataflowException or ChannelOverflowException)
        {
            throw new CliException(e.Message);
        }
        finally
        {
            output.EndCycle();
            var unused = recording is null ? 0 : recording.Offered.Count - recording.Columns.Count;
            await host.Error.WriteLineAsync(_statistics.Summary(recording?.Rows ?? 0, recording?.SkippedRows ?? 0, unused, output.Samples, sink.Errors)).ConfigureAwait(false);
        }

        return sink.Errors == 0 ? ExitCode.Ok : ExitCode.ProgramWrong;
    }

    private async Task RunOverDataAsync(ArcProgram program, Recording? recording, OutputWriter output, SessionOutput sink, ManualClock clock, CancellationToken cancellation)
    {
        var rows = new RowFrame();
        var hasRow = recording is not null && await recording.ReadAsync(cancellation).ConfigureAwait(false);
        var start = hasRow ? recording!.Time : (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
        clock.Now = start;
        using var session = program.Load(sink, new SessionOptions { Time = clock, CycleBudget = options.Budget, Cancellation = cancellation }, options.Engine);
        if (recording is null && !(session.HasTimers && options.For is not null))
            throw new CliException(session.HasTimers ? "without --input a program runs --realtime, or --for a time" : "the program waits for data; give it some with --input", ExitCode.CommandLineWrong);

        var driver = new RunDriver(session, clock, output, _statistics, start);
        driver.Begin();
        while (hasRow && !cancellation.IsCancellationRequested && recording!.Time - start <= (options.For ?? long.MaxValue))
        {
            driver.Row(recording.Time, rows.Take(recording));
            hasRow = await recording.ReadAsync(cancellation).ConfigureAwait(false);
        }

        if (options.For is { } limit) driver.RunUntil(limit, cancellation);
    }

    private async Task RunRealtimeAsync(ArcProgram program, Recording? recording, OutputWriter output, SessionOutput sink, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (options.For is { } limit) stop.CancelAfter(TimeSpan.FromTicks(limit / TimeSpan.NanosecondsPerTick));
        using var session = program.Load(sink, new SessionOptions { CycleBudget = options.Budget, Cancellation = CancellationToken.None }, options.Engine);
        var runner = new SessionRunner(session, new SessionRunnerOptions
        {
            CycleCompleted = timing =>
            {
                _statistics.AddCycle(timing.Work);
                output.EndCycle();
            },
        });
        var feeding = recording is null ? Task.CompletedTask : FeedAsync(recording, runner, stop.Token);
        await runner.RunAsync(stop.Token).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        await feeding.ConfigureAwait(false);
    }

    // A file is replayed at its own pace; a stream has one.
    private async Task FeedAsync(Recording recording, SessionRunner runner, CancellationToken stop)
    {
        var rows = new RowFrame();
        long? first = null;
        var start = TimeProvider.System.GetTimestamp();
        try
        {
            while (await recording.ReadAsync(stop).ConfigureAwait(false))
            {
                first ??= recording.Time;
                var due = TimeSpan.FromTicks((recording.Time - first.Value) / TimeSpan.NanosecondsPerTick) - TimeProvider.System.GetElapsedTime(start);
                if (options.Input != "-" && due > TimeSpan.Zero) await Task.Delay(due, stop).ConfigureAwait(false);
                await runner.PostAsync(rows.Take(recording), stop).ConfigureAwait(false);
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

    private List<ChannelInfo> Channels(Recording? recording)
    {
        var declared = ChannelsOption.Read(options.ChannelsFile).ToList();
        if (recording is null) return declared;
        var key = declared.Count == 0 ? 0 : declared.Max(c => c.Key);
        foreach (var column in recording.Offered.Where(o => declared.All(d => d.Name != o.Name)))
        {
            var type = column.Type is null ? ArcType.Of(Primitive.F64) : Arc.Cases.ChannelList.ParseType(column.Type)
                ?? throw new CliException($"{options.Input}: column '{column.Header}': '{column.Type}' is no type; expected for example f64, u8 or str");
            declared.Add(new ChannelInfo(++key, column.Name, type));
        }

        return declared;
    }

    private static bool Reads(ArcProgram program, ChannelInfo channel) => program.Compiled.Ir.Nodes.Any(n => n.Channels.Read.ContainsKey(channel.Key));

    private static bool Writes(ArcProgram program, ChannelInfo channel) => program.Compiled.Ir.Nodes.Any(n => n.Channels.Write.ContainsKey(channel.Key));

    private Stream? OpenInput()
    {
        if (options.Input is null) return null;
        if (options.Input == "-") return host.OpenInput();
        return File.Exists(options.Input)
            ? new FileStream(options.Input, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, useAsync: true)
            : throw new CliException(string.Create(CultureInfo.InvariantCulture, $"the recording '{options.Input}' does not exist"));
    }

    private Stream OpenOutput() =>
        options.Output is null ? host.OpenOutput() : new FileStream(options.Output, FileMode.Create, FileAccess.Write, FileShare.Read);
}
