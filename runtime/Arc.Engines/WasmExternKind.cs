namespace Arc.Engines;

/// <summary>What an import asks for or an export offers; the numeric value is its code in the binary format.</summary>
public enum WasmExternKind : byte
{
    /// <summary>A function.</summary>
    Function = 0,

    /// <summary>A table of references.</summary>
    Table = 1,

    /// <summary>A linear memory.</summary>
    Memory = 2,

    /// <summary>A global variable.</summary>
    Global = 3,
}
