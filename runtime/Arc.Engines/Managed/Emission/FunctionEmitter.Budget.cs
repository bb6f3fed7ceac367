using System.Reflection.Emit;
using Arc.Engines.Managed.Decoding;
using Arc.Engines.Managed.Execution;

namespace Arc.Engines.Managed.Emission;

// The budget counts loop iterations and calls. A piece of straight code pays for its calls at its beginning, a loop's header for one
// iteration too. Inside loops that call no guest function the counter lives in a local variable; around them it is in the state.
internal sealed partial class FunctionEmitter
{
    private int _registerLoops;

    /// <summary>Pays for the calls of the piece of code that begins here.</summary>
    private void ChargeCalls(ref WasmReader reader)
    {
        var calls = _scan.CallsFrom(reader.Position);
        if (calls == 0) return;
        if (_registerLoops == 0)
        {
            ChargeState(calls);
            return;
        }
        // Tested at the header of the loop, at the latest.
        _il.Emit(OpCodes.Ldloc, _fuel!);
        IlTypes.LoadLong(_il, calls);
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.Stloc, _fuel!);
    }

    /// <summary>Marks a loop's header and pays for an iteration.</summary>
    private void BeginLoop(Label header, ref ControlFrame frame, ref WasmReader reader)
    {
        var cost = 1 + _scan.CallsFrom(reader.Position);
        if (_scan.LoopCallsGuest(reader.Position))
        {
            _il.MarkLabel(header);
            ChargeState(cost);
            return;
        }
        frame.InRegister = true;
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
        // The refill re-enters through a block of its own before the header. That makes it part of an enclosing loop in the JIT compiler's
        // eyes, so that its call costs the loop proper no registers.
        var refilled = _il.DeclareLocal(typeof(long));
        var outer = _il.DefineLabel();
        var slow = _il.DefineLabel();
        _il.Emit(OpCodes.Ldloc, _fuel!);
        _il.Emit(OpCodes.Stloc, refilled);
        _il.MarkLabel(outer);
        _il.Emit(OpCodes.Ldloc, refilled);
        _il.Emit(OpCodes.Stloc, _fuel!);
        _il.MarkLabel(header);
        _il.Emit(OpCodes.Ldloc, _fuel!);
        IlTypes.LoadLong(_il, cost);
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.Dup);
        _il.Emit(OpCodes.Stloc, _fuel!);
        IlTypes.LoadLong(_il, 0);
        _il.Emit(OpCodes.Blt, slow);
        _deferred.Add(() =>
        {
            _il.MarkLabel(slow);
            LoadState();
            _il.Emit(OpCodes.Ldloc, _fuel!);
            _il.Emit(OpCodes.Call, IlTypes.Method(typeof(ManagedState), nameof(ManagedState.Refill)));
            IlTypes.LoadLong(_il, cost);
            _il.Emit(OpCodes.Add);
            _il.Emit(OpCodes.Stloc, refilled);
            _il.Emit(OpCodes.Br, outer);
        });
    }

    private void ChargeState(int cost)
    {
        var slow = _il.DefineLabel();
        var resume = _il.DefineLabel();
        _charged ??= _il.DeclareLocal(typeof(long));
        LoadState();
        LoadState();
        _il.Emit(OpCodes.Ldfld, FuelField);
        if (_fuel is not null)
        {
            _il.Emit(OpCodes.Ldloc, _fuel);
            _il.Emit(OpCodes.Add);
        }
        IlTypes.LoadLong(_il, cost);
        _il.Emit(OpCodes.Sub);
        _il.Emit(OpCodes.Dup);
        _il.Emit(OpCodes.Stloc, _charged);
        _il.Emit(OpCodes.Stfld, FuelField);
        if (_fuel is not null)
        {
            IlTypes.LoadLong(_il, 0);
            _il.Emit(OpCodes.Stloc, _fuel);
        }
        _il.Emit(OpCodes.Ldloc, _charged);
        IlTypes.LoadLong(_il, 0);
        _il.Emit(OpCodes.Blt, slow);
        _il.MarkLabel(resume);
        _deferred.Add(() =>
        {
            _il.MarkLabel(slow);
            LoadState();
            _il.Emit(OpCodes.Call, IlTypes.Method(typeof(ManagedState), nameof(ManagedState.RefillShared)));
            _il.Emit(OpCodes.Br, resume);
        });
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
}
