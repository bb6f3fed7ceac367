using Arc.Sdk.Testing;

namespace ArcModule1.Tests;

/// <summary>What the generator makes of the module is compared with files: a change of the contract is seen in a review.</summary>
public class GeneratedCodeTests
{
    private static GeneratorRun Project => ModuleCompiler.RunProject("../../src/ArcModule1");

    [Fact]
    public void Contract_IsTheOneThatWasReviewed()
    {
        Assert.Empty(Project.Misuses);
        Project.MatchSnapshots();
    }

    [Fact]
    public void Snapshots_AllHaveATest() => Snapshot.AssertNoneUnused();

    [Fact]
    public void Editing_MakesNothingAgain() => Project.AssertCached();
}
