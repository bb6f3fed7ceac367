namespace Arc.Engines;

/// <summary>The bytes are not a valid WebAssembly module, or exceed one of the <see cref="EngineLimits"/>.</summary>
public sealed class WasmFormatException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="offset">Position of the offending byte in the module, from 0.</param>
    /// <param name="reason">What is wrong there.</param>
    public WasmFormatException(long offset, string reason)
        : base($"{reason} (at byte {offset})")
    {
        Offset = offset;
        Reason = reason;
    }

    /// <summary>Position of the offending byte in the module, from 0.</summary>
    public long Offset { get; }

    /// <summary>What is wrong, without the position.</summary>
    public string Reason { get; }
}
