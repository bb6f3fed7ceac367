namespace Arc.Sdk.Sync;

/// <summary>What a synchronous call may ask for, and nothing else: both answers are recorded, so a script stays deterministic.</summary>
/// <param name="NewId">A new unique id.</param>
/// <param name="Now">The time in nanoseconds since the Unix epoch.</param>
public readonly record struct SyncContext(Func<string> NewId, Func<long> Now);

/// <summary>Something that a synchronous call wants created later: the executor pushes it to its outbox.</summary>
/// <param name="Id">The id that the handle carries.</param>
/// <param name="Kind">What to create: <c>task</c>, <c>workflow</c>, <c>timer</c>, <c>signal</c>.</param>
/// <param name="Name">Its name; empty for timers.</param>
/// <param name="Inputs">Its inputs.</param>
public sealed record OutboxEntry(string Id, string Kind, string Name, Val Inputs);

/// <summary>The outcome of a synchronous call: a value, an error, or a handle together with an outbox entry.</summary>
public readonly struct SyncResult
{
    private SyncResult(Val value, bool isError, OutboxEntry? entry)
    {
        Value = value;
        IsError = isError;
        Entry = entry;
    }

    /// <summary>The value, the error, or the handle.</summary>
    public Val Value { get; }

    /// <summary>True if the call failed; <see cref="Value"/> is the error then.</summary>
    public bool IsError { get; }

    /// <summary>What the executor pushes to its outbox; null unless <see cref="Value"/> is a handle.</summary>
    public OutboxEntry? Entry { get; }

    /// <summary>A call that gave a value.</summary>
    public static SyncResult Ok(Val value) => new(value, false, null);

    /// <summary>A call that failed.</summary>
    /// <param name="code">A stable code, for example <c>TYPE_ERROR</c>.</param>
    /// <param name="message">What is wrong and what to do.</param>
    public static SyncResult Fail(string code, string message) => new(Val.OfError(code, message), true, null);

    /// <summary>A call that gave a handle on something to be created.</summary>
    public static SyncResult Pending(OutboxEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new(Val.OfHandle(entry.Id), false, entry);
    }
}
