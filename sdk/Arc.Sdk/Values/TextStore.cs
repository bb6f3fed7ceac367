namespace Arc.Sdk.Values;

/// <summary>
/// Gives texts their i32 handles (arc-stl.md, section 1.2): transient ones count 1, 2, 3, ... and are forgotten after every
/// cycle, those of string config values start at 2^24 and live as long as the session. Handle 0 is <c>""</c>, always.
/// </summary>
/// <param name="budget">What transient texts are charged to.</param>
public sealed class TextStore(HandleBudget budget)
{
    /// <summary>The first handle of config texts.</summary>
    public const int FirstConfigHandle = 1 << 24;

    private readonly List<Text> _transient = [];
    private readonly List<Text> _config = [];

    /// <summary>Number of transient handles in use.</summary>
    public int Count => _transient.Count;

    /// <summary>The transient texts, by handle - 1.</summary>
    public IReadOnlyList<Text> Transient => _transient;

    /// <summary>Registers a text until the next <see cref="Clear"/>.</summary>
    /// <exception cref="HandleBudgetException">The handle budget is exhausted.</exception>
    public int Add(Text text)
    {
        if (text.Length == 0) return 0;
        budget.Charge(text.Length + 16);
        if (_transient.Count >= FirstConfigHandle - 1) throw new HandleBudgetException(text.Length, budget.Limit);
        _transient.Add(text);
        return _transient.Count;
    }

    /// <summary>Registers a text that may be missing; no text is handle 0.</summary>
    /// <exception cref="HandleBudgetException">The handle budget is exhausted.</exception>
    public int Add(Text? text) => text is { } known ? Add(known) : 0;

    /// <summary>Encodes and registers a C# string; null is handle 0.</summary>
    /// <exception cref="HandleBudgetException">The handle budget is exhausted.</exception>
    public int Add(string? text) => text is null ? 0 : Add(Text.From(text));

    /// <summary>Registers a string config value for the life of the session.</summary>
    public int AddConfig(Text text)
    {
        if (text.Length == 0) return 0;
        _config.Add(text);
        return FirstConfigHandle + _config.Count - 1;
    }

    /// <summary>Looks a handle up. An unknown one fails; it is not <c>""</c>.</summary>
    public bool TryGet(int handle, out Text text)
    {
        if (handle == 0)
        {
            text = default;
            return true;
        }

        if ((uint)(handle - 1) < (uint)_transient.Count)
        {
            text = _transient[handle - 1];
            return true;
        }

        var index = handle - FirstConfigHandle;
        var known = (uint)index < (uint)_config.Count;
        text = known ? _config[index] : default;
        return known;
    }

    /// <summary>The text of a handle, or null if it is unknown: what a parameter <c>Text?</c> receives.</summary>
    public Text? Find(int handle) => TryGet(handle, out var text) ? text : default(Text?);

    /// <summary>The text of a handle that a function insists on.</summary>
    /// <exception cref="ArgumentException">The handle is unknown.</exception>
    public Text Get(int handle) => TryGet(handle, out var text) ? text : throw new ArgumentException($"unknown string handle {handle}");

    /// <summary>Charges bytes that are about to be allocated for a text.</summary>
    /// <exception cref="HandleBudgetException">The handle budget is exhausted.</exception>
    public void Reserve(long bytes) => budget.Charge(bytes);

    /// <summary>Forgets the transient texts; the next handle is 1 again.</summary>
    public void Clear() => _transient.Clear();
}
