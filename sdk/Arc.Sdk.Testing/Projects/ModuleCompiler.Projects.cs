using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Arc.Sdk.Testing;

public static partial class ModuleCompiler
{
    private static readonly ConcurrentDictionary<string, Lazy<GeneratorRun>> Projects = new(StringComparer.Ordinal);

    /// <summary>
    /// Runs the generator over a project, with the sources, references, options and analyzer config files that the compiler is given when the
    /// project is built. The build is asked for them; it must have been restored, and the projects that it references must have been built, as
    /// they are if the tests reference the project. The result is kept: reading the same project again costs nothing.
    /// </summary>
    /// <remarks>
    /// The generator is the one of this package, whatever version the project refers to. Generators of others do not run: what only they
    /// make is missing from <see cref="GeneratorRun.Output"/>. A language version that is newer than the compiler in this package is read as <c>preview</c>.
    /// </remarks>
    /// <param name="project">A project file, or a folder with one, relative to the folder of the calling source file.</param>
    /// <param name="properties">Properties of the build, such as <c>TargetFramework</c> of a project with several. <c>Configuration</c> is that of the calling assembly if it is not among them.</param>
    /// <param name="caller">The test's source file; filled in by the compiler.</param>
    /// <exception cref="ProjectLoadException">There is no such project, or it cannot be read; the message has what the build said.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static GeneratorRun RunProject(string project, IEnumerable<KeyValuePair<string, string>>? properties = null, [CallerFilePath] string caller = "")
    {
        ArgumentNullException.ThrowIfNull(project);
        var all = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (Assembly.GetCallingAssembly().GetCustomAttribute<AssemblyConfigurationAttribute>() is { Configuration.Length: > 0 } built) all["Configuration"] = built.Configuration;
        foreach (var (name, value) in properties ?? []) all[name] = value;
        var path = FindProject(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(caller) ?? ".", project)));
        return Projects.GetOrAdd($"{path}|{string.Join('|', all)}", _ => new(() => Read(path, all))).Value;
    }

    private static GeneratorRun Read(string path, IReadOnlyDictionary<string, string> properties)
    {
        var (compilation, setting) = ProjectCompilation.Create(path, ProjectBuild.CompilerArguments(path, properties));
        return Generate(compilation, setting);
    }

    private static string FindProject(string path)
    {
        if (File.Exists(path)) return path;
        var projects = Directory.Exists(path) ? Directory.GetFiles(path, "*.csproj") : [];
        return projects.Length == 1
            ? projects[0]
            : throw new ProjectLoadException(projects.Length == 0 ? $"there is no project at {path}" : $"{path} has {projects.Length} projects; name one of them");
    }
}
