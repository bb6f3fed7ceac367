using Arc.Language.Analysis;

namespace Arc.Sdk.Testing.Modules;

/// <summary>Names that somebody may have meant.</summary>
internal static class Names
{
    private const int MostListed = 12;

    /// <summary>The phrase that a message about an unknown name ends with: near names as the compiler gives them, or all if they are few.</summary>
    public static string Phrase(string name, IEnumerable<string> known)
    {
        var all = known.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var near = Suggestions.Phrase(name, all);
        return near.Length > 0 ? near
            : all.Length == 0 ? "; there are none"
            : all.Length <= MostListed ? $"; there are {string.Join(", ", all)}"
            : "";
    }
}
