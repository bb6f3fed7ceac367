namespace Arc.Architecture.Tests;

/// <summary>Dependencies point one way. A project may reference what its row names, and nothing else.</summary>
public class DependencyTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Arc.Generator"] = [],
        ["Arc.Generator.CodeFixes"] = ["Arc.Generator"],
        ["Arc.Sdk"] = [],
        ["Arc.Stl"] = ["Arc.Sdk"],
        ["Arc.Language"] = ["Arc.Sdk"],
        ["Arc.Compiler"] = ["Arc.Sdk", "Arc.Language"],
        ["Arc.Engines"] = ["Arc.Sdk"],
        ["Arc.Dataflow"] = ["Arc.Sdk", "Arc.Engines"],
        ["Arc.Runtime"] = ["Arc.Sdk", "Arc.Language", "Arc.Compiler", "Arc.Engines", "Arc.Dataflow", "Arc.Stl"],
        ["Arc.Cases"] = ["Arc.Sdk", "Arc.Language", "Arc.Compiler", "Arc.Engines", "Arc.Dataflow", "Arc.Stl", "Arc.Runtime"],
        ["Arc.Runtime.Hosting"] = ["Arc.Runtime"],
        // The command line tool checks the program in the build; nothing of it is referenced.
        ["TankServer"] = ["Arc.Runtime.Hosting", "Arc.Cli"],
        ["Guard.Modules"] = ["Arc.Sdk"],
        ["TankLoop"] = ["Arc.Runtime"],
        ["Arc.ThirdParty"] = ["Arc.Sdk"],
    };

    private static readonly Dictionary<string, string[]> AllowedPackages = new(StringComparer.Ordinal)
    {
        ["Arc.Generator"] = ["Microsoft.CodeAnalysis.CSharp", "Microsoft.CodeAnalysis.Analyzers"],
        ["Arc.Generator.CodeFixes"] = ["Microsoft.CodeAnalysis.CSharp.Workspaces"],
        ["Arc.Sdk"] = [],
        ["Arc.Stl"] = ["System.Numerics.Tensors"],
        ["Arc.Language"] = [],
        ["Arc.Compiler"] = [],
        // Opt-in, and of the package only its native library.
        ["Arc.Engines"] = ["Wasmtime"],
        ["Arc.Dataflow"] = [],
        ["Arc.Runtime"] = [],
        ["Arc.Runtime.Hosting"] =
        [
            "Microsoft.Extensions.Diagnostics.HealthChecks", "Microsoft.Extensions.Hosting.Abstractions", "Microsoft.Extensions.Logging.Abstractions",
            "Microsoft.Extensions.Options.ConfigurationExtensions",
        ],
    };

    public static TheoryData<string> GuardedProjects => [.. Allowed.Keys];

    public static TheoryData<string> GuardedPackages => [.. AllowedPackages.Keys];

    [Theory]
    [MemberData(nameof(GuardedProjects))]
    public void Project_ReferencesOnlyWhatItsRowNames(string project) =>
        Assert.Empty(SourceTree.ProjectReferences(project).Except(Allowed[project]));

    [Theory]
    [MemberData(nameof(GuardedPackages))]
    public void Project_TakesOnlyThePackagesItsRowNames(string project) =>
        Assert.Empty(SourceTree.PackageReferences(project).Except(AllowedPackages[project]));

    [Fact]
    public void EveryProductionProject_HasARow()
    {
        var guarded = Allowed.Keys.Append("Arc.Cli").Append("Arc.Sdk.Testing").Append("Arc.Templates").Append("Guard");
        var production = SourceTree.Projects.Where(p => !SourceTree.Relative(p.Value).StartsWith("tests/", StringComparison.Ordinal)).Select(p => p.Key);
        Assert.Empty(production.Except(guarded));
    }

    [Fact]
    public void NothingButTests_ReferencesArcSdkTesting() =>
        Assert.Empty(SourceTree.Projects
            .Where(p => !SourceTree.Relative(p.Value).StartsWith("tests/", StringComparison.Ordinal))
            .Where(p => SourceTree.ProjectReferences(p.Key).Contains("Arc.Sdk.Testing"))
            .Select(p => p.Key));
}
