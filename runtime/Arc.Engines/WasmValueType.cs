namespace Arc.Engines;

/// <summary>A WebAssembly value type; the numeric value is its code in the binary format (WebAssembly 2.0, section 5.3).</summary>
public enum WasmValueType : byte
{
    /// <summary>No type; never part of a valid signature.</summary>
    None = 0,

    /// <summary>32-bit integer.</summary>
    I32 = 0x7F,

    /// <summary>64-bit integer.</summary>
    I64 = 0x7E,

    /// <summary>32-bit IEEE 754 number.</summary>
    F32 = 0x7D,

    /// <summary>64-bit IEEE 754 number.</summary>
    F64 = 0x7C,

    /// <summary>Reference to a function, or null.</summary>
    FuncRef = 0x70,

    /// <summary>Reference to a host object, or null.</summary>
    ExternRef = 0x6F,
}
