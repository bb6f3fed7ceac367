using System.Text.Json;
using Arc.Sdk.Types;

namespace Arc.Sdk.State;

/// <summary>A type of one's own that can be kept in <see cref="NodeState{T}"/>.</summary>
/// <typeparam name="TSelf">The type.</typeparam>
public interface IStateValue<TSelf> where TSelf : IStateValue<TSelf>
{
    /// <summary>Writes the value as one JSON value.</summary>
    void Write(Utf8JsonWriter writer);

    /// <summary>Replaces the value by what <see cref="Write"/> wrote.</summary>
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

    /// <summary>Makes a type's own codec known. Generated code calls it for state of a type with <see cref="IStateValue{TSelf}"/>.</summary>
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
        catch (Exception e) when (e is FormatException or InvalidOperationException or OverflowException)
        {
            throw new JsonException($"saved state is no {typeof(T)}: {e.Message}", e);
        }
    }

    private static NotSupportedException Unknown() =>
        new($"{typeof(T)} cannot be kept as module state; use a primitive, bool, string, a series, or a type that implements IStateValue");
}

/// <summary>Makes the codecs of types with <see cref="IStateValue{TSelf}"/> known.</summary>
public static class StateValue
{
    /// <summary>Makes one type's codec known; generated code calls it for module state of that type.</summary>
    public static void Register<T>() where T : IStateValue<T> => StateCodec<T>.Register((writer, value) => value.Write(writer), T.Read);
}

/// <summary>The codecs of the types that need no help.</summary>
internal static class StateCodecs
{
    public static void RegisterBuiltIn<T>()
    {
        if (typeof(T) == typeof(bool)) StateCodec<bool>.Register((w, v) => w.WriteBooleanValue(v), j => j.GetBoolean());
        else if (typeof(T) == typeof(string)) StateCodec<string>.Register((w, v) => w.WriteStringValue(v), j => j.GetString() ?? "");
        else if (PrimitiveFacts.TryFromClr(typeof(T), out var primitive)) RegisterPrimitive(primitive);
        else RegisterSeriesOf(typeof(T));
    }

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
        StateCodec<Series<T>>.Register(
            (writer, series) =>
            {
                writer.WriteStartArray();
                foreach (var element in series.Span) StateCodec<T>.Write(writer, element);
                writer.WriteEndArray();
            },
            saved => new Series<T>([.. saved.EnumerateArray().Select(StateCodec<T>.Read)]));
}
