namespace Arc.Engines;

/// <summary>Why a guest was stopped.</summary>
public enum TrapKind
{
    /// <summary>The guest executed <c>unreachable</c>.</summary>
    Unreachable,

    /// <summary>Integer division or remainder by zero.</summary>
    IntegerDivideByZero,

    /// <summary>A quotient or a converted number does not fit its integer type.</summary>
    IntegerOverflow,

    /// <summary>NaN was converted to an integer.</summary>
    InvalidConversionToInteger,

    /// <summary>Linear memory or a data segment was accessed outside its bounds.</summary>
    MemoryOutOfBounds,

    /// <summary>A table or an element segment was accessed outside its bounds.</summary>
    TableOutOfBounds,

    /// <summary>An indirect call through an index outside the table.</summary>
    UndefinedElement,

    /// <summary>An indirect call through a null reference.</summary>
    UninitializedElement,

    /// <summary>An indirect call to a function of another signature.</summary>
    IndirectCallTypeMismatch,

    /// <summary>More call stack was needed than <see cref="InstanceOptions.CallStackBytes"/> or than the thread has.</summary>
    CallStackExhausted,

    /// <summary>More loop iterations and calls were made than <see cref="InstanceOptions.ExecutionBudget"/>.</summary>
    ExecutionBudgetExhausted,

    /// <summary>The invocation ran longer than <see cref="InstanceOptions.Timeout"/>.</summary>
    DeadlineExceeded,

    /// <summary>A host function threw; the message names it, the exception is the inner one.</summary>
    HostFunction,
}
