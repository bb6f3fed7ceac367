using Arc.Sdk.Types;

namespace Arc.Sdk.Channels;

/// <summary>What was written to one channel in the current cycle: one series, in the order of the writes.</summary>
public abstract class ChannelWrites
{
    private protected ChannelWrites(ChannelInfo channel, Primitive element)
    {
        Channel = channel;
        Element = element;
    }

    /// <summary>The channel.</summary>
    public ChannelInfo Channel { get; }

    /// <summary>The type of the samples, which is that of the latest write even if the channel is declared differently.</summary>
    public Primitive Element { get; }

    /// <summary>Number of samples.</summary>
    public int Count { get; private protected set; }

    /// <summary>Domain and sample index of the first batch appended; 0 if a body wrote first.</summary>
    public ulong Alignment { get; private protected set; }

    /// <summary>The samples as objects, for tools.</summary>
    public abstract IEnumerable<object?> Samples { get; }

    /// <summary>Shows the writes, with the type of their samples, to a visitor.</summary>
    public abstract void Visit(IChannelWritesVisitor visitor);

    internal void Clear()
    {
        Count = 0;
        Alignment = 0;
    }
}

/// <summary>What was written to one channel in the current cycle.</summary>
/// <typeparam name="T">The type of the samples.</typeparam>
public sealed class ChannelWrites<T> : ChannelWrites
{
    private T[] _values = [];

    internal ChannelWrites(ChannelInfo channel)
        : base(channel, PrimitiveFacts.Of<T>())
    {
    }

    /// <summary>The samples; valid until the cycle's writes are flushed.</summary>
    public ReadOnlySpan<T> Values => _values.AsSpan(0, Count);

    /// <inheritdoc/>
    public override IEnumerable<object?> Samples => _values.Take(Count).Cast<object?>();

    /// <inheritdoc/>
    public override void Visit(IChannelWritesVisitor visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        visitor.Visit(this);
    }

    internal void Append(T value)
    {
        if (Count == _values.Length) Array.Resize(ref _values, Math.Max(4, Count * 2));
        _values[Count++] = value;
    }

    internal void Append(ReadOnlySpan<T> values, ulong alignment)
    {
        if (Count == 0) Alignment = alignment;
        if (_values.Length - Count < values.Length) Array.Resize(ref _values, Math.Max(Count + values.Length, _values.Length * 2));
        values.CopyTo(_values.AsSpan(Count));
        Count += values.Length;
    }
}

/// <summary>Takes writes with the type of their samples.</summary>
public interface IChannelWritesVisitor
{
    /// <summary>What was written to one channel.</summary>
    /// <typeparam name="T">The type of the samples.</typeparam>
    /// <param name="writes">The samples; valid during the call.</param>
    void Visit<T>(ChannelWrites<T> writes);
}
