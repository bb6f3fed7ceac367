using System.Reflection;

namespace Arc.Engines.Tests.Support;

/// <summary>Finds material that lies beside the checkout, in a folder called <c>shared</c>.</summary>
internal static class SharedFolder
{
    public static string? Find(string name)
    {
        var root = typeof(SharedFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "ArcRoot").Value!;
        for (var folder = new DirectoryInfo(root); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", name);
            if (Directory.Exists(candidate)) return candidate;
        }
        return null;
    }
}
