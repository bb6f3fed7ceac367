using System.Globalization;
using System.Text;

namespace Arc.Cli.Graphs.Drawing;

/// <summary>
/// How wide texts are at most. Whoever looks at a picture has fonts that we do not know, so texts are set in the viewer's monospaced font:
/// the common ones advance by 0.55 to 0.602 of their size, and what they lack comes from a font with characters up to twice as wide.
/// </summary>
internal static class TextMeasure
{
    private const double Advance = 0.62;
    private const char Ellipsis = '\u2026';

    /// <summary>The width of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The size of the font in pixels.</param>
    public static double Width(string text, double size) => Cells(text) * Advance * size;

    /// <summary>The text, or its beginning and end around an ellipsis if it is wider than a number of cells.</summary>
    public static string Elide(string text, int cells)
    {
        if (Cells(text) <= cells) return text;
        var runes = text.EnumerateRunes().ToArray();
        var room = cells - 1;
        var head = 0;
        var tail = runes.Length;
        // The beginning gets two thirds: names differ there more often.
        for (var used = 0; head < tail && used + Cells(runes[head]) <= room * 2 / 3; head++) used += Cells(runes[head]);
        for (var used = 0; tail > head && used + Cells(runes[tail - 1]) <= room - (room * 2 / 3); tail--) used += Cells(runes[tail - 1]);
        var result = new StringBuilder();
        foreach (var rune in runes.AsSpan(0, head)) result.Append(rune.ToString());
        result.Append(Ellipsis);
        foreach (var rune in runes.AsSpan(tail)) result.Append(rune.ToString());
        return result.ToString();
    }

    private static int Cells(string text)
    {
        var cells = 0;
        foreach (var rune in text.EnumerateRunes()) cells += Cells(rune);
        return cells;
    }

    private static int Cells(Rune rune)
    {
        // Latin, Greek, Cyrillic and the signs of mathematics are in every monospaced font.
        if (rune.Value is < 0x0300 or (>= 0x0370 and < 0x0530) or (>= 0x1E00 and < 0x2300)) return 1;
        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format ? 1 : 2;
    }
}
