using System.Text.RegularExpressions;

namespace Arc.Architecture.Tests;

public partial class TreeTests
{
    [Fact]
    public void TopLevel_HasExactlyTheFoldersOfTheDesign()
    {
        var folders = Directory.EnumerateDirectories(SourceTree.Root).Select(d => Path.GetFileName(d)!)
            .Where(d => !d.StartsWith('.') && d is not ("artifacts" or "TestResults" or "BenchmarkDotNet.Artifacts")).Order(StringComparer.Ordinal);
        Assert.Equal(["generator", "runtime", "sdk", "stl", "tests"], folders);
    }

    [Fact]
    public void EverySolutionProject_IsListedAndEveryProjectIsInTheSolution()
    {
        var solution = File.ReadAllText(Path.Combine(SourceTree.Root, "Sdk.sln"));
        var listed = SolutionProject().Matches(solution).Select(m => m.Groups[1].Value.Replace('\\', '/')).Order(StringComparer.Ordinal);
        Assert.Equal(SourceTree.Projects.Values.Select(SourceTree.Relative).Order(StringComparer.Ordinal), listed);
    }

    [Fact]
    public void Source_HasNoPlaceholderForWork()
    {
        var offenders = SourceTree.Files("*.cs").Where(f => Path.GetFileName(f) != "TreeTests.cs")
            .Where(f => Placeholder().IsMatch(File.ReadAllText(f))).Select(SourceTree.Relative);
        Assert.Empty(offenders);
    }

    [Fact]
    public void LibrariesOfTheProduct_DoNotPrintToTheConsole()
    {
        var offenders = SourceTree.Files("*.cs")
            .Where(f => SourceTree.Relative(f).Split('/')[0] is "generator" or "stl" or "runtime" or "sdk")
            .Where(f => !SourceTree.Relative(f).StartsWith("runtime/Arc.Cli/", StringComparison.Ordinal) && !SourceTree.Relative(f).StartsWith("sdk/samples/", StringComparison.Ordinal))
            .Where(f => File.ReadAllText(f).Contains("Console.", StringComparison.Ordinal)).Select(SourceTree.Relative);
        Assert.Empty(offenders);
    }

    [GeneratedRegex("""^Project\("[^"]*"\) = "[^"]*", "([^"]*\.csproj)""", RegexOptions.Multiline)]
    private static partial Regex SolutionProject();

    [GeneratedRegex(@"\bNotImplementedException\b|\bTODO\b|\bFIXME\b|\bHACK\b")]
    private static partial Regex Placeholder();
}
