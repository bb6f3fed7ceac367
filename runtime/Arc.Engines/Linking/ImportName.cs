using Arc.Sdk.Symbols;

namespace Arc.Engines.Linking;

/// <summary>Splits import names into member and type suffix (arc-stl.md, section 1.1), and finds similar ones.</summary>
internal static class ImportName
{
    /// <summary>Splits a name at its last underscore if a known type suffix follows.</summary>
    public static (string Member, string? Suffix) Split(string name)
    {
        var at = name.LastIndexOf('_');
        if (at <= 0) return (name, null);
        var suffix = name[(at + 1)..];
        return suffix is "u8" or "u16" or "u32" or "u64" or "i8" or "i16" or "i32" or "i64" or "f32" or "f64" or "str"
            ? (name[..at], suffix)
            : (name, null);
    }

    /// <summary>The candidate with the least edit distance, if it is near enough to be a slip; ties go to the first in ordinal order.</summary>
    public static string? Nearest(string wanted, IEnumerable<string> candidates)
    {
        string? best = null;
        var bestDistance = Math.Max(2, wanted.Length / 2) + 1;
        foreach (var candidate in candidates.Order(StringComparer.Ordinal))
        {
            if (Math.Abs(candidate.Length - wanted.Length) >= bestDistance) continue;
            var distance = EditDistance.Between(wanted, candidate);
            if (distance >= bestDistance) continue;
            best = candidate;
            bestDistance = distance;
        }
        return best;
    }
}
