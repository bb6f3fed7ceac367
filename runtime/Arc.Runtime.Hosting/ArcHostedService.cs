using Arc.Dataflow;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Arc.Runtime.Hosting;

/// <summary>Opens a session when the host starts, keeps it running, and closes it when the host stops.</summary>
internal sealed class ArcHostedService(
    HostedArcSession session, IOptionsMonitor<ArcHostOptions> options, IHostEnvironment environment, IHostApplicationLifetime lifetime,
    ILoggerFactory logs, TimeProvider time, IServiceProvider services) : IHostedService, IAsyncDisposable
{
    // How often counters are looked at that nobody reports.
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = logs.CreateLogger("Arc.Runtime.Hosting");
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _saving = new(1);
    private HostedProgram? _hosted;
    private CheckpointFile? _checkpoint;
    private ProgramWatcher? _watcher;
    private Task _running = Task.CompletedTask;
    private ITimer? _checkpointTimer;
    private ITimer? _lookTimer;
    private long _deadlinesMissed;

    private ArcHostOptions Options => _hosted!.Options;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _hosted = new HostedProgram(session.Name, options.Get(session.Name), environment.ContentRootPath);
        var compilation = _hosted.Compile();
        var program = compilation.ProgramOrThrow();
        session.Begin(_hosted, program);
        if (_hosted.CheckpointPath is { } path) _checkpoint = new CheckpointFile(path);
        var running = OpenFirst(program);
        _running = KeepRunningAsync(running);
        if (Options.Watch) _watcher = new ProgramWatcher(session, _hosted.ProgramPath!, compilation.Source.Text, _logger);
        if (_checkpoint is not null)
            _checkpointTimer = time.CreateTimer(_ => _ = SaveAsync(isLast: false), null, Options.CheckpointInterval, Options.CheckpointInterval);
        if (Options.Deadline is not null && Options.OnDeadlineMissed == DeadlineAction.Report)
            _lookTimer = time.CreateTimer(_ => LogDeadlines(), null, LookInterval, LookInterval);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_watcher is not null) await _watcher.DisposeAsync().ConfigureAwait(false);
        if (_checkpointTimer is not null) await _checkpointTimer.DisposeAsync().ConfigureAwait(false);
        if (_lookTimer is not null) await _lookTimer.DisposeAsync().ConfigureAwait(false);
        LogDeadlines();
        try
        {
            await SaveAsync(isLast: true).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The cycle under way does not end; the same is found out below.
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await _running.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!_running.IsCompleted)
        {
            if (session.TryGetCurrent(out var current)) current.Abort("the host's time to stop is over");
            _logger.StopTimedOut(session.Name);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        // A cycle that does not even heed its cancellation must not keep the application.
        if (!_running.IsCompleted) return;
        session.Release();
        _stop.Dispose();
        _saving.Dispose();
    }

    private ArcSession OpenFirst(ArcProgram program)
    {
        if (_checkpoint?.Read() is not { } saved) return Open(program, null);
        try
        {
            var opened = Open(program, saved);
            _logger.CheckpointRestored(session.Name, _checkpoint.Path);
            return opened;
        }
        catch (CheckpointException e)
        {
            _logger.CheckpointRefused(e, session.Name, _checkpoint.PutAside());
            return Open(program, null);
        }
    }

    private ArcSession Open(ArcProgram program, byte[]? saved)
    {
        var sessionOptions = _hosted!.SessionOptions(time, services);
        if (saved is not null) sessionOptions = sessionOptions with { Checkpoint = saved };
        return program.Open(sessionOptions);
    }

    private async Task KeepRunningAsync(ArcSession current)
    {
        var delay = Options.RestartDelay;
        while (true)
        {
            var started = time.GetTimestamp();
            var fault = await RunAsync(current).ConfigureAwait(false);
            if (fault is null || _stop.IsCancellationRequested)
            {
                if (_stop.IsCancellationRequested) _logger.SessionStopped(session.Name, current.Statistics.Cycles);
                else _logger.SessionEnded(session.Name);
                session.Closed(fault is null ? HostedSessionState.Ended : HostedSessionState.Faulted, fault);
                return;
            }

            session.Closed(Options.OnFault == FaultAction.Restart ? HostedSessionState.Restarting : HostedSessionState.Faulted, fault);
            if (Options.OnFault == FaultAction.StopHost) lifetime.StopApplication();
            if (Options.OnFault != FaultAction.Restart) return;
            if (time.GetElapsedTime(started) >= Options.LongestRestartDelay) delay = Options.RestartDelay;
            if (await ReopenAsync(current.Program, delay).ConfigureAwait(false) is not { } next) return;
            current = next;
            delay = delay * 2 < Options.LongestRestartDelay ? delay * 2 : Options.LongestRestartDelay;
        }
    }

    /// <summary>Runs a session to its end and releases it.</summary>
    /// <returns>What it failed of; null if it was stopped or its input ended.</returns>
    private async Task<Exception?> RunAsync(ArcSession current)
    {
        session.Opening(current);
        // Nobody logs samples, and a steady cycle shall not copy them for nothing.
        var events = current.Subscribe(new SubscriptionOptions { Samples = false });
        var logging = new SessionLogger(_logger, session.Name, Options.NodeErrorInterval, time).RunAsync(events);
        Interlocked.Exchange(ref _deadlinesMissed, 0);
        // Before anybody can hear of it, so that the first frame is posted to a session that runs.
        var running = current.RunAsync(_stop.Token);
        session.Opened(current);
        _logger.SessionStarted(session.Name, Options.Source is null ? _hosted!.ProgramPath! : Options.SourceName ?? "a text", current.Channels.Count);
        Exception? fault = null;
        try
        {
            await running.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            fault = e;
            _logger.SessionFailed(e, session.Name, Options.OnFault);
        }

        await logging.ConfigureAwait(false);
        await current.DisposeAsync().ConfigureAwait(false);
        return fault;
    }

    /// <summary>Waits, then opens the program anew; again after a longer time if that fails.</summary>
    /// <returns>Null if the host stops meanwhile.</returns>
    private async Task<ArcSession?> ReopenAsync(ArcProgram program, TimeSpan delay)
    {
        while (true)
        {
            _logger.SessionRestarting(session.Name, delay);
            try
            {
                await Task.Delay(delay, time, _stop.Token).ConfigureAwait(false);
                return Open(program, null);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                session.Closed(HostedSessionState.Faulted, null);
                return null;
            }
            catch (Exception e)
            {
                _logger.SessionFailed(e, session.Name, Options.OnFault);
                session.Closed(HostedSessionState.Restarting, e);
                delay = delay * 2 < Options.LongestRestartDelay ? delay * 2 : Options.LongestRestartDelay;
            }
        }
    }

    private async Task SaveAsync(bool isLast)
    {
        if (_checkpoint is null || !session.TryGetCurrent(out var current) || !current.IsAlive) return;
        // One at a time; a slow disk costs checkpoints, not memory.
        if (!await _saving.WaitAsync(isLast ? Timeout.InfiniteTimeSpan : TimeSpan.Zero).ConfigureAwait(false)) return;
        try
        {
            await _checkpoint.WriteAsync(await current.CheckpointAsync().ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The session has ended: its last state stays.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            _logger.CheckpointFailed(e, session.Name, _checkpoint.Path);
        }
        finally
        {
            _saving.Release();
        }
    }

    private void LogDeadlines()
    {
        if (!session.TryGetCurrent(out var current)) return;
        var missed = current.Statistics.DeadlinesMissed;
        var before = Interlocked.Exchange(ref _deadlinesMissed, missed);
        if (missed > before) _logger.DeadlineMissed(session.Name, missed - before, Options.Deadline);
    }
}
