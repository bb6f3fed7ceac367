using System.Globalization;
using System.Text.Json;
using Arc.Language.Syntax;

namespace Arc.Language.Graphs;

/// <summary>JSON values as the literals of source text, so that the same checks apply to both.</summary>
internal static class GraphValues
{
    // What is beyond is out of range of every type, or zero.
    private const int MaxExponent = 1000;

    // Every integer of so many digits has 64 bits.
    private const int MaxIntegerDigits = 18;

    /// <summary>The literal; null if there is none for the value.</summary>
    public static ExpressionSyntax? ToLiteral(GraphValue value) => value.Json.ValueKind switch
    {
        JsonValueKind.String when JsonTexts.Of(value.Json) is { } text => new StringLiteralSyntax(value.Span, text),
        JsonValueKind.Number => Number(value.Json.GetRawText(), value.Span),
        JsonValueKind.True => new NumberLiteralSyntax(value.Span, "1", IsFloat: false, null),
        JsonValueKind.False => new NumberLiteralSyntax(value.Span, "0", IsFloat: false, null),
        _ => null,
    };

    /// <summary>The integer that a number is, whether or not it is written with a fraction or an exponent.</summary>
    public static bool TryInteger(JsonElement json, out int value)
    {
        value = 0;
        if (json.ValueKind != JsonValueKind.Number) return false;
        if (json.TryGetInt32(out value)) return true;
        if (!json.TryGetDouble(out var number) || !double.IsInteger(number) || Math.Abs(number) > int.MaxValue) return false;
        value = (int)number;
        return true;
    }

    private static ExpressionSyntax Number(string text, SourceSpan span)
    {
        var isNegative = text[0] == '-';
        var digits = Plain(isNegative ? text[1..] : text);
        var number = new NumberLiteralSyntax(span, digits, digits.Contains('.', StringComparison.Ordinal), null);
        return isNegative ? new UnarySyntax(span, TokenKind.Minus, number) : number;
    }

    /// <summary>A number without exponent, as source text writes it. One that no integer type holds is a float, as in 1e300.</summary>
    private static string Plain(string text)
    {
        var e = text.AsSpan().IndexOfAny('e', 'E');
        if (e < 0) return text;
        var isSmall = text[e + 1] == '-';
        var exponent = int.TryParse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var given)
            ? Math.Clamp(given, -MaxExponent, MaxExponent)
            : isSmall ? -MaxExponent : MaxExponent;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var whole = text[..(dot < 0 ? e : dot)];
        var digits = dot < 0 ? whole : whole + text[(dot + 1)..e];
        var point = whole.Length + exponent;
        if (point <= 0) return $"0.{new string('0', -point)}{digits}";
        if (point < digits.Length) return $"{digits[..point]}.{digits[point..]}";
        var integer = digits + new string('0', point - digits.Length);
        return integer.Length > MaxIntegerDigits ? integer + ".0" : integer;
    }
}
