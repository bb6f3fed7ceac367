namespace Arc.Engines;

/// <summary>
/// Bounds on what a module may ask of the decoder, the validator and the compiler. A module beyond one of them is refused with a
/// <see cref="WasmFormatException"/> that names the setting.
/// </summary>
public sealed record EngineLimits
{
    /// <summary>The defaults.</summary>
    public static EngineLimits Default { get; } = new();

    /// <summary>Largest module in bytes. Default 64 MiB.</summary>
    public int MaxModuleBytes { get; init; } = 64 << 20;

    /// <summary>Most functions, imported ones included; also bounds types, imports, exports, globals and segments. Default 100,000.</summary>
    public int MaxFunctions { get; init; } = 100_000;

    /// <summary>Most parameters or results of one signature. Default 1,000.</summary>
    public int MaxParameters { get; init; } = 1_000;

    /// <summary>Most locals of one function, parameters included. Default 50,000.</summary>
    public int MaxLocals { get; init; } = 50_000;

    /// <summary>Most operands on the stack of one function. Default 1,000,000.</summary>
    public int MaxOperands { get; init; } = 1_000_000;

    /// <summary>Largest function body in bytes. Default 7.6 MB.</summary>
    public int MaxBodyBytes { get; init; } = 7_600_000;

    /// <summary>Most targets of one <c>br_table</c>. Default 65,520.</summary>
    public int MaxBranchTableTargets { get; init; } = 65_520;

    /// <summary>Deepest nesting of blocks in one function. Default 10,000.</summary>
    public int MaxBlockNesting { get; init; } = 10_000;

    /// <summary>Most elements in all element segments together. Default 1,048,576.</summary>
    public int MaxSegmentElements { get; init; } = 1 << 20;
}
