using System.Text;

namespace Arc.Generator.Validation;

/// <summary>How C# names become Arc names, and which names Arc allows (arc-language.md, section 2).</summary>
internal static class ArcNames
{
    private static readonly HashSet<string> Keywords =
    [
        "func", "if", "else", "return", "for", "break", "continue", "import", "as", "sequence", "stage", "next", "chan",
        "authority", "and", "or", "not", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64", "str", "series",
    ];

    public static bool IsKeyword(string name) => Keywords.Contains(name);

    /// <summary>An ASCII letter or underscore, then letters, digits and underscores.</summary>
    public static bool IsIdentifier(string name) =>
        name.Length > 0 && !IsDigit(name[0]) && name.All(c => IsLetter(c) || IsDigit(c) || c == '_');

    /// <summary>Whether a module may carry the name: identifiers joined by dots.</summary>
    public static bool IsModuleName(string name) => name.Split('.').All(IsIdentifier);

    /// <summary>The nearest name that programs can write: <c>my-plant</c> becomes <c>my_plant</c>, <c>1st</c> <c>_1st</c>, <c>next</c> <c>next_</c>.</summary>
    public static string Repair(string name)
    {
        var letters = new string([.. name.Select(static c => IsLetter(c) || IsDigit(c) ? c : '_')]);
        if (letters.Length == 0 || IsDigit(letters[0])) letters = "_" + letters;
        return IsKeyword(letters) ? letters + "_" : letters;
    }

    /// <summary>The nearest name that a module can have.</summary>
    public static string RepairModule(string name)
    {
        var parts = name.Split('.').Where(static p => p.Length > 0).Select(Repair).ToList();
        return parts.Count == 0 ? "module" : string.Join(".", parts);
    }

    /// <summary><c>SetAuthority</c> becomes <c>set_authority</c>, <c>FIRFilter</c> <c>fir_filter</c>, <c>Atan2</c> <c>atan2</c>.</summary>
    public static string SnakeCase(string name)
    {
        var result = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            if (char.IsUpper(c) && i > 0 && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                result.Append('_');
            result.Append(char.ToLowerInvariant(c));
        }

        return result.ToString();
    }

    /// <summary><c>set_authority</c> becomes <c>SetAuthority</c>: the name of generated code.</summary>
    public static string PascalCase(string name)
    {
        var result = new StringBuilder(name.Length);
        var upper = true;
        foreach (var c in name)
        {
            if (c is '_' or '.')
            {
                upper = true;
                continue;
            }

            result.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = false;
        }

        // "_1st" has no letter to begin with.
        if (result.Length == 0 || IsDigit(result[0])) result.Insert(0, '_');
        return result.ToString();
    }

    private static bool IsLetter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
