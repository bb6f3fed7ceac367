namespace Arc.Engines;

/// <summary>What traps say, in the words of the specification's own tests; the same on every engine.</summary>
internal static class TrapMessages
{
    public static string Of(TrapKind kind) => kind switch
    {
        TrapKind.Unreachable => "unreachable",
        TrapKind.IntegerDivideByZero => "integer divide by zero",
        TrapKind.IntegerOverflow => "integer overflow",
        TrapKind.InvalidConversionToInteger => "invalid conversion to integer",
        TrapKind.MemoryOutOfBounds => "out of bounds memory access",
        TrapKind.TableOutOfBounds => "out of bounds table access",
        TrapKind.UndefinedElement => "undefined element",
        TrapKind.UninitializedElement => "uninitialized element",
        TrapKind.IndirectCallTypeMismatch => "indirect call type mismatch",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The trap's text depends on settings."),
    };

    public static string CallStackExhausted(InstanceOptions options) =>
        FormattableString.Invariant($"call stack exhausted: more than InstanceOptions.CallStackBytes = {options.CallStackBytes} or than the thread's stack holds");

    public static string BudgetExhausted(InstanceOptions options) =>
        FormattableString.Invariant($"execution budget exhausted: more loop iterations and calls than InstanceOptions.ExecutionBudget = {options.ExecutionBudget}");

    public static string AllowanceExhausted(ExecutionAllowance allowance) =>
        FormattableString.Invariant($"execution budget exhausted: more loop iterations and calls in all than {allowance.Setting} = {allowance.Amount}");

    public static string DeadlineExceeded(InstanceOptions options) =>
        FormattableString.Invariant($"deadline exceeded: the invocation ran longer than InstanceOptions.Timeout = {options.Timeout}");
}
