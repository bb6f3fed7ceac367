using Arc.Sdk;
using Arc.Sdk.Channels;

namespace Arc.Dataflow;

/// <summary>Samples of several channels that arrive together: one cycle is run for each frame.</summary>
public sealed class Frame
{
    private readonly List<FrameSeries> _series = [];

    /// <summary>Number of series.</summary>
    public int Count => _series.Count;

    /// <summary>Adds a series. Series of one frame that share an index channel get one alignment.</summary>
    /// <param name="channel">The channel's key.</param>
    /// <param name="values">The samples; kept, not copied, but for strings, which become <see cref="Text"/>.</param>
    /// <returns>The frame.</returns>
    public Frame Add<T>(int channel, params T[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        AddSeries(channel, values, null);
        return this;
    }

    /// <summary>Adds a series with an alignment of its own.</summary>
    /// <param name="channel">The channel's key.</param>
    /// <param name="values">The samples; kept, not copied.</param>
    /// <param name="alignment">Domain and index of the first sample.</param>
    /// <returns>The frame.</returns>
    public Frame AddAligned<T>(int channel, T[] values, ulong alignment)
    {
        ArgumentNullException.ThrowIfNull(values);
        AddSeries(channel, values, alignment);
        return this;
    }

    /// <summary>Shows every series to a visitor, in the order in which they were added.</summary>
    public void Visit(IFrameVisitor visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        foreach (var series in _series) series.Visit(visitor);
    }

    internal void IngestInto(ChannelStore store)
    {
        store.BeginFrame();
        foreach (var series in _series) series.IngestInto(store);
    }

    private void AddSeries<T>(int channel, T[] values, ulong? alignment) => _series.Add(values is string[] strings
        ? new FrameSeries<Text>(channel, [.. strings.Select(Text.From)], alignment)
        : new FrameSeries<T>(channel, values, alignment));

    private abstract class FrameSeries
    {
        public abstract void IngestInto(ChannelStore store);

        public abstract void Visit(IFrameVisitor visitor);
    }

    private sealed class FrameSeries<T>(int channel, T[] values, ulong? alignment) : FrameSeries
    {
        public override void IngestInto(ChannelStore store)
        {
            if (alignment is { } fixedAlignment) store.Ingest<T>(channel, values, fixedAlignment);
            else store.Ingest<T>(channel, values);
        }

        public override void Visit(IFrameVisitor visitor) => visitor.Series<T>(channel, values);
    }
}

/// <summary>Looks at the series of a frame.</summary>
public interface IFrameVisitor
{
    /// <summary>One series.</summary>
    /// <typeparam name="T">The type of its samples; strings come as <see cref="Text"/>.</typeparam>
    /// <param name="channel">The channel's key.</param>
    /// <param name="values">The samples.</param>
    void Series<T>(int channel, ReadOnlySpan<T> values);
}
