using Arc.Engines.Decoding;

namespace Arc.Engines.Managed.Emission;

/// <summary>
/// What must be known about a body before it is emitted: how many calls each straight piece of code makes, which is charged to the budget
/// at the piece's beginning, and which loops call no guest function, so that they can keep the budget in a register.
/// </summary>
internal sealed class BodyScan
{
    private readonly List<(int Position, int Calls, bool EndsInBackEdge)> _charges = [];
    private readonly List<(int Position, bool CallsGuest, bool CallsHost)> _loops = [];
    private readonly List<int> _openLoops = [];
    private int _nextCharge;
    private int _nextLoop;

    /// <summary>Whether any loop keeps the budget in a register.</summary>
    public bool HasRegisterLoops { get; private set; }

    /// <summary>Whether it calls a function that is not the host's, or may be.</summary>
    public bool CallsGuest { get; private set; }

    /// <summary>How often it calls itself directly.</summary>
    public int SelfCalls { get; private set; }

    public static BodyScan Of(ModuleInfo module, FunctionBody body, int function, Func<int, bool> isHostFunction)
    {
        var scan = new BodyScan();
        scan.Run(module, body, function, isHostFunction);
        return scan;
    }

    /// <summary>
    /// Calls made by the piece of code that begins at a position, and whether it ends with an unconditional branch to a loop.
    /// Positions must not decrease.
    /// </summary>
    public (int Calls, bool EndsInBackEdge) CallsFrom(int position)
    {
        while (_nextCharge < _charges.Count && _charges[_nextCharge].Position < position) _nextCharge++;
        return _nextCharge < _charges.Count && _charges[_nextCharge].Position == position
            ? (_charges[_nextCharge].Calls, _charges[_nextCharge].EndsInBackEdge)
            : (0, false);
    }

    /// <summary>Whether the loop whose body begins at a position calls a guest function. Positions must not decrease.</summary>
    public bool LoopCallsGuest(int position) => LoopAt(position).CallsGuest;

    /// <summary>Whether the loop whose body begins at a position calls a host function. Positions must not decrease.</summary>
    public bool LoopCallsHost(int position) => LoopAt(position).CallsHost;

    private (int Position, bool CallsGuest, bool CallsHost) LoopAt(int position)
    {
        while (_loops[_nextLoop].Position < position) _nextLoop++;
        return _loops[_nextLoop];
    }

    private void Run(ModuleInfo module, FunctionBody body, int function, Func<int, bool> isHostFunction)
    {
        var reader = new WasmReader(module.Bytes, body.Start, body.End);
        // An entry for every open block: the loop's number, or -1.
        var blocks = new List<int>();
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
                    var guest = opcode == 0x11 || !isHostFunction((int)target);
                    CallsGuest |= guest;
                    if (opcode == 0x10 && target == function) SelfCalls++;
                    MarkCall(guest);
                    continue;
                case 0x02 or 0x04:
                    blocks.Add(-1);
                    if (opcode == 0x02) continue;
                    break;
                case 0x03:
                    blocks.Add(_loops.Count);
                    _openLoops.Add(_loops.Count);
                    _loops.Add((reader.Position, false, false));
                    break;
                case 0x0B:
                    if (blocks.Count == 0) break;
                    if (blocks[^1] >= 0) _openLoops.RemoveAt(_openLoops.Count - 1);
                    blocks.RemoveAt(blocks.Count - 1);
                    break;
                case 0x00 or 0x05 or 0x0C or 0x0D or 0x0E or 0x0F:
                    break;
                default:
                    continue;
            }
            if (calls > 0) _charges.Add((start, calls, opcode == 0x0C && target < (uint)blocks.Count && blocks[^(int)(target + 1)] >= 0));
            start = reader.Position;
            calls = 0;
        }
        foreach (var loop in _loops) HasRegisterLoops |= !loop.CallsGuest;
    }

    private void MarkCall(bool guest)
    {
        for (var i = _openLoops.Count - 1; i >= 0; i--)
        {
            var loop = _loops[_openLoops[i]];
            // Whoever marked this loop marked those around it too.
            if (guest ? loop.CallsGuest : loop.CallsHost) return;
            _loops[_openLoops[i]] = guest ? loop with { CallsGuest = true } : loop with { CallsHost = true };
        }
    }
}
