using Arc.Sdk.Testing;

namespace Arc.Generator.Tests;

/// <summary>What the generated files look like. They are meant to be read.</summary>
public class SnapshotTests
{
    [Theory]
    [InlineData("Signal", "Descriptor")]
    [InlineData("Signal", "Bindings")]
    [InlineData("Signal", "Nodes")]
    [InlineData("Signal", "Sync")]
    [InlineData("Features", "Descriptor")]
    [InlineData("Features", "Bindings")]
    [InlineData("Features", "Nodes")]
    [InlineData("Features", "Sync")]
    public void Facet_OfASampleModule_IsTheSnapshot(string module, string facet)
    {
        var run = ModuleCompiler.Run(module == "Signal" ? Sources.Signal : Sources.Features);
        Assert.Empty(run.CompilerProblems);
        Assert.Empty(run.Misuses);
        Snapshot.Match(run.Facet(facet), $"{module}.{facet}");
    }

    [Fact]
    public void Files_OfTheSameSource_AreTheSameBytes()
    {
        var first = ModuleCompiler.Run(Sources.Features).Files;
        var second = ModuleCompiler.Run(Sources.Features.ReplaceLineEndings("\r\n")).Files;
        Assert.Equal(first, second);
        Assert.All(first.Values, text => Assert.DoesNotContain('\r', text));
    }

    [Fact]
    public void Snapshots_AllHaveATest()
    {
        var folder = Path.Combine(Path.GetDirectoryName(Here())!, "_snapshots");
        Assert.Equal(8, Directory.GetFiles(folder, "*.verified.*").Length);
    }

    private static string Here([System.Runtime.CompilerServices.CallerFilePath] string path = "") => path;
}
