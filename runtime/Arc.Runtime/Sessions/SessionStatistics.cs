using Arc.Dataflow;

namespace Arc.Runtime;

/// <summary>What a session did so far.</summary>
public sealed record SessionStatistics
{
    /// <summary>Cycles that were run.</summary>
    public required long Cycles { get; init; }

    /// <summary>Of them, those that a timer caused.</summary>
    public required long TimerCycles { get; init; }

    /// <summary>Samples that the program wrote.</summary>
    public required long SamplesWritten { get; init; }

    /// <summary>Samples and nodes that failed.</summary>
    public required long Errors { get; init; }

    /// <summary>Deadlines that were missed.</summary>
    public required long DeadlinesMissed { get; init; }

    /// <summary>Frames that wait for the loop.</summary>
    public required int WaitingFrames { get; init; }

    /// <summary>Time from the start of a cycle to its end.</summary>
    public required DurationSummary Work { get; init; }

    /// <summary>Time from when a cycle was due to its start.</summary>
    public required DurationSummary Lateness { get; init; }
}

/// <summary>Some times in a few numbers; quantiles are right within 5 %.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Median">Half of the times are not longer.</param>
/// <param name="P99">99 % of the times are not longer.</param>
/// <param name="P9999">99.99 % of the times are not longer.</param>
/// <param name="Longest">The longest.</param>
public sealed record DurationSummary(TimeSpan Mean, TimeSpan Median, TimeSpan P99, TimeSpan P9999, TimeSpan Longest)
{
    internal static DurationSummary Of(DurationHistogram times) =>
        new(times.Mean, times.Quantile(0.5), times.Quantile(0.99), times.Quantile(0.9999), times.Longest);
}
