using System.Collections;
using System.Globalization;
using System.Text.Json;
using Arc.Cli.Graphs.Drawing;
using Arc.Runtime;
using Arc.Sdk;

namespace Arc.Cli.Inspecting;

/// <summary>Values of any module's state, for people and machines.</summary>
internal static class InspectedValue
{
    private const int MaxCells = 100;

    /// <summary>A value on one line.</summary>
    public static string Text(object? value)
    {
        var text = Known(value) is { } known ? (value is Text ? JsonSerializer.Serialize(value.ToString(), Relaxed) : known.ToString()) : value switch
        {
            null => "none",
            string s => JsonSerializer.Serialize(s, Relaxed),
            bool b => b ? "true" : "false",
            IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Text))}]",
            IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
        return TextMeasure.Elide(text.ReplaceLineEndings(" "), MaxCells);
    }

    /// <summary>A value as JSON. What JSON has no form for is its text.</summary>
    public static void Write(Utf8JsonWriter json, object? value)
    {
        if (Known(value) is { } known)
        {
            ArcValueJson.Write(json, known);
            return;
        }

        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case IEnumerable items:
                json.WriteStartArray();
                foreach (var item in items) Write(json, item);
                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(Text(value));
                break;
        }
    }

    private static JsonSerializerOptions Relaxed { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static ArcValue? Known(object? value) => value switch
    {
        double number => ArcValue.Of(number),
        float number => ArcValue.Of(number),
        byte number => ArcValue.Of(number),
        ushort number => ArcValue.Of(number),
        uint number => ArcValue.Of(number),
        ulong number => ArcValue.Of(number),
        sbyte number => ArcValue.Of(number),
        short number => ArcValue.Of(number),
        int number => ArcValue.Of(number),
        long number => ArcValue.Of(number),
        Text text => ArcValue.Of(text),
        Series series => ArcValue.Of(series),
        _ => null,
    };
}
