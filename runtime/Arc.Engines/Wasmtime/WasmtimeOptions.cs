namespace Arc.Engines.Wasmtime;

/// <summary>Settings of the <see cref="WasmtimeEngine"/>.</summary>
public sealed record WasmtimeOptions
{
    /// <summary>The defaults.</summary>
    public static WasmtimeOptions Default { get; } = new();

    /// <summary>
    /// A folder in which compiled modules are kept for the next process; null, the default, keeps none. It is made if it does not exist.
    /// Compiled modules are machine code: a folder into which others than the user can write is refused.
    /// </summary>
    public string? CacheDirectory { get; init; }
}
