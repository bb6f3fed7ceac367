namespace Arc.Engines;

/// <summary>A guest was stopped. The instance can be used again.</summary>
public sealed class WasmTrapException : Exception
{
    private string[] _frames = [];

    /// <summary>Makes the exception.</summary>
    /// <param name="kind">Why the guest was stopped.</param>
    /// <param name="message">What a person reads; for a host function <c>module.member: message</c>.</param>
    /// <param name="function">The WebAssembly function that was running, by name if the module has one for it.</param>
    /// <param name="innerException">What the host function threw.</param>
    public WasmTrapException(TrapKind kind, string message, string? function = null, Exception? innerException = null)
        : base(message, innerException)
    {
        Kind = kind;
        Function = function;
    }

    /// <summary>Why the guest was stopped.</summary>
    public TrapKind Kind { get; }

    /// <summary>
    /// The WebAssembly function that was running: its name in the name section, else its first export name, else its index.
    /// Null if none was entered.
    /// </summary>
    public string? Function { get; internal set; }

    /// <summary>
    /// The active WebAssembly functions, innermost first, at most 64. Functions that the compiler merged into their caller are missing,
    /// except the innermost.
    /// </summary>
    public IReadOnlyList<string> Frames => _frames;

    internal void SetFrames(string[] frames) => _frames = frames;
}
