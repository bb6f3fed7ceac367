using Arc.Sdk.Channels;

namespace Arc.Runtime;

/// <summary>Everything that one cycle wrote to one channel.</summary>
/// <param name="Time">The wall clock at the end of the cycle, in ns since the Unix epoch.</param>
/// <param name="Channel">The channel.</param>
/// <param name="IsSafeState">Whether it belongs to the safe state and not to the program.</param>
public abstract record ChannelSamples(long Time, ChannelInfo Channel, bool IsSafeState) : SessionEvent(Time)
{
    /// <summary>Number of samples; at least 1.</summary>
    public abstract int Count { get; }

    /// <summary>A sample as a dynamic value.</summary>
    /// <param name="index">From 0.</param>
    public abstract ArcValue this[int index] { get; }
}

/// <summary>Everything that one cycle wrote to one channel.</summary>
/// <typeparam name="T">The type of the samples.</typeparam>
/// <param name="Time">The wall clock at the end of the cycle, in ns since the Unix epoch.</param>
/// <param name="Channel">The channel.</param>
/// <param name="IsSafeState">Whether it belongs to the safe state and not to the program.</param>
/// <param name="Values">The samples, in the order of the writes; at least one.</param>
public sealed record ChannelSamples<T>(long Time, ChannelInfo Channel, bool IsSafeState, IReadOnlyList<T> Values) : ChannelSamples(Time, Channel, IsSafeState)
{
    /// <summary>The last sample.</summary>
    public T Last => Values[^1];

    /// <inheritdoc/>
    public override int Count => Values.Count;

    /// <inheritdoc/>
    public override ArcValue this[int index] => ArcValue.Of(Values[index]);

    internal static ChannelSamples<T> Copy(ReadOnlySpan<T> values, ChannelInfo channel, long time, bool isSafeState) =>
        new(time, channel, isSafeState, values.ToArray());
}
