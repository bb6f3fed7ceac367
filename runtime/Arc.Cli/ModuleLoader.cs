using System.Reflection;
using System.Runtime.Loader;
using Arc.Sdk.Modules;

namespace Arc.Cli;

/// <summary>Adds the modules of third-party assemblies to a set.</summary>
internal static class ModuleLoader
{
    public static ModuleSet Add(ModuleSet set, IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            foreach (var module in DescriptorsIn(path))
            {
                // A module that the tool was started with may be named again.
                if (set.Find(module.Name) is { } known && known.Type.FullName == module.Type.FullName) continue;
                try
                {
                    set = set.Add(module);
                }
                catch (ModuleSetException e)
                {
                    throw new CliException($"{path}: {e.Message}");
                }
            }
        }

        return set;
    }

    private static List<ModuleDescriptor> DescriptorsIn(string path)
    {
        if (!File.Exists(path)) throw new CliException($"the module assembly '{path}' does not exist; build it first", ExitCode.CommandLineWrong);
        var full = Path.GetFullPath(path);
        try
        {
            var context = new ModuleLoadContext(full);
            var modules = context.LoadFromAssemblyPath(full).GetExportedTypes()
                .Where(t => t is { IsClass: true, IsAbstract: false } && typeof(IModuleClass).IsAssignableFrom(t))
                .OrderBy(t => t.FullName, StringComparer.Ordinal)
                .Select(DescriptorOf).ToList();
            return modules.Count > 0 ? modules : throw new CliException($"'{path}' holds no Arc module; a module is a public partial class with [Module(\"name\")]");
        }
        catch (BadImageFormatException)
        {
            throw new CliException($"'{path}' is no .NET assembly");
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException or ReflectionTypeLoadException or TypeLoadException)
        {
            throw new CliException($"'{path}' cannot be loaded: {e.Message}");
        }
    }

    private static ModuleDescriptor DescriptorOf(Type type)
    {
        var map = type.GetInterfaceMap(typeof(IModuleClass));
        var getter = map.TargetMethods[Array.FindIndex(map.InterfaceMethods, m => m.Name == $"get_{nameof(IModuleClass.Descriptor)}")];
        return (ModuleDescriptor)getter.Invoke(null, null)!;
    }

    /// <summary>Finds a module's own dependencies beside it; the SDK is the one that the tool has.</summary>
    private sealed class ModuleLoadContext(string path) : AssemblyLoadContext(Path.GetFileName(path))
    {
        private readonly AssemblyDependencyResolver _resolver = new(path);

        protected override Assembly? Load(AssemblyName assemblyName)
        {
            if (Default.Assemblies.FirstOrDefault(a => a.GetName().Name == assemblyName.Name) is { } shared) return shared;
            return _resolver.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found) : null;
        }
    }
}
