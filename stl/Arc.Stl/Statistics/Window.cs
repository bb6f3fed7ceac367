using System.Text.Json;
using Arc.Sdk.State;

namespace Arc.Stl.Statistics;

/// <summary>When a statistic starts over, and how many samples it has seen since (arc-stl.md, section 2.1).</summary>
internal struct Window : IStateValue<Window>
{
    private bool _started;
    private long _start;
    private long _lastReset;
    private long _samples;

    public static Window Read(JsonElement saved) => new()
    {
        _started = StateValue.Read<bool>(saved, "started"),
        _start = StateValue.Read<long>(saved, "start"),
        _lastReset = StateValue.Read<long>(saved, "last_reset"),
        _samples = StateValue.Read<long>(saved, "samples"),
    };

    public readonly void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        StateValue.Write(writer, "started", _started);
        StateValue.Write(writer, "start", _start);
        StateValue.Write(writer, "last_reset", _lastReset);
        StateValue.Write(writer, "samples", _samples);
        writer.WriteEndObject();
    }

    /// <summary>Looks at what is new: starts the window over if it is time, and counts a new batch in.</summary>
    /// <param name="input">The samples.</param>
    /// <param name="reset">Starts the window over.</param>
    /// <param name="duration">Longest time in ns; 0 for any.</param>
    /// <param name="count">Most samples; 0 for any.</param>
    /// <param name="seen">Samples of the window before the new batch.</param>
    /// <returns>Whether there is a new batch to fold in.</returns>
    public bool Open(InputPort input, InputPort<byte> reset, long duration, long count, out long seen)
    {
        seen = 0;
        if (!input.HasData || input.Count == 0) return false;
        if (!_started) (_started, _start, _lastReset) = (true, input.Times[0], long.MinValue);
        // All three are looked at: each keeps a state of its own.
        var ends = IsReset(reset) | IsOver(input.LastTime, duration) | (count > 0 && _samples >= count);
        if (ends) _samples = 0;
        if (!input.IsNew) return false;
        seen = _samples;
        _samples += input.Count;
        return true;
    }

    private bool IsReset(InputPort<byte> reset)
    {
        if (!reset.IsConnected || reset.Count == 0) return false;
        var found = false;
        for (var i = 0; i < reset.Count; i++) found |= reset.Times[i] > _lastReset && reset.Values[i] == 1;
        if (found) _lastReset = reset.LastTime;
        return found;
    }

    private bool IsOver(long last, long duration)
    {
        if (duration <= 0 || last - _start < duration) return false;
        _start = last;
        return true;
    }
}
