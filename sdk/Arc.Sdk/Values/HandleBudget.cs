using System.Globalization;

namespace Arc.Sdk.Values;

/// <summary>
/// Bounds the bytes that strings and series of one invocation or cycle may occupy together. Charged before memory is
/// taken, so that a huge request is a trap and not an allocation.
/// </summary>
/// <param name="limit">Most bytes allowed; the default is 64 MiB.</param>
public sealed class HandleBudget(long limit = HandleBudget.DefaultLimit)
{
    /// <summary>64 MiB.</summary>
    public const long DefaultLimit = 64L << 20;

    /// <summary>Most bytes allowed.</summary>
    public long Limit { get; } = limit;

    /// <summary>Bytes taken since the last <see cref="Reset"/>.</summary>
    public long Used { get; private set; }

    /// <summary>Takes bytes.</summary>
    /// <exception cref="HandleBudgetException">They would go beyond the limit; nothing is taken then.</exception>
    public void Charge(long bytes)
    {
        if (bytes > Limit - Used) throw new HandleBudgetException(bytes, Limit);
        Used += bytes;
    }

    /// <summary>Starts over: the cycle or invocation is over and its handles are gone.</summary>
    public void Reset() => Used = 0;
}

/// <summary>Strings and series of one invocation or cycle outgrew their limit.</summary>
public sealed class HandleBudgetException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="requested">Bytes asked for.</param>
    /// <param name="limit">Bytes allowed in all.</param>
    public HandleBudgetException(long requested, long limit)
        : base(string.Create(CultureInfo.InvariantCulture, $"handle memory exhausted: {requested} more bytes of strings and series would exceed the limit of {limit} (setting HandleBytes)"))
    {
    }
}
