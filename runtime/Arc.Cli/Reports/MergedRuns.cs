namespace Arc.Cli.Reports;

/// <summary>Something in the course of time that can be merged with what follows it.</summary>
/// <typeparam name="TSelf">The type.</typeparam>
internal interface IRun<TSelf>
    where TSelf : struct, IRun<TSelf>
{
    /// <summary>Begin in ns.</summary>
    long From { get; }

    /// <summary>End in ns.</summary>
    long To { get; }

    /// <summary>How many were merged into it; 1 if none were.</summary>
    long Parts { get; }

    /// <summary>This and what comes behind it.</summary>
    TSelf Merge(TSelf next);
}

/// <summary>
/// A course of time in bounded memory. When all places are in use, neighbours are merged in pairs, and from then on each place takes twice as many.
/// </summary>
/// <param name="max">How many places there are; even.</param>
internal sealed class MergedRuns<T>(int max)
    where T : struct, IRun<T>
{
    private readonly List<T> _all = [];
    private long _partsPerPlace = 1;

    /// <summary>What is kept, in the order of time.</summary>
    public IReadOnlyList<T> All => _all;

    /// <summary>Adds one behind all others.</summary>
    public void Add(T next)
    {
        if (_all.Count > 0 && _all[^1].Parts < _partsPerPlace)
        {
            _all[^1] = _all[^1].Merge(next);
            return;
        }

        if (_all.Count == max)
        {
            for (var i = 0; i < max / 2; i++) _all[i] = _all[2 * i].Merge(_all[(2 * i) + 1]);
            _all.RemoveRange(max / 2, max / 2);
            _partsPerPlace *= 2;
        }

        _all.Add(next);
    }
}
