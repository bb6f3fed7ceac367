using Arc.Sdk.Testing;

namespace Arc.Generator.Tests;

/// <summary>What the generated files look like. They are meant to be read.</summary>
public class SnapshotTests
{
    public static TheoryData<string> Modules => [nameof(Sources.Signal), nameof(Sources.Features), nameof(Sources.Misuses)];

    [Theory]
    [MemberData(nameof(Modules))]
    public void GeneratedFiles_OfASample_AreTheSnapshots(string module)
    {
        var run = ModuleCompiler.Run(module switch { nameof(Sources.Signal) => Sources.Signal, nameof(Sources.Features) => Sources.Features, _ => Sources.Misuses });
        Assert.Empty(run.CompilerProblems);
        run.MatchSnapshots(module);
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
    public void Snapshots_AllHaveATest() => Snapshot.AssertNoneUnused();
}
