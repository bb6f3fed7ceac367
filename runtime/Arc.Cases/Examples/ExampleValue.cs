using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Arc.Cases.Examples;

/// <summary>A value as an example writes it.</summary>
/// <param name="Json">The value as a case file spells it.</param>
/// <param name="Tolerance">By how much a float may differ: the last of the digits that stand before <c>...</c>; else 0.</param>
/// <param name="IsNumber">Whether it is a number, though JSON may need a text for it.</param>
internal readonly partial record struct ExampleValue(JsonElement Json, double Tolerance, bool IsNumber)
{
    /// <summary>Reads a number, <c>nan</c>, <c>inf</c>, a quoted text, or a series in brackets.</summary>
    /// <exception cref="ExampleException">It is none of these.</exception>
    public static ExampleValue Read(string text, string place)
    {
        var tolerance = 0.0;
        var json = Special().Replace(text, m => m.Groups["quoted"].Success ? m.Value : m.Value switch
        {
            "nan" or "NaN" => "\"NaN\"",
            "inf" or "Infinity" => "\"Infinity\"",
            _ => "\"-Infinity\"",
        });
        json = Cut().Replace(json, m =>
        {
            if (m.Groups["quoted"].Success) return m.Value;
            tolerance = Math.Max(tolerance, Math.Pow(10, -m.Groups["digits"].Length));
            return m.Groups["number"].Value;
        });
        try
        {
            using var document = JsonDocument.Parse(json);
            return new ExampleValue(document.RootElement.Clone(), tolerance, !text.StartsWith('"'));
        }
        catch (JsonException)
        {
            throw new ExampleException(place, string.Create(CultureInfo.InvariantCulture, $"'{text}' is no value; write a number, nan, inf, a text in double quotes or a series as [1, 2]"));
        }
    }

    [GeneratedRegex("""(?<quoted>\"(\\.|[^"\\])*\")|-?\b(nan|NaN|inf|Infinity)\b""", RegexOptions.CultureInvariant)]
    private static partial Regex Special();

    [GeneratedRegex("""(?<quoted>\"(\\.|[^"\\])*\")|(?<number>-?\d+\.(?<digits>\d+))\.\.\.""", RegexOptions.CultureInvariant)]
    private static partial Regex Cut();
}
