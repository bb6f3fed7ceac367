using System.Text.RegularExpressions;
using Arc.Cli.Tests.Commands;
using Arc.Cli.Tests.Reports;
using Arc.Generator.Tests.Pages;
using Arc.Sdk.Modules;
using Arc.Sdk.Symbols;
using Arc.Sdk.Testing;
using Arc.Stl;
using Conformance;

namespace Arc.Cli.Tests.Reference;

/// <summary><c>arc reference</c>: pages in two formats, and no example that does not hold.</summary>
public sealed class ReferenceTests : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    /// <summary>The pages under <c>sdk/docs/reference</c> are those of the standard library.</summary>
    [Fact]
    public void Markdown_OfTheStandardLibrary_IsTheReferenceInTheDocs()
    {
        var folder = Path.Combine(DiagnosticPage.Folder, "..", "reference");
        if (Environment.GetEnvironmentVariable(Snapshot.AcceptVariable) == "1") Assert.Equal(0, _shell.Run("reference", "-o", folder).Status);
        var result = _shell.Run("reference", "--check", "-o", folder);
        Assert.True(result.Status == 0, $"{result.Output}{result.Error}: these pages are not what the modules say; 'arc reference -o sdk/docs/reference' writes them");
        Assert.Equal("", result.Output);
        Assert.Equal(
            Written("md").Select(Path.GetFileName).Order(StringComparer.Ordinal), Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("md", @"\]\(([^)#]+)(?:#([^)]+))?\)", "<a id=\"{0}\">")]
    [InlineData("html", "href=\"([^\"#]+)(?:#([^\"]+))?\"", "<section id=\"{0}\">")]
    public void Links_LeadSomewhere(string format, string pattern, string anchor)
    {
        var files = Written(format);
        var links = 0;
        foreach (var file in files)
        {
            foreach (Match link in Regex.Matches(File.ReadAllText(file), pattern))
            {
                links++;
                var target = Path.Combine(Path.GetDirectoryName(file)!, link.Groups[1].Value);
                Assert.True(File.Exists(target), $"{file} links to {target}");
                if (link.Groups[2].Success)
                    Assert.Contains(string.Format(System.Globalization.CultureInfo.InvariantCulture, anchor, link.Groups[2].Value), File.ReadAllText(target), StringComparison.Ordinal);
            }
        }

        Assert.True(links > 100, $"{links} links");
    }

    [Fact]
    public void Page_OfAMember_HasSignaturesDocsExamplesAndImports()
    {
        Assert.Equal(0, _shell.Run("reference", "math", "-o", _shell.Folder).Status);
        var page = File.ReadAllText(Path.Combine(_shell.Folder, "math.md")).Split("\n## ").Single(s => s.StartsWith("math.clamp\n", StringComparison.Ordinal));
        Assert.Contains("math.clamp(x T, lo T, hi T) -> T  where T: numeric", page, StringComparison.Ordinal);
        Assert.Contains("(x T) -> math.clamp{lo T, hi T} -> (output T)  where T: numeric", page, StringComparison.Ordinal);
        Assert.Contains("| `lo` | `T` | argument, config |  |  | Least result. |", page, StringComparison.Ordinal);
        Assert.Contains("// raw: -1 4 99 -> limited: 0 4 10", page, StringComparison.Ordinal);
        Assert.Contains("| `math.clamp_f64` | `(x f64, lo f64, hi f64) -> f64` | `(func (param f64 f64 f64) (result f64))` |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Imports_OfInternalMembers_HaveAPage()
    {
        Assert.Equal(0, _shell.Run("reference", "-o", _shell.Folder).Status);
        var page = File.ReadAllText(Path.Combine(_shell.Folder, "imports.md"));
        foreach (var symbol in CliHost.StandardModules.Modules.SelectMany(m => m.Symbols).Where(s => s.IsInternal && s.Call is not null))
            Assert.Contains($"### {symbol.QualifiedName}\n", page.Replace("\\", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Example_ThatDoesNotHold_IsReported_AndNothingIsWritten()
    {
        var folder = Path.Combine(_shell.Folder, "out");
        var result = _shell.Run(With("math.sqrt(16.0)   // 5"), "reference", "-o", folder);
        Assert.Equal(1, result.Status);
        Assert.Contains("math.sqrt, example 1: math.sqrt(16.0): expected 5, found 4", result.Error, StringComparison.Ordinal);
        Assert.Contains("1 members, 0 examples hold, 1 do not", result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void Check_OfPagesThatAreNotThere_ListsThem()
    {
        var result = _shell.Run("reference", "math", "--check", "-o", _shell.Folder);
        Assert.Equal(1, result.Status);
        Assert.Equal(["README.md", "math.md", "imports.md"], result.Lines.Select(l => Path.GetFileName(l)));
        Assert.Empty(Directory.GetFiles(_shell.Folder));
    }

    [Fact]
    public void Reference_OfAnUnknownModule_IsRefused()
    {
        var result = _shell.Run("reference", "nowhere");
        Assert.Equal(1, result.Status);
        Assert.Contains("there is no module 'nowhere'", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("html", "<p>&lt;script&gt;alert(1)&lt;/script&gt; a|b *c*</p>")]
    [InlineData("md", @"\<script\>alert(1)\</script\> a\|b \*c\*")]
    public void Documentation_IsText_WhateverItHolds(string format, string expected)
    {
        var math = MathDescriptor();
        var symbol = math.Symbols.Single(s => s.Name == "sqrt") with { Documentation = "<script>alert(1)</script> a|b *c*" };
        var setup = new Shell.Setup(Modules: ModuleSet.Empty.Add(math with { Symbols = [symbol] }));
        Assert.Equal(0, _shell.Run(setup, "reference", "--format", format, "-o", _shell.Folder).Status);
        Assert.Contains(expected, File.ReadAllText(Path.Combine(_shell.Folder, $"math.{format}")), StringComparison.Ordinal);
    }

    [ToolFact(Browser.Tool)]
    public void Site_InABrowser_NarrowsToWhatIsSearched()
    {
        Written("html");
        var page = Path.Combine(_shell.Folder, "html", "math.html");
        File.AppendAllText(page, "<script>search.value = 'square ROOT'; search.dispatchEvent(new Event('input'))</script>");
        var (dom, console) = Browser.Open(page, _shell.Folder);
        Assert.Empty(console);
        Assert.Contains("<section id=\"sqrt\">", dom, StringComparison.Ordinal);
        Assert.Contains("<section id=\"clamp\" hidden=\"\">", dom, StringComparison.Ordinal);
    }

    private static Shell.Setup With(string example)
    {
        var math = MathDescriptor();
        return new Shell.Setup(Modules: ModuleSet.Empty.Add(math with { Symbols = [math.Symbols.Single(s => s.Name == "sqrt") with { Examples = [new Example(example)] }] }));
    }

    private static ModuleDescriptor MathDescriptor() => ModuleSet.Standard.Find("math")!;

    private string[] Written(string format)
    {
        var folder = Path.Combine(_shell.Folder, format);
        Assert.Equal(0, _shell.Run("reference", "--format", format, "-o", folder).Status);
        return Directory.GetFiles(folder);
    }
}
