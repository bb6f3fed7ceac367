namespace Arc.Sdk.Values;

/// <summary>The handle stores of one session: runtime infrastructure that generated wrappers marshal through (seed Q8).</summary>
public sealed class HandleStores
{
    /// <summary>Makes empty stores.</summary>
    /// <param name="limit">Bytes that strings and series of one invocation or cycle may occupy.</param>
    public HandleStores(long limit = HandleBudget.DefaultLimit)
    {
        Budget = new HandleBudget(limit);
        Texts = new TextStore(Budget);
        Series = new SeriesStore(Budget);
    }

    /// <summary>What both stores are charged to.</summary>
    public HandleBudget Budget { get; }

    /// <summary>Strings.</summary>
    public TextStore Texts { get; }

    /// <summary>Series.</summary>
    public SeriesStore Series { get; }

    /// <summary>Ends a cycle or an invocation: transient handles are gone, the budget starts over.</summary>
    public void Clear()
    {
        Texts.Clear();
        Series.Clear();
        Budget.Reset();
    }
}
