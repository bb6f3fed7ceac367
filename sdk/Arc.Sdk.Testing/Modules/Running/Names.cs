using Arc.Sdk.Symbols;

namespace Arc.Sdk.Testing.Modules;

/// <summary>Names that somebody may have meant.</summary>
internal static class Names
{
    private const int Most = 3;

    /// <summary>The phrase that a message about an unknown name ends with: near names, or all if they are few.</summary>
    public static string Phrase(string name, IEnumerable<string> known)
    {
        var all = known.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var near = all.Select(k => (Name: k, Distance: EditDistance.Between(name, k)))
            .Where(k => k.Distance <= Math.Min(Math.Max(2, name.Length / 3), name.Length - 1) || k.Name.StartsWith(name, StringComparison.Ordinal))
            .OrderBy(static k => k.Distance).Take(Most).Select(static k => k.Name).ToArray();
        return near.Length > 0 ? $"; did you mean {string.Join(", ", near)}?"
            : all.Length == 0 ? "; there are none"
            : all.Length <= 12 ? $"; there are {string.Join(", ", all)}"
            : "";
    }
}
