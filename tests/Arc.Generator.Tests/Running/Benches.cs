using Arc.Sdk.Testing;

namespace Arc.Generator.Tests.Running;

/// <summary>Benches for the modules that tests share.</summary>
internal static class Benches
{
    /// <summary>A bench for members of a module <c>m</c>.</summary>
    public static ModuleBench Of(string members) => OfFile(Sources.Module(members));

    /// <summary>A bench for the modules of a file.</summary>
    public static ModuleBench OfFile(string source)
    {
        var run = ModuleCompiler.Run(source);
        Assert.Empty(run.Misuses);
        return ModuleBench.Of(run);
    }
}
