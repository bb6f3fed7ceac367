using System.Diagnostics;

namespace Arc.Engines;

/// <summary>
/// Loop iterations and calls that the outermost invocations of several instances share, for example all those of one dataflow cycle
/// (quality.md, limits). Each invocation gets what is left, at most <see cref="InstanceOptions.ExecutionBudget"/>, and costs at least 1. When
/// nothing is left, invocations end in <see cref="TrapKind.ExecutionBudgetExhausted"/> until <see cref="Renew"/>. Used from one thread at a time.
/// </summary>
public sealed class ExecutionAllowance
{
    private int _periods;

    /// <summary>Makes an allowance of which nothing is spent.</summary>
    /// <param name="amount">Loop iterations and calls, at least 1.</param>
    /// <param name="setting">The setting that it comes from, for messages; for example <c>SessionOptions.CycleBudget</c>.</param>
    public ExecutionAllowance(long amount, string setting)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(amount, 1);
        ArgumentNullException.ThrowIfNull(setting);
        Amount = amount;
        Remaining = amount;
        Setting = setting;
    }

    /// <summary>Loop iterations and calls between two renewals.</summary>
    public long Amount { get; }

    /// <summary>What is left of them. What the running invocation spends is taken when it ends. At most 0 when nothing is left.</summary>
    public long Remaining { get; private set; }

    /// <summary>The setting that messages name.</summary>
    public string Setting { get; }

    /// <summary>Whether nothing is left, so that an invocation would trap at once.</summary>
    public bool IsExhausted => Remaining <= 0;

    /// <summary>Begins anew with the full amount.</summary>
    public void Renew()
    {
        Remaining = Amount;
        _periods = 0;
    }

    /// <summary>Takes what an invocation spent.</summary>
    internal void Take(long spent) => Remaining -= spent;

    /// <summary>Leaves nothing.</summary>
    internal void Exhaust() => Remaining = 0;

    /// <summary>
    /// Counts time that guests ran, for engines that do not charge all work.
    /// </summary>
    /// <param name="periods">Periods of the clock that passed.</param>
    /// <param name="period">The length of one.</param>
    /// <param name="secondsPerUnit">How long one unit takes at most.</param>
    /// <returns>Whether it is more than the amount could take.</returns>
    internal bool IsOvertime(int periods, TimeSpan period, double secondsPerUnit)
    {
        _periods += periods;
        return _periods * period.TotalSeconds > 1 + (Amount * secondsPerUnit);
    }

    /// <exception cref="WasmTrapException">Nothing is left.</exception>
    [StackTraceHidden]
    internal void ThrowIfExhausted()
    {
        if (IsExhausted) throw new WasmTrapException(TrapKind.ExecutionBudgetExhausted, TrapMessages.AllowanceExhausted(this));
    }
}
