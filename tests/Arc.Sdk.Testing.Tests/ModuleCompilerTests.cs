namespace Arc.Sdk.Testing.Tests;

/// <summary>Sources in memory are compiled as a project with Arc modules compiles them.</summary>
public class ModuleCompilerTests
{
    [Fact]
    public void LoadModules_OfASource_GivesItsDescriptors()
    {
        var run = ModuleCompiler.Run("""
            using Arc.Sdk;
            namespace Sample;
            /// <summary>Tools.</summary>
            [Module("tools")]
            public sealed partial class ToolsModule
            {
                /// <summary>Twice x.</summary>
                [HostFunction] public static int Twice(int x) => 2 * x;
            }
            """);
        Assert.Empty(run.CompilerProblems);
        Assert.Equal(["tools.twice"], run.LoadModules().SelectMany(m => m.Symbols).Select(s => s.QualifiedName));
    }
}
