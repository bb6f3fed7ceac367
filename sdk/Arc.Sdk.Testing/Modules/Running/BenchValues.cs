using System.Globalization;
using Arc.Sdk.Channels;
using Arc.Sdk.Types;

namespace Arc.Sdk.Testing.Modules;

/// <summary>
/// C# values as values of Arc types. A number has the C# type of its primitive; a text is a <see cref="Text"/>, a series a <see cref="Series"/>, a
/// channel its key. What a test writes may be more convenient: a string, an array, a bool, a time span, the name of a channel; and an <c>int</c>
/// fits wherever an Arc literal of its value does.
/// </summary>
internal static class BenchValues
{
    /// <summary>The primitive that a C# value carries; null if it carries none.</summary>
    public static Primitive? PrimitiveOf(object? value) => value switch
    {
        null => null,
        bool => Primitive.U8,
        TimeSpan => Primitive.I64,
        Series series => series.Element,
        Array array => PrimitiveFacts.TryFromClr(array.GetType().GetElementType()!, out var element) ? element : null,
        _ => PrimitiveFacts.TryFromClr(value.GetType(), out var primitive) ? primitive : null,
    };

    /// <summary>Whether a value may take the type of what stands beside it, as a literal does.</summary>
    public static bool IsLiteral(object? value) => value is int or int[];

    /// <summary>The value of an Arc type; null if the C# value is none.</summary>
    public static object? TryConvert(object? value, ArcType type, ChannelStore channels) => (type, value) switch
    {
        (_, null) => null,
        (PrimitiveType { Primitive: var primitive }, _) => Convert(value, primitive),
        (AnySeriesType, Series series) => series,
        (AnySeriesType, Array array) when PrimitiveOf(array) is { } element => SeriesOf(array, element),
        (SeriesType { Element: PrimitiveType element }, Series series) => series.Element == element.Primitive ? series : null,
        (SeriesType { Element: PrimitiveType element }, Array array) => SeriesOf(array, element.Primitive),
        (ChannelType, int key) => key,
        (ChannelType, string name) => channels.TryFind(name, out var channel) ? channel.Key : null,
        _ => null,
    };

    /// <summary>A sample or an array of samples as values of a type.</summary>
    /// <param name="values">What a test wrote.</param>
    /// <param name="type">The type.</param>
    /// <param name="channels">The channels that names stand for.</param>
    /// <param name="expected">Who wants the samples, and of which type: the beginning of the message about another one.</param>
    /// <exception cref="ModuleBenchException">A sample has another type.</exception>
    public static object[] Samples(object values, ArcType type, ChannelStore channels, string expected)
    {
        object?[] samples = values is Array array ? [.. array.Cast<object?>()] : [values];
        return [.. samples.Select(s => TryConvert(s, type, channels) ?? throw new ModuleBenchException($"{expected}, found {Describe(s)}"))];
    }

    /// <summary>A value and its C# type, for messages.</summary>
    public static string Describe(object? value) => value is null ? "null" : $"{Show(value)} ({NameOf(value.GetType())})";

    /// <summary>A value as a person reads it; floats with all their digits.</summary>
    public static string Show(object? value) => value switch
    {
        null => "none",
        string or Text => Quote(value.ToString()!),
        Series series => $"[{string.Join(", ", Typed.ElementsOf(series).Select(Show))}]",
        Array array => $"[{string.Join(", ", array.Cast<object?>().Select(Show))}]",
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        float f => f.ToString("R", CultureInfo.InvariantCulture),
        _ => System.Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    /// <summary>The bits of a value; empty if it has none that say more than its digits.</summary>
    public static string Bits(object? value) => value switch
    {
        float f => $"0x{BitConverter.SingleToUInt32Bits(f):X8}",
        double d => $"0x{BitConverter.DoubleToUInt64Bits(d):X16}",
        byte b => $"0x{b:X2}",
        sbyte b => $"0x{(byte)b:X2}",
        ushort s => $"0x{s:X4}",
        short s => $"0x{(ushort)s:X4}",
        uint i => $"0x{i:X8}",
        int i => $"0x{(uint)i:X8}",
        ulong l => $"0x{l:X16}",
        long l => $"0x{(ulong)l:X16}",
        Text text => text.Length == 0 ? "no bytes" : $"bytes {System.Convert.ToHexString(text.Bytes)}",
        Series series => $"[{string.Join(", ", Typed.ElementsOf(series).Select(Bits))}]",
        _ => "",
    };

    /// <summary>A value, which has the form above, as the C# type that a test asks for.</summary>
    public static bool TryTake<T>(object? value, out T result)
    {
        (result, var ok) = value switch
        {
            T exact => (exact, true),
            Text text when typeof(T) == typeof(string) => ((T)(object)text.ToString(), true),
            byte flag when typeof(T) == typeof(bool) => ((T)(object)(flag != 0), true),
            Series series when typeof(T).IsArray && Typed.Run(series.Element, new ToArray(series)) is T array => (array, true),
            null when !typeof(T).IsValueType || Nullable.GetUnderlyingType(typeof(T)) is not null => (default!, true),
            _ => (default(T)!, false),
        };
        return ok;
    }

    /// <summary>Whether values of a primitive can be read as a C# type.</summary>
    public static bool CanTake<T>(Primitive primitive) =>
        typeof(T) == primitive.ClrType() || typeof(T) == typeof(object) || (typeof(T) == typeof(string) && primitive == Primitive.Str) || (typeof(T) == typeof(bool) && primitive == Primitive.U8);

    /// <summary>The C# name of a type.</summary>
    public static string NameOf(Type type) =>
        type.IsArray ? NameOf(type.GetElementType()!) + "[]"
        : type == typeof(byte) ? "byte" : type == typeof(sbyte) ? "sbyte" : type == typeof(ushort) ? "ushort" : type == typeof(short) ? "short"
        : type == typeof(uint) ? "uint" : type == typeof(int) ? "int" : type == typeof(ulong) ? "ulong" : type == typeof(long) ? "long"
        : type == typeof(float) ? "float" : type == typeof(double) ? "double" : type == typeof(bool) ? "bool" : type == typeof(string) ? "string"
        : type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>"
        : type.Name;

    private static object? Convert(object value, Primitive primitive)
    {
        if (value.GetType() == primitive.ClrType()) return value;
        return (value, primitive) switch
        {
            (string text, Primitive.Str) => Text.From(text),
            (bool flag, Primitive.U8) => flag ? (byte)1 : (byte)0,
            (TimeSpan time, Primitive.I64) => time.Ticks * TimeSpan.NanosecondsPerTick,
            (int number, not Primitive.Str) when Constant.Of((long)number) is var literal && literal.Fits(primitive) => Typed.ValueOf(literal, primitive),
            _ => null,
        };
    }

    private static Series? SeriesOf(Array array, Primitive element)
    {
        var elements = array.Cast<object>().Select(e => Convert(e, element)).ToArray();
        return elements.Contains(null) ? null : Typed.SeriesOf(element, elements!);
    }

    private static string Quote(string text) =>
        "\"" + string.Concat(text.Select(static c => c switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            < ' ' => $"\\u{(int)c:x4}",
            _ => c.ToString(),
        })) + "\"";

    private sealed class ToArray(Series series) : ITypedOperation<object>
    {
        public object Run<T>() => typeof(T) == typeof(Text)
            ? ((Series<Text>)series).Span.ToArray().Select(static t => t.ToString()).ToArray()
            : ((Series<T>)series).Span.ToArray();
    }
}
