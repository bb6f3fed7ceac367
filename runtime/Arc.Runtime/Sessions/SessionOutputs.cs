using System.Collections.Immutable;
using Arc.Dataflow;
using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.Hosting;
using Arc.Sdk.Types;

namespace Arc.Runtime;

/// <summary>
/// Distributes what a session produces. Called from the loop, and from the watchdog when the loop hangs; after the safe state was
/// entered, nothing of the program gets through. Without listeners a steady cycle allocates nothing.
/// </summary>
internal sealed class SessionOutputs : ISessionSink, IFrameVisitor, IChannelWritesVisitor
{
    private readonly Lock _lock = new();
    private readonly ArcSessionOptions _options;
    private readonly SessionClock _clock;
    private readonly DurationHistogram _work = new();
    private readonly DurationHistogram _lateness = new();
    private readonly Dictionary<int, Latest> _latest = [];
    private ImmutableArray<Subscription<SessionEvent>> _everything = [];
    private ImmutableDictionary<int, ChannelSubscribers> _byChannel = ImmutableDictionary<int, ChannelSubscribers>.Empty;
    private Session? _session;
    private ArcProgram _program;

    // Whether anybody watches the samples of all channels.
    private bool _samplesAreWatched;
    private int _isSafe;
    private long _timerCycles;
    private long _samples;
    private long _errors;
    private long _missed;

    public SessionOutputs(ArcSessionOptions options, ArcProgram program)
    {
        _options = options;
        _clock = new SessionClock(options.Time);
        _program = program;
        Tag = new KeyValuePair<string, object?>("arc.session", options.Name);
        ByName = program.Channels.ToDictionary(c => c.Name, StringComparer.Ordinal);
        foreach (var channel in program.Channels) _latest.Add(channel.Key, LatestOf(channel));
        Listen([]);
    }

    public KeyValuePair<string, object?> Tag { get; }

    /// <summary>The channels by name.</summary>
    public IReadOnlyDictionary<string, ChannelInfo> ByName { get; private set; }

    /// <summary>Whether the session has ended.</summary>
    public bool IsClosed { get; private set; }

    private long Now => _clock.Now;

    /// <summary>A program begins: the authorities that it holds are handed out.</summary>
    public void Begin(Session session, ArcProgram program)
    {
        lock (_lock)
        {
            var isFirst = _session is null;
            _session = session;
            _program = program;
            ByName = program.Channels.ToDictionary(c => c.Name, StringComparer.Ordinal);
            foreach (var channel in program.Channels)
            {
                if (!_latest.TryGetValue(channel.Key, out var known) || known.Element != channel.Element) _latest[channel.Key] = LatestOf(channel);
            }

            if (!isFirst) Publish(new ProgramReplaced(Now, program));
            foreach (var authority in session.Authorities()) Publish(new AuthorityChanged(Now, ChannelOf(authority.Channel), authority.Value));
        }
    }

    public Subscription<SessionEvent> Subscribe(SubscriptionOptions? options)
    {
        var subscription = new Subscription<SessionEvent>(options ?? SubscriptionOptions.Default, s =>
        {
            lock (_lock) Listen(_everything.Remove(s));
        });
        lock (_lock)
        {
            if (IsClosed) subscription.Complete(null);
            else Listen(_everything.Add(subscription));
        }

        return subscription;
    }

    public Subscription<ChannelSamples<T>> Subscribe<T>(ChannelInfo channel, SubscriptionOptions? options)
    {
        var subscription = new Subscription<ChannelSamples<T>>(options ?? SubscriptionOptions.Default, s =>
        {
            lock (_lock)
            {
                if (!_byChannel.TryGetValue(channel.Key, out var found) || found is not ChannelSubscribers<T> typed) return;
                typed.All = typed.All.Remove(s);
                if (typed.All.IsEmpty) _byChannel = _byChannel.Remove(channel.Key);
            }
        });
        lock (_lock)
        {
            if (IsClosed)
            {
                subscription.Complete(null);
                return subscription;
            }

            if (!_byChannel.TryGetValue(channel.Key, out var found)) _byChannel = _byChannel.Add(channel.Key, found = new ChannelSubscribers<T>());
            var subscribers = (ChannelSubscribers<T>)found;
            subscribers.All = subscribers.All.Add(subscription);
        }

        return subscription;
    }

    public bool TryGetLatest<T>(int channel, out T value)
    {
        lock (_lock)
        {
            var latest = (Latest<T>)_latest[channel];
            value = latest.Value;
            return latest.HasValue;
        }
    }

    /// <summary>Remembers the last sample of each channel of a frame.</summary>
    public void Received(Frame frame) => frame.Visit(this);

    public void Series<T>(int channel, ReadOnlySpan<T> values)
    {
        if (values.IsEmpty) return;
        lock (_lock) Remember(channel, values[^1]);
    }

    public void CycleCompleted(CycleTiming timing)
    {
        _work.Add(timing.Work);
        _lateness.Add(timing.Lateness);
        if (timing.Reason == CycleReason.Timer) _timerCycles++;
        Telemetry.Cycle(timing, Tag);
    }

    public void OnAuthority(AuthorityChange change, ReadOnlySpan<int> channels)
    {
        lock (_lock)
        {
            if (_isSafe != 0) return;
            Publish(new AuthorityChanged(Now, ChannelOf(change.Channel), change.Value));
        }
    }

    public void OnWrite(ChannelWrites writes) => writes.Visit(this);

    void IChannelWritesVisitor.Visit<T>(ChannelWrites<T> writes) => Write(writes.Values, writes.Channel);

    public void OnError(NodeError error)
    {
        Interlocked.Increment(ref _errors);
        Telemetry.Errors.Add(1, Tag);
        lock (_lock) Publish(new NodeFailed(Now, error, _program.Places.GetValueOrDefault(error.Node)));
    }

    public void DeadlineMissed()
    {
        Interlocked.Increment(ref _missed);
        Telemetry.DeadlinesMissed.Add(1, Tag);
    }

    /// <summary>
    /// Writes the safe state, once; from now on nothing of the program gets through. A host's output that does not come back must not keep the
    /// watchdog from it: after <paramref name="patience"/> the state is written beside it.
    /// </summary>
    public void EnterSafeState(SafeStateCause cause, string reason, TimeSpan patience)
    {
        var isLocked = _lock.TryEnter(patience);
        try
        {
            if (Interlocked.Exchange(ref _isSafe, 1) == 1) return;
            Publish(new SafeStateEntered(Now, cause, reason));
            // Values first: without authority they would not be accepted.
            foreach (var (name, value) in _options.SafeState.Values)
            {
                if (ByName.TryGetValue(name, out var channel)) WriteValue(value, channel);
            }

            foreach (var (name, authority) in _options.SafeState.Authorities)
                Publish(new AuthorityChanged(Now, name is null ? null : ByName.GetValueOrDefault(name), authority));
        }
        finally
        {
            if (isLocked) _lock.Exit();
        }
    }

    /// <summary>The session has ended: so do the subscriptions.</summary>
    public void Close(Exception? fault)
    {
        lock (_lock)
        {
            if (IsClosed) return;
            IsClosed = true;
            foreach (var subscription in _everything) subscription.Complete(fault);
            foreach (var subscribers in _byChannel.Values) subscribers.Complete(fault);
        }
    }

    public SessionStatistics Statistics(int waitingFrames) => new()
    {
        Cycles = _work.Count,
        TimerCycles = Volatile.Read(ref _timerCycles),
        SamplesWritten = Interlocked.Read(ref _samples),
        Errors = Interlocked.Read(ref _errors),
        DeadlinesMissed = Interlocked.Read(ref _missed),
        WaitingFrames = waitingFrames,
        Work = DurationSummary.Of(_work),
        Lateness = DurationSummary.Of(_lateness),
    };

    public SessionSnapshot Snapshot(Session session, int waitingFrames)
    {
        var (reads, writes) = (session.Program.Channels.Read, session.Program.Channels.Write);
        lock (_lock)
        {
            return new SessionSnapshot(
                TimeSpan.FromTicks(session.Elapsed / TimeSpan.NanosecondsPerTick),
                [.. _program.Channels.Select(c => new ChannelSnapshot(c.Name, c.Type.ToString(), reads.ContainsKey(c.Key), writes.ContainsKey(c.Key), _latest[c.Key].Boxed))],
                Scopes(session.Scheduler),
                Statistics(waitingFrames));
        }
    }

    private static ImmutableArray<ScopeSnapshot> Scopes(Scheduler scheduler)
    {
        var scopes = scheduler.Scopes;
        var active = new bool[scopes.Count];
        scheduler.ReadActive(active);
        // All but the root.
        return [.. Enumerable.Range(1, scopes.Count - 1).Select(i => new ScopeSnapshot(scopes[i].Key, active[i], scheduler.ActiveStepOf(i) is >= 0 and var step ? scopes[i].Steps[step].Key : null))];
    }

    private void Write<T>(ReadOnlySpan<T> values, ChannelInfo channel)
    {
        if (values.IsEmpty) return;
        lock (_lock)
        {
            if (_isSafe != 0) return;
            _samples += values.Length;
            Telemetry.Samples.Add(values.Length, Tag);
            Distribute(values, channel, isSafeState: false);
        }
    }

    private void Distribute<T>(ReadOnlySpan<T> values, ChannelInfo channel, bool isSafeState)
    {
        Remember(channel.Key, values[^1]);
        if (!_byChannel.TryGetValue(channel.Key, out var subscribers) && !isSafeState && !_samplesAreWatched) return;
        var samples = ChannelSamples<T>.Copy(values, channel, Now, isSafeState);
        if (subscribers is ChannelSubscribers<T> typed)
        {
            foreach (var subscription in typed.All) subscription.Add(samples);
        }

        Publish(samples, isSafeState);
    }

    private void WriteValue(ArcValue value, ChannelInfo channel)
    {
        switch (channel.Element)
        {
            case Primitive.U8: Distribute<byte>([value.As<byte>()], channel, isSafeState: true); break;
            case Primitive.U16: Distribute<ushort>([value.As<ushort>()], channel, isSafeState: true); break;
            case Primitive.U32: Distribute<uint>([value.As<uint>()], channel, isSafeState: true); break;
            case Primitive.U64: Distribute<ulong>([value.As<ulong>()], channel, isSafeState: true); break;
            case Primitive.I8: Distribute<sbyte>([value.As<sbyte>()], channel, isSafeState: true); break;
            case Primitive.I16: Distribute<short>([value.As<short>()], channel, isSafeState: true); break;
            case Primitive.I32: Distribute<int>([value.As<int>()], channel, isSafeState: true); break;
            case Primitive.I64: Distribute<long>([value.As<long>()], channel, isSafeState: true); break;
            case Primitive.F32: Distribute<float>([value.As<float>()], channel, isSafeState: true); break;
            case Primitive.F64: Distribute<double>([value.As<double>()], channel, isSafeState: true); break;
            default: Distribute<Text>([value.As<Text>()], channel, isSafeState: true); break;
        }
    }

    private void Remember<T>(int channel, T value)
    {
        if (_latest.TryGetValue(channel, out var latest) && latest is Latest<T> typed) typed.Set(value);
    }

    private void Listen(ImmutableArray<Subscription<SessionEvent>> subscriptions)
    {
        _everything = subscriptions;
        _samplesAreWatched = _options.Output is not null || subscriptions.Any(static s => s.TakesSamples);
    }

    private void Publish(SessionEvent item, bool toAll = true)
    {
        foreach (var subscription in _everything)
        {
            if (toAll || subscription.TakesSamples) subscription.Add(item);
        }

        _options.Output?.Invoke(item);
    }

    // A key that no channel has is what the program says it is.
    private ChannelInfo? ChannelOf(int key) => key != 0 && _session!.Services.Channels.TryFind(key, out var channel) ? channel : null;

    private static Latest LatestOf(ChannelInfo channel) => channel.Element switch
    {
        Primitive.U8 => new Latest<byte>(),
        Primitive.U16 => new Latest<ushort>(),
        Primitive.U32 => new Latest<uint>(),
        Primitive.U64 => new Latest<ulong>(),
        Primitive.I8 => new Latest<sbyte>(),
        Primitive.I16 => new Latest<short>(),
        Primitive.I32 => new Latest<int>(),
        Primitive.I64 => new Latest<long>(),
        Primitive.F32 => new Latest<float>(),
        Primitive.F64 => new Latest<double>(),
        _ => new Latest<Text>(),
    };

    private abstract class Latest
    {
        public abstract Primitive Element { get; }

        public abstract object? Boxed { get; }
    }

    private sealed class Latest<T> : Latest
    {
        public T Value { get; private set; } = default!;

        public bool HasValue { get; private set; }

        public override Primitive Element => PrimitiveFacts.Of<T>();

        public override object? Boxed => !HasValue ? null : Value is Text text ? text.ToString() : Value;

        public void Set(T value) => (Value, HasValue) = (value, true);
    }

    private abstract class ChannelSubscribers
    {
        public abstract void Complete(Exception? fault);
    }

    private sealed class ChannelSubscribers<T> : ChannelSubscribers
    {
        public ImmutableArray<Subscription<ChannelSamples<T>>> All { get; set; } = [];

        public override void Complete(Exception? fault)
        {
            foreach (var subscription in All) subscription.Complete(fault);
        }
    }
}
