using System.Reflection;
using System.Text.Json;

namespace Arc.Cli.Tests.Commands;

/// <summary>Pages that describe JSON member by member, held against what is printed.</summary>
internal static class JsonPage
{
    /// <summary>The members that a page of <c>sdk/docs</c> describes: those in the first column of its table.</summary>
    public static IEnumerable<string> Described(string page)
    {
        var root = typeof(JsonPage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ArcRoot").Value!;
        return File.ReadLines(Path.Combine(root, "sdk", "docs", page)).Where(l => l.StartsWith("| `", StringComparison.Ordinal))
            .SelectMany(l => l.Split('|')[1].Split('`').Where((_, i) => i % 2 == 1)).Order(StringComparer.Ordinal);
    }

    /// <summary>Adds the names of all members; those below <c>variables</c> are names of the author's.</summary>
    public static void Collect(JsonElement element, SortedSet<string> names)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) Collect(item, names);
        }

        if (element.ValueKind != JsonValueKind.Object) return;
        foreach (var property in element.EnumerateObject())
        {
            names.Add(property.Name);
            if (property.Name != "variables") Collect(property.Value, names);
        }
    }
}
