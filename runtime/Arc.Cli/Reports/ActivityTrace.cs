namespace Arc.Cli.Reports;

/// <summary>When a scope was active, in bounded memory: if there are too many spans, neighbours are merged in pairs over the gap between them.</summary>
internal sealed class ActivityTrace
{
    /// <summary>Spans that a scope may have.</summary>
    public const int MaxSpans = 1000;

    private readonly List<ActiveSpan> _spans = [];
    private long _activationsPerSpan = 1;
    private long? _since;

    /// <summary>The spans in the order of time.</summary>
    public IReadOnlyList<ActiveSpan> Spans => _spans;

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

        Add(new ActiveSpan(_since!.Value, time, 1));
        _since = null;
    }

    private void Add(ActiveSpan span)
    {
        if (_spans.Count > 0 && _spans[^1].Activations < _activationsPerSpan)
        {
            _spans[^1] = _spans[^1].Merge(span);
            return;
        }

        if (_spans.Count == MaxSpans)
        {
            for (var i = 0; i < MaxSpans / 2; i++) _spans[i] = _spans[2 * i].Merge(_spans[(2 * i) + 1]);
            _spans.RemoveRange(MaxSpans / 2, MaxSpans / 2);
            _activationsPerSpan *= 2;
        }

        _spans.Add(span);
    }
}

/// <summary>A time in which a scope was active.</summary>
/// <param name="From">Since when, in ns.</param>
/// <param name="To">Until when, in ns.</param>
/// <param name="Activations">How often it was activated in it; more than one if spans were merged.</param>
internal readonly record struct ActiveSpan(long From, long To, long Activations)
{
    public ActiveSpan Merge(ActiveSpan next) => new(From, next.To, Activations + next.Activations);
}
