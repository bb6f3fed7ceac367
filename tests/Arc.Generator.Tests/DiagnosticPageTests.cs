using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Arc.Generator.Validation;
using Arc.Sdk.Testing;

namespace Arc.Generator.Tests;

/// <summary>The reference page of the diagnostics is written from the rules and their tested cases.</summary>
public class DiagnosticPageTests
{
    [Fact]
    public void Page_ShowsEveryRule_WrongThenRight()
    {
        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "sdk", "docs", "diagnostics.md"));
        var page = Page();
        if (Environment.GetEnvironmentVariable(Snapshot.AcceptVariable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, page);
        }

        Assert.True(File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == page, $"{path} is not what the rules say; set {Snapshot.AcceptVariable}=1 to write it");
    }

    private static string Page()
    {
        var page = new StringBuilder("# Diagnostics of module authors\n\n");
        page.Append("Written from the rules and their tests; do not edit. Severities are set in `.editorconfig`, for example\n`dotnet_diagnostic.ARCG1109.severity = warning`.\n");
        foreach (var rule in Rules.All)
        {
            var (_, wrong, right) = DiagnosticTests.All.First(c => c.Id == rule.Id);
            var message = ModuleCompiler.Run(wrong).Misuses.First(m => m.Id == rule.Id).GetMessage(CultureInfo.InvariantCulture);
            page.Append(CultureInfo.InvariantCulture, $"\n## {rule.Id}\n\n{rule.Title} ({rule.DefaultSeverity.ToString().ToLowerInvariant()}).\n\n```csharp\n{Body(wrong)}\n```\n\n> {message}\n\n```csharp\n{Body(right)}\n```\n");
        }

        return page.ToString();
    }

    // The namespaces at the top are the same in every case.
    private static string Body(string source)
    {
        var start = source.IndexOf("namespace Sample;", StringComparison.Ordinal) + "namespace Sample;".Length;
        return source[start..].Trim();
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
