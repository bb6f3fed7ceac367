using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Arc.Sdk.State;
using Arc.Sdk.Types;

namespace Arc.Sdk;

/// <summary>
/// An output of a node: the batch of samples that its last emission produced (arc-runtime.md, section 6). An emission
/// overwrites the one before; batches are not queued between nodes. Buffers are kept, so a steady cycle allocates nothing.
/// </summary>
public abstract class OutputPort
{
    // A batch of one sample, the usual case, lies in the port itself; longer ones lie in buffers from the first sample on.
    private protected long FirstTime;
    internal long[] TimeBuffer = [];

    // No result of the current execution is stamped at or before it.
    private long _floor = long.MinValue;

    private protected OutputPort(string name, Primitive element)
    {
        Name = name;
        Element = element;
    }

    /// <summary>The Arc name.</summary>
    public string Name { get; }

    /// <summary>The element type.</summary>
    public Primitive Element { get; }

    /// <summary>Number of samples in the batch.</summary>
    public int Count { get; private protected set; }

    /// <summary>Samples emitted by the execution that is under way or was the last.</summary>
    public int Emitted { get; private protected set; }

    /// <summary>Domain and sample index of the batch's first sample.</summary>
    public ulong Alignment { get; set; }

    /// <summary>The latest time stamp that the output ever carried; <see cref="long.MinValue"/> before the first.</summary>
    public long LastTime { get; private protected set; } = long.MinValue;

    /// <summary>Time stamps of the batch in ns since the epoch.</summary>
    public ReadOnlySpan<long> Times => Count > 1 ? TimeBuffer.AsSpan(0, Count) : MemoryMarshal.CreateReadOnlySpan(ref FirstTime, Count);

    /// <summary>Time stamp of the batch's last sample.</summary>
    internal long BatchEnd { get; private protected set; }

    /// <summary>Whether the last sample is non-zero. Empty batches and text are not truthy; NaN is (arc-runtime.md, section 5.2).</summary>
    public abstract bool IsTruthy { get; }

    /// <summary>The samples as objects, for debuggers.</summary>
    public abstract IEnumerable<object?> Samples { get; }

    /// <summary>Starts an execution of the node: the first emission in it replaces the batch.</summary>
    public void Begin()
    {
        Emitted = 0;
        _floor = LastTime;
    }

    /// <summary>Empties the batch.</summary>
    public void Clear()
    {
        Count = 0;
        Emitted = 0;
    }

    /// <summary>A time stamp for a sample made now: the clock, or one more than the last stamp (arc-runtime.md, section 8).</summary>
    public long Stamp(long clock) => LastTime >= clock ? LastTime + 1 : clock;

    /// <summary>
    /// The time stamp of a sample that is computed from several inputs: that of the input sample, but newer than every one that the output
    /// carried before this execution, so that a result is never dropped downstream as old (arc-runtime.md, section 7).
    /// </summary>
    public long StampAfter(long time) => time > _floor ? time : ++_floor;

    /// <summary>Writes the batch and what its successors depend on.</summary>
    internal void Save(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("values");
        SaveValues(writer);
        writer.WritePropertyName("times");
        StateValue.WriteAll(writer, Times);
        writer.WriteNumber("emitted", Emitted);
        writer.WriteNumber("alignment", Alignment);
        writer.WriteNumber("last", LastTime);
        writer.WriteEndObject();
    }

    /// <exception cref="JsonException">The JSON does not come from <see cref="Save"/>.</exception>
    internal void Load(JsonElement saved)
    {
        var times = StateValue.ReadAll<long>(saved.GetProperty("times"));
        var count = LoadValues(saved.GetProperty("values"));
        var emitted = saved.GetProperty("emitted").GetInt32();
        if (count != times.Length || emitted < 0 || emitted > count)
            throw new JsonException($"the saved state of output '{Name}' has {count} samples, {times.Length} time stamps and {emitted} emissions");
        // Both buffers grow together, so they have one length.
        TimeBuffer = times;
        if (count > 0) (FirstTime, BatchEnd) = (times[0], times[^1]);
        Count = count;
        Emitted = emitted;
        Alignment = saved.GetProperty("alignment").GetUInt64();
        LastTime = saved.GetProperty("last").GetInt64();
    }

    private protected abstract void SaveValues(Utf8JsonWriter writer);

    private protected abstract int LoadValues(JsonElement saved);
}

/// <summary>An output of a node.</summary>
/// <typeparam name="T">The element type.</typeparam>
public sealed class OutputPort<T> : OutputPort
{
    private T _first = default!;
    private T[] _values = [];

    /// <summary>Makes an output.</summary>
    /// <param name="name">Its Arc name.</param>
    public OutputPort(string name)
        : base(name, PrimitiveFacts.Of<T>())
    {
    }

    /// <summary>The samples of the batch.</summary>
    public ReadOnlySpan<T> Values => Count > 1 ? _values.AsSpan(0, Count) : MemoryMarshal.CreateReadOnlySpan(ref _first, Count);

    /// <inheritdoc/>
    public override bool IsTruthy =>
        typeof(T) != typeof(Text) && Count > 0 && !EqualityComparer<T>.Default.Equals(Values[^1], default);

    /// <inheritdoc/>
    public override IEnumerable<object?> Samples => Values.ToArray().Cast<object?>();

    /// <summary>Appends a sample to this execution's batch.</summary>
    /// <param name="value">The sample.</param>
    /// <param name="time">Its time stamp in ns since the epoch.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(T value, long time)
    {
        if (time > LastTime) LastTime = time;
        BatchEnd = time;
        if (Emitted == 0)
        {
            _first = value;
            FirstTime = time;
            Count = 1;
            Emitted = 1;
        }
        else
        {
            AppendNext(value, time);
        }
    }

    private protected override void SaveValues(Utf8JsonWriter writer) => StateValue.WriteAll(writer, Values);

    private protected override int LoadValues(JsonElement saved)
    {
        _values = StateValue.ReadAll<T>(saved);
        if (_values.Length > 0) _first = _values[0];
        return _values.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AppendNext(T value, long time)
    {
        var count = Count;
        if (count == 1 || count == _values.Length) MakeRoom();
        _values[count] = value;
        TimeBuffer[count] = time;
        Count = Emitted = count + 1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MakeRoom()
    {
        if (Count >= _values.Length)
        {
            var size = Math.Max(4, _values.Length * 2);
            Array.Resize(ref _values, size);
            Array.Resize(ref TimeBuffer, size);
        }

        if (Count > 1) return;
        _values[0] = _first;
        TimeBuffer[0] = FirstTime;
    }
}
