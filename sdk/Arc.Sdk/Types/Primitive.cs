namespace Arc.Sdk.Types;

/// <summary>The eleven primitive types of Arc (arc-language.md, section 3). The numeric order is stable and used in sets and formats.</summary>
public enum Primitive : byte
{
    /// <summary>Unsigned 8-bit integer; also the boolean.</summary>
    U8,

    /// <summary>Unsigned 16-bit integer.</summary>
    U16,

    /// <summary>Unsigned 32-bit integer.</summary>
    U32,

    /// <summary>Unsigned 64-bit integer.</summary>
    U64,

    /// <summary>Signed 8-bit integer.</summary>
    I8,

    /// <summary>Signed 16-bit integer.</summary>
    I16,

    /// <summary>Signed 32-bit integer.</summary>
    I32,

    /// <summary>Signed 64-bit integer.</summary>
    I64,

    /// <summary>IEEE-754 binary32.</summary>
    F32,

    /// <summary>IEEE-754 binary64.</summary>
    F64,

    /// <summary>Immutable UTF-8 text.</summary>
    Str,
}
