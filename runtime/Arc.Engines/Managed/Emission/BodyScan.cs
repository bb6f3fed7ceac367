using Arc.Engines.Managed.Decoding;

namespace Arc.Engines.Managed.Emission;

/// <summary>
/// What must be known about a body before it is emitted: how many calls each straight piece of code makes, which is charged to the budget
/// at the piece's beginning, and which loops call no guest function, so that they can keep the budget in a register.
/// </summary>
internal sealed class BodyScan
{
    private readonly List<(int Position, int Calls)> _charges = [];
    private readonly List<(int Position, bool CallsGuest)> _loops = [];
    private readonly List<int> _openLoops = [];
    private int _nextCharge;
    private int _nextLoop;

    /// <summary>Whether any loop keeps the budget in a register.</summary>
    public bool HasRegisterLoops { get; private set; }

    public bool HasLoops => _loops.Count > 0;

    public static BodyScan Of(ModuleInfo module, FunctionBody body, Func<int, bool> isHostFunction)
    {
        var scan = new BodyScan();
        scan.Run(module, body, isHostFunction);
        return scan;
    }

    /// <summary>Calls made by the piece of code that begins at a position. Positions must not decrease.</summary>
    public int CallsFrom(int position)
    {
        while (_nextCharge < _charges.Count && _charges[_nextCharge].Position < position) _nextCharge++;
        return _nextCharge < _charges.Count && _charges[_nextCharge].Position == position ? _charges[_nextCharge].Calls : 0;
    }

    /// <summary>Whether the loop whose body begins at a position calls a guest function. Positions must not decrease.</summary>
    public bool LoopCallsGuest(int position)
    {
        while (_loops[_nextLoop].Position < position) _nextLoop++;
        return _loops[_nextLoop].CallsGuest;
    }

    private void Run(ModuleInfo module, FunctionBody body, Func<int, bool> isHostFunction)
    {
        var reader = new WasmReader(module.Bytes, body.Start, body.End);
        // An entry for every open block: the loop's number, or -1.
        var blocks = new Stack<int>();
        var start = reader.Position;
        var calls = 0;
        while (!reader.AtEnd)
        {
            var opcode = reader.Byte();
            var target = InstructionSkipper.Skip(opcode, ref reader);
            switch (opcode)
            {
                case 0x10 or 0x11:
                    calls++;
                    if (opcode == 0x11 || !isHostFunction((int)target)) MarkGuestCall();
                    continue;
                case 0x02 or 0x04:
                    blocks.Push(-1);
                    if (opcode == 0x02) continue;
                    break;
                case 0x03:
                    blocks.Push(_loops.Count);
                    _openLoops.Add(_loops.Count);
                    _loops.Add((reader.Position, false));
                    break;
                case 0x0B:
                    if (blocks.TryPop(out var loop) && loop >= 0) _openLoops.RemoveAt(_openLoops.Count - 1);
                    break;
                case 0x00 or 0x05 or 0x0C or 0x0D or 0x0E or 0x0F:
                    break;
                default:
                    continue;
            }
            if (calls > 0) _charges.Add((start, calls));
            start = reader.Position;
            calls = 0;
        }
        foreach (var (_, callsGuest) in _loops) HasRegisterLoops |= !callsGuest;
    }

    private void MarkGuestCall()
    {
        for (var i = _openLoops.Count - 1; i >= 0; i--)
        {
            var (position, marked) = _loops[_openLoops[i]];
            // Whoever marked this loop marked those around it too.
            if (marked) return;
            _loops[_openLoops[i]] = (position, true);
        }
    }
}
