using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Arc.Runtime.Hosting;

/// <summary>
/// A named session of an application, from before it starts until after it has ended. What runs at the moment is <see cref="Current"/>, which a restart
/// changes; so ask for it anew each time.
/// </summary>
public sealed class HostedArcSession
{
    private readonly Lock _lock = new();
    private Task _replacing = Task.CompletedTask;
    private HostedProgram? _hosted;
    private ArcSession? _current;
    private ArcProgram? _owned;
    private TaskCompletionSource<ArcSession> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<EventRelay> _relays = [];
    private ArcSession? _relayed;
    private bool _hasEnded;

    internal HostedArcSession(string name) => Name = name;

    /// <summary>Its name, which is also its key among the services.</summary>
    public string Name { get; }

    /// <summary>Where it is in its life.</summary>
    public HostedSessionState State { get; private set; }

    /// <summary>What it failed of last; null if it never did.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>How many times it was started again.</summary>
    public int Restarts { get; private set; }

    /// <summary>The session that runs, or the last one that did.</summary>
    /// <exception cref="InvalidOperationException">The host has not started it yet; <see cref="OpenedAsync"/> waits for it.</exception>
    public ArcSession Current => TryGetCurrent(out var session)
        ? session
        : throw new InvalidOperationException($"the Arc session '{Name}' has not been started yet; await {nameof(OpenedAsync)}, or ask after the host has started");

    /// <summary>The session that runs, or the last one that did; false before the start.</summary>
    public bool TryGetCurrent([NotNullWhen(true)] out ArcSession? session)
    {
        lock (_lock) session = _current;
        return session is not null;
    }

    /// <summary>The channels of the session that runs, as the class that was made of its program in the build.</summary>
    /// <typeparam name="TBinding">The class that <c>arc bind</c> made.</typeparam>
    /// <exception cref="InvalidOperationException">The host has not started it yet.</exception>
    /// <exception cref="ArgumentException">The session lacks a channel, or it carries another type.</exception>
    public TBinding As<TBinding>()
        where TBinding : IArcBinding<TBinding> => TBinding.Attach(Current);

    /// <summary>Waits until a session runs: before the start, and between a failure and the restart.</summary>
    /// <exception cref="InvalidOperationException">It has ended for good.</exception>
    public Task<ArcSession> OpenedAsync(CancellationToken cancellation = default)
    {
        lock (_lock) return _opened.Task.WaitAsync(cancellation);
    }

    /// <summary>
    /// Everything that the session produces from now on, over restarts; it ends when the session does so for good, or with the
    /// cancellation, and never throws for the session's sake.
    /// </summary>
    /// <param name="options">How much the reader may fall behind.</param>
    /// <param name="cancellation">Ends it.</param>
    public async IAsyncEnumerable<SessionEvent> EventsAsync(SubscriptionOptions? options = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var relay = Relay(options);
        try
        {
            while (await HasMoreAsync(relay.Sessions.Reader, cancellation).ConfigureAwait(false))
            {
                if (!relay.Sessions.Reader.TryRead(out var events)) continue;
                using (events)
                {
                    while (await HasMoreAsync(events.Reader, cancellation).ConfigureAwait(false))
                    {
                        while (events.Reader.TryRead(out var item)) yield return item;
                    }
                }
            }
        }
        finally
        {
            Remove(relay);
        }
    }

    /// <summary>Compiles a source against the channels and modules of this session, without running it.</summary>
    /// <param name="source">The program.</param>
    /// <param name="fileName">Its name in messages; a graph if it ends in <c>.arc.json</c>. The name of the options' program if null.</param>
    /// <exception cref="InvalidOperationException">The host has not started it yet.</exception>
    public ArcCompilation Compile(string source, string? fileName = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        var hosted = _hosted ?? throw new InvalidOperationException($"the Arc session '{Name}' has not been started yet");
        return hosted.Compile(source, fileName ?? hosted.ProgramPath ?? hosted.Options.SourceName ?? Name);
    }

    /// <summary>Compiles a source and goes on with it between two cycles; if it has errors, the program that runs goes on.</summary>
    /// <param name="source">The program.</param>
    /// <param name="fileName">Its name in messages.</param>
    /// <returns>What came of compiling it; it runs if there is a program.</returns>
    /// <exception cref="InvalidOperationException">The host has not started it yet, or it has ended.</exception>
    /// <exception cref="Engines.Linking.LinkException">An import has no implementation.</exception>
    /// <exception cref="Dataflow.DataflowException">A node cannot be made.</exception>
    /// <exception cref="ArgumentException">The safe state does not fit the channels.</exception>
    public async Task<ArcCompilation> ReplaceAsync(string source, string? fileName = null)
    {
        var compilation = Compile(source, fileName);
        if (compilation.Program is not { } program) return compilation;
        try
        {
            await ReplaceAsync(program, isOwned: true).ConfigureAwait(false);
        }
        catch
        {
            program.Dispose();
            throw;
        }

        return compilation;
    }

    /// <summary>Goes on with another program between two cycles. The caller disposes of it, after the session.</summary>
    /// <param name="program">The program.</param>
    public Task ReplaceAsync(ArcProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        return ReplaceAsync(program, isOwned: false);
    }

    /// <summary>The host has started the session.</summary>
    internal void Begin(HostedProgram hosted, ArcProgram program)
    {
        _hosted = hosted;
        _owned = program;
    }

    /// <summary>A session is about to run: those who follow the events hear all of it.</summary>
    internal void Opening(ArcSession session)
    {
        lock (_lock)
        {
            _relayed = session;
            foreach (var relay in _relays) relay.Follow(session);
        }
    }

    /// <summary>A session runs.</summary>
    internal void Opened(ArcSession session)
    {
        TaskCompletionSource<ArcSession> opened;
        lock (_lock)
        {
            if (State == HostedSessionState.Restarting) Restarts++;
            _current = session;
            State = HostedSessionState.Running;
            opened = _opened;
        }

        opened.TrySetResult(session);
    }

    /// <summary>The session has ended, and may start again.</summary>
    internal void Closed(HostedSessionState state, Exception? fault)
    {
        TaskCompletionSource<ArcSession> opened;
        lock (_lock)
        {
            State = state;
            Fault = fault ?? Fault;
            if (_opened.Task.IsCompleted) _opened = new TaskCompletionSource<ArcSession>(TaskCreationOptions.RunContinuationsAsynchronously);
            opened = _opened;
            _relayed = null;
            _hasEnded = state != HostedSessionState.Restarting;
            if (_hasEnded)
            {
                foreach (var relay in _relays) relay.Sessions.Writer.TryComplete();
            }
        }

        if (state == HostedSessionState.Restarting) return;
        opened.TrySetException(new InvalidOperationException($"the Arc session '{Name}' has ended", fault));
        // Whoever waits sees it; nobody has to.
        _ = opened.Task.Exception;
    }

    /// <summary>Releases the programs that were compiled here.</summary>
    internal void Release() => Interlocked.Exchange(ref _owned, null)?.Dispose();

    // One replacement after the other, in the order of the calls.
    private Task ReplaceAsync(ArcProgram program, bool isOwned)
    {
        lock (_lock) return _replacing = ReplaceAfterAsync(_replacing, program, isOwned);
    }

    private async Task ReplaceAfterAsync(Task previous, ArcProgram program, bool isOwned)
    {
        await previous.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        try
        {
            await Current.ReplaceAsync(program).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            throw new InvalidOperationException($"the Arc session '{Name}' has ended", e);
        }

        Interlocked.Exchange(ref _owned, isOwned ? program : null)?.Dispose();
    }

    private EventRelay Relay(SubscriptionOptions? options)
    {
        var relay = new EventRelay(options);
        lock (_lock)
        {
            if (_relayed is not null) relay.Follow(_relayed);
            if (_hasEnded) relay.Sessions.Writer.TryComplete();
            else _relays.Add(relay);
        }

        return relay;
    }

    private void Remove(EventRelay relay)
    {
        lock (_lock) _relays.Remove(relay);
        while (relay.Sessions.Reader.TryRead(out var events)) events.Dispose();
    }

    private static async Task<bool> HasMoreAsync<T>(ChannelReader<T> reader, CancellationToken cancellation)
    {
        try
        {
            return await reader.WaitToReadAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception) when (cancellation.IsCancellationRequested || reader.Completion.IsFaulted)
        {
            // The fault is the owner's to report; here the events end.
            return false;
        }
    }

    /// <summary>One reader of events: the sessions that it has yet to read, one after the other.</summary>
    private sealed class EventRelay(SubscriptionOptions? options)
    {
        public Channel<Subscription<SessionEvent>> Sessions { get; } = Channel.CreateUnbounded<Subscription<SessionEvent>>();

        public void Follow(ArcSession session) => Sessions.Writer.TryWrite(session.Subscribe(options));
    }
}
