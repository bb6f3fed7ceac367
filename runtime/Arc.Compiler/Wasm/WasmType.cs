namespace Arc.Compiler.Wasm;

/// <summary>A WebAssembly value type; the numeric value is its code in the binary format.</summary>
public enum WasmType : byte
{
    /// <summary>64-bit IEEE 754 number.</summary>
    F64 = 0x7C,

    /// <summary>32-bit IEEE 754 number.</summary>
    F32 = 0x7D,

    /// <summary>64-bit integer.</summary>
    I64 = 0x7E,

    /// <summary>32-bit integer; also every narrower integer, a handle of a text or a series, and the key of a channel.</summary>
    I32 = 0x7F,
}
