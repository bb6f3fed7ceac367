namespace Arc.Engines.Wasmtime;

/// <summary>The native Wasmtime library is missing, or is none that this engine can work with. The message says what to install.</summary>
public sealed class WasmtimeUnavailableException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, and what to install.</param>
    public WasmtimeUnavailableException(string message)
        : base(message)
    {
    }
}
