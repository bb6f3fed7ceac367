using System.Reflection;
using System.Xml.Linq;

namespace Arc.Architecture.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class SourceTree
{
    public static string Root { get; } = typeof(SourceTree).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == "ArcRoot").Value!;

    /// <summary>The project files by project name.</summary>
    public static IReadOnlyDictionary<string, string> Projects { get; } =
        Files("*.csproj").ToDictionary(f => Path.GetFileNameWithoutExtension(f), StringComparer.Ordinal);

    // What a template makes is no part of the code base.
    public static IEnumerable<string> Files(string pattern) =>
        new[] { "generator", "sdk", "stl", "runtime", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories))
            .Where(f => !f.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "artifacts" or "arc-module"))
            .Order(StringComparer.Ordinal);

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    public static IEnumerable<string> ProjectReferences(string project) =>
        Items(project, "ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Replace('\\', '/')));

    public static IEnumerable<string> PackageReferences(string project) => Items(project, "PackageReference");

    private static IEnumerable<string> Items(string project, string kind) =>
        XDocument.Load(Projects[project]).Descendants(kind).Select(e => (string?)e.Attribute("Include")).OfType<string>();
}
