using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Arc.Sdk.State;
using Arc.Sdk.Types;

namespace Arc.Sdk;

/// <summary>
/// An input of a node: the last batch taken from the output that feeds it (arc-runtime.md, section 6). A batch is taken once,
/// and only if its last time stamp is newer than that of the batch taken before.
/// </summary>
public abstract class InputPort
{
    private OutputPort? _source;
    private long _keptFirstTime;
    private long[] _keptTimes = [];

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
    public OutputPort? Source => _source;

    /// <summary>Whether an edge, and not a default value, feeds the input.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>Whether any batch was ever taken.</summary>
    public bool HasData { get; private set; }

    /// <summary>Whether the batch was taken by the latest <see cref="Refresh"/>, not before.</summary>
    public bool IsNew { get; private set; }

    /// <summary>Domain and sample index of the batch's first sample.</summary>
    public ulong Alignment { get; private set; }

    /// <summary>Time stamp of the last sample taken.</summary>
    public long LastTime { get; private set; } = long.MinValue;

    /// <summary>Number of samples in the batch.</summary>
    public int Count => Kept >= 0 ? Kept : _source is { } source ? source.Count : 0;

    /// <summary>Time stamps of the batch in ns since the epoch.</summary>
    public ReadOnlySpan<long> Times => Kept switch
    {
        < 0 => _source is { } source ? source.Times : default,
        > 1 => _keptTimes.AsSpan(0, Kept),
        _ => MemoryMarshal.CreateReadOnlySpan(ref _keptFirstTime, Kept),
    };

    /// <summary>What <see cref="Times"/> looks at if there are several.</summary>
    internal long[] TimeArray => Kept > 1 ? _keptTimes : _source!.TimeBuffer;

    /// <summary>Number of samples that the input holds itself; -1 if it looks at those of its source.</summary>
    private protected int Kept { get; private set; } = -1;

    /// <summary>Connects the input to the output of another node.</summary>
    /// <exception cref="ArgumentException">The element types differ.</exception>
    public abstract void Connect(OutputPort source);

    /// <summary>Feeds an unconnected input with its default: one sample at time 0, new exactly once.</summary>
    /// <exception cref="InvalidOperationException">The value does not fit the element type.</exception>
    public abstract void SetDefault(Constant value);

    /// <summary>Takes the source's batch if it is new.</summary>
    /// <param name="keep">True if the batch must survive the source's next emission.</param>
    /// <returns>Whether a new batch was taken.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Refresh(bool keep)
    {
        if (_source is not { Count: > 0 } source) return false;
        var last = source.BatchEnd;
        if (HasData && last <= LastTime) return false;
        HasData = true;
        IsNew = true;
        LastTime = last;
        Alignment = source.Alignment;
        if (keep) Keep(source);
        return true;
    }

    /// <summary>Marks the batch as used.</summary>
    public void Consume() => IsNew = false;

    /// <summary>Writes which batch was taken last, and its samples if the input holds them itself.</summary>
    internal void Save(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("data", HasData);
        writer.WriteBoolean("new", IsNew);
        writer.WriteNumber("alignment", Alignment);
        writer.WriteNumber("last", LastTime);
        if (Kept >= 0)
        {
            writer.WritePropertyName("values");
            SaveValues(writer);
            writer.WritePropertyName("times");
            StateValue.WriteAll(writer, Times);
        }

        writer.WriteEndObject();
    }

    /// <exception cref="JsonException">The JSON does not come from <see cref="Save"/>.</exception>
    internal void Load(JsonElement saved)
    {
        HasData = saved.GetProperty("data").GetBoolean();
        IsNew = saved.GetProperty("new").GetBoolean();
        Alignment = saved.GetProperty("alignment").GetUInt64();
        LastTime = saved.GetProperty("last").GetInt64();
        Kept = -1;
        if (!saved.TryGetProperty("values", out var values)) return;
        _keptTimes = StateValue.ReadAll<long>(saved.GetProperty("times"));
        Kept = LoadValues(values);
        if (Kept > 0) _keptFirstTime = _keptTimes[0];
        if (Kept != _keptTimes.Length) throw new JsonException($"the saved state of input '{Name}' has {Kept} samples and {_keptTimes.Length} time stamps");
    }

    private protected void Attach(OutputPort source, bool isConnected)
    {
        _source = source;
        IsConnected = isConnected;
    }

    private protected abstract void KeepValues();

    private protected abstract void SaveValues(Utf8JsonWriter writer);

    private protected abstract int LoadValues(JsonElement saved);

    private void Keep(OutputPort source)
    {
        Kept = source.Count;
        if (Kept == 1)
        {
            _keptFirstTime = source.BatchEnd;
        }
        else
        {
            if (_keptTimes.Length < Kept) Array.Resize(ref _keptTimes, Math.Max(4, Kept));
            source.Times.CopyTo(_keptTimes);
        }

        KeepValues();
    }
}

/// <summary>An input of a node.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class InputPort<T> : InputPort
{
    private OutputPort<T>? _source;
    private T _keptFirst = default!;
    private T[] _keptValues = [];

    /// <summary>Makes an input.</summary>
    /// <param name="name">Its Arc name.</param>
    public InputPort(string name)
        : base(name, PrimitiveFacts.Of<T>())
    {
    }

    /// <summary>The samples of the batch.</summary>
    public ReadOnlySpan<T> Values => Kept switch
    {
        < 0 => _source is { } source ? source.Values : default,
        > 1 => _keptValues.AsSpan(0, Kept),
        _ => MemoryMarshal.CreateReadOnlySpan(ref _keptFirst, Kept),
    };

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
        Attach(_source, isConnected: true);
    }

    /// <inheritdoc/>
    public override void SetDefault(Constant value)
    {
        _source = new OutputPort<T>(Name);
        _source.Append(value.As<T>(), 0);
        Attach(_source, isConnected: false);
    }

    private protected override void SaveValues(Utf8JsonWriter writer) => StateValue.WriteAll(writer, Values);

    private protected override int LoadValues(JsonElement saved)
    {
        _keptValues = StateValue.ReadAll<T>(saved);
        if (_keptValues.Length > 0) _keptFirst = _keptValues[0];
        return _keptValues.Length;
    }

    private protected override void KeepValues()
    {
        var values = _source!.Values;
        if (values.Length == 1)
        {
            _keptFirst = values[0];
            return;
        }

        if (_keptValues.Length < values.Length) Array.Resize(ref _keptValues, Math.Max(4, values.Length));
        values.CopyTo(_keptValues);
    }
}
