using System.Runtime.CompilerServices;
using Arc.Sdk.Testing;

namespace ArcModule1.Tests;

/// <summary>What the generator makes of the module is compared with files: a change of the contract is seen in a review.</summary>
public class GeneratedCodeTests
{
    [Theory]
    [InlineData("Bindings")]
    [InlineData("Descriptor")]
    [InlineData("Nodes")]
    [InlineData("Sync")]
    public void GeneratedFile_IsTheOneThatWasReviewed(string facet)
    {
        var run = ModuleCompiler.Run(File.ReadAllText(SourceOf("SignalsModule.cs")));
        Assert.Empty(run.Misuses);
        Snapshot.Match(run.Facet(facet), $"Signals.{facet}");
    }

    private static string SourceOf(string file, [CallerFilePath] string test = "") =>
        Path.Combine(Path.GetDirectoryName(test)!, "..", "..", "src", "ArcModule1", file);
}
