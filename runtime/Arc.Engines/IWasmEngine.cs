namespace Arc.Engines;

/// <summary>A WebAssembly engine: turns bytes into modules that can be linked and run.</summary>
public interface IWasmEngine
{
    /// <summary>The engine's name, for example <c>managed</c>.</summary>
    string Name { get; }

    /// <summary>Decodes and validates a module.</summary>
    /// <param name="bytes">The module in the binary format; copied.</param>
    /// <param name="limits">Bounds on the module; the defaults if null.</param>
    /// <exception cref="WasmFormatException">The bytes are malformed, invalid or beyond a limit.</exception>
    WasmModule Compile(ReadOnlyMemory<byte> bytes, EngineLimits? limits = null);
}
