using System.Reflection.Emit;
using Arc.Engines.Decoding;
using Arc.Engines.Managed.Execution;

namespace Arc.Engines.Managed.Emission;

// The budget counts branches back to loops and calls. A piece of straight code pays for its calls at its beginning, or, if it ends by
// branching back inside a loop of the first kind, with that branch. Loops of the first kind call no guest function and keep the counter in
// a local variable; elsewhere it is in the state.
internal sealed partial class FunctionEmitter
{
    private const int PureLoopChunk = 4096;
    private const int HostLoopChunk = 16;
    private int _registerLoops;
    private int _pendingCalls;

    /// <summary>Pays for the calls of the piece of code that begins here.</summary>
    private void ChargeCalls(ref WasmReader reader)
    {
        _pendingCalls = 0;
        var (calls, endsInBackEdge) = _scan.CallsFrom(reader.Position);
        if (calls == 0) return;
        if (_registerLoops == 0)
        {
            ChargeState(calls);
        }
        else if (endsInBackEdge)
        {
            _pendingCalls = calls;
        }
        else
        {
            // Tested when a loop branches back or the counter returns to the state.
            _il.Emit(OpCodes.Ldloc, _fuel!);
            IlTypes.LoadLong(_il, calls);
            _il.Emit(OpCodes.Sub);
            _il.Emit(OpCodes.Stloc, _fuel!);
        }
    }

    /// <summary>Marks a loop's header.</summary>
    private void BeginLoop(ref ControlFrame frame, ref WasmReader reader)
    {
        if (_scan.LoopCallsGuest(reader.Position))
        {
            _il.MarkLabel(frame.Target);
            ChargeCalls(ref reader);
            return;
        }
        if (_registerLoops++ == 0)
        {
            LoadState();
            _il.Emit(OpCodes.Ldfld, FuelField);
            _il.Emit(OpCodes.Ldloc, _fuel!);
            _il.Emit(OpCodes.Add);
            _il.Emit(OpCodes.Stloc, _fuel!);
            LoadState();
            IlTypes.LoadLong(_il, 0);
            _il.Emit(OpCodes.Stfld, FuelField);
        }
        // A chunk lasts a few milliseconds at most: a byte of code takes about a nanosecond, but a host function takes what it likes.
        var refill = new LoopRefill
        {
            Slow = _il.DefineLabel(),
            Chunk = _scan.LoopCallsHost(reader.Position) ? HostLoopChunk : Math.Clamp(4_000_000 / (_body.End - _body.Start), 1, PureLoopChunk),
        };
        frame.Refill = refill;
        // The refill re-enters through a block of its own before the header, so that the JIT compiler takes it for part of an enclosing loop.
        var refilled = _il.DeclareLocal(typeof(long));
        var outer = _il.DefineLabel();
        _il.Emit(OpCodes.Ldloc, _fuel!);
        _il.Emit(OpCodes.Stloc, refilled);
        _il.MarkLabel(outer);
        _il.Emit(OpCodes.Ldloc, refilled);
        _il.Emit(OpCodes.Stloc, _fuel!);
        _il.MarkLabel(frame.Target);
        _deferred.Add(() =>
        {
            if (refill.LargestCost == 0) return;
            _il.MarkLabel(refill.Slow);
            LoadState();
            _il.Emit(OpCodes.Ldloc, _fuel!);
            IlTypes.LoadLong(_il, refill.LargestCost + refill.Chunk);
            _il.Emit(OpCodes.Call, IlTypes.Method(typeof(ManagedState), nameof(ManagedState.RefillLoop)));
            _il.Emit(OpCodes.Stloc, refilled);
            _il.Emit(OpCodes.Br, outer);
        });
        ChargeCalls(ref reader);
    }

    /// <summary>Pays for a branch back and makes it; to any other label just branches.</summary>
    private void BranchTo(int at)
    {
        var label = Target(at);
        var frame = _control[at];
        if (frame.Opcode == 0x03 && frame.Refill is { } refill)
        {
            var cost = 1 + _pendingCalls;
            refill.LargestCost = Math.Max(refill.LargestCost, cost);
            _il.Emit(OpCodes.Ldloc, _fuel!);
            IlTypes.LoadLong(_il, cost);
            _il.Emit(OpCodes.Sub);
            _il.Emit(OpCodes.Stloc, _fuel!);
            _il.Emit(OpCodes.Ldloc, _fuel!);
            IlTypes.LoadLong(_il, 0);
            _il.Emit(OpCodes.Blt, refill.Slow);
        }
        else if (frame.Opcode == 0x03)
        {
            ChargeState(1 + _pendingCalls);
        }
        _il.Emit(OpCodes.Br, label);
    }

    private void ChargeState(int cost)
    {
        var counter = (_level & 1) != 0 ? MergedFuelField : FuelField;
        var resume = _il.DefineLabel();
        _charged ??= _il.DeclareLocal(typeof(long));
        LoadState();
        LoadState();
        _il.Emit(OpCodes.Ldfld, counter);
        if (_fuel is not null)
        {
            _il.Emit(OpCodes.Ldloc, _fuel);
            _il.Emit(OpCodes.Add);
        }
        IlTypes.LoadLong(_il, cost);
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.Dup);
        _il.Emit(OpCodes.Stloc, _charged);
        _il.Emit(OpCodes.Stfld, counter);
        if (_fuel is not null)
        {
            IlTypes.LoadLong(_il, 0);
            _il.Emit(OpCodes.Stloc, _fuel);
        }
        _il.Emit(OpCodes.Ldloc, _charged);
        IlTypes.LoadLong(_il, 0);
        _il.Emit(OpCodes.Bge, resume);
        LoadState();
        _il.Emit(OpCodes.Call, IlTypes.Method(typeof(ManagedState), (_level & 1) != 0 ? nameof(ManagedState.RefillMerged) : nameof(ManagedState.RefillShared)));
        _il.MarkLabel(resume);
    }

    /// <summary>Puts what a loop did not use back where other code finds it.</summary>
    private void ReturnFuel()
    {
        if (_fuel is null) return;
        LoadState();
        LoadState();
        _il.Emit(OpCodes.Ldfld, FuelField);
        _il.Emit(OpCodes.Ldloc, _fuel);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Stfld, FuelField);
        IlTypes.LoadLong(_il, 0);
        _il.Emit(OpCodes.Stloc, _fuel);
    }

    private sealed class LoopRefill
    {
        public required Label Slow { get; init; }

        public required int Chunk { get; init; }

        /// <summary>The most that one branch back costs; 0 if there is none.</summary>
        public int LargestCost { get; set; }
    }
}
