using System.Collections.Immutable;

namespace Arc.Sdk.Types;

/// <summary>Facts about primitives: names, suffixes, widths, C# types.</summary>
public static class PrimitiveFacts
{
    private static readonly string[] Names = ["u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64", "f32", "f64", "str"];

    private static readonly Type[] ClrTypes =
    [
        typeof(byte), typeof(ushort), typeof(uint), typeof(ulong), typeof(sbyte), typeof(short), typeof(int), typeof(long),
        typeof(float), typeof(double), typeof(Text),
    ];

    /// <summary>All eleven primitives in their numeric order.</summary>
    public static ImmutableArray<Primitive> All { get; } = [.. Enum.GetValues<Primitive>()];

    /// <summary>The source name, which is also the type suffix of import names (arc-stl.md, section 1.1).</summary>
    public static string Name(this Primitive primitive) => Names[(int)primitive];

    /// <summary>The C# type that carries the primitive in module code; <see cref="Text"/> for <c>str</c>.</summary>
    public static Type ClrType(this Primitive primitive) => ClrTypes[(int)primitive];

    /// <summary>Looks up a source name such as <c>f64</c>.</summary>
    public static bool TryParse(string name, out Primitive primitive)
    {
        var index = Array.IndexOf(Names, name);
        primitive = index < 0 ? default : (Primitive)index;
        return index >= 0;
    }

    /// <summary>The primitive that a C# type carries; <see cref="string"/> and <see cref="Text"/> both carry <c>str</c>.</summary>
    public static bool TryFromClr(Type type, out Primitive primitive)
    {
        if (type == typeof(string)) type = typeof(Text);
        var index = Array.IndexOf(ClrTypes, type);
        primitive = index < 0 ? default : (Primitive)index;
        return index >= 0;
    }

    /// <summary>The primitive that <typeparamref name="T"/> carries.</summary>
    /// <exception cref="TypeInitializationException"><typeparamref name="T"/> is not one of the eleven types.</exception>
    public static Primitive Of<T>() => PrimitiveOf<T>.Value;

    /// <summary>Any of the eight integer types.</summary>
    public static bool IsInteger(this Primitive primitive) => primitive <= Primitive.I64;

    /// <summary>f32 or f64.</summary>
    public static bool IsFloat(this Primitive primitive) => primitive is Primitive.F32 or Primitive.F64;

    /// <summary>Everything but <c>str</c>.</summary>
    public static bool IsNumeric(this Primitive primitive) => primitive != Primitive.Str;

    /// <summary>A signed integer type.</summary>
    public static bool IsSignedInteger(this Primitive primitive) => primitive is >= Primitive.I8 and <= Primitive.I64;

    /// <summary>An unsigned integer type.</summary>
    public static bool IsUnsigned(this Primitive primitive) => primitive <= Primitive.U64;

    /// <summary>Width in bits; 32 for <c>str</c>, whose handle is an i32.</summary>
    public static int Bits(this Primitive primitive) => primitive switch
    {
        Primitive.U8 or Primitive.I8 => 8,
        Primitive.U16 or Primitive.I16 => 16,
        Primitive.U64 or Primitive.I64 or Primitive.F64 => 64,
        _ => 32,
    };

    private static class PrimitiveOf<T>
    {
        public static readonly Primitive Value = TryFromClr(typeof(T), out var primitive)
            ? primitive
            : throw new ArgumentException($"{typeof(T)} is not an Arc type; use one of the ten numeric types, string or {nameof(Text)}.");
    }
}
