using System.Text.Json;

namespace Arc.Sdk.State;

/// <summary>
/// What generated code calls to save and load the fields of a node: codecs of composed types, made known without reflection, and one
/// property of a JSON object for each field.
/// </summary>
public static class StateValue
{
    /// <summary>Makes the codec of a type with <see cref="IStateValue{TSelf}"/> known.</summary>
    public static void Register<T>() where T : IStateValue<T>
    {
        if (StateCodec<T>.IsKnown) return;
        StateCodec<T>.Register(
            static (writer, value) =>
            {
                if (value is null) writer.WriteNullValue();
                else value.Write(writer);
            },
            static saved => default(T) is null && saved.ValueKind == JsonValueKind.Null ? default! : T.Read(saved));
    }

    /// <summary>Makes the codec of an enumeration known: its names.</summary>
    public static void RegisterEnum<T>() where T : struct, Enum
    {
        if (StateCodec<T>.IsKnown) return;
        StateCodec<T>.Register(
            static (writer, value) => writer.WriteStringValue(value.ToString()),
            static saved => Enum.TryParse<T>(saved.GetString(), out var value) ? value : throw new FormatException($"'{saved.GetString()}' is no {typeof(T).Name}"));
    }

    /// <summary>Makes the codec of a nullable value known; that of <typeparamref name="T"/> must be.</summary>
    public static void RegisterNullable<T>() where T : struct
    {
        if (StateCodec<T?>.IsKnown) return;
        StateCodec<T?>.Register(
            static (writer, value) =>
            {
                if (value is { } known) StateCodec<T>.Write(writer, known);
                else writer.WriteNullValue();
            },
            static saved => saved.ValueKind == JsonValueKind.Null ? null : StateCodec<T>.Read(saved));
    }

    /// <summary>Makes the codec of an array known; that of <typeparamref name="T"/> must be.</summary>
    public static void RegisterArray<T>()
    {
        if (StateCodec<T[]?>.IsKnown) return;
        StateCodec<T[]?>.Register(
            static (writer, values) => WriteAll<T>(writer, values, values is null),
            static saved => saved.ValueKind == JsonValueKind.Null ? null : ReadAll<T>(saved));
    }

    /// <summary>Makes the codec of a list known; that of <typeparamref name="T"/> must be.</summary>
    public static void RegisterList<T>()
    {
        if (StateCodec<List<T>?>.IsKnown) return;
        StateCodec<List<T>?>.Register(
            static (writer, values) => WriteAll<T>(writer, values?.ToArray(), values is null),
            static saved => saved.ValueKind == JsonValueKind.Null ? null : [.. ReadAll<T>(saved)]);
    }

    /// <summary>Makes the codec of a queue known; that of <typeparamref name="T"/> must be.</summary>
    public static void RegisterQueue<T>()
    {
        if (StateCodec<Queue<T>?>.IsKnown) return;
        StateCodec<Queue<T>?>.Register(
            static (writer, values) => WriteAll<T>(writer, values?.ToArray(), values is null),
            static saved => saved.ValueKind == JsonValueKind.Null ? null : new Queue<T>(ReadAll<T>(saved)));
    }

    /// <summary>Makes the codec of a pair known; those of its elements must be.</summary>
    public static void RegisterTuple<T1, T2>()
    {
        if (StateCodec<(T1, T2)>.IsKnown) return;
        StateCodec<(T1, T2)>.Register(
            static (writer, value) =>
            {
                writer.WriteStartArray();
                StateCodec<T1>.Write(writer, value.Item1);
                StateCodec<T2>.Write(writer, value.Item2);
                writer.WriteEndArray();
            },
            static saved => (StateCodec<T1>.Read(saved[0]), StateCodec<T2>.Read(saved[1])));
    }

    /// <summary>Makes the codec of a triple known; those of its elements must be.</summary>
    public static void RegisterTuple<T1, T2, T3>()
    {
        if (StateCodec<(T1, T2, T3)>.IsKnown) return;
        StateCodec<(T1, T2, T3)>.Register(
            static (writer, value) =>
            {
                writer.WriteStartArray();
                StateCodec<T1>.Write(writer, value.Item1);
                StateCodec<T2>.Write(writer, value.Item2);
                StateCodec<T3>.Write(writer, value.Item3);
                writer.WriteEndArray();
            },
            static saved => (StateCodec<T1>.Read(saved[0]), StateCodec<T2>.Read(saved[1]), StateCodec<T3>.Read(saved[2])));
    }

    /// <summary>Makes the codec of a tuple of four known; those of its elements must be.</summary>
    public static void RegisterTuple<T1, T2, T3, T4>()
    {
        if (StateCodec<(T1, T2, T3, T4)>.IsKnown) return;
        StateCodec<(T1, T2, T3, T4)>.Register(
            static (writer, value) =>
            {
                writer.WriteStartArray();
                StateCodec<T1>.Write(writer, value.Item1);
                StateCodec<T2>.Write(writer, value.Item2);
                StateCodec<T3>.Write(writer, value.Item3);
                StateCodec<T4>.Write(writer, value.Item4);
                writer.WriteEndArray();
            },
            static saved => (StateCodec<T1>.Read(saved[0]), StateCodec<T2>.Read(saved[1]), StateCodec<T3>.Read(saved[2]), StateCodec<T4>.Read(saved[3])));
    }

    /// <summary>Writes a field as a property of the object that is being written.</summary>
    public static void Write<T>(Utf8JsonWriter writer, string name, T value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(name);
        StateCodec<T>.Write(writer, value);
    }

    /// <summary>Reads a field.</summary>
    /// <exception cref="JsonException">The object has no such property, or it holds no such value.</exception>
    public static T Read<T>(JsonElement saved, string name)
    {
        if (saved.ValueKind != JsonValueKind.Object || !saved.TryGetProperty(name, out var value))
            throw new JsonException($"the saved state has no '{name}'; it belongs to another version");
        return StateCodec<T>.Read(value);
    }

    /// <summary>Reads the elements of an array that cannot be replaced.</summary>
    /// <exception cref="JsonException">The object has no such property, or another number of elements.</exception>
    public static void ReadInto<T>(JsonElement saved, string name, T[]? target)
    {
        var values = Read<T[]?>(saved, name);
        CheckLength(name, values?.Length, target?.Length);
        values?.CopyTo(target!, 0);
    }

    /// <summary>Reads the elements of a series that cannot be replaced.</summary>
    /// <exception cref="JsonException">The object has no such property, or another number of elements.</exception>
    public static void ReadInto<T>(JsonElement saved, string name, Series<T>? target)
    {
        var values = Read<Series<T>?>(saved, name);
        CheckLength(name, values?.Length, target?.Length);
        values?.Span.CopyTo(target!.Span);
    }

    /// <summary>Reads the elements of a list that cannot be replaced.</summary>
    /// <exception cref="JsonException">The object has no such property.</exception>
    public static void ReadInto<T>(JsonElement saved, string name, List<T>? target)
    {
        var values = Read<List<T>?>(saved, name);
        if (values is null || target is null)
        {
            CheckLength(name, values?.Count, target?.Count);
            return;
        }

        target.Clear();
        target.AddRange(values);
    }

    /// <summary>Reads the elements of a queue that cannot be replaced.</summary>
    /// <exception cref="JsonException">The object has no such property.</exception>
    public static void ReadInto<T>(JsonElement saved, string name, Queue<T>? target)
    {
        var values = Read<Queue<T>?>(saved, name);
        if (values is null || target is null)
        {
            CheckLength(name, values?.Count, target?.Count);
            return;
        }

        target.Clear();
        foreach (var value in values) target.Enqueue(value);
    }

    internal static void WriteAll<T>(Utf8JsonWriter writer, ReadOnlySpan<T> values, bool isNull = false)
    {
        if (isNull)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartArray();
        foreach (var value in values) StateCodec<T>.Write(writer, value);
        writer.WriteEndArray();
    }

    internal static T[] ReadAll<T>(JsonElement saved)
    {
        var values = new T[saved.GetArrayLength()];
        var count = 0;
        foreach (var value in saved.EnumerateArray()) values[count++] = StateCodec<T>.Read(value);
        return values;
    }

    private static void CheckLength(string name, int? saved, int? wanted)
    {
        if (saved != wanted) throw new JsonException($"the saved state of '{name}' has {saved?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no"} elements and not {wanted?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}");
    }
}
