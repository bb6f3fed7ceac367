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

    /// <summary>What the run amounted to so far.</summary>
    public RunFigures Figures(long rows, long skippedRows, int unusedColumns, long writes, long errors) => new(
        rows, skippedRows, unusedColumns, Cycles, _work.Quantile(0.5), _work.Quantile(0.99), _work.Longest, writes, errors, TimeProvider.System.GetElapsedTime(_start));
}

/// <summary>What a run amounted to.</summary>
/// <param name="Rows">Rows read.</param>
/// <param name="SkippedRows">Rows left out because they were wrong.</param>
/// <param name="UnusedColumns">Columns that feed nothing.</param>
/// <param name="Cycles">Cycles run.</param>
/// <param name="Median">The time that half of the cycles did not exceed.</param>
/// <param name="NinetyNinth">The time that 99 of 100 cycles did not exceed.</param>
/// <param name="Longest">The longest cycle.</param>
/// <param name="Writes">Samples written.</param>
/// <param name="Errors">Errors of nodes.</param>
/// <param name="Took">The time that the run took.</param>
internal sealed record RunFigures(
    long Rows, long SkippedRows, int UnusedColumns, long Cycles, TimeSpan Median, TimeSpan NinetyNinth, TimeSpan Longest, long Writes, long Errors, TimeSpan Took)
{
    /// <summary>Rows a second.</summary>
    public double Rate => Took > TimeSpan.Zero ? Rows / Took.TotalSeconds : 0;

    /// <summary>The summary that a run prints on standard error.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"""
        rows    {Rows}{(SkippedRows > 0 ? $" ({SkippedRows} bad ones skipped)" : "")}{(UnusedColumns > 0 ? $", {UnusedColumns} {(UnusedColumns == 1 ? "column" : "columns")} not used" : "")}
        cycles  {Cycles}, p50 {Microseconds(Median)}, p99 {Microseconds(NinetyNinth)}, max {Microseconds(Longest)}
        writes  {Writes}
        errors  {Errors}
        speed   {(Rows > 0 ? $"{Rate:F0} rows a second" : "no input")}
        """);

    private static string Microseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:F1} us");
}
