namespace Arc.Cli.Reports;

/// <summary>The texts of a channel in bounded memory: the first ones and the latest ones.</summary>
internal sealed class TextTrace
{
    /// <summary>Texts that are kept from the beginning, and again from the end.</summary>
    public const int MaxEvents = 500;

    /// <summary>Characters that are kept of a text.</summary>
    public const int MaxLength = 300;

    private readonly List<(long Time, string Text)> _first = [];
    private readonly Queue<(long Time, string Text)> _latest = [];

    /// <summary>Texts that were added.</summary>
    public long Samples { get; private set; }

    /// <summary>Texts that were not kept; they lie behind the first ones.</summary>
    public long Dropped => Samples - _first.Count - _latest.Count;

    /// <summary>The texts that were kept, in the order of time.</summary>
    public IEnumerable<(long Time, string Text)> Events => _first.Concat(_latest);

    public void Add(long time, string text)
    {
        Samples++;
        if (text.Length > MaxLength) text = $"{text.AsSpan(0, char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength)}\u2026";
        if (_first.Count < MaxEvents)
        {
            _first.Add((time, text));
            return;
        }

        if (_latest.Count == MaxEvents) _latest.Dequeue();
        _latest.Enqueue((time, text));
    }
}
