using Arc.Engines;
using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Nodes;

namespace Arc.Dataflow;

/// <summary>
/// A loaded program: its own stores, module instances, guest and nodes. Two sessions of one program share nothing. A host feeds
/// frames and runs cycles (<see cref="Cycle"/>), or lets <see cref="SessionRunner"/> do that. Used from one thread at a time.
/// </summary>
public sealed partial class Session : IDisposable
{
    private readonly SessionServices _services;
    private readonly IGuest? _guest;
    private readonly ISessionSink _sink;
    private readonly int[] _writable;
    private readonly ExecutionAllowance? _allowance;
    private readonly SortedDictionary<int, byte> _authorities = [];
    private bool _unread;
    private bool _isRunning;
    private bool _isDisposed;

    private Session(DataflowProgram program, SessionServices services, ModuleInstances modules, IGuest? guest, Scheduler scheduler, IReadOnlyDictionary<string, Node> nodes, ISessionSink sink, ExecutionAllowance? allowance)
    {
        Program = program;
        _services = services;
        Modules = modules;
        _guest = guest;
        Scheduler = scheduler;
        Nodes = nodes;
        _sink = sink;
        _allowance = allowance;
        _writable = [.. WritableOf(program, services.Channels)];
    }

    /// <summary>The program.</summary>
    public DataflowProgram Program { get; }

    /// <summary>The session's stores, clock, node keys and state.</summary>
    public SessionServices Services => _services;

    /// <summary>The session's modules.</summary>
    public ModuleInstances Modules { get; }

    /// <summary>The nodes by key.</summary>
    public IReadOnlyDictionary<string, Node> Nodes { get; }

    /// <summary>What runs the graph.</summary>
    public Scheduler Scheduler { get; }

    /// <summary>Keys of the channels that the program may write: those of its nodes and its authority block, and their index channels.</summary>
    public IReadOnlyList<int> WritableChannels => _writable;

    /// <summary>
    /// Elapsed time in ns at which the next cycle is due even without input: 0 if one is due at once, <see cref="Scheduler.Never"/> if only
    /// input can cause one.
    /// </summary>
    public long NextDeadline => _unread ? 0 : Scheduler.NextDeadline;

    /// <summary>Whether the program has timers, so that the first cycle is due at the start (arc-runtime.md, section 5.5).</summary>
    public bool HasTimers { get; private init; }

    /// <summary>
    /// Makes instances of everything that the program needs and enters its root scope, or goes on from a checkpoint
    /// (<see cref="SessionOptions.Checkpoint"/>), or takes over from another session (<see cref="SessionOptions.Replaces"/>).
    /// </summary>
    /// <param name="program">The program.</param>
    /// <param name="modules">The recipe of its modules.</param>
    /// <param name="guest">Makes the guest; null if the program has no functions.</param>
    /// <param name="sink">Receives what the session produces.</param>
    /// <param name="options">What the host offers; the defaults if null.</param>
    /// <exception cref="DataflowException">The IR is inconsistent, or a node cannot be made.</exception>
    /// <exception cref="ModuleSetException">A module cannot be made.</exception>
    /// <exception cref="CheckpointException">The checkpoint is damaged, or belongs to another program, host or version.</exception>
    /// <exception cref="ArgumentException">The options have both a checkpoint and a session to replace.</exception>
    /// <exception cref="InvalidOperationException">A cycle of the session to replace is under way.</exception>
    public static Session Start(DataflowProgram program, ModuleSet modules, IGuestFactory? guest, ISessionSink sink, SessionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(modules);
        ArgumentNullException.ThrowIfNull(sink);
        options ??= new SessionOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.CycleBudget);
        if (options is { Checkpoint: not null, Replaces: not null }) throw new ArgumentException("a session goes on from a checkpoint or in place of another session, not both", nameof(options));
        if (options.Replaces is { _isRunning: true }) throw new InvalidOperationException("a cycle of the session that is to be replaced is under way; it has to end before another session takes over");
        var fingerprint = options.Checkpoint is null ? null : CheckpointFormat.Fingerprint(program.Ir);
        using var checkpoint = options.Checkpoint is { } bytes ? CheckpointFormat.Read(bytes, fingerprint!) : null;
        var services = new SessionServices(options.Channels, options.Time, options.Services, options.HandleBytes);
        services.Channels.MaxUnreadBatches = options.MaxUnreadBatches;
        services.Channels.MaxWrittenSamples = options.MaxWrittenSamples;
        var instances = modules.Instantiate(services, Uses(program, guest));
        IGuest? instance = null;
        try
        {
            var allowance = options.CycleBudget == 0 ? null : new ExecutionAllowance(options.CycleBudget, $"{nameof(SessionOptions)}.{nameof(SessionOptions.CycleBudget)}");
            instance = guest?.Instantiate(instances.Bind, allowance);
            var nodes = new NodeBuilder(program, instances, services, instance, allowance).Build();
            var saved = checkpoint?.RootElement.GetProperty("state");
            var scheduler = Schedule(program, services, nodes, options.Replaces, saved);
            scheduler.Cancellation = options.Cancellation;
            var session = new Session(program, services, instances, instance, scheduler, nodes, sink, allowance)
            {
                HasTimers = nodes.Values.Any(n => n.Wake.HasFlag(NodeWake.Timer)),
                _fingerprint = fingerprint,
            };
            if (saved is { } state) session.Load(state);
            return session;
        }
        catch
        {
            instance?.Dispose();
            instances.Dispose();
            throw;
        }
    }

    /// <summary>Whether a program refers to a module, in its graph or in its functions.</summary>
    private static Func<ModuleDescriptor, bool> Uses(DataflowProgram program, IGuestFactory? guest)
    {
        var imported = guest?.ImportedModules;
        return module => (guest is not null && imported is null) || imported?.Contains(module.WasmNamespace) == true
            || program.Ir.Nodes.Any(n => n.Type.LastIndexOf('.') is > 0 and var dot && n.Type.AsSpan(0, dot).SequenceEqual(module.Name));
    }

    /// <summary>Appends a frame to the channels' read buffers; the next cycle sees it.</summary>
    /// <exception cref="KeyNotFoundException">The frame names an unknown channel.</exception>
    /// <exception cref="ArgumentException">A series does not have its channel's type.</exception>
    /// <exception cref="ChannelOverflowException">A channel has too many unread batches.</exception>
    public void Ingest(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        frame.IngestInto(_services.Channels);
    }

    /// <summary>Runs one cycle and hands what it produced to the sink (arc-runtime.md, section 8).</summary>
    /// <param name="elapsed">Time since the start in ns; does not go backwards.</param>
    /// <param name="reason">What caused the cycle.</param>
    /// <exception cref="InvalidOperationException">A cycle is under way: a host function or a receiver of the session's output wants another one.</exception>
    public void Cycle(long elapsed, CycleReason reason)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_isRunning) throw new InvalidOperationException("a cycle of the session is under way; it has to end before the next one");
        _isRunning = true;
        try
        {
            Run(elapsed, reason);
        }
        finally
        {
            _isRunning = false;
            if (_isDisposed) Release();
        }
    }

    /// <summary>Stops the session: its guest and its modules are disposed, at once or when the cycle that is under way ends.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (!_isRunning) Release();
    }

    /// <summary>
    /// The authority that every channel that the program writes has at the start, by channel (arc-runtime.md, section 8). A session that goes on
    /// from a checkpoint holds <see cref="Authorities"/>.
    /// </summary>
    public IEnumerable<AuthorityChange> InitialAuthorities()
    {
        var declared = Program.Ir.Authorities;
        foreach (var channel in _writable)
            yield return new AuthorityChange(channel, declared.Channels.TryGetValue(channel, out var value) ? value : declared.Default ?? 255);
    }

    private void Run(long elapsed, CycleReason reason)
    {
        var channels = _services.Channels;
        _allowance?.Renew();
        _isSettled = false;
        try
        {
            Scheduler.Next(elapsed, reason);
        }
        finally
        {
            // A cancelled cycle leaves nothing behind that a later one would mistake for its own.
            _unread = channels.ClearReads();
            FlushAuthority();
            _services.Handles.Clear();
            FlushWrites(channels);
            FlushErrors();
        }

        _isSettled = true;
    }

    private void Release()
    {
        _guest?.Dispose();
        Modules.Dispose();
    }

    private static SortedSet<int> WritableOf(DataflowProgram program, ChannelStore channels)
    {
        var keys = new SortedSet<int>(program.Channels.Write.Keys);
        foreach (var key in program.Channels.Write.Keys)
        {
            if (channels.TryFind(key, out var channel) && channel.IndexKey != 0) keys.Add(channel.IndexKey);
        }

        return keys;
    }

    private void FlushAuthority()
    {
        var changes = _services.Authority.Changes;
        for (var i = 0; i < changes.Count; i++)
        {
            var change = changes[i];
            ReadOnlySpan<int> concerned = change.Channel == 0 ? _writable : [change.Channel];
            foreach (var channel in concerned) _authorities[channel] = change.Value;
            _sink.OnAuthority(change, concerned);
        }

        if (changes.Count > 0) _services.Authority.Clear();
    }

    private void FlushWrites(ChannelStore channels)
    {
        var written = channels.Written;
        for (var i = 0; i < written.Count; i++) _sink.OnWrite(written[i]);
        if (written.Count > 0) channels.ClearWrites();
    }

    private void FlushErrors()
    {
        var errors = Scheduler.Errors;
        for (var i = 0; i < errors.Count; i++) _sink.OnError(errors[i]);
        if (errors.Count > 0) Scheduler.ClearErrors();
    }
}
