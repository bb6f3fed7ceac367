using System.Text;

namespace Arc.Cli.Data;

/// <summary>From column headers to channel names.</summary>
internal static class ColumnNames
{
    private static readonly string[] TimeNames = ["time", "timestamp", "datetime"];

    /// <summary>The time column: the one called so, else the first.</summary>
    public static int TimeColumn(IReadOnlyList<string> headers)
    {
        for (var i = 0; i < headers.Count; i++)
        {
            if (TimeNames.Contains(headers[i].Trim(), StringComparer.OrdinalIgnoreCase)) return i;
        }

        return 0;
    }

    /// <summary>Splits <c>name:type</c>.</summary>
    public static (string Name, string? Type) Split(string header)
    {
        var colon = header.LastIndexOf(':');
        return colon < 0 ? (header.Trim(), null) : (header[..colon].Trim(), header[(colon + 1)..].Trim());
    }

    public static bool IsIdentifier(string name) =>
        name.Length > 0 && (char.IsAsciiLetter(name[0]) || name[0] == '_') && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>An identifier for a header that is none: words in lower case, joined by underscores.</summary>
    public static string SnakeCase(string header)
    {
        var result = new StringBuilder();
        for (var i = 0; i < header.Length; i++)
        {
            var c = header[i];
            if (!char.IsAsciiLetterOrDigit(c))
            {
                if (result.Length > 0 && result[^1] != '_') result.Append('_');
                continue;
            }

            var previous = i > 0 ? header[i - 1] : ' ';
            var startsWord = char.IsAsciiLetterUpper(c)
                && (char.IsAsciiLetterLower(previous) || char.IsAsciiDigit(previous)
                    || (char.IsAsciiLetterUpper(previous) && i + 1 < header.Length && char.IsAsciiLetterLower(header[i + 1])));
            if (startsWord && result.Length > 0 && result[^1] != '_') result.Append('_');
            result.Append(char.ToLowerInvariant(c));
        }

        while (result.Length > 0 && result[^1] == '_') result.Length--;
        if (result.Length == 0) return "column";
        if (char.IsAsciiDigit(result[0])) result.Insert(0, '_');
        return result.ToString();
    }
}
