using System.Threading.Channels;
using Arc.Dataflow;
using Arc.Engines.Linking;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;

namespace Arc.Runtime;

/// <summary>
/// A running program inside an application. Frames come from any thread, what the program writes goes to subscribers, and between
/// two cycles the session can be inspected and given another program. When it stops, fails or misses a
/// deadline, the safe state is written.
/// </summary>
/// <example>
/// <code>
/// await using var session = program.Open(new ArcSessionOptions { SafeState = SafeState.None.With("valve", (byte)0) });
/// using var valve = session.Subscribe&lt;byte&gt;("valve");
/// var running = session.RunAsync(stop);
/// await session.SendAsync("pressure", 9.0);
/// await foreach (var samples in valve) Show(samples.Last);
/// </code>
/// </example>
public sealed class ArcSession : IAsyncDisposable
{
    // A host's output that hangs must not keep the safe state from being written.
    private static readonly TimeSpan AbortPatience = TimeSpan.FromMilliseconds(100);

    private readonly ArcSessionOptions _options;
    private readonly SessionOutputs _outputs;
    private readonly SessionRunner _runner;
    private readonly CancellationTokenSource _abort = new();
    private readonly CancellationTokenSource _disposing = new();
    private readonly IDisposable _waiting;
    private DeadlineMissedException? _missed;
    private Task? _running;
    private int _isDisposed;

    internal ArcSession(ArcProgram program, ArcSessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(program);
        using var activity = Telemetry.Source.StartActivity("arc.session.open");
        activity?.SetTag("arc.session", options.Name);
        _options = options;
        Program = program;
        _outputs = new SessionOutputs(options, program);
        options.SafeState.Validate(_outputs.ByName);
        _runner = new SessionRunner(Load(program, null), new SessionRunnerOptions
        {
            Time = options.Time,
            MaxWaitingFrames = options.MaxWaitingFrames,
            CycleCompleted = _outputs.CycleCompleted,
            Deadline = options.Deadline,
            DeadlineMissed = OnDeadlineMissed,
        });
        _outputs.Begin(_runner.Session, program);
        Telemetry.Sessions.Add(1, _outputs.Tag);
        _waiting = Telemetry.Watch(this);
    }

    /// <summary>The session's name in metrics and logs.</summary>
    public string Name => _options.Name;

    /// <summary>The program that runs.</summary>
    public ArcProgram Program { get; private set; }

    /// <summary>The channels that the program was compiled against.</summary>
    public IReadOnlyList<ChannelInfo> Channels => Program.Channels;

    /// <summary>Whether the loop runs, or has yet to be started.</summary>
    public bool IsAlive => !_outputs.IsClosed;

    /// <summary>Why the session ended; null while it runs, and if it was stopped.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>What was done so far.</summary>
    public SessionStatistics Statistics => _outputs.Statistics(_runner.WaitingFrames);

    /// <summary>
    /// Runs the program until <paramref name="stop"/> is signalled, or until the input is closed and nothing is left to do. The safe state is written
    /// then. Runs once.
    /// </summary>
    /// <exception cref="DeadlineMissedException">A deadline was missed, and <see cref="ArcSessionOptions.OnDeadlineMissed"/> is to stop.</exception>
    /// <exception cref="ChannelOverflowException">A channel received more than the program reads.</exception>
    /// <exception cref="InvalidOperationException">The session was started before.</exception>
    public Task RunAsync(CancellationToken stop = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Interlocked.CompareExchange(ref _running, running.Task, null) is not null) throw new InvalidOperationException("the session was started before; open another one");
        return DriveAsync(running, stop);
    }

    /// <summary>
    /// Runs everything that is due by the clock as it stands, on the calling thread, instead of <see cref="RunAsync"/>: for hosts with a loop of their
    /// own, and for tests with a <see cref="ManualClock"/>.
    /// </summary>
    public void RunUntilIdle()
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        if (_running is not null) throw new InvalidOperationException("the session runs by itself already");
        _runner.RunUntilIdle();
    }

    /// <summary>Moves a manual clock on and runs everything that becomes due on the way, each at its own time, on the calling thread.</summary>
    /// <param name="time">How far; not negative.</param>
    /// <exception cref="InvalidOperationException">The session does not run by a <see cref="ManualClock"/>.</exception>
    public void Advance(TimeSpan time)
    {
        var clock = _options.Time as ManualClock ?? throw new InvalidOperationException("only a session with a ManualClock can be advanced by hand (ArcSessionOptions.Time)");
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        RunUntilIdle();
        var left = time.Ticks;
        while (left > 0 && _runner.Session.NextDeadline is var due && due != Scheduler.Never)
        {
            var hop = Math.Max(1, (due - _runner.Elapsed + TimeSpan.NanosecondsPerTick - 1) / TimeSpan.NanosecondsPerTick);
            if (hop > left) break;
            left -= hop;
            clock.Advance(TimeSpan.FromTicks(hop));
            RunUntilIdle();
        }

        clock.Advance(TimeSpan.FromTicks(left));
        RunUntilIdle();
    }

    /// <summary>Hands a frame over: one cycle is run for it. Waits while too many are waiting already.</summary>
    /// <exception cref="ChannelClosedException">The input was closed, or the session has ended.</exception>
    public ValueTask PostAsync(Frame frame, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(frame);
        _outputs.Received(frame);
        return _runner.PostAsync(frame, cancellation);
    }

    /// <summary>Hands a frame over unless too many are waiting already, or the input was closed.</summary>
    public bool TryPost(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        if (!_runner.TryPost(frame)) return false;
        _outputs.Received(frame);
        return true;
    }

    /// <summary>Sends samples to one channel: a frame of their own.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="values">The samples, of the channel's own type; kept, not copied.</param>
    /// <exception cref="ArgumentException">There is no such channel, or it carries another type.</exception>
    /// <exception cref="ChannelClosedException">The input was closed, or the session has ended.</exception>
    public ValueTask SendAsync<T>(string channel, params T[] values) => PostAsync(new Frame().Add(Find<T>(channel).Key, values));

    /// <summary>An input as a channel of the base library: every item that is written to it is a frame.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <exception cref="ArgumentException">There is no such channel, or it carries another type.</exception>
    public ChannelWriter<T> Input<T>(string channel) => new InputWriter<T>(this, _runner, Find<T>(channel).Key);

    /// <summary>Sends everything that a source gives to one channel, a frame an item, until the source ends or the session does.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="source">The source.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task FeedAsync<T>(string channel, IAsyncEnumerable<T> source, CancellationToken cancellation = default)
    {
        var key = Find<T>(channel).Key;
        await foreach (var item in source.WithCancellation(cancellation).ConfigureAwait(false))
        {
            if (!IsAlive) return;
            await PostAsync(new Frame().Add(key, item), cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Says that no more frames will come: the loop ends when nothing is left to do.</summary>
    public void CloseInput() => _runner.CloseInput();

    /// <summary>Everything that the session produces, in order, from now on; with or without the samples.</summary>
    public Subscription<SessionEvent> Subscribe(SubscriptionOptions? options = null) => _outputs.Subscribe(options);

    /// <summary>What is written to one channel from now on, a batch for each cycle that writes.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="options">How much the subscriber may fall behind.</param>
    /// <exception cref="ArgumentException">There is no such channel, or it carries another type.</exception>
    public Subscription<ChannelSamples<T>> Subscribe<T>(string channel, SubscriptionOptions? options = null) => _outputs.Subscribe<T>(Find<T>(channel), options);

    /// <summary>The last sample that a channel received or that was written to it.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="value">The sample.</param>
    /// <returns>False before the first.</returns>
    /// <exception cref="ArgumentException">There is no such channel, or it carries another type.</exception>
    public bool TryGetLatest<T>(string channel, out T value) => _outputs.TryGetLatest(Find<T>(channel).Key, out value);

    /// <summary>Runs something with the session between two cycles, on the loop's thread.</summary>
    /// <exception cref="OperationCanceledException">The loop has ended.</exception>
    public Task<T> InvokeAsync<T>(Func<Session, T> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        if (_running is not null) return _runner.InvokeAsync(action);
        // Nobody but the caller runs the loop.
        _runner.RunUntilIdle();
        var call = _runner.InvokeAsync(action);
        _runner.RunUntilIdle();
        return call;
    }

    /// <summary>
    /// Goes on with another program between two cycles: a new version, usually. Channels keep what they received (by key and type), elapsed time goes
    /// on, and the new program starts in its first stage. If it cannot be loaded, the program that runs goes on.
    /// </summary>
    /// <param name="program">The program; it must not be disposed before the session.</param>
    /// <exception cref="LinkException">An import has no implementation.</exception>
    /// <exception cref="DataflowException">A node cannot be made.</exception>
    /// <exception cref="ModuleSetException">A module cannot be made.</exception>
    /// <exception cref="ArgumentException">The safe state does not fit the channels of the new program.</exception>
    /// <exception cref="OperationCanceledException">The loop has ended.</exception>
    public async Task ReplaceAsync(ArcProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        using var activity = Telemetry.Source.StartActivity("arc.session.replace");
        activity?.SetTag("arc.session", _options.Name);
        _options.SafeState.Validate(program.Channels.ToDictionary(c => c.Name, StringComparer.Ordinal));
        // Compiled here, so that the loop only has to switch.
        program.CodeFor(_options.Engine);
        using var previous = await InvokeAsync(running =>
        {
            var next = Load(program, running);
            _runner.Continue(next);
            Program = program;
            _outputs.Begin(next, program);
            return running;
        }).ConfigureAwait(false);
        Telemetry.Replacements.Add(1, _outputs.Tag);
    }

    /// <summary>
    /// Saves the whole state between two cycles. A session of the same program that is opened with it (<see cref="ArcSessionOptions.Checkpoint"/>)
    /// goes on as if nothing had happened (arc-runtime.md, section 9).
    /// </summary>
    /// <exception cref="OperationCanceledException">The loop has ended.</exception>
    public async Task<byte[]> CheckpointAsync()
    {
        using var activity = Telemetry.Source.StartActivity("arc.session.checkpoint");
        var bytes = await InvokeAsync(session => session.CheckpointAt(_runner.Elapsed)).ConfigureAwait(false);
        activity?.SetTag("arc.session", _options.Name).SetTag("arc.checkpoint.size", bytes.Length);
        return bytes;
    }

    /// <summary>What the session looks like between two cycles.</summary>
    /// <exception cref="OperationCanceledException">The loop has ended.</exception>
    public Task<SessionSnapshot> InspectAsync() => InvokeAsync(session => _outputs.Snapshot(session, _runner.WaitingFrames));

    /// <summary>Stops the session after the cycle that is under way, and releases everything.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        await _disposing.CancelAsync().ConfigureAwait(false);
        if (_running is { } running) await running.ConfigureAwait(false);
        else End(null);
        _runner.Session.Dispose();
        _waiting.Dispose();
        Telemetry.Sessions.Add(-1, _outputs.Tag);
        _abort.Dispose();
        _disposing.Dispose();
    }

    private Session Load(ArcProgram program, Session? previous) => program.Load(
        _outputs,
        new SessionOptions
        {
            Channels = program.Channels,
            Time = _options.Time,
            Services = _options.Services,
            HandleBytes = _options.HandleBytes,
            CycleBudget = _options.CycleBudget,
            MaxUnreadBatches = _options.MaxUnreadBatches,
            MaxWrittenSamples = _options.MaxWrittenSamples,
            Cancellation = _abort.Token,
            Checkpoint = previous is null ? _options.Checkpoint : null,
            Replaces = previous,
        },
        _options.Engine,
        _options.Limits);

    private async Task DriveAsync(TaskCompletionSource ended, CancellationToken stop)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, _disposing.Token);
        try
        {
            await _runner.RunAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_abort.IsCancellationRequested)
        {
            // The deadline ended the cycle: that is the fault to report.
        }
        catch (Exception e)
        {
            Fault = e;
        }

        if (_missed is { } missed) Fault = missed;
        try
        {
            End(Fault);
        }
        catch (Exception e) when (Fault is null)
        {
            Fault = e;
        }
        finally
        {
            ended.SetResult();
        }

        if (Fault is { } fault) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(fault);
    }

    private void End(Exception? fault)
    {
        CloseInput();
        _outputs.EnterSafeState(fault is null ? SafeStateCause.Stopped : SafeStateCause.Failed, fault?.Message ?? "the session was stopped", Timeout.InfiniteTimeSpan);
        _outputs.Close(fault);
    }

    /// <summary>
    /// Writes the safe state now and cancels the cycle that is under way; nothing of the program comes after it. For a host that cannot wait until
    /// the cycle ends, from any thread. Nothing happens if the session has ended.
    /// </summary>
    /// <param name="reason">Why, for those who read the events.</param>
    public void Abort(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        if (_outputs.IsClosed || _isDisposed != 0) return;
        _outputs.EnterSafeState(SafeStateCause.Stopped, reason, AbortPatience);
        _abort.Cancel();
        _disposing.Cancel();
    }

    private void OnDeadlineMissed(DeadlineMiss miss)
    {
        _outputs.DeadlineMissed();
        if (_options.OnDeadlineMissed != DeadlineAction.Stop) return;
        Exception? failure = null;
        try
        {
            _outputs.EnterSafeState(SafeStateCause.DeadlineMissed, DeadlineMissedException.Describe(miss), miss.Allowed);
        }
        catch (Exception e)
        {
            // Nobody but the session's owner can be told, and the cycle must end all the same.
            failure = e;
        }

        _missed = new DeadlineMissedException(miss, failure);
        _abort.Cancel();
        _disposing.Cancel();
    }

    private ChannelInfo Find<T>(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!_outputs.ByName.TryGetValue(name, out var channel)) throw new ArgumentException($"there is no channel '{name}'", nameof(name));
        var primitive = PrimitiveFacts.Of<T>();
        return channel.Element == primitive
            ? channel
            : throw new ArgumentException($"channel '{name}' carries {channel.Type}, not {primitive.Name()}", nameof(name));
    }
}
