using System.Reflection;

namespace Arc.Packages.Tests;

/// <summary>All packages in a local feed, and a folder and caches that are empty.</summary>
public sealed class PackedFeed : IDisposable
{
    private static readonly string[] Packed =
    [
        "sdk/Arc.Sdk/Arc.Sdk.csproj", "sdk/Arc.Sdk.Testing/Arc.Sdk.Testing.csproj", "sdk/templates/Arc.Templates.csproj", "stl/Arc.Stl/Arc.Stl.csproj",
        "runtime/Arc.Language/Arc.Language.csproj", "runtime/Arc.Compiler/Arc.Compiler.csproj", "runtime/Arc.Engines/Arc.Engines.csproj",
        "runtime/Arc.Dataflow/Arc.Dataflow.csproj", "runtime/Arc.Runtime/Arc.Runtime.csproj", "runtime/Arc.Runtime.Hosting/Arc.Runtime.Hosting.csproj", "runtime/Arc.Cases/Arc.Cases.csproj", "runtime/Arc.Cli/Arc.Cli.csproj",
    ];

    public PackedFeed()
    {
        Folder = Directory.CreateTempSubdirectory("arc-packages-").FullName;
        Feed = Directory.CreateDirectory(Path.Combine(Folder, "arc-feed")).FullName;
        Commands = new CommandLine(Folder);
        foreach (var project in Packed)
        {
            List<string> arguments = ["pack", Path.Combine(Metadata("ArcRoot"), project), "--no-build", "-c", Metadata("Configuration"), "-o", Feed, "-v", "q"];
            if (Metadata("UseArtifactsOutput") == "true") arguments.AddRange(["--artifacts-path", Metadata("ArtifactsPath")]);
            new CommandLine(Folder) { UsesOwnCache = false }.Run(Folder, "dotnet", [.. arguments]);
        }
    }

    /// <summary>The checkout that was packed.</summary>
    public static string Root => Metadata("ArcRoot");

    internal CommandLine Commands { get; }

    public string Folder { get; }

    public string Feed { get; }

    public static IEnumerable<string> Names => Packed.Select(p => Path.GetFileNameWithoutExtension(p)!);

    public string Package(string name) => Assert.Single(Directory.GetFiles(Feed, $"{name}.0.*.nupkg"));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Metadata(string key) =>
        typeof(PackedFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value ?? "";
}
