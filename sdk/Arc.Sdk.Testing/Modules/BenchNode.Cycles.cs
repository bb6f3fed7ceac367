using System.Globalization;
using Arc.Sdk.Testing.Modules;
using Arc.Sdk.Types;

namespace Arc.Sdk.Testing;

public sealed partial class BenchNode
{
    private const long Never = long.MaxValue;

    // A node that asks again and again for a time that has passed would never let the test go on.
    private const int MostCyclesAtOnce = 10_000;

    private readonly List<BenchNodeError> _errors = [];
    private readonly Host _host;
    private readonly long _start;
    private CycleReason _reason;
    private long _deadline = Never;
    private bool _expectsErrors;
    private bool _isStarted;

    /// <summary>Samples and executions that failed, in order.</summary>
    public IReadOnlyList<BenchNodeError> Errors => _errors;

    /// <summary>How often the node was executed.</summary>
    public long Cycles { get; private set; }

    private long Elapsed => _world.Services.Clock.Now - _start;

    /// <summary>Sends a batch to an input and runs the node. The samples are stamped with the clock, each 1 ns after the one before.</summary>
    /// <param name="input">The input's name.</param>
    /// <param name="values">The samples, of the input's type; an <c>int</c> fits wherever a literal of its value does.</param>
    /// <returns>The node.</returns>
    /// <exception cref="ModuleBenchException">There is no such input, a sample has another type, or the node failed.</exception>
    public BenchNode Send<T>(string input, params T[] values) => Send((input, (object)values));

    /// <summary>Sends batches that arrive together, one an input, and runs the node once: <c>Send(("a", 1.0), ("b", new[] { 2.0, 3.0 }))</c>.</summary>
    /// <param name="batches">Inputs by name, each with a sample or an array of samples.</param>
    /// <returns>The node.</returns>
    /// <exception cref="ModuleBenchException">There is no such input, a sample has another type, or the node failed.</exception>
    public BenchNode Send(params ReadOnlySpan<(string Input, object Values)> batches)
    {
        Start();
        foreach (var (input, values) in batches) FeedOf(input).Send(Samples(input, values), static _ => null, _world.Services.Clock.Now);
        return Run(CycleReason.Input);
    }

    /// <summary>Sends a batch with time stamps of its own and runs the node. As in a session, a batch whose last stamp is not newer than all before is ignored.</summary>
    /// <param name="input">The input's name.</param>
    /// <param name="samples">The samples with their times in ns since the epoch.</param>
    /// <returns>The node.</returns>
    /// <exception cref="ModuleBenchException">There is no such input, a sample has another type, or the node failed.</exception>
    public BenchNode SendAt<T>(string input, params (T Value, long Time)[] samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        Start();
        FeedOf(input).Send(Samples(input, samples.Select(static s => s.Value).ToArray()), i => samples[i].Time, 0);
        return Run(CycleReason.Input);
    }

    /// <summary>Moves the bench's clock on; the node runs at every deadline that it asked for on the way, each at its own time.</summary>
    /// <param name="time">How far; not negative.</param>
    /// <returns>The node.</returns>
    /// <exception cref="ModuleBenchException">The node failed.</exception>
    public BenchNode Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        Start();
        var end = _world.Services.Clock.Now + time.Ticks * TimeSpan.NanosecondsPerTick;
        Settle();
        while (_deadline != Never && Due(_deadline) <= end)
        {
            _world.Clock.Now = Math.Max(Due(_deadline), _world.Clock.Now);
            Settle();
        }

        _world.Clock.Now = end;
        return this;
    }

    /// <summary>
    /// Runs the node once at the time that it is, as a timer's cycle does. A node without inputs that does not run in every cycle is triggered, as if
    /// something stood before it.
    /// </summary>
    /// <returns>The node.</returns>
    /// <exception cref="ModuleBenchException">The node failed.</exception>
    public BenchNode Cycle()
    {
        _isStarted = true;
        return Run(CycleReason.Timer);
    }

    /// <summary>Enters the node's stage again: its fields, its deadlines and its state in the modules start over. Buffered inputs are not forgotten.</summary>
    /// <returns>The node.</returns>
    public BenchNode Restart()
    {
        _world.Services.State.Reset(_key);
        _node.Reset();
        _deadline = Never;
        _isStarted = false;
        return this;
    }

    /// <summary>From now on errors do not fail the test; they are in <see cref="Errors"/>.</summary>
    /// <returns>The node.</returns>
    public BenchNode ExpectErrors()
    {
        _expectsErrors = true;
        return this;
    }

    // A program with timers has its first cycle when it starts (arc-runtime.md, section 5.5).
    private void Start()
    {
        if (_isStarted) return;
        _isStarted = true;
        if (_node.Wake.HasFlag(NodeWake.Timer)) Run(CycleReason.Timer);
    }

    private BenchNode Run(CycleReason reason)
    {
        Execute(reason);
        Settle();
        return this;
    }

    private void Settle()
    {
        for (var count = 0; _deadline != Never && _deadline <= Elapsed; count++)
        {
            if (count == MostCyclesAtOnce)
                throw new ModuleBenchException(string.Create(CultureInfo.InvariantCulture, $"{_symbol.QualifiedName} asks for a deadline that has passed, {MostCyclesAtOnce} times at one time"));
            Execute(CycleReason.Timer);
        }
    }

    private void Execute(CycleReason reason)
    {
        _reason = reason;
        _deadline = Never;
        Cycles++;
        foreach (var output in _node.Outputs) output.Begin();
        var context = new NodeContext(_host, _key);
        var known = _errors.Count;
        try
        {
            _node.Execute(ref context);
        }
        catch (Exception e)
        {
            // As in a session: what it emitted before stays emitted, and the next cycle runs it again.
            _errors.Add(new BenchNodeError(-1, e));
        }

        foreach (var recorder in _recorders.Values) recorder.Record();
        _world.Services.Handles.Clear();
        if (_errors.Count > known && !_expectsErrors)
            throw new ModuleBenchException($"{_symbol.QualifiedName}: {_errors[known]} (if that is what it should do, call ExpectErrors() before)", _errors[known].Error);
    }

    // The clock moves in steps of 100 ns.
    private long Due(long deadline) => _start + (deadline > Never - _start - 100 ? Never - _start - 100 : (deadline + TimeSpan.NanosecondsPerTick - 1) / TimeSpan.NanosecondsPerTick * TimeSpan.NanosecondsPerTick);

    private Feed FeedOf(string input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return _feeds.TryGetValue(input, out var feed)
            ? feed
            : throw new ModuleBenchException($"{_symbol.QualifiedName} has no input '{input}'{Names.Phrase(input, _feeds.Keys)}");
    }

    private object[] Samples(string input, object values)
    {
        FeedOf(input);
        var type = ArcType.Of(_node.FindInput(input)!.Element);
        return BenchValues.Samples(values, type, _world.Services.Channels, $"{_symbol.QualifiedName}: input '{input}' takes {type}");
    }

    /// <summary>The scheduler, as the node sees it.</summary>
    private sealed class Host(BenchNode bench) : INodeHost
    {
        public long Elapsed => bench.Elapsed;

        public CycleReason Reason => bench._reason;

        public long Tolerance => 0;

        public long Now => bench._world.Services.Clock.Now;

        public CancellationToken Cancellation => CancellationToken.None;

        // The next cycle executes the node in any case.
        public void RunAgain(NodeKey node)
        {
        }

        public void WakeAt(NodeKey node, long elapsed) => bench._deadline = Math.Min(bench._deadline, elapsed);

        public void Report(NodeKey node, Exception error, int sample) => bench._errors.Add(new BenchNodeError(sample, error));
    }
}

/// <summary>A failure of a node.</summary>
/// <param name="Sample">Index of the sample in the batch; -1 if the whole execution failed.</param>
/// <param name="Error">What was thrown.</param>
public sealed record BenchNodeError(int Sample, Exception Error)
{
    /// <inheritdoc/>
    public override string ToString() =>
        Sample < 0 ? $"{Error.GetType().Name}: {Error.Message}" : string.Create(CultureInfo.InvariantCulture, $"sample {Sample}: {Error.GetType().Name}: {Error.Message}");
}
