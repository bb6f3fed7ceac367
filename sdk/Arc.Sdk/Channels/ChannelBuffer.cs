using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Arc.Sdk.State;
using Arc.Sdk.Types;

namespace Arc.Sdk.Channels;

/// <summary>The buffers of one channel: the batches that were received, and what was written in the current cycle.</summary>
public abstract class ChannelBuffer
{
    private readonly List<ChannelReader> _readers = [];

    private protected ChannelBuffer(ChannelInfo info) => Info = info;

    /// <summary>The channel.</summary>
    public ChannelInfo Info { get; }

    /// <summary>Received batches that are kept: the latest, and those that some active node has not read.</summary>
    public abstract int BatchCount { get; }

    /// <summary>What was written in the current cycle; null if nothing ever was.</summary>
    public ChannelWrites? Writes { get; internal set; }

    /// <summary>The last sample received as an object, for tools; null before the first.</summary>
    public abstract object? LatestSample { get; }

    /// <summary>The end of what was received: no batch received so far reaches beyond it.</summary>
    internal ulong ReceivedUpTo { get; private protected set; }

    internal ChannelBuffer? Index { get; set; }

    /// <summary>Channels whose time stamps this one carries.</summary>
    internal List<ChannelBuffer> Indexed { get; } = [];

    internal IReadOnlyList<ChannelReader> Readers => _readers;

    internal bool HasReaders => _readers.Count > 0 || Indexed.Exists(c => c._readers.Count > 0);

    internal bool IsArrived { get; set; }

    internal long LastStamp { get; set; } = long.MinValue;

    internal void Add(ChannelReader reader) => _readers.Add(reader);

    internal static ChannelBuffer For(ChannelInfo info) => info.Element switch
    {
        Primitive.U8 => new ChannelBuffer<byte>(info),
        Primitive.U16 => new ChannelBuffer<ushort>(info),
        Primitive.U32 => new ChannelBuffer<uint>(info),
        Primitive.U64 => new ChannelBuffer<ulong>(info),
        Primitive.I8 => new ChannelBuffer<sbyte>(info),
        Primitive.I16 => new ChannelBuffer<short>(info),
        Primitive.I32 => new ChannelBuffer<int>(info),
        Primitive.I64 => new ChannelBuffer<long>(info),
        Primitive.F32 => new ChannelBuffer<float>(info),
        Primitive.F64 => new ChannelBuffer<double>(info),
        _ => new ChannelBuffer<Text>(info),
    };

    /// <summary>Whether a reader at a mark can take a batch.</summary>
    internal abstract bool IsReadable(ulong mark);

    internal abstract bool TryFindTimes(ulong alignment, int length, out ReadOnlySpan<long> times);

    /// <summary>Drops every batch but the latest that begins below a mark.</summary>
    internal abstract void DropBelow(ulong mark);

    internal abstract void Save(Utf8JsonWriter writer);

    internal abstract void Load(JsonElement saved, ulong receivedUpTo);

    /// <summary>Takes the latest batch of a buffer of the same type, and how far it had received and stamped.</summary>
    internal abstract void ContinueFrom(ChannelBuffer previous);

    /// <summary>The least mark of the readers that asked in a cycle, over this channel and those that it indexes.</summary>
    internal ulong NeededFrom(long cycle)
    {
        var needed = ulong.MaxValue;
        foreach (var reader in _readers)
        {
            if (reader.AskedIn == cycle) needed = Math.Min(needed, reader.Mark);
        }

        foreach (var channel in Indexed)
        {
            foreach (var reader in channel._readers)
            {
                if (reader.AskedIn == cycle) needed = Math.Min(needed, reader.Mark);
            }
        }

        return needed;
    }

    /// <summary>Whether a reader that asked in a cycle could take another batch at once.</summary>
    internal bool HasMore(long cycle)
    {
        foreach (var reader in _readers)
        {
            if (reader.AskedIn == cycle && IsReadable(reader.Mark)) return true;
        }

        return false;
    }
}

/// <summary>The buffers of one channel.</summary>
/// <typeparam name="T">The type of its samples.</typeparam>
public sealed class ChannelBuffer<T> : ChannelBuffer
{
    private Batch[] _batches = new Batch[1];
    private int _count;

    internal ChannelBuffer(ChannelInfo info)
        : base(info)
    {
    }

    /// <summary>The last sample of the latest batch; the zero value before the first.</summary>
    public T Latest { get; private set; } = default!;

    /// <inheritdoc/>
    public override int BatchCount => _count;

    /// <inheritdoc/>
    public override object? LatestSample => _count == 0 ? null : Latest;

    internal void Receive(ReadOnlySpan<T> values, ulong alignment)
    {
        // Nobody reads batch by batch, so only the latest one can ever be asked for.
        if (!HasReaders) _count = 0;
        if (_count == _batches.Length) Array.Resize(ref _batches, _count * 2);
        ref var batch = ref _batches[_count++];
        if (batch.Values is null || batch.Values.Length < values.Length) batch.Values = new T[Math.Max(4, values.Length)];
        values.CopyTo(batch.Values);
        batch.Length = values.Length;
        batch.Alignment = alignment;
        ReceivedUpTo = Math.Max(ReceivedUpTo, alignment + (ulong)values.Length);
        Latest = values[^1];
    }

    internal bool TryFind(ulong mark, out ChannelBatch<T> found)
    {
        for (var i = 0; i < _count; i++)
        {
            ref var batch = ref _batches[i];
            if (batch.Alignment < mark) continue;
            ReadOnlySpan<long> times = default;
            if (Info.IndexKey != 0 && (Index is null || !Index.TryFindTimes(batch.Alignment, batch.Length, out times))) continue;
            found = new ChannelBatch<T>(batch.Values.AsSpan(0, batch.Length), times, Info.IndexKey != 0, batch.Alignment);
            return true;
        }

        found = default;
        return false;
    }

    internal override bool IsReadable(ulong mark) => TryFind(mark, out _);

    internal override bool TryFindTimes(ulong alignment, int length, out ReadOnlySpan<long> times)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_batches[i].Alignment != alignment || _batches[i].Length < length || _batches[i].Values is not long[] stamps) continue;
            times = stamps.AsSpan(0, length);
            return true;
        }

        times = default;
        return false;
    }

    internal override void DropBelow(ulong mark)
    {
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            if (_batches[i].Alignment < mark && i < _count - 1) continue;
            // Swapped, not copied: the arrays of dropped batches are used again.
            if (kept != i) (_batches[kept], _batches[i]) = (_batches[i], _batches[kept]);
            kept++;
        }

        _count = kept;
    }

    internal override void Save(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        for (var i = 0; i < _count; i++)
        {
            writer.WriteStartObject();
            writer.WriteNumber("alignment", _batches[i].Alignment);
            writer.WritePropertyName("values");
            StateValue.WriteAll<T>(writer, _batches[i].Values.AsSpan(0, _batches[i].Length));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    internal override void Load(JsonElement saved, ulong receivedUpTo)
    {
        _count = 0;
        Latest = default!;
        ReceivedUpTo = receivedUpTo;
        foreach (var batch in saved.EnumerateArray())
        {
            var values = StateValue.ReadAll<T>(batch.GetProperty("values"));
            if (values.Length == 0) throw new JsonException($"the saved state of channel '{Info.Name}' has an empty batch");
            if (_count == _batches.Length) Array.Resize(ref _batches, _count * 2);
            _batches[_count++] = new Batch { Values = values, Length = values.Length, Alignment = batch.GetProperty("alignment").GetUInt64() };
            Latest = values[^1];
        }
    }

    internal override void ContinueFrom(ChannelBuffer previous)
    {
        var old = (ChannelBuffer<T>)previous;
        LastStamp = old.LastStamp;
        if (old._count > 0) Receive(old._batches[old._count - 1].Values.AsSpan(0, old._batches[old._count - 1].Length), old._batches[old._count - 1].Alignment);
        ReceivedUpTo = old.ReceivedUpTo;
    }

    [SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "Never compared.")]
    private struct Batch
    {
        public T[]? Values;
        public int Length;
        public ulong Alignment;
    }
}
