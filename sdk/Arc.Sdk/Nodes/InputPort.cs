using Arc.Sdk.Types;

namespace Arc.Sdk;

/// <summary>
/// An input of a node: the last batch taken from the output that feeds it (arc-runtime.md, section 6). A batch is taken once,
/// and only if its last time stamp is newer than that of the batch taken before.
/// </summary>
public abstract class InputPort
{
    private protected InputPort(string name, Primitive element)
    {
        Name = name;
        Element = element;
    }

    /// <summary>The Arc name.</summary>
    public string Name { get; }

    /// <summary>The element type.</summary>
    public Primitive Element { get; }

    /// <summary>The output that feeds the input; null if it is not connected.</summary>
    public abstract OutputPort? Source { get; }

    /// <summary>Whether an edge, and not a default value, feeds the input.</summary>
    public bool IsConnected { get; private protected set; }

    /// <summary>Whether any batch was ever taken.</summary>
    public bool HasData { get; private protected set; }

    /// <summary>Whether the batch was taken by the latest <see cref="Refresh"/>, not before.</summary>
    public bool IsNew { get; private protected set; }

    /// <summary>Domain and sample index of the batch's first sample.</summary>
    public ulong Alignment { get; private protected set; }

    /// <summary>Time stamp of the last sample taken.</summary>
    public long LastTime { get; private protected set; } = long.MinValue;

    /// <summary>Number of samples in the batch.</summary>
    public abstract int Count { get; }

    /// <summary>Time stamps of the batch in ns since the epoch.</summary>
    public abstract ReadOnlySpan<long> Times { get; }

    /// <summary>Connects the input to the output of another node.</summary>
    /// <exception cref="ArgumentException">The element types differ.</exception>
    public abstract void Connect(OutputPort source);

    /// <summary>Feeds an unconnected input with its default: one sample at time 0, new exactly once.</summary>
    /// <exception cref="InvalidOperationException">The value does not fit the element type.</exception>
    public abstract void SetDefault(Constant value);

    /// <summary>Takes the source's batch if it is new.</summary>
    /// <param name="keep">True if the batch must survive the source's next emission.</param>
    /// <returns>Whether a new batch was taken.</returns>
    public abstract bool Refresh(bool keep);

    /// <summary>Marks the batch as used.</summary>
    public void Consume() => IsNew = false;
}

/// <summary>An input of a node.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class InputPort<T> : InputPort
{
    private OutputPort<T>? _source;
    private T[] _values = [];
    private long[] _times = [];
    private int _kept = -1;

    /// <summary>Makes an input.</summary>
    /// <param name="name">Its Arc name.</param>
    public InputPort(string name)
        : base(name, PrimitiveFacts.Of<T>())
    {
    }

    /// <inheritdoc/>
    public override OutputPort? Source => _source;

    /// <inheritdoc/>
    public override int Count => _kept >= 0 ? _kept : _source?.Count ?? 0;

    /// <summary>The samples of the batch.</summary>
    public ReadOnlySpan<T> Values => _kept >= 0 ? _values.AsSpan(0, _kept) : _source is null ? default : _source.Values;

    /// <inheritdoc/>
    public override ReadOnlySpan<long> Times => _kept >= 0 ? _times.AsSpan(0, _kept) : _source is null ? default : _source.Times;

    /// <summary>A sample, or the last one beyond the end: of unequal inputs the shorter holds its last value.</summary>
    public T At(int index)
    {
        var values = Values;
        return values[Math.Min(index, values.Length - 1)];
    }

    /// <inheritdoc/>
    public override void Connect(OutputPort source)
    {
        _source = source as OutputPort<T>
            ?? throw new ArgumentException($"input '{Name}' takes {Element.Name()}, but '{source?.Name}' gives {source?.Element.Name()}", nameof(source));
        IsConnected = true;
    }

    /// <inheritdoc/>
    public override void SetDefault(Constant value)
    {
        _source = new OutputPort<T>(Name);
        _source.Append(value.As<T>(), 0);
    }

    /// <inheritdoc/>
    public override bool Refresh(bool keep)
    {
        if (_source is not { Count: > 0 } source) return false;
        var last = source.Times[^1];
        if (HasData && last <= LastTime) return false;
        HasData = true;
        IsNew = true;
        LastTime = last;
        Alignment = source.Alignment;
        if (!keep) return true;
        if (_values.Length < source.Count)
        {
            Array.Resize(ref _values, Math.Max(4, source.Count));
            Array.Resize(ref _times, _values.Length);
        }

        source.Values.CopyTo(_values);
        source.Times.CopyTo(_times);
        _kept = source.Count;
        return true;
    }
}
