namespace Arc.Sdk.Channels;

/// <summary>A batch that a reader took from a channel. The spans are valid until the end of the cycle.</summary>
/// <typeparam name="T">The type of the samples.</typeparam>
public readonly ref struct ChannelBatch<T>
{
    internal ChannelBatch(ReadOnlySpan<T> values, ReadOnlySpan<long> times, bool hasTimes, ulong alignment)
    {
        Values = values;
        Times = times;
        HasTimes = hasTimes;
        Alignment = alignment;
    }

    /// <summary>The samples; at least one.</summary>
    public ReadOnlySpan<T> Values { get; }

    /// <summary>One time stamp a sample in ns since the epoch, if <see cref="HasTimes"/>; else empty.</summary>
    public ReadOnlySpan<long> Times { get; }

    /// <summary>Whether the channel has an index channel. Without one the reader makes the time stamps (arc-stl.md, <c>on</c>).</summary>
    public bool HasTimes { get; }

    /// <summary>Domain and sample index of the first sample.</summary>
    public ulong Alignment { get; }
}
