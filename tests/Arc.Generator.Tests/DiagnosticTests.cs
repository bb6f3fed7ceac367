using Arc.Generator.Tests.Pages;
using Arc.Generator.Validation;
using Arc.Sdk.Testing;

namespace Arc.Generator.Tests;

/// <summary>Every misuse has a diagnostic, and following it makes the diagnostic go away.</summary>
public partial class DiagnosticTests
{
    /// <summary>The examples of the pages, and more of their kind.</summary>
    internal static (string Id, string Wrong, string Right)[] All =>
    [
        .. DiagnosticPage.All("ARCG").SelectMany(static p => p.Examples.Select(e => (p.Code, Sources.File(e.Wrong.TrimEnd('\n')), Sources.File(e.Right.TrimEnd('\n'))))),
        .. Variations,
    ];

    /// <summary>Without the pages' examples, which have a test of their own.</summary>
    public static TheoryData<string, string, string> VariationCases => Theory(Variations);

    public static TheoryData<string, string, string> Cases => Theory(All);

    [Theory]
    [MemberData(nameof(VariationCases))]
    public void Misuse_IsReported_AndItsFixIsNot(string id, string wrong, string right)
    {
        var misuses = ModuleCompiler.Run(wrong).Misuses;
        Assert.Equal([id], misuses.Select(m => m.Id).Distinct());
        Assert.All(misuses, m => Assert.True(m.Location.IsInSource, $"{m} has no place"));
        Assert.All(misuses, m => Assert.DoesNotContain("{", m.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Replace("{ get", "", StringComparison.Ordinal), StringComparison.Ordinal));

        var fixedRun = ModuleCompiler.Run(right);
        Assert.Empty(fixedRun.Misuses);
        Assert.Empty(fixedRun.CompilerProblems);
    }

    // What the generator skips must not break what it generates: the author sees one error, not a cascade.
    [Theory]
    [MemberData(nameof(Cases))]
    public void Misuse_LeavesGeneratedCodeThatCompiles(string id, string wrong, string right)
    {
        var run = ModuleCompiler.Run(wrong);
        Assert.Null(run.Result.Exception);
        if (id == "ARCG1008") return; // A name that generated code takes cannot be free for it.
        Assert.Empty(run.CompilerProblems.Where(p => p.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true));
        Assert.NotEqual(wrong, right);
    }

    [Fact]
    public void Rules_LinkToTheirPage_AndSayWhatToWrite() => Assert.All(Rules.All, rule =>
    {
        Assert.Equal($"sdk/docs/diagnostics/{rule.Id}.md", rule.HelpLinkUri);
        Assert.Matches("[;:,]", rule.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture));
    });

    [Fact]
    public void Rules_HaveDistinctIds() => Assert.Equal(Rules.All.Length, Rules.All.Select(r => r.Id).Distinct().Count());

    private static TheoryData<string, string, string> Theory(IEnumerable<(string Id, string Wrong, string Right)> cases)
    {
        var data = new TheoryData<string, string, string>();
        foreach (var (id, wrong, right) in cases) data.Add(id, wrong, right);
        return data;
    }
}
