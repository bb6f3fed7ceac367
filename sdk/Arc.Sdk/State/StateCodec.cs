using System.Text.Json;
using Arc.Sdk.Types;

namespace Arc.Sdk.State;

/// <summary>A type of one's own that can be kept in <see cref="NodeState{T}"/> or in a field of a node, and is part of a checkpoint.</summary>
/// <typeparam name="TSelf">The type.</typeparam>
public interface IStateValue<TSelf> where TSelf : IStateValue<TSelf>
{
    /// <summary>Writes the value as one JSON value.</summary>
    void Write(Utf8JsonWriter writer);

    /// <summary>Makes the value that <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">The JSON holds no such value.</exception>
    static abstract TSelf Read(JsonElement saved);
}

/// <summary>Writes and reads values of state as JSON, exactly: floats go by their bits, text by its bytes.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public static class StateCodec<T>
{
    private static Action<Utf8JsonWriter, T>? _write;
    private static Func<JsonElement, T>? _read;

    static StateCodec()
    {
        StateCodecs.RegisterBuiltIn<T>();
    }

    /// <summary>Whether a codec is known for the type.</summary>
    internal static bool IsKnown => _read is not null;

    /// <summary>Makes a type's own codec known. Generated code calls it through <see cref="StateValue"/>.</summary>
    public static void Register(Action<Utf8JsonWriter, T> write, Func<JsonElement, T> read)
    {
        _write = write;
        _read = read;
    }

    /// <summary>Writes one value.</summary>
    /// <exception cref="NotSupportedException">No codec is known for the type.</exception>
    public static void Write(Utf8JsonWriter writer, T value) => (_write ?? throw Unknown())(writer, value);

    /// <summary>Reads one value.</summary>
    /// <exception cref="JsonException">The JSON holds no such value.</exception>
    /// <exception cref="NotSupportedException">No codec is known for the type.</exception>
    public static T Read(JsonElement saved)
    {
        var read = _read ?? throw Unknown();
        try
        {
            return read(saved);
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or OverflowException or KeyNotFoundException or IndexOutOfRangeException)
        {
            throw new JsonException($"saved state is no {typeof(T)}: {e.Message}", e);
        }
    }

    private static NotSupportedException Unknown() =>
        new($"{typeof(T)} cannot be kept as state; use a primitive, bool, string, an enumeration, a series, a nullable value, tuple, array, List or Queue of these, or a type that implements IStateValue");
}

/// <summary>The codecs of the types that need no help.</summary>
internal static class StateCodecs
{
    public static void RegisterBuiltIn<T>()
    {
        if (typeof(T) == typeof(bool)) StateCodec<bool>.Register((w, v) => w.WriteBooleanValue(v), j => j.GetBoolean());
        else if (typeof(T) == typeof(char)) StateCodec<char>.Register((w, v) => w.WriteNumberValue(v), j => (char)j.GetUInt16());
        else if (typeof(T) == typeof(string)) StateCodec<string?>.Register(WriteString, ReadString);
        else if (PrimitiveFacts.TryFromClr(typeof(T), out var primitive)) RegisterPrimitive(primitive);
        else RegisterSeriesOf(typeof(T));
    }

    // Half a surrogate pair has no UTF-8; such a string goes by its code units.
    private static void WriteString(Utf8JsonWriter writer, string? value)
    {
        var isWellFormed = true;
        for (var i = 0; value is not null && i < value.Length; i++)
        {
            if (!char.IsSurrogate(value[i])) continue;
            if (char.IsHighSurrogate(value[i]) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1])) i++;
            else isWellFormed = false;
        }

        if (isWellFormed)
        {
            writer.WriteStringValue(value);
            return;
        }

        writer.WriteStartArray();
        foreach (var unit in value!) writer.WriteNumberValue(unit);
        writer.WriteEndArray();
    }

    private static string? ReadString(JsonElement saved) =>
        saved.ValueKind == JsonValueKind.Array ? new string([.. saved.EnumerateArray().Select(static u => (char)u.GetUInt16())]) : saved.GetString();

    private static void RegisterPrimitive(Primitive primitive)
    {
        switch (primitive)
        {
            case Primitive.U8: StateCodec<byte>.Register((w, v) => w.WriteNumberValue(v), j => j.GetByte()); break;
            case Primitive.U16: StateCodec<ushort>.Register((w, v) => w.WriteNumberValue(v), j => j.GetUInt16()); break;
            case Primitive.U32: StateCodec<uint>.Register((w, v) => w.WriteNumberValue(v), j => j.GetUInt32()); break;
            case Primitive.U64: StateCodec<ulong>.Register((w, v) => w.WriteNumberValue(v), j => j.GetUInt64()); break;
            case Primitive.I8: StateCodec<sbyte>.Register((w, v) => w.WriteNumberValue(v), j => j.GetSByte()); break;
            case Primitive.I16: StateCodec<short>.Register((w, v) => w.WriteNumberValue(v), j => j.GetInt16()); break;
            case Primitive.I32: StateCodec<int>.Register((w, v) => w.WriteNumberValue(v), j => j.GetInt32()); break;
            case Primitive.I64: StateCodec<long>.Register((w, v) => w.WriteNumberValue(v), j => j.GetInt64()); break;
            case Primitive.F32:
                StateCodec<float>.Register(
                    (w, v) => w.WriteNumberValue(BitConverter.SingleToUInt32Bits(v)), j => BitConverter.UInt32BitsToSingle(j.GetUInt32()));
                break;
            case Primitive.F64:
                StateCodec<double>.Register(
                    (w, v) => w.WriteNumberValue(BitConverter.DoubleToUInt64Bits(v)), j => BitConverter.UInt64BitsToDouble(j.GetUInt64()));
                break;
            default: StateCodec<Text>.Register((w, v) => w.WriteBase64StringValue(v.Bytes), j => Text.Wrap(j.GetBytesFromBase64())); break;
        }
    }

    private static void RegisterSeriesOf(Type type)
    {
        if (type == typeof(Series<byte>)) RegisterSeries<byte>();
        else if (type == typeof(Series<ushort>)) RegisterSeries<ushort>();
        else if (type == typeof(Series<uint>)) RegisterSeries<uint>();
        else if (type == typeof(Series<ulong>)) RegisterSeries<ulong>();
        else if (type == typeof(Series<sbyte>)) RegisterSeries<sbyte>();
        else if (type == typeof(Series<short>)) RegisterSeries<short>();
        else if (type == typeof(Series<int>)) RegisterSeries<int>();
        else if (type == typeof(Series<long>)) RegisterSeries<long>();
        else if (type == typeof(Series<float>)) RegisterSeries<float>();
        else if (type == typeof(Series<double>)) RegisterSeries<double>();
        else if (type == typeof(Series<Text>)) RegisterSeries<Text>();
    }

    private static void RegisterSeries<T>() =>
        StateCodec<Series<T>?>.Register(
            (writer, series) => StateValue.WriteAll<T>(writer, series is null ? default : series.Span, series is null),
            saved => saved.ValueKind == JsonValueKind.Null ? null : new Series<T>(StateValue.ReadAll<T>(saved)));
}
