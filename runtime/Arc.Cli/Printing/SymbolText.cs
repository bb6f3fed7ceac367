using Arc.Sdk.Types;

namespace Arc.Cli.Printing;

/// <summary>What commands say of members in the same words.</summary>
internal static class SymbolText
{
    /// <summary>The constraints of type variables, as the end of a signature.</summary>
    public static string Constraints(IEnumerable<VariableType> variables)
    {
        var parts = variables.Select(v => $"{v.Name}: {v.Constraint}").ToArray();
        return parts.Length == 0 ? "" : $"  where {string.Join(", ", parts)}";
    }

    /// <summary>What a table has room for.</summary>
    public static string FirstSentence(string documentation)
    {
        var line = documentation.Split('\n', 2)[0].Trim();
        var end = line.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? line : line[..(end + 1)];
    }
}
