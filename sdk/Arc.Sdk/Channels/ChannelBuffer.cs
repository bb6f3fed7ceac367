using Arc.Sdk.Types;

namespace Arc.Sdk.Channels;

/// <summary>The buffers of one channel.</summary>
public abstract class ChannelBuffer
{
    private protected ChannelBuffer(ChannelInfo info) => Info = info;

    /// <summary>The channel.</summary>
    public ChannelInfo Info { get; }

    /// <summary>Samples written in the current cycle.</summary>
    public abstract int WrittenCount { get; }

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

    internal abstract void Append<TSample>(TSample value);

    internal abstract void AppendStamp(long clock);
}

/// <summary>The buffers of one channel.</summary>
/// <typeparam name="T">The type of its samples.</typeparam>
public sealed class ChannelBuffer<T> : ChannelBuffer
{
    private readonly List<T> _written = [];
    private long _lastStamp = long.MinValue;

    internal ChannelBuffer(ChannelInfo info)
        : base(info)
    {
    }

    /// <summary>The last sample of the latest batch; the zero value before the first.</summary>
    public T Latest { get; internal set; } = default!;

    /// <inheritdoc/>
    public override int WrittenCount => _written.Count;

    internal override void Append<TSample>(TSample value)
    {
        if (value is not T sample)
            throw new ArgumentException($"channel '{Info.Name}' carries {Info.Type}, not {PrimitiveFacts.Of<TSample>().Name()}", nameof(value));
        _written.Add(sample);
    }

    internal override void AppendStamp(long clock)
    {
        _lastStamp = Math.Max(clock, _lastStamp + 1);
        if (_lastStamp is T stamp) _written.Add(stamp);
    }
}
