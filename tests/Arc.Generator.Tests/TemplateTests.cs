using System.Runtime.CompilerServices;
using Arc.Sdk.Testing;

namespace Arc.Generator.Tests;

/// <summary>The module that <c>dotnet new arc-module</c> makes comes with the snapshots that its own test expects.</summary>
public class TemplateTests
{
    [Fact]
    public void Snapshots_OfTheTemplate_AreCurrent()
    {
        var template = Path.GetFullPath(Path.Combine(Folder(), "..", "..", "sdk", "templates", "arc-module"));
        var test = Path.Combine(template, "tests", "ArcModule1.Tests", "GeneratedCodeTests.cs");
        var run = ModuleCompiler.Run(File.ReadAllText(Path.Combine(template, "src", "ArcModule1", "SignalsModule.cs")));
        Assert.Empty(run.Misuses);
        run.MatchSnapshots(caller: test, member: "Contract_IsTheOneThatWasReviewed");
        Snapshot.AssertNoneUnused(test);
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
