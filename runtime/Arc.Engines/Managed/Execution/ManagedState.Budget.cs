using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
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
        var take = Math.Min(_remaining, _chunk - fuel);
        _remaining -= take;
        fuel += take;
        return fuel >= 0 ? fuel : CollectRest(fuel);
    }

    // What chunks handed out before have not used.
    private long CollectRest(long fuel)
    {
        fuel += Fuel + MergedFuel;
        Fuel = MergedFuel = 0;
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

    /// <summary><see cref="RefillShared"/> for <see cref="MergedFuel"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void RefillMerged()
    {
        var fuel = MergedFuel;
        MergedFuel = 0;
        MergedFuel = Refill(fuel);
    }

    /// <summary>
    /// <see cref="Refill"/> for a loop that keeps the budget in a register. It is merged into the loop and makes no call that returns, since
    /// that would cost the loop its other registers.
    /// </summary>
    /// <param name="fuel">What is left, below zero.</param>
    /// <param name="chunk">How much to take, enough to lift <paramref name="fuel"/> to zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long RefillLoop(long fuel, long chunk)
    {
        if (_expired || Current.Cancellation.IsCancellationRequested) throw Stopped();
        var take = chunk;
        if (_remaining < take)
        {
            take = _remaining + Fuel + MergedFuel;
            if (fuel + take < 0) throw BudgetExhausted();
            _remaining = Fuel = MergedFuel = 0;
        }
        else
        {
            _remaining -= take;
        }
        return fuel + take;
    }

    /// <summary>Called by the <see cref="DeadlineWatch"/>.</summary>
    public void Expire(long now)
    {
        if (now >= _deadline) _expired = true;
    }

    /// <summary>Charges one call or branch back.</summary>
    public void ChargeCall()
    {
        if (--Fuel < 0) RefillShared();
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
        if (!_timed && !cancellation.CanBeCanceled)
        {
            _chunk = _largestChunk;
            return;
        }
        if (cancellation.IsCancellationRequested) throw Stopped();
        var now = Stopwatch.GetTimestamp();
        if (_timed && now >= _deadline) throw Deadline();
        var last = _lastPoll;
        _lastPoll = now;
        if (last == 0) return;
        var elapsed = now - last;
        if (elapsed > Stopwatch.Frequency / 500) _chunk = Math.Max(1, _chunk / 4);
        else if (elapsed < Stopwatch.Frequency / 4000) _chunk = Math.Min(_largestChunk, _chunk * 2);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void BeginTimed()
    {
        _deadline = Stopwatch.GetTimestamp() + (long)(_options.Timeout!.Value.TotalSeconds * Stopwatch.Frequency);
        _expired = false;
        DeadlineWatch.Begin(this);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Exception Stopped()
    {
        if (_expired) return Deadline();
        CurrentCall = GuestTrap;
        return new OperationCanceledException(Current.Cancellation);
    }

    private WasmTrapException Deadline() => Trapped(TrapKind.DeadlineExceeded, TrapMessages.DeadlineExceeded(_options));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WasmTrapException BudgetExhausted()
    {
        if (_lender is null) return Trapped(TrapKind.ExecutionBudgetExhausted, TrapMessages.BudgetExhausted(_options));
        // What the invocation did not get to spend is too little for its next step, so it is nothing.
        var trap = Trapped(TrapKind.ExecutionBudgetExhausted, TrapMessages.AllowanceExhausted(_lender));
        _lender.Exhaust();
        return trap;
    }

    /// <summary>Gives an outermost invocation what is left of the allowance, at most its own budget.</summary>
    private void Draw(ExecutionAllowance shared)
    {
        var rest = shared.Remaining;
        if (rest <= 0) shared.ThrowIfExhausted();
        var budget = Math.Min(_budget, rest);
        MergedFuel = 0;
        Fuel = Math.Min(_firstChunk, budget);
        _remaining = budget - Fuel;
        _drawn = budget;
        // Compared first: writing a reference costs more.
        var lender = budget == rest ? shared : null;
        if (!ReferenceEquals(_lender, lender)) _lender = lender;
    }

    /// <summary>Takes from the allowance what an outermost invocation used, and 1 for the invocation; a linked one gave back what it had.</summary>
    private void Settle(ExecutionAllowance shared)
    {
        if (_drawn == 0) return;
        shared.Take(_drawn - _remaining - Fuel - MergedFuel + 1);
        _drawn = 0;
    }

    /// <summary>Begins a call from another instance, which lends its budget, stack bound and context.</summary>
    public void EnterLinked(ref InvocationFrame frame, ManagedState caller)
    {
        ThrowIfDisposed();
        ref var context = ref caller.Current;
        frame.Context = new HostContext(context.Node, _guestMemory, context.Cancellation);
        frame.Previous = Context;
        frame.PreviousCall = CurrentCall;
        if (frame.Previous == 0)
        {
            StackLimit = caller.StackLimit;
            _ownerStack = caller._ownerStack;
            _entry = caller._entry;
            Fuel = MergedFuel = _remaining = _drawn = 0;
            _lender = caller._lender;
            _chunk = 1;
            _lastPoll = 0;
            if (_timed) BeginTimed();
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
        if (frame.Previous == 0) _lender = null;
        Exit(ref frame);
    }

    /// <summary>Ends a call from another instance with an exception, which the caller then passes on as a trap of its own.</summary>
    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void FailLinked(ref InvocationFrame frame, ManagedState caller, Exception exception)
    {
        Lend(this, caller);
        if (frame.Previous == 0) _lender = null;
        caller.CurrentCall = GuestTrap;
        Fail(ref frame, exception);
    }

    private static void Lend(ManagedState from, ManagedState to)
    {
        to._remaining += from._remaining + from.Fuel + from.MergedFuel;
        from._remaining = from.Fuel = from.MergedFuel = 0;
    }
}
