namespace Arc.Properties.Tests.Programs;

/// <summary>The primitive types of the language.</summary>
internal enum Scalar
{
    U8, U16, U32, U64, I8, I16, I32, I64, F32, F64, Str,
}

/// <summary>A type of the random programs: a primitive or a series of one, with a unit or without.</summary>
internal readonly record struct Ty(Scalar Scalar, bool IsSeries = false, string? Unit = null)
{
    public static Ty U8 { get; } = new(Scalar.U8);

    public static Ty I32 { get; } = new(Scalar.I32);

    public static Ty I64 { get; } = new(Scalar.I64);

    public static Ty F64 { get; } = new(Scalar.F64);

    public static Ty Str { get; } = new(Scalar.Str);

    public Ty Element => this with { IsSeries = false };

    public Ty Series => this with { IsSeries = true };

    public Ty Bare => this with { Unit = null };

    public bool IsText => Scalar == Scalar.Str && !IsSeries;

    public bool IsNumber => Scalar != Scalar.Str && !IsSeries;

    public bool IsFloat => Scalar is Scalar.F32 or Scalar.F64;

    public bool IsInteger => Scalar < Scalar.F32;

    public bool IsSigned => Scalar is >= Scalar.I8 and <= Scalar.F64;

    public int Bits => Scalar switch
    {
        Scalar.U8 or Scalar.I8 => 8,
        Scalar.U16 or Scalar.I16 => 16,
        Scalar.U32 or Scalar.I32 or Scalar.F32 => 32,
        _ => 64,
    };

    /// <summary>The least value of an integer type.</summary>
    public Int128 Least => IsSigned ? -(Int128.One << (Bits - 1)) : 0;

    /// <summary>The greatest value of an integer type.</summary>
    public Int128 Greatest => (Int128.One << (IsSigned ? Bits - 1 : Bits)) - 1;

    public override string ToString() => $"{(IsSeries ? "series " : "")}{Name(Scalar)}{(Unit is null ? "" : " " + Unit)}";

    private static string Name(Scalar scalar) => scalar switch
    {
        Scalar.U8 => "u8",
        Scalar.U16 => "u16",
        Scalar.U32 => "u32",
        Scalar.U64 => "u64",
        Scalar.I8 => "i8",
        Scalar.I16 => "i16",
        Scalar.I32 => "i32",
        Scalar.I64 => "i64",
        Scalar.F32 => "f32",
        Scalar.F64 => "f64",
        _ => "str",
    };
}
