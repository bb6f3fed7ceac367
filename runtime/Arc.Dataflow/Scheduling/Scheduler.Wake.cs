using Arc.Sdk;
using Arc.Sdk.Hosting;
using Arc.Sdk.Ir;

namespace Arc.Dataflow;

public sealed partial class Scheduler
{
    private readonly Dictionary<int, int[]> _readers = [];
    private readonly List<int> _timers = [];
    private readonly long[] _deadlines;
    private readonly bool[] _isTimer;
    private long _earliest = Never;
    private bool _earliestIsStale;
    private bool _hasTimers;

    /// <summary>Elapsed time in ns at which some node wants the next cycle; <see cref="Never"/> if none does (arc-runtime.md, section 5.5).</summary>
    public long NextDeadline
    {
        get
        {
            if (!_earliestIsStale) return _earliest;
            _earliestIsStale = false;
            _earliest = Never;
            foreach (var slot in _timers) _earliest = Math.Min(_earliest, _deadlines[slot]);
            return _earliest;
        }
    }

    /// <inheritdoc/>
    public void WakeAt(NodeKey node, long elapsed)
    {
        var slot = SlotOf(node);
        if (elapsed >= _deadlines[slot]) return;
        // A timer is listed once, at its first deadline.
        if (!_isTimer[slot])
        {
            _hasTimers = _isTimer[slot] = true;
            _timers.Add(slot);
        }

        _deadlines[slot] = elapsed;
        _earliestIsStale = true;
    }

    private void ClearDeadline(int slot)
    {
        _deadlines[slot] = Never;
        _earliestIsStale = true;
    }

    /// <summary>Finds out which sources new data of a channel wakes.</summary>
    private void Subscribe(IrProgram program, NodeKeyTable keys)
    {
        var readers = new Dictionary<int, SortedSet<int>>();
        foreach (var node in program.Nodes)
        {
            if (!keys.TryGet(node.Key, out var key) || _slotOfKey[key.Index] is not (>= 0 and var slot) || _graph.Stratum[slot] != 0 || !WakeOf(_nodes[slot]).HasFlag(NodeWake.Channel)) continue;
            foreach (var channel in node.Channels.Read.Keys)
            {
                if (!readers.TryGetValue(channel, out var slots)) readers.Add(channel, slots = []);
                slots.Add(slot);
            }
        }

        foreach (var (channel, slots) in readers) _readers.Add(channel, [.. slots]);
    }

    private void WakeReaders()
    {
        foreach (var channel in _channels.Arrived)
        {
            if (!_readers.TryGetValue(channel.Info.Key, out var slots)) continue;
            foreach (var slot in slots) Wake(slot);
        }
    }

    private void WakeTimers()
    {
        if (NextDeadline == Never || NextDeadline - Tolerance > Elapsed) return;
        // A request to run again ends when the scope is left, and so does a timer that is due: an entry in the same cycle starts it anew.
        foreach (var slot in _timers)
        {
            if (_deadlines[slot] != Never && _deadlines[slot] - Tolerance <= Elapsed) Wake(slot);
        }
    }
}
