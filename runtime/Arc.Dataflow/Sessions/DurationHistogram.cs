namespace Arc.Dataflow;

/// <summary>
/// Times in buckets of a twentieth, so that any number of them takes constant memory and a quantile is right within 5 %. Written by
/// one thread; others may read at any time and see what was written up to about then.
/// </summary>
public sealed class DurationHistogram
{
    private const double BucketRatio = 1.05;
    private static readonly double Scale = 1 / Math.Log(BucketRatio);

    private readonly long[] _buckets = new long[512];
    private long _count;
    private long _longest;
    private long _total;

    /// <summary>Number of times.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>The longest time.</summary>
    public TimeSpan Longest => TimeSpan.FromMicroseconds(Volatile.Read(ref _longest) / 1000.0);

    /// <summary>The mean; zero before the first time.</summary>
    public TimeSpan Mean => Count is > 0 and var count ? TimeSpan.FromMicroseconds(Volatile.Read(ref _total) / 1000.0 / count) : TimeSpan.Zero;

    /// <summary>Adds a time; a negative one counts as zero.</summary>
    /// <param name="nanoseconds">The time in ns.</param>
    public void Add(long nanoseconds)
    {
        nanoseconds = Math.Max(0, nanoseconds);
        var bucket = nanoseconds <= 1 ? 0 : (int)(Math.Log(nanoseconds) * Scale);
        _buckets[Math.Min(bucket, _buckets.Length - 1)]++;
        if (nanoseconds > _longest) _longest = nanoseconds;
        _total += nanoseconds;
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>The time that a fraction of all times do not exceed; zero before the first.</summary>
    /// <param name="fraction">0 to 1: 0.99 for the 99th percentile.</param>
    public TimeSpan Quantile(double fraction)
    {
        var rank = (long)Math.Ceiling(Count * fraction);
        long seen = 0;
        for (var i = 0; i < _buckets.Length; i++)
        {
            seen += _buckets[i];
            if (seen >= rank && seen > 0) return TimeSpan.FromMicroseconds(Math.Min(Math.Pow(BucketRatio, i + 1) / 1000, Longest.TotalMicroseconds));
        }

        return TimeSpan.Zero;
    }
}
