using System.Diagnostics;
using System.Runtime.CompilerServices;
using Arc.Sdk;

namespace Arc.Engines.Managed.Execution;

// The budget is handed out in chunks. What a chunk does not use returns to Fuel, so the count is exact; the size of a chunk only decides
// how often cancellation and deadline are looked at, and follows the time that the last chunk took.
internal abstract unsafe partial class ManagedState
{
    /// <summary>Looks at cancellation and deadline, and hands out a new chunk.</summary>
    /// <param name="fuel">What is left, below zero.</param>
    /// <returns>What is left afterwards, at least zero.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Refill(long fuel)
    {
        Poll();
        fuel += Fuel;
        Fuel = 0;
        if (fuel >= 0) return fuel;
        var take = Math.Min(_remaining, _chunk - fuel);
        _remaining -= take;
        fuel += take;
        return fuel >= 0 ? fuel : throw BudgetExhausted();
    }

    /// <summary><see cref="Refill"/> for code that keeps nothing in a register.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void RefillShared()
    {
        var fuel = Fuel;
        Fuel = 0;
        Fuel = Refill(fuel);
    }

    /// <summary>Charges work of an instruction that runs long: one unit per 4 KiB.</summary>
    public void ChargeBytes(ulong bytes)
    {
        Fuel -= (long)(bytes >> 12);
        if (Fuel < 0) RefillShared();
    }

    private void Poll()
    {
        var cancellation = Current.Cancellation;
        var timed = _options.Timeout is not null;
        if (!timed && !cancellation.CanBeCanceled)
        {
            _chunk = _largestChunk;
            return;
        }
        if (cancellation.IsCancellationRequested)
        {
            CurrentImport = GuestTrap;
            throw new OperationCanceledException(cancellation);
        }
        var now = Stopwatch.GetTimestamp();
        if (timed && now >= _deadline) throw Deadline();
        var last = _lastPoll;
        _lastPoll = now;
        if (last == 0) return;
        var elapsed = now - last;
        if (elapsed > Stopwatch.Frequency / 500) _chunk = Math.Max(1, _chunk / 4);
        else if (elapsed < Stopwatch.Frequency / 4000) _chunk = Math.Min(_largestChunk, _chunk * 2);
    }

    private WasmTrapException Deadline() => Trapped(
        TrapKind.DeadlineExceeded, $"deadline exceeded: the invocation ran longer than InstanceOptions.Timeout = {_options.Timeout}");

    private WasmTrapException BudgetExhausted() => Trapped(
        TrapKind.ExecutionBudgetExhausted,
        $"execution budget exhausted: more loop iterations and calls than InstanceOptions.ExecutionBudget = {_options.ExecutionBudget}");

    /// <summary>Begins a call from another instance, which lends its budget, stack bound and context.</summary>
    public void EnterLinked(ref InvocationFrame frame, ManagedState caller)
    {
        ThrowIfDisposed();
        ref var context = ref caller.Current;
        frame.Context = new HostContext(context.Node, _guestMemory, context.Cancellation);
        frame.Previous = Context;
        frame.PreviousImport = CurrentImport;
        if (frame.Previous == 0)
        {
            StackLimit = caller.StackLimit;
            _ownerStack = caller._ownerStack;
            Fuel = _remaining = 0;
            _chunk = 1;
            _lastPoll = 0;
            if (_options.Timeout is { } timeout) _deadline = Stopwatch.GetTimestamp() + (long)(timeout.TotalSeconds * Stopwatch.Frequency);
        }
        Lend(caller, this);
        Context = (nint)Unsafe.AsPointer(ref frame.Context);
    }

    /// <summary>Ends a call from another instance; results after the first move over.</summary>
    public void ExitLinked(ref InvocationFrame frame, ManagedState caller, int results)
    {
        for (var i = 0; i < results - 1; i++)
        {
            caller.Extra[i] = Extra[i];
            caller.ExtraReferences[i] = ExtraReferences[i];
        }
        Lend(this, caller);
        Exit(ref frame);
    }

    /// <summary>Ends a call from another instance with an exception, which the caller then passes on as a trap of its own.</summary>
    public Exception FailLinked(ref InvocationFrame frame, ManagedState caller, Exception exception)
    {
        Lend(this, caller);
        var seen = Fail(ref frame, exception);
        caller.CurrentImport = GuestTrap;
        return seen;
    }

    private static void Lend(ManagedState from, ManagedState to)
    {
        to._remaining += from._remaining + from.Fuel;
        from._remaining = from.Fuel = 0;
    }
}
