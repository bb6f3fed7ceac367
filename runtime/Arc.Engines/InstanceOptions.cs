namespace Arc.Engines;

/// <summary>Bounds on what a running instance may use.</summary>
public sealed record InstanceOptions
{
    /// <summary>The defaults.</summary>
    public static InstanceOptions Default { get; } = new();

    /// <summary>
    /// Bytes of call stack that an outermost invocation and everything it calls may use, host functions included. Default 1 MiB.
    /// The end of the thread's own stack is a second bound. Beyond: <see cref="TrapKind.CallStackExhausted"/>.
    /// </summary>
    public int CallStackBytes { get; init; } = 1 << 20;

    /// <summary>
    /// Loop iterations and calls of one outermost invocation; what it makes a host function invoke on the same instance draws on the
    /// same budget. Default 100 million, 0 means no bound. Beyond: <see cref="TrapKind.ExecutionBudgetExhausted"/>.
    /// </summary>
    public long ExecutionBudget { get; init; } = 100_000_000;

    /// <summary>
    /// What several invocations share beyond the budget that each of them has: instances with the same allowance draw on it together. Null means that
    /// they share nothing, the default.
    /// </summary>
    public ExecutionAllowance? Allowance { get; init; }

    /// <summary>
    /// Wall time of one outermost invocation, checked where the budget is; null means no bound, the default.
    /// Beyond: <see cref="TrapKind.DeadlineExceeded"/>.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Largest linear memory in bytes. Growth beyond answers -1; a larger initial size fails to link. Default 64 MiB.</summary>
    public long MaxMemoryBytes { get; init; } = 64 << 20;

    /// <summary>Most elements of a table. Growth beyond answers -1; a larger initial size fails to link. Default 1,048,576.</summary>
    public int MaxTableElements { get; init; } = 1 << 20;

    /// <summary>The instances with which this one may share memories, tables and globals; null for those it imports from.</summary>
    public InstanceGroup? Group { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(CallStackBytes, 4096, nameof(CallStackBytes));
        ArgumentOutOfRangeException.ThrowIfNegative(ExecutionBudget, nameof(ExecutionBudget));
        ArgumentOutOfRangeException.ThrowIfNegative(MaxMemoryBytes, nameof(MaxMemoryBytes));
        ArgumentOutOfRangeException.ThrowIfNegative(MaxTableElements, nameof(MaxTableElements));
        if (Timeout is { } timeout) ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero, nameof(Timeout));
    }
}
