using System.Globalization;
using System.Text;

namespace Arc.Cli.Binding;

/// <summary>Names of C# from names of Arc and of files.</summary>
internal static class CsharpName
{
    /// <summary>Words joined, each with a capital: <c>tank_level</c> is <c>TankLevel</c>.</summary>
    public static string Pascal(string name)
    {
        var text = new StringBuilder(name.Length);
        var atStart = true;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                atStart = true;
                continue;
            }

            text.Append(atStart ? char.ToUpperInvariant(c) : c);
            atStart = false;
        }

        if (text.Length == 0) return "Channel";
        return char.IsAsciiDigit(text[0]) ? $"_{text}" : text.ToString();
    }

    /// <summary>Whether a word can be the name of a class; keywords are not looked for, since all of them are in small letters.</summary>
    public static bool IsClass(string name) => name.Length > 0 && (char.IsAsciiLetterUpper(name[0]) || name[0] == '_') && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>Whether a text can be a namespace.</summary>
    public static bool IsNamespace(string name) => name.Split('.').All(p => p.Length > 0 && !char.IsAsciiDigit(p[0]) && p.All(c => char.IsLetterOrDigit(c) || c == '_'));

    /// <summary>A name that is not taken yet, which is marked as taken.</summary>
    public static string Free(string name, HashSet<string> taken)
    {
        if (taken.Add(name)) return name;
        name += "Channel";
        if (taken.Add(name)) return name;
        for (var i = 2; ; i++)
        {
            var numbered = name + i.ToString(CultureInfo.InvariantCulture);
            if (taken.Add(numbered)) return numbered;
        }
    }
}
