using System.Globalization;

namespace Arc.Cli.Running;

/// <summary>What a run amounted to. Cycle times go into buckets a twentieth apart, so a run of any length takes constant memory.</summary>
internal sealed class RunStatistics
{
    private const double BucketRatio = 1.05;

    private readonly long[] _buckets = new long[512];
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private TimeSpan _longest;

    public long Cycles { get; private set; }

    /// <summary>Adds the time that one cycle took.</summary>
    public void AddCycle(TimeSpan time)
    {
        Cycles++;
        if (time > _longest) _longest = time;
        var bucket = (int)Math.Log(Math.Max(1, time.TotalNanoseconds), BucketRatio);
        _buckets[Math.Min(bucket, _buckets.Length - 1)]++;
    }

    /// <summary>The summary that a run prints on standard error.</summary>
    public string Summary(long rows, long skippedRows, int unusedColumns, long writes, long errors)
    {
        var seconds = TimeProvider.System.GetElapsedTime(_start).TotalSeconds;
        var rate = seconds > 0 ? rows / seconds : 0;
        return string.Create(CultureInfo.InvariantCulture,
            $"""
            rows    {rows}{(skippedRows > 0 ? $" ({skippedRows} bad ones skipped)" : "")}{(unusedColumns > 0 ? $", {unusedColumns} {(unusedColumns == 1 ? "column" : "columns")} not used" : "")}
            cycles  {Cycles}, p50 {Microseconds(Quantile(0.5))}, p99 {Microseconds(Quantile(0.99))}, max {Microseconds(_longest)}
            writes  {writes}
            errors  {errors}
            speed   {(rows > 0 ? $"{rate:F0} rows a second" : "no input")}
            """);
    }

    private TimeSpan Quantile(double quantile)
    {
        var rank = (long)Math.Ceiling(Cycles * quantile);
        long seen = 0;
        for (var i = 0; i < _buckets.Length; i++)
        {
            seen += _buckets[i];
            if (seen >= rank && seen > 0) return TimeSpan.FromMicroseconds(Math.Min(Math.Pow(BucketRatio, i + 1) / 1000, _longest.TotalMicroseconds));
        }

        return TimeSpan.Zero;
    }

    private static string Microseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:F1} us");
}
