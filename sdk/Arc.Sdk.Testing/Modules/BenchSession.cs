using System.Collections.Immutable;
using Arc.Dataflow;
using Arc.Runtime;
using Arc.Sdk.Channels;
using Arc.Sdk.Hosting;
using Arc.Sdk.Testing.Modules;
using Arc.Sdk.Types;

namespace Arc.Sdk.Testing;

/// <summary>
/// A program that runs on a manual clock, with module instances of its own. Whatever is sent or becomes due runs at once, on the calling thread. A node
/// that fails fails the test, unless it says that it expects errors.
/// </summary>
public sealed class BenchSession : IDisposable
{
    private static readonly ChannelStore NoChannels = new([], new SessionClock(TimeProvider.System));

    private readonly Dictionary<string, List<object>> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
    private readonly List<SessionEvent> _events = [];
    private bool _expectsErrors;

    internal BenchSession(ArcProgram program, BenchOptions options) => Session = program.Open(new ArcSessionOptions
    {
        Engine = options.Engine,
        Limits = options.Limits,
        Services = options.Services,
        Time = Clock,
        Output = Receive,
    });

    /// <summary>The session itself, for what is not offered here.</summary>
    public ArcSession Session { get; }

    /// <summary>The clock. Moving it by <see cref="Advance"/> runs what becomes due.</summary>
    public ManualClock Clock { get; } = new();

    /// <summary>Everything that the session produced beside samples, in order: errors, changes of authority.</summary>
    public IReadOnlyList<SessionEvent> Events => _events;

    /// <summary>The nodes and samples that failed, in order, with their places in the source.</summary>
    public ImmutableArray<NodeFailed> Errors => [.. _events.OfType<NodeFailed>()];

    /// <summary>What was done so far: cycles, samples, errors.</summary>
    public SessionStatistics Statistics => Session.Statistics;

    /// <summary>Sends samples to a channel as a frame of their own, and runs the program until nothing is left to do.</summary>
    /// <param name="channel">The channel's name.</param>
    /// <param name="values">The samples, of the channel's type; an <c>int</c> fits wherever a literal of its value does.</param>
    /// <returns>The session.</returns>
    /// <exception cref="ModuleBenchException">There is no such channel, a sample has another type, or a node failed.</exception>
    public BenchSession Send<T>(string channel, params T[] values) => Send((channel, (object)values));

    /// <summary>Sends samples of several channels as one frame, and runs the program: <c>Send(("a", 1.0), ("b", new[] { 2.0, 3.0 }))</c>.</summary>
    /// <param name="frame">Channels by name, each with a sample or an array of samples.</param>
    /// <returns>The session.</returns>
    /// <exception cref="ModuleBenchException">There is no such channel, a sample has another type, or a node failed.</exception>
    public BenchSession Send(params ReadOnlySpan<(string Channel, object Values)> frame)
    {
        var posted = new Frame();
        foreach (var (name, values) in frame)
        {
            var channel = Find(name);
            var samples = BenchValues.Samples(values, ArcType.Of(channel.Element), NoChannels, $"channel '{name}' carries {channel.Type}");
            Typed.Run(channel.Element, new AddTo(posted, channel.Key, samples));
        }

        if (!Session.TryPost(posted)) throw new ModuleBenchException("the session has ended; it takes no more frames");
        return Run(Session.RunUntilIdle);
    }

    /// <summary>Moves the clock on and runs everything that becomes due on the way, each at its own time.</summary>
    /// <param name="time">How far; not negative.</param>
    /// <returns>The session.</returns>
    /// <exception cref="ModuleBenchException">A node failed.</exception>
    public BenchSession Advance(TimeSpan time) => Run(() => Session.Advance(time));

    /// <summary>Everything that was written to a channel since the session began.</summary>
    /// <typeparam name="T">The type of its samples; <see cref="string"/> for texts.</typeparam>
    /// <param name="channel">The channel's name.</param>
    /// <exception cref="ModuleBenchException">There is no such channel, or it carries another type.</exception>
    public IReadOnlyList<T> Written<T>(string channel) => Taken<T>(Samples<T>(channel));

    /// <summary>What was written to a channel since the last time that this method was asked for it.</summary>
    /// <typeparam name="T">The type of its samples; <see cref="string"/> for texts.</typeparam>
    /// <param name="channel">The channel's name.</param>
    /// <exception cref="ModuleBenchException">There is no such channel, or it carries another type.</exception>
    public IReadOnlyList<T> Take<T>(string channel)
    {
        var samples = Samples<T>(channel);
        var from = _taken.GetValueOrDefault(channel);
        _taken[channel] = samples.Count;
        return Taken<T>(samples.Skip(from));
    }

    /// <summary>The state that a module has in this session, as a debugger sees it.</summary>
    /// <param name="module">The module's Arc name; <c>session</c> for what the session itself keeps.</param>
    public ModuleState State(string module)
    {
        ArgumentNullException.ThrowIfNull(module);
        var services = Session.InvokeAsync(static s => s.Services).GetAwaiter().GetResult();
        return new ModuleState(module, services.State, services.Nodes);
    }

    /// <summary>From now on nodes that fail do not fail the test; they are in <see cref="Errors"/>.</summary>
    /// <returns>The session.</returns>
    public BenchSession ExpectErrors()
    {
        _expectsErrors = true;
        return this;
    }

    /// <summary>Ends the session.</summary>
    // Nothing runs on another thread, so there is nothing to wait for.
    public void Dispose() => Session.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private void Receive(SessionEvent item)
    {
        if (item is not ChannelSamples samples)
        {
            _events.Add(item);
            return;
        }

        if (!_written.TryGetValue(samples.Channel.Name, out var list)) _written.Add(samples.Channel.Name, list = []);
        for (var i = 0; i < samples.Count; i++) list.Add(Typed.Run(samples.Channel.Element, new ValueAt(samples, i)));
    }

    private BenchSession Run(Action run)
    {
        var known = _events.Count;
        run();
        return !_expectsErrors && _events.Skip(known).OfType<NodeFailed>().FirstOrDefault() is { } failed
            ? throw new ModuleBenchException($"{failed} (if that is what it should do, call ExpectErrors() before)", failed.Error.Exception)
            : this;
    }

    private List<object> Samples<T>(string channel)
    {
        var found = Find(channel);
        return BenchValues.CanTake<T>(found.Element)
            ? _written.GetValueOrDefault(found.Name) ?? []
            : throw new ModuleBenchException($"channel '{channel}' carries {found.Type}, not {BenchValues.NameOf(typeof(T))}");
    }

    private ChannelInfo Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Session.Channels.FirstOrDefault(c => c.Name == name)
            ?? throw new ModuleBenchException($"there is no channel '{name}'{Names.Phrase(name, Session.Channels.Select(static c => c.Name))}");
    }

    private static List<T> Taken<T>(IEnumerable<object> samples) => [.. samples.Select(static s => ModuleBench.Taken<T>(s, "the channel"))];

    private sealed class AddTo(Frame frame, int channel, IReadOnlyList<object> samples) : ITypedOperation<Frame>
    {
        public Frame Run<T>() => frame.Add(channel, [.. samples.Select(static s => (T)s)]);
    }

    private sealed class ValueAt(ChannelSamples samples, int index) : ITypedOperation<object>
    {
        public object Run<T>() => samples[index].As<T>()!;
    }
}
