using System.Globalization;
using System.Text.Json;
using Arc.Language.Graphs;
using Arc.Sdk;
using Arc.Sdk.Types;

namespace Arc.Runtime;

/// <summary>
/// Values in JSON, as case files and <c>arc call</c> have them: numbers; 64-bit integers also as strings; <c>"NaN"</c>,
/// <c>"Infinity"</c>, <c>"+Inf"</c>, <c>"-Infinity"</c>, <c>"-Inf"</c>; arrays for series; strings for texts.
/// </summary>
public static class ArcValueJson
{
    /// <summary>Reads a value of a type.</summary>
    /// <exception cref="FormatException">The JSON is no value of the type; the message says what was found and what is expected.</exception>
    public static ArcValue Read(JsonElement json, ArcType type) => type switch
    {
        PrimitiveType { Primitive: Primitive.Str } => json.ValueKind == JsonValueKind.String ? ArcValue.Of(Text(json, type)) : throw Wrong(json, type),
        PrimitiveType { Primitive: var primitive } => ArcValue.Of(Constant(json, primitive, type), type),
        SeriesType { Element: PrimitiveType element } => ArcValue.Of(ReadSeries(json, element)),
        ChannelType when json.ValueKind == JsonValueKind.String => ArcValue.Of(Text(json, type)),
        ChannelType when json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var key) => new ArcValue(type, (uint)key),
        _ => throw Wrong(json, type),
    };

    /// <summary>Reads an argument of the command line: JSON for a series, the bare text for <c>str</c>, a number otherwise.</summary>
    /// <exception cref="FormatException">The text is no value of the type.</exception>
    public static ArcValue Parse(string text, ArcType type)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (type is PrimitiveType { Primitive: Primitive.Str }) return ArcValue.Of(text);
        if (type is PrimitiveType { Primitive: var primitive }) return ArcValue.Of(Parse(text, primitive, type), type);
        if (type is ChannelType) return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? new ArcValue(type, (uint)key) : ArcValue.Of(text);
        try
        {
            using var json = JsonDocument.Parse(text);
            return Read(json.RootElement, type);
        }
        catch (JsonException)
        {
            throw Wrong(text, type);
        }
    }

    /// <summary>Writes a value; what JSON has no number for is a string.</summary>
    public static void Write(Utf8JsonWriter json, ArcValue value)
    {
        ArgumentNullException.ThrowIfNull(json);
        switch (value.Type)
        {
            case PrimitiveType { Primitive: Primitive.Str }: json.WriteStringValue(value.As<string>()); break;
            case PrimitiveType { Primitive: var primitive }: WriteNumber(json, value, primitive); break;
            case SeriesType:
                json.WriteStartArray();
                foreach (var element in value.Elements()) Write(json, element);
                json.WriteEndArray();
                break;
            default: json.WriteNumberValue((int)value.Bits); break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, ArcValue value, Primitive primitive)
    {
        if (primitive == Primitive.U64) json.WriteNumberValue(value.Bits);
        else if (!primitive.IsFloat()) json.WriteNumberValue((long)value.Bits);
        else if (double.IsNaN(value.Number)) json.WriteStringValue("NaN");
        else if (double.IsInfinity(value.Number)) json.WriteStringValue(value.Number > 0 ? "Infinity" : "-Infinity");
        else if (primitive == Primitive.F32) json.WriteNumberValue((float)value.Number);
        else json.WriteNumberValue(value.Number);
    }

    private static Constant Constant(JsonElement json, Primitive primitive, ArcType type) => json.ValueKind switch
    {
        JsonValueKind.Number => Parse(json.GetRawText(), primitive, type),
        JsonValueKind.String => Parse(Text(json, type), primitive, type),
        _ => throw Wrong(json, type),
    };

    private static Constant Parse(string text, Primitive primitive, ArcType type)
    {
        if (primitive.IsFloat() && ParseFloat(text, primitive) is { } number) return Sdk.Types.Constant.Of(number);
        if (primitive.IsInteger() && Sdk.Types.Constant.TryParseNumber(text, out var constant) && constant.Fits(primitive)) return constant;
        throw Wrong(text, type);
    }

    // Straight to the declared width, so that an f32 is rounded once.
    private static double? ParseFloat(string text, Primitive primitive)
    {
        switch (text)
        {
            case "NaN": return double.NaN;
            case "Infinity" or "+Infinity" or "+Inf" or "Inf": return double.PositiveInfinity;
            case "-Infinity" or "-Inf": return double.NegativeInfinity;
        }

        if (primitive == Primitive.F32)
            return float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var single) ? single : null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static Series ReadSeries(JsonElement json, PrimitiveType element)
    {
        if (json.ValueKind != JsonValueKind.Array) throw Wrong(json, new SeriesType(element));
        return element.Primitive switch
        {
            Primitive.U8 => Fill<byte>(json, element),
            Primitive.U16 => Fill<ushort>(json, element),
            Primitive.U32 => Fill<uint>(json, element),
            Primitive.U64 => Fill<ulong>(json, element),
            Primitive.I8 => Fill<sbyte>(json, element),
            Primitive.I16 => Fill<short>(json, element),
            Primitive.I32 => Fill<int>(json, element),
            Primitive.I64 => Fill<long>(json, element),
            Primitive.F32 => Fill<float>(json, element),
            Primitive.F64 => Fill<double>(json, element),
            _ => Fill<Text>(json, element),
        };
    }

    private static Series<T> Fill<T>(JsonElement json, PrimitiveType element)
    {
        var series = new Series<T>(json.GetArrayLength());
        var index = 0;
        foreach (var item in json.EnumerateArray()) series[index++] = Read(item, element).As<T>();
        return series;
    }

    private static string Text(JsonElement json, ArcType type) => JsonTexts.Of(json) ?? throw Wrong(json, type);

    private static FormatException Wrong(JsonElement json, ArcType type) => Wrong(json.GetRawText(), type);

    private static FormatException Wrong(string found, ArcType type) =>
        new($"{(found.Length > 60 ? found[..60] + "..." : found)} is not a value of type {type}");
}
