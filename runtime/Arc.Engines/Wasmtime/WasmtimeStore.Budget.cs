using Arc.Engines.Wasmtime.Native;

namespace Arc.Engines.Wasmtime;

// What an outermost invocation may spend of an allowance that it shares with others.
internal sealed unsafe partial class WasmtimeStore
{
    // Instructions that the running invocation got; 0 if it shares no allowance.
    private ulong _drawn;

    // The allowance whose whole rest it got, so that its end is the invocation's.
    private ExecutionAllowance? _lender;
    private int _epoch;

    private void Draw(WasmtimeInstance instance, ExecutionAllowance allowance)
    {
        var rest = (ulong)Math.Min(allowance.Remaining, long.MaxValue / WasmtimeInstance.FuelPerUnit) * WasmtimeInstance.FuelPerUnit;
        _lender = rest <= instance.Fuel ? allowance : null;
        _drawn = Math.Min(rest, instance.Fuel);
        _epoch = EpochClock.Now;
        _ = Api.ContextSetFuel(Context, _drawn);
    }

    private void Settle(ExecutionAllowance allowance)
    {
        ulong left;
        _ = Api.ContextGetFuel(Context, &left);
        if (left == 0 && _lender is not null) allowance.Exhaust();
        else allowance.Take((long)((_drawn - Math.Min(left, _drawn)) / WasmtimeInstance.FuelPerUnit) + 1);
        _drawn = 0;
        _lender = null;
    }

    private bool IsOvertime(ExecutionAllowance allowance)
    {
        // What passed before the invocation began is not its own.
        var now = EpochClock.Now;
        var passed = now - _epoch;
        _epoch = now;
        if (!allowance.IsOvertime(passed, EpochClock.Period, SecondsPerUnit)) return false;
        allowance.Exhaust();
        return true;
    }
}
