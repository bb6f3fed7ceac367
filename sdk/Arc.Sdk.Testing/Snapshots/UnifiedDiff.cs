using System.Globalization;

namespace Arc.Sdk.Testing;

/// <summary>Differences between two texts, for people: hunks with line numbers and context, and a mark under what changed in a line.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;
    private const int MostCharacters = 180;

    /// <summary>The lines of the diff; none if the texts are the same.</summary>
    public static List<string> Write(string expected, string actual)
    {
        var (old, now) = (Lines(expected), Lines(actual));
        var changes = Changes(LineMatch.Of(old, now), now.Length);
        var result = new List<string>();
        var digits = Math.Max(old.Length, now.Length).ToString(CultureInfo.InvariantCulture).Length;
        for (var i = 0; i < changes.Count;)
        {
            var last = i;
            while (last + 1 < changes.Count && changes[last + 1].OldFrom - changes[last].OldTo <= 2 * Context) last++;
            var oldFrom = Math.Max(0, changes[i].OldFrom - Context);
            var newFrom = changes[i].NewFrom - (changes[i].OldFrom - oldFrom);
            var oldTo = Math.Min(old.Length, changes[last].OldTo + Context);
            var newTo = changes[last].NewTo + (oldTo - changes[last].OldTo);
            result.Add(string.Create(CultureInfo.InvariantCulture, $"@@ -{Range(oldFrom, oldTo)} +{Range(newFrom, newTo)} @@"));
            var (atOld, atNew) = (oldFrom, newFrom);
            for (; i <= last; i++)
            {
                for (; atOld < changes[i].OldFrom; atOld++, atNew++) result.Add(Line(digits, atOld, atNew, ' ', Shorten(old[atOld])));
                AddChange(result, digits, old, now, changes[i]);
                (atOld, atNew) = (changes[i].OldTo, changes[i].NewTo);
            }

            for (; atOld < oldTo; atOld++, atNew++) result.Add(Line(digits, atOld, atNew, ' ', Shorten(old[atOld])));
        }

        return result;
    }

    /// <summary>A text's lines, without an empty one behind the last line end.</summary>
    public static string[] Lines(string text) => (text.EndsWith('\n') ? text[..^1] : text).Split('\n');

    /// <summary>Lines as a text; those beyond the limit are counted only.</summary>
    public static string Cut(List<string> lines, int most) =>
        string.Concat(lines.Take(most).Select(l => l.TrimEnd() + "\n"))
        + (lines.Count > most ? string.Create(CultureInfo.InvariantCulture, $"... {lines.Count - most} more lines\n") : "");

    /// <summary>A line that fits a console.</summary>
    public static string Shorten(string line) => line.Length <= MostCharacters ? line : line[..MostCharacters] + "...";

    private static List<Change> Changes(int[] match, int newLength)
    {
        var changes = new List<Change>();
        var (old, now) = (0, 0);
        while (old < match.Length || now < newLength)
        {
            if (old < match.Length && match[old] == now)
            {
                old++;
                now++;
                continue;
            }

            var (oldFrom, newFrom) = (old, now);
            while (old < match.Length && match[old] < 0) old++;
            now = old < match.Length ? match[old] : newLength;
            changes.Add(new Change(oldFrom, old, newFrom, now));
        }

        return changes;
    }

    private static void AddChange(List<string> result, int digits, string[] old, string[] now, Change change)
    {
        // Lines of a block that stayed as long as it was belong together one by one.
        var isPaired = change.OldTo - change.OldFrom == change.NewTo - change.NewFrom;
        for (var i = change.OldFrom; i < change.OldTo; i++)
            AddLine(result, digits, i, -1, old[i], isPaired ? now[change.NewFrom + i - change.OldFrom] : null);
        for (var i = change.NewFrom; i < change.NewTo; i++)
            AddLine(result, digits, -1, i, now[i], isPaired ? old[change.OldFrom + i - change.NewFrom] : null);
    }

    private static void AddLine(List<string> result, int digits, int atOld, int atNew, string line, string? other)
    {
        var (from, to) = other is null ? (0, 0) : Differing(line, other);
        var start = line.Length > MostCharacters && from > MostCharacters / 2 ? from - (MostCharacters / 3) : 0;
        var shown = (start > 0 ? "..." : "") + Shorten(line[start..]);
        result.Add(Line(digits, atOld, atNew, atNew < 0 ? '-' : '+', shown));
        if (from == to) return;
        var indent = from - start + (start > 0 ? 3 : 0);
        var blank = string.Concat(shown.Take(indent).Select(c => c == '\t' ? '\t' : ' '));
        result.Add(Line(digits, -1, -1, ' ', blank + new string('^', Math.Clamp(to - from, 1, Math.Max(1, shown.Length - indent)))));
    }

    /// <summary>The part of a line that differs from another line; empty if hardly anything is common.</summary>
    private static (int From, int To) Differing(string line, string other)
    {
        var shorter = Math.Min(line.Length, other.Length);
        var (start, end) = (0, 0);
        while (start < shorter && line[start] == other[start]) start++;
        while (end < shorter - start && line[^(end + 1)] == other[^(end + 1)]) end++;
        var indent = line.Length - line.AsSpan().TrimStart().Length;
        var common = Math.Max(0, start - indent) + end;
        return common * 4 < Math.Max(line.Length, other.Length) - indent ? (0, 0) : (start, line.Length - end);
    }

    private static string Line(int digits, int old, int now, char sign, string text) => $"{Number(old, digits)} {Number(now, digits)} {sign} {text}";

    private static string Number(int line, int digits) => (line < 0 ? "" : (line + 1).ToString(CultureInfo.InvariantCulture)).PadLeft(digits);

    private static string Range(int from, int to) => string.Create(CultureInfo.InvariantCulture, $"{(to > from ? from + 1 : from)},{to - from}");

    private readonly record struct Change(int OldFrom, int OldTo, int NewFrom, int NewTo);
}
