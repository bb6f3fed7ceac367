namespace Arc.Sdk.Testing.Modules;

/// <summary>Files that belong to tests.</summary>
internal static class TestFiles
{
    /// <summary>A path as it is, beside the test's source file, or in the folder of the test assembly, where a build on another machine has its files.</summary>
    /// <exception cref="ModuleBenchException">There is no such file.</exception>
    public static string Find(string file, string caller)
    {
        ArgumentNullException.ThrowIfNull(file);
        string[] places = [Path.GetFullPath(file, Path.GetDirectoryName(Path.GetFullPath(caller)) ?? ""), Path.GetFullPath(file, AppContext.BaseDirectory)];
        return places.FirstOrDefault(File.Exists) ?? throw new ModuleBenchException($"there is no file {string.Join(" or ", places.Distinct(StringComparer.Ordinal))}");
    }
}
