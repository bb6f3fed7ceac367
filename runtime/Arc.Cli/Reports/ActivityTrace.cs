namespace Arc.Cli.Reports;

/// <summary>When a scope was active, in bounded memory: if there are too many spans, neighbours are merged in pairs over the gap between them.</summary>
internal sealed class ActivityTrace
{
    /// <summary>Spans that a scope may have.</summary>
    public const int MaxSpans = 1000;

    private readonly MergedRuns<ActiveSpan> _spans = new(MaxSpans);
    private long? _since;

    /// <summary>The spans in the order of time.</summary>
    public IReadOnlyList<ActiveSpan> Spans => _spans.All;

    /// <summary>Says whether the scope is active after a cycle.</summary>
    /// <param name="time">The cycle's time in ns.</param>
    /// <param name="isActive">Whether it is.</param>
    public void Set(long time, bool isActive)
    {
        if (isActive == _since.HasValue) return;
        if (isActive)
        {
            _since = time;
            return;
        }

        _spans.Add(new ActiveSpan(_since!.Value, time, 1));
        _since = null;
    }
}

/// <summary>A time in which a scope was active.</summary>
/// <param name="From">Since when, in ns.</param>
/// <param name="To">Until when, in ns.</param>
/// <param name="Activations">How often it was activated in it; more than one if spans were merged.</param>
internal readonly record struct ActiveSpan(long From, long To, long Activations) : IRun<ActiveSpan>
{
    long IRun<ActiveSpan>.Parts => Activations;

    public ActiveSpan Merge(ActiveSpan next) => new(From, next.To, Activations + next.Activations);
}
