using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Arc.Engines.Managed.Execution;

internal abstract unsafe partial class ManagedState
{
    private const int MaxFrames = 64;

    /// <summary>Makes the exception for a trap of the guest's own; emitted code throws it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public WasmTrapException Trap(int kind, int function)
    {
        var message = (TrapKind)kind == TrapKind.CallStackExhausted ? TrapMessages.CallStackExhausted(_options) : TrapMessages.Of((TrapKind)kind);
        var trap = Trapped((TrapKind)kind, message);
        trap.Function = Info.NameOf(function);
        return trap;
    }

    /// <summary>Called below <see cref="StackLimit"/>: measures the stack the first time, then traps.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void CheckStack(int function)
    {
        byte here;
        if (_ownerStack == 0) MeasureStack();
        if ((nuint)(&here) < StackLimit) throw Trap((int)TrapKind.CallStackExhausted, function);
    }

    /// <summary>The same for a frame of a size that is only known at run time, before it is made.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void ReserveStack(nuint bytes, int function)
    {
        byte here;
        if (_ownerStack == 0) MeasureStack();
        if ((nuint)(&here) < StackLimit || (nuint)(&here) - StackLimit < bytes) throw Trap((int)TrapKind.CallStackExhausted, function);
    }

    /// <summary>The same for an invocation that begins.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CheckStack()
    {
        byte here;
        if (_ownerStack == 0) MeasureStack();
        if ((nuint)(&here) >= StackLimit) return;
        // Nothing has been entered: the exception leaves the host function that wanted to.
        var import = CurrentCall;
        var trap = Trapped(TrapKind.CallStackExhausted, TrapMessages.CallStackExhausted(_options));
        CurrentCall = import;
        throw trap;
    }

    /// <summary>The trap of a number that does not fit the integer type it is converted to.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public WasmTrapException Truncation(bool notANumber, int function) =>
        Trap((int)(notANumber ? TrapKind.InvalidConversionToInteger : TrapKind.IntegerOverflow), function);

    private WasmTrapException Trapped(TrapKind kind, string message)
    {
        CurrentCall = GuestTrap;
        return new WasmTrapException(kind, message);
    }

    /// <summary>What the caller of an invocation should see. Guest code itself throws nothing but traps, so all else left a host function.</summary>
    private Exception Translate(Exception exception)
    {
        if (CurrentCall == GuestTrap)
        {
            if (exception is WasmTrapException own) AddFrames(own, exception);
            return exception;
        }
        if (exception is OperationCanceledException cancelled && cancelled.CancellationToken == Current.Cancellation &&
            Current.Cancellation.IsCancellationRequested)
        {
            return exception;
        }
        var (function, import) = _instance.Code.HostCalls[CurrentCall];
        var trap = new WasmTrapException(
            TrapKind.HostFunction, $"{_instance.ImportNames[import]}: {exception.Message}", function < 0 ? null : Info.NameOf(function), exception);
        AddFrames(trap, exception);
        return trap;
    }

    private void AddFrames(WasmTrapException trap, Exception thrown)
    {
        var frames = new List<string>(trap.Frames);
        if (frames.Count == 0 && trap.Function is not null) frames.Add(trap.Function);
        var known = frames.Count;
        var assembly = _instance.Code.AssemblyName + ",";
        foreach (var frame in new StackTrace(thrown, false).GetFrames())
        {
            if (frames.Count >= MaxFrames) break;
            if (DiagnosticMethodInfo.Create(frame) is not { } method || !method.DeclaringAssemblyName.StartsWith(assembly, StringComparison.Ordinal)) continue;
            if (!method.Name.StartsWith(ManagedCode.MethodPrefix, StringComparison.Ordinal)) continue;
            var index = int.Parse(method.Name.AsSpan(ManagedCode.MethodPrefix.Length), CultureInfo.InvariantCulture);
            if (index < Info.ImportedFunctions) continue;
            var name = Info.NameOf(index);
            // The innermost function is known from the trap itself, whether or not it was merged into its caller.
            if (frames.Count == known && known == 1 && frames[0] == name) known = 0;
            else frames.Add(name);
        }
        trap.Function ??= frames.Count > 0 ? frames[0] : null;
        trap.SetFrames([.. frames]);
    }
}
