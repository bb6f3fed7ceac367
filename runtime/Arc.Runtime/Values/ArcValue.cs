using System.Globalization;
using Arc.Sdk;
using Arc.Sdk.Types;

namespace Arc.Runtime;

/// <summary>
/// A value of an Arc type outside any guest: what a host passes to a function and gets from it. Numbers are held as bits, so nothing
/// is rounded on the way.
/// </summary>
public readonly struct ArcValue : IEquatable<ArcValue>
{
    private readonly ulong _bits;
    private readonly object? _reference;

    internal ArcValue(ArcType type, ulong bits, object? reference = null)
    {
        Type = type;
        _bits = bits;
        _reference = reference;
    }

    /// <summary>Its type: a primitive, a series of one, or a channel given by its key.</summary>
    public ArcType Type { get; }

    /// <summary>The bits of a number, zero- or sign-extended from its width; the key of a channel.</summary>
    internal ulong Bits => _bits;

    internal Text TextValue => _reference is Text text ? text : default;

    /// <summary>The elements; null unless it is a series.</summary>
    public Series? Series => _reference as Series;

    /// <summary>A number or a text.</summary>
    /// <typeparam name="T">One of the ten numeric C# types, <see cref="Text"/> or <see cref="string"/>.</typeparam>
    /// <exception cref="TypeInitializationException"><typeparamref name="T"/> is none of these.</exception>
    public static ArcValue Of<T>(T value)
    {
        var primitive = PrimitiveFacts.Of<T>();
        object boxed = value!;
        if (primitive == Primitive.Str) return new ArcValue(ArcType.Of(primitive), 0, boxed is string text ? Text.From(text) : boxed);
        return new ArcValue(ArcType.Of(primitive), primitive switch
        {
            Primitive.F32 => BitConverter.SingleToUInt32Bits((float)boxed),
            Primitive.F64 => BitConverter.DoubleToUInt64Bits((double)boxed),
            Primitive.U64 => (ulong)boxed,
            _ => (ulong)Convert.ToInt64(boxed, CultureInfo.InvariantCulture),
        });
    }

    /// <summary>A series; the object is shared, not copied.</summary>
    public static ArcValue Of(Series series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return new ArcValue(new SeriesType(ArcType.Of(series.Element)), 0, series);
    }

    /// <summary>A series; the object is shared, not copied.</summary>
    public static ArcValue Of<T>(Series<T> series) => Of((Series)series);

    /// <summary>A channel as an argument.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">What it carries.</param>
    public static ArcValue Channel(int key, ArcType value) => new(new ChannelType(value), (uint)key);

    /// <summary>The value of a constant as a type.</summary>
    /// <exception cref="InvalidOperationException">The constant does not fit the type (<see cref="Constant.Fits"/>).</exception>
    public static ArcValue Of(Constant constant, ArcType type) => type switch
    {
        ChannelType => new ArcValue(type, (uint)constant.As<int>()),
        PrimitiveType { Primitive: var primitive } => new ArcValue(type, BitsOf(constant, primitive), primitive == Primitive.Str ? (object?)constant.As<Text>() : null),
        _ => throw new InvalidOperationException($"{constant} is not a value of type {type}"),
    };

    /// <summary>The value as a C# type.</summary>
    /// <typeparam name="T">The C# type of the primitive, <see cref="string"/> for a text, or <see cref="Series{T}"/>.</typeparam>
    /// <exception cref="InvalidCastException">The value has another type.</exception>
    public T As<T>()
    {
        if (_reference is T reference) return reference;
        if (typeof(T) == typeof(string) && _reference is Text text) return (T)(object)text.ToString();
        if (Type is PrimitiveType { Primitive: var primitive } && primitive.ClrType() == typeof(T)) return (T)ToObject(primitive);
        throw new InvalidCastException($"a value of type {Type} cannot be read as {typeof(T)}");
    }

    /// <summary>Same type and value. NaN equals NaN, and -0 equals 0 (cases.md).</summary>
    public bool Equals(ArcValue other) => Matches(other, 0);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ArcValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Type is PrimitiveType { Primitive: var p } ? p.IsFloat() ? Number.GetHashCode() : HashCode.Combine(_bits, TextValue) : Series?.Length ?? (int)_bits;

    /// <summary>Whether two values are equal, floats within an absolute tolerance.</summary>
    public bool Matches(ArcValue other, double tolerance) => (Type, other.Type) switch
    {
        (PrimitiveType a, PrimitiveType b) => a.Primitive == b.Primitive && PrimitiveMatches(other, a.Primitive, tolerance),
        (SeriesType, SeriesType) => SeriesMatches(Series!, other.Series!, tolerance),
        (ChannelType, ChannelType) => _bits == other._bits,
        _ => false,
    };

    /// <summary>The elements of a series as values.</summary>
    public IEnumerable<ArcValue> Elements()
    {
        var series = Series;
        for (var i = 0; i < (series?.Length ?? 0); i++) yield return ElementAt(series!, i);
    }

    /// <summary>The value as a person reads it: the number, the text, or <c>[1, 2, 3]</c>.</summary>
    public override string ToString() => Type switch
    {
        PrimitiveType { Primitive: Primitive.Str } => TextValue.ToString(),
        PrimitiveType { Primitive: var primitive } => Convert.ToString(ToObject(primitive), CultureInfo.InvariantCulture)!,
        SeriesType => $"[{string.Join(", ", Elements())}]",
        null => "",
        _ => _bits.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Same type and value.</summary>
    public static bool operator ==(ArcValue left, ArcValue right) => left.Equals(right);

    /// <summary>Different type or value.</summary>
    public static bool operator !=(ArcValue left, ArcValue right) => !left.Equals(right);

    internal double Number => Type is PrimitiveType { Primitive: Primitive.F32 } ? BitConverter.UInt32BitsToSingle((uint)_bits) : BitConverter.UInt64BitsToDouble(_bits);

    private object ToObject(Primitive primitive) => primitive switch
    {
        Primitive.U8 => (byte)_bits,
        Primitive.U16 => (ushort)_bits,
        Primitive.U32 => (uint)_bits,
        Primitive.U64 => _bits,
        Primitive.I8 => (sbyte)_bits,
        Primitive.I16 => (short)_bits,
        Primitive.I32 => (int)_bits,
        Primitive.I64 => (long)_bits,
        Primitive.F32 => BitConverter.UInt32BitsToSingle((uint)_bits),
        Primitive.F64 => BitConverter.UInt64BitsToDouble(_bits),
        _ => TextValue,
    };

    private bool PrimitiveMatches(ArcValue other, Primitive primitive, double tolerance)
    {
        if (primitive == Primitive.Str) return TextValue == other.TextValue;
        if (!primitive.IsFloat()) return _bits == other._bits;
        var (a, b) = (Number, other.Number);
        return a == b || (double.IsNaN(a) && double.IsNaN(b)) || Math.Abs(a - b) <= tolerance;
    }

    private static bool SeriesMatches(Series a, Series b, double tolerance)
    {
        if (a.Element != b.Element || a.Length != b.Length) return false;
        for (var i = 0; i < a.Length; i++)
        {
            if (!ElementAt(a, i).Matches(ElementAt(b, i), tolerance)) return false;
        }

        return true;
    }

    private static ArcValue ElementAt(Series series, int index) => series switch
    {
        Series<byte> s => Of(s[index]),
        Series<ushort> s => Of(s[index]),
        Series<uint> s => Of(s[index]),
        Series<ulong> s => Of(s[index]),
        Series<sbyte> s => Of(s[index]),
        Series<short> s => Of(s[index]),
        Series<int> s => Of(s[index]),
        Series<long> s => Of(s[index]),
        Series<float> s => Of(s[index]),
        Series<double> s => Of(s[index]),
        _ => Of(((Series<Text>)series)[index]),
    };

    private static ulong BitsOf(Constant constant, Primitive primitive) => primitive switch
    {
        Primitive.Str => 0,
        Primitive.F32 => BitConverter.SingleToUInt32Bits(constant.As<float>()),
        Primitive.F64 => BitConverter.DoubleToUInt64Bits(constant.As<double>()),
        Primitive.U64 => constant.As<ulong>(),
        _ => (ulong)WholeOf(constant, primitive),
    };

    private static long WholeOf(Constant constant, Primitive primitive) => primitive switch
    {
        Primitive.U8 => constant.As<byte>(),
        Primitive.U16 => constant.As<ushort>(),
        Primitive.U32 => constant.As<uint>(),
        Primitive.I8 => constant.As<sbyte>(),
        Primitive.I16 => constant.As<short>(),
        Primitive.I32 => constant.As<int>(),
        _ => constant.As<long>(),
    };
}
