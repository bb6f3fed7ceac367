namespace Arc.Generator.Model;

/// <summary>The primitives of Arc in the SDK's numeric order.</summary>
internal enum Prim : byte
{
    U8,
    U16,
    U32,
    U64,
    I8,
    I16,
    I32,
    I64,
    F32,
    F64,
    Str,
}

/// <summary>Facts about primitives and about sets of them (bit i stands for the primitive with number i).</summary>
internal static class Prims
{
    public const ushort Any = 0x7FF;
    public const ushort Numeric = 0x3FF;
    public const ushort Integer = 0x0FF;
    public const ushort Float = 0x300;
    public const ushort Signed = 0x3F0;

    /// <summary>Which specialisation a dynamic number gets: the first of these that the set has.</summary>
    public static readonly Prim[] SyncPreference =
        [Prim.F64, Prim.I64, Prim.U64, Prim.F32, Prim.I32, Prim.U32, Prim.I16, Prim.U16, Prim.I8, Prim.U8];

    private static readonly string[] Suffixes = ["u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64", "f32", "f64", "str"];

    private static readonly string[] CSharp =
        ["byte", "ushort", "uint", "ulong", "sbyte", "short", "int", "long", "float", "double", "global::Arc.Sdk.Text"];

    private static readonly string[] Wasm = ["int", "int", "int", "long", "int", "int", "int", "long", "float", "double", "int"];

    public static IEnumerable<Prim> All => Enumerable.Range(0, Suffixes.Length).Select(i => (Prim)i);

    /// <summary>The source name, which is also the suffix of import names.</summary>
    public static string Suffix(this Prim prim) => Suffixes[(int)prim];

    /// <summary>The C# type that carries the primitive where the author wrote a type variable.</summary>
    public static string CsType(this Prim prim) => CSharp[(int)prim];

    /// <summary>The C# type of the WebAssembly value.</summary>
    public static string WasmType(this Prim prim) => Wasm[(int)prim];

    public static bool IsFloat(this Prim prim) => prim is Prim.F32 or Prim.F64;

    public static bool IsInteger(this Prim prim) => prim <= Prim.I64;

    public static bool Has(this ushort set, Prim prim) => (set >> (int)prim & 1) != 0;

    public static ushort Bit(this Prim prim) => (ushort)(1 << (int)prim);

    public static IEnumerable<Prim> Members(this ushort set) => All.Where(p => set.Has(p));

    /// <summary>The name that people know a set by.</summary>
    public static string SetName(this ushort set) => set switch
    {
        Any => "any",
        Numeric => "numeric",
        Integer => "integer",
        Float => "float",
        Signed => "signed",
        _ => string.Join(" | ", set.Members().Select(Suffix)),
    };

    public static bool TryParse(string name, out Prim prim)
    {
        var index = Array.IndexOf(Suffixes, name);
        prim = index < 0 ? default : (Prim)index;
        return index >= 0;
    }
}
