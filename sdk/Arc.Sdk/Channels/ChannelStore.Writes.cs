using System.Globalization;

namespace Arc.Sdk.Channels;

public sealed partial class ChannelStore
{
    /// <summary>Samples and time stamps that may be written in one cycle unless the host says otherwise.</summary>
    public const int DefaultMaxWrittenSamples = 8 << 20;

    private readonly List<ChannelWrites> _written = [];
    private long _samples;

    /// <summary>Samples and time stamps that all nodes together may write in one cycle; a write beyond them fails.</summary>
    public int MaxWrittenSamples { get; set; } = DefaultMaxWrittenSamples;

    /// <summary>What was written in the current cycle, in order of first write.</summary>
    public IReadOnlyList<ChannelWrites> Written => _written;

    /// <summary>
    /// Appends one sample to the channel's write buffer, and a time stamp to its index channel's: the clock, or 1 ns after the last
    /// stamp (arc-runtime.md, section 8). A type other than that of the samples already there replaces them.
    /// </summary>
    /// <param name="key">The channel. One that the host does not know is accepted; the host sees its key.</param>
    /// <param name="value">The sample.</param>
    /// <exception cref="WrittenSamplesException">More than <see cref="MaxWrittenSamples"/> are written in the cycle.</exception>
    public void Write<T>(int key, T value)
    {
        if (!_byKey.TryGetValue(key, out var buffer)) buffer = AddUnknown<T>(key);
        Take(buffer, 1);
        WritesOf<T>(buffer).Append(value);
        if (buffer.Index is not { } index) return;
        var now = _clock.Now;
        index.LastStamp = Math.Max(now, index.LastStamp == long.MaxValue ? index.LastStamp : index.LastStamp + 1);
        WritesOf<long>(index).Append(index.LastStamp);
    }

    /// <summary>
    /// Appends a batch to the channel's write buffer, and its time stamps to the index channel's as they are: the <c>write</c> node.
    /// </summary>
    /// <param name="key">The channel. One that the host does not know is accepted; the host sees its key.</param>
    /// <param name="values">The samples; copied.</param>
    /// <param name="times">One time stamp a sample.</param>
    /// <param name="alignment">Domain and sample index of the first sample.</param>
    /// <exception cref="ArgumentException">The numbers of samples and time stamps differ.</exception>
    /// <exception cref="WrittenSamplesException">More than <see cref="MaxWrittenSamples"/> are written in the cycle; nothing of the batch is.</exception>
    public void Write<T>(int key, ReadOnlySpan<T> values, ReadOnlySpan<long> times, ulong alignment)
    {
        if (values.Length != times.Length) throw new ArgumentException($"{values.Length} samples have {times.Length} time stamps", nameof(times));
        if (values.IsEmpty) return;
        if (!_byKey.TryGetValue(key, out var buffer)) buffer = AddUnknown<T>(key);
        Take(buffer, values.Length);
        WritesOf<T>(buffer).Append(values, alignment);
        if (buffer.Index is not { } index) return;
        index.LastStamp = Math.Max(index.LastStamp, times[^1]);
        WritesOf<long>(index).Append(times, alignment);
    }

    /// <summary>Forgets what was written; the host has it.</summary>
    public void ClearWrites()
    {
        foreach (var writes in _written) writes.Clear();
        _written.Clear();
        _samples = 0;
    }

    private void Take(ChannelBuffer buffer, int samples)
    {
        var taken = _samples + (buffer.Index is null ? samples : 2L * samples);
        if (taken > MaxWrittenSamples) throw new WrittenSamplesException(buffer.Info.Name, MaxWrittenSamples);
        _samples = taken;
    }

    private ChannelWrites<T> WritesOf<T>(ChannelBuffer buffer)
    {
        var known = buffer.Writes;
        if (known is ChannelWrites<T> typed)
        {
            if (typed.Count == 0) _written.Add(typed);
            return typed;
        }

        typed = new ChannelWrites<T>(buffer.Info);
        buffer.Writes = typed;
        var at = known is { Count: > 0 } ? _written.IndexOf(known) : -1;
        if (at >= 0) _written[at] = typed;
        else _written.Add(typed);
        return typed;
    }
}

/// <summary>A program wrote more samples in one cycle than the host allows.</summary>
/// <param name="channel">The channel that was written last.</param>
/// <param name="limit">How many samples and time stamps one cycle may write.</param>
public sealed class WrittenSamplesException(string channel, int limit) : Exception(string.Create(
    CultureInfo.InvariantCulture, $"channel '{channel}': more than {limit} samples and time stamps written in one cycle (setting MaxWrittenSamples)"))
{
    /// <summary>The channel that was written last.</summary>
    public string Channel { get; } = channel;
}
