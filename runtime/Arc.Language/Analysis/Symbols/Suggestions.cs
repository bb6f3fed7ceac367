using Arc.Sdk.Symbols;

namespace Arc.Language.Analysis;

/// <summary>Names that somebody may have meant (language section 6).</summary>
internal static class Suggestions
{
    private const int MaxDistance = 2;

    /// <summary>At most two names that start with the given one, or (if it is longer than two) are within edit distance 2.</summary>
    public static string[] For(string name, IEnumerable<string> candidates) =>
    [
        .. candidates
            .Distinct(StringComparer.Ordinal)
            .Where(c => c != name && c.Length > 0)
            .Select(c => (Name: c, Distance: Distance(name, c)))
            .Where(c => c.Name.StartsWith(name, StringComparison.Ordinal) || (name.Length > 2 && c.Distance <= MaxDistance))
            .OrderBy(static c => c.Distance)
            .ThenBy(static c => c.Name, StringComparer.Ordinal)
            .Take(2)
            .Select(static c => c.Name),
    ];

    /// <summary>The phrase that is appended to a message; empty without suggestions.</summary>
    public static string Phrase(string name, IEnumerable<string> candidates)
    {
        var found = For(name, candidates);
        return found.Length == 0 ? "" : $"; did you mean: {string.Join(", ", found)}?";
    }

    /// <summary>Edit distance; for names whose lengths differ much, a lower bound of it.</summary>
    public static int Distance(string a, string b)
    {
        var difference = Math.Abs(a.Length - b.Length);
        return difference > MaxDistance ? difference : EditDistance.Between(a, b);
    }
}
