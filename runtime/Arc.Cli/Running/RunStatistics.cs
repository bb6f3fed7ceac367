using System.Globalization;
using Arc.Dataflow;

namespace Arc.Cli.Running;

/// <summary>What a run amounted to; a run of any length takes constant memory.</summary>
internal sealed class RunStatistics
{
    private readonly DurationHistogram _work = new();
    private readonly long _start = TimeProvider.System.GetTimestamp();

    public long Cycles => _work.Count;

    /// <summary>Adds the time that one cycle took, in ns.</summary>
    public void AddCycle(long nanoseconds) => _work.Add(nanoseconds);

    /// <summary>The summary that a run prints on standard error.</summary>
    public string Summary(long rows, long skippedRows, int unusedColumns, long writes, long errors)
    {
        var seconds = TimeProvider.System.GetElapsedTime(_start).TotalSeconds;
        var rate = seconds > 0 ? rows / seconds : 0;
        return string.Create(CultureInfo.InvariantCulture,
            $"""
            rows    {rows}{(skippedRows > 0 ? $" ({skippedRows} bad ones skipped)" : "")}{(unusedColumns > 0 ? $", {unusedColumns} {(unusedColumns == 1 ? "column" : "columns")} not used" : "")}
            cycles  {Cycles}, p50 {Microseconds(_work.Quantile(0.5))}, p99 {Microseconds(_work.Quantile(0.99))}, max {Microseconds(_work.Longest)}
            writes  {writes}
            errors  {errors}
            speed   {(rows > 0 ? $"{rate:F0} rows a second" : "no input")}
            """);
    }

    private static string Microseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:F1} us");
}
