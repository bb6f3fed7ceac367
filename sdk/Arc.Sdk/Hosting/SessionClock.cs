using System.Text.Json;
using Arc.Sdk.State;

namespace Arc.Sdk.Hosting;

/// <summary>The wall clock of one session, in nanoseconds since the Unix epoch. Its state is the last unique answer.</summary>
/// <param name="time">Where it is read, to the nanosecond if it is an <see cref="INanosecondClock"/>; a test passes a manual one.</param>
public sealed class SessionClock(TimeProvider time) : IStateSlice
{
    private readonly INanosecondClock? _exact = time as INanosecondClock;
    private long _last = long.MinValue;

    /// <summary>The clock as it stands.</summary>
    public long Now => _exact?.UtcNanoseconds ?? (time.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) * 100;

    /// <inheritdoc/>
    public IEnumerable<StateEntry> Entries => _last == long.MinValue ? [] : [new StateEntry(NodeKey.None, "last", _last)];

    /// <summary>The clock, or one more than the last answer if it did not advance: <c>time.now</c> (arc-stl.md, section 2.2).</summary>
    public long NextUnique() => _last = Math.Max(Now, _last == long.MaxValue ? _last : _last + 1);

    /// <summary>Makes every later unique answer greater than those of another session, whose program this one replaces.</summary>
    public void ContinueFrom(SessionClock previous)
    {
        ArgumentNullException.ThrowIfNull(previous);
        _last = Math.Max(_last, previous._last);
    }

    /// <summary>Does nothing: the clock belongs to no node.</summary>
    public void Reset(NodeKey node)
    {
    }

    /// <inheritdoc/>
    public void Save(Utf8JsonWriter writer, NodeKeyTable nodes)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteNumberValue(_last);
    }

    /// <inheritdoc/>
    public void Load(JsonElement saved, NodeKeyTable nodes) => _last = saved.GetInt64();
}
