using Arc.Sdk.Types;

namespace Arc.Compiler.Wasm;

/// <summary>Which WebAssembly type carries an Arc type (arc-stl.md, section 1.1).</summary>
public static class WasmTypes
{
    /// <summary>The cell of a primitive: integers up to 32 bits and texts are i32.</summary>
    public static WasmType Of(Primitive primitive) => primitive switch
    {
        Primitive.I64 or Primitive.U64 => WasmType.I64,
        Primitive.F32 => WasmType.F32,
        Primitive.F64 => WasmType.F64,
        _ => WasmType.I32,
    };

    /// <summary>The cell of a type: series are handles, channels are keys.</summary>
    public static WasmType Of(ArcType type) => type is PrimitiveType primitive ? Of(primitive.Primitive) : WasmType.I32;

    /// <summary>The name in WebAssembly text, for example <c>i32</c>.</summary>
    public static string Name(this WasmType type) => type switch
    {
        WasmType.I32 => "i32",
        WasmType.I64 => "i64",
        WasmType.F32 => "f32",
        _ => "f64",
    };

    /// <summary>The one letter that tells the types apart in a signature's key.</summary>
    internal static char Letter(this WasmType type) => type switch
    {
        WasmType.I32 => 'i',
        WasmType.I64 => 'l',
        WasmType.F32 => 'f',
        _ => 'd',
    };
}
