namespace Arc.Cli.Reports;

/// <summary>
/// The course of a channel in bounded memory: neighbouring samples share a bucket that knows their extremes. When all buckets are in use they
/// are merged in pairs, and from then on each takes twice as many samples; a spike is never lost.
/// </summary>
internal sealed class SampleTrace
{
    /// <summary>Buckets that a channel may have.</summary>
    public const int MaxBuckets = 4000;

    private readonly MergedRuns<SampleBucket> _buckets = new(MaxBuckets);

    /// <summary>The buckets in the order of time.</summary>
    public IReadOnlyList<SampleBucket> Buckets => _buckets.All;

    /// <summary>Samples that were added.</summary>
    public long Samples { get; private set; }

    /// <summary>Samples that are no finite number.</summary>
    public long NonFinite { get; private set; }

    /// <summary>Adds a sample.</summary>
    /// <param name="time">Its time in ns, not before the last one's.</param>
    /// <param name="value">Its value.</param>
    public void Add(long time, double value)
    {
        Samples++;
        if (!double.IsFinite(value)) NonFinite++;
        _buckets.Add(SampleBucket.Of(time, value));
    }
}

/// <summary>Neighbouring samples of a channel.</summary>
/// <param name="From">Time of the first in ns.</param>
/// <param name="To">Time of the last in ns.</param>
/// <param name="Samples">How many there are.</param>
/// <param name="First">The first finite value; NaN if there is none.</param>
/// <param name="Min">The least finite value; NaN if there is none.</param>
/// <param name="Max">The greatest finite value; NaN if there is none.</param>
/// <param name="Last">The last finite value; NaN if there is none.</param>
internal readonly record struct SampleBucket(long From, long To, long Samples, double First, double Min, double Max, double Last) : IRun<SampleBucket>
{
    long IRun<SampleBucket>.Parts => Samples;

    /// <summary>Whether no value of it can be drawn.</summary>
    public bool IsEmpty => double.IsNaN(First);

    public static SampleBucket Of(long time, double value)
    {
        var finite = double.IsFinite(value) ? value : double.NaN;
        return new SampleBucket(time, time, 1, finite, finite, finite, finite);
    }

    /// <summary>This and the samples behind it.</summary>
    public SampleBucket Merge(SampleBucket next)
    {
        var samples = Samples + next.Samples;
        if (next.IsEmpty) return this with { To = next.To, Samples = samples };
        if (IsEmpty) return next with { From = From, Samples = samples };
        return new SampleBucket(From, next.To, samples, First, Math.Min(Min, next.Min), Math.Max(Max, next.Max), next.Last);
    }
}
