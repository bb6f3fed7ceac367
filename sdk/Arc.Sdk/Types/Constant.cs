using System.Globalization;

namespace Arc.Sdk.Types;

/// <summary>What a <see cref="Constant"/> holds.</summary>
public enum ConstantKind : byte
{
    /// <summary>A whole number, exact.</summary>
    Integer,

    /// <summary>A floating-point number.</summary>
    Float,

    /// <summary>Text.</summary>
    Text,
}

/// <summary>A compile-time value: a literal, a default, a config value. It has no width until it meets a type.</summary>
public readonly record struct Constant
{
    private readonly Int128 _integer;
    private readonly double _float;
    private readonly string? _text;

    private Constant(ConstantKind kind, Int128 integer, double number, string? text)
    {
        Kind = kind;
        _integer = integer;
        _float = number;
        _text = text;
    }

    /// <summary>What it holds.</summary>
    public ConstantKind Kind { get; }

    /// <summary>The value as a whole number. Only for <see cref="ConstantKind.Integer"/>.</summary>
    public Int128 Integer => Kind == ConstantKind.Integer ? _integer : throw new InvalidOperationException($"{this} is not an integer.");

    /// <summary>The value as a double; integers are rounded to the nearest one.</summary>
    public double Float => Kind switch
    {
        ConstantKind.Float => _float,
        ConstantKind.Integer => (double)_integer,
        _ => throw new InvalidOperationException("Text is not a number."),
    };

    /// <summary>The text. Only for <see cref="ConstantKind.Text"/>.</summary>
    public string Text => _text ?? throw new InvalidOperationException($"{this} is not text.");

    private Int128 Whole => Kind == ConstantKind.Integer ? _integer : (Int128)_float;

    /// <summary>A whole number.</summary>
    public static Constant Of(Int128 value) => new(ConstantKind.Integer, value, 0, null);

    /// <summary>A whole number.</summary>
    public static Constant Of(long value) => new(ConstantKind.Integer, value, 0, null);

    /// <summary>A floating-point number.</summary>
    public static Constant Of(double value) => new(ConstantKind.Float, 0, value, null);

    /// <summary>Text.</summary>
    public static Constant Of(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(ConstantKind.Text, 0, 0, value);
    }

    /// <summary>Parses the spelling that attributes use: an optionally signed decimal number, with or without a fraction or exponent.</summary>
    public static bool TryParseNumber(string text, out Constant constant)
    {
        if (Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            constant = Of(integer);
            return true;
        }

        var isFloat = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        constant = isFloat ? Of(number) : default;
        return isFloat;
    }

    /// <summary>Parses a number that is known to be well formed (generated code).</summary>
    /// <exception cref="FormatException">The text is no number.</exception>
    public static Constant Number(string text) =>
        TryParseNumber(text, out var constant) ? constant : throw new FormatException($"'{text}' is not a number.");

    /// <summary>Whether the constant is a value of the primitive: in range, whole for an integer type, text for <c>str</c>.</summary>
    public bool Fits(Primitive primitive)
    {
        if (primitive == Primitive.Str) return Kind == ConstantKind.Text;
        if (Kind == ConstantKind.Text) return false;
        if (primitive.IsFloat()) return true;
        if (Kind == ConstantKind.Float)
            return double.IsInteger(_float) && Math.Abs(_float) < 1e30 && InRange((Int128)_float, primitive);
        return InRange(_integer, primitive);
    }

    /// <summary>The value as C# type <typeparamref name="T"/>.</summary>
    /// <exception cref="InvalidOperationException">The constant does not fit (<see cref="Fits"/>).</exception>
    public T As<T>()
    {
        var primitive = PrimitiveFacts.Of<T>();
        if (!Fits(primitive)) throw new InvalidOperationException($"{this} is not a value of type {primitive.Name()}.");
        if (typeof(T) == typeof(string)) return (T)(object)Text;
        object value = primitive switch
        {
            Primitive.Str => Sdk.Text.From(Text),
            Primitive.F32 => Kind == ConstantKind.Integer ? (float)_integer : (float)_float,
            Primitive.F64 => Float,
            Primitive.U8 => (byte)Whole,
            Primitive.U16 => (ushort)Whole,
            Primitive.U32 => (uint)Whole,
            Primitive.U64 => (ulong)Whole,
            Primitive.I8 => (sbyte)Whole,
            Primitive.I16 => (short)Whole,
            Primitive.I32 => (int)Whole,
            _ => (long)Whole,
        };
        return (T)value;
    }

    /// <summary>The source spelling: digits for numbers, the bare text for text.</summary>
    public override string ToString() => Kind switch
    {
        ConstantKind.Integer => _integer.ToString(CultureInfo.InvariantCulture),
        ConstantKind.Float => _float.ToString("R", CultureInfo.InvariantCulture),
        _ => _text ?? string.Empty,
    };

    /// <summary>The value as a program writes it: <see cref="ToString"/>, texts in quotes.</summary>
    public string ToSource() => Kind == ConstantKind.Text ? $"\"{this}\"" : ToString();

    private static bool InRange(Int128 value, Primitive primitive)
    {
        var bits = primitive.Bits();
        return primitive.IsSignedInteger()
            ? value >= -(Int128.One << (bits - 1)) && value < Int128.One << (bits - 1)
            : value >= 0 && value < Int128.One << bits;
    }
}
