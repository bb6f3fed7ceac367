using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Arc.Cli.Explaining;
using Arc.Cli.Tests.Commands;
using Arc.Generator.Tests.Pages;
using Arc.Language.Diagnostics;

namespace Arc.Cli.Tests.Explaining;

/// <summary>Every code of the language has a page, and the tools say of its examples what the page says.</summary>
public sealed partial class ProgramPageTests : IDisposable
{
    private const string Abbreviation = "…";
    private const string CommandName = "arc ";

    private static readonly Dictionary<string, string> Titles = ReadTitles();

    // What is abbreviated on the page because it is too long to read.
    private static readonly Dictionary<string, Func<string>> Long = new(StringComparer.Ordinal)
    {
        [DiagnosticCodes.NestingTooDeep] = static () => $"func deep() i64 {{\n    return {new string('(', 300)}1{new string(')', 300)}\n}}\n",
        [DiagnosticCodes.SourceTooLarge] = static () => "// 4 MiB of comment: " + new string('x', 4 * 1024 * 1024) + "\n",
        [DiagnosticCodes.TooManyTokens] = static () => $"func table() i64 {{\n    return 1{string.Concat(Enumerable.Repeat(" + 1", 500_000))}\n}}\n",
        [DiagnosticCodes.TooManyErrors] = static () => $"func f() i64 {{\n    return {string.Join(" + ", Enumerable.Range(1, 103).Select(static i => $"missing_{i}"))}\n}}\n",
    };

    private readonly Shell _shell = new();

    public static TheoryData<string> Codes => [.. DiagnosticPage.All("ARC").Select(static p => p.Code)];

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Pages_AreThoseOfTheCatalogue() =>
        Assert.Equal(Titles.Keys.Order(StringComparer.Ordinal), DiagnosticPage.All("ARC").Select(static p => p.Code));

    [Theory]
    [MemberData(nameof(Codes))]
    public void Page_QuotesTheToolOnEveryWrongProgram(string code)
    {
        var page = DiagnosticPage.Of(code);
        var messages = new List<string>();
        var severity = "";
        foreach (var example in page.Examples)
        {
            var found = Check(Whole(code, example.Wrong));
            Assert.NotEmpty(found);
            // The count of what is not shown comes after what is shown.
            var own = code == DiagnosticCodes.TooManyErrors ? found[^1] : found.FirstOrDefault(static f => f.Severity == "error") ?? found[0];
            Assert.Equal(code, own.Code);
            messages.Add(own.Text);
            severity = own.Severity;
        }

        PageFile.Match(page, page.With(Titles[code], severity, messages));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Page_RightPrograms_CompileWithoutAWord(string code)
    {
        foreach (var example in DiagnosticPage.Of(code).Examples)
        {
            Assert.NotEqual(example.Wrong, example.Right);
            Assert.Empty(Check(example.Right));
            if (IsCommand(example.Right)) continue;
            var folder = Path.Combine(_shell.Folder, "out");
            var result = _shell.Run("build", Program(example.Right), "--channels", Channels(), "-o", folder);
            Assert.Equal("", result.Error);
            Assert.True(new FileInfo(Path.Combine(folder, "program.wasm")).Length > 8);
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Page_IsFoundInTheTool_InEitherCase(string code)
    {
        Assert.Equal(DiagnosticPage.Of(code).Text, DiagnosticPages.Find(code.ToLowerInvariant()));
        Assert.True(File.Exists(Path.Combine(DiagnosticPage.Folder, "..", "..", "..", DiagnosticPages.Address(code))));
    }

    [Fact]
    public void Find_UnknownCode_IsNothing()
    {
        Assert.Null(DiagnosticPages.Find("ARC0001"));
        Assert.Null(DiagnosticPages.Find("README"));
    }

    [Fact]
    public void CheckJson_NamesThePage()
    {
        var result = _shell.Run("check", "--json", Program("func f() i64 { return nowhere }"));
        Assert.Contains("\"help\":\"sdk/docs/diagnostics/ARC4001.md\"", result.Output, StringComparison.Ordinal);
    }

    private static string Whole(string code, string example)
    {
        if (!example.Contains(Abbreviation, StringComparison.Ordinal)) return example;
        var whole = Long[code]();
        var at = 0;
        foreach (var piece in example.Trim().Split(Abbreviation))
        {
            at = whole.IndexOf(piece, at, StringComparison.Ordinal);
            Assert.True(at >= 0, $"the page abbreviates another program: '{piece}' is not in it");
            at += piece.Length;
        }

        return whole;
    }

    // What is wrong with a command line rather than with a program.
    private static bool IsCommand(string example) => example.StartsWith(CommandName, StringComparison.Ordinal);

    private Shell.Result RunCommand(string example)
    {
        Channels();
        _shell.File("tank.arc", "level -> inflow\n");
        return _shell.Run([.. example.Trim()[CommandName.Length..].Split(' ').Select(a => a.Contains('.', StringComparison.Ordinal) ? Path.Combine(_shell.Folder, a) : a)]);
    }

    // A program in text or, as JSON, in a graph.
    private string Program(string text) => _shell.File(text.StartsWith('{') ? "program.arc.json" : "program.arc", text);

    private string Channels()
    {
        var index = File.ReadAllText(Path.Combine(DiagnosticPage.Folder, "README.md"));
        return _shell.File("channels.json", ChannelBlock().Match(index).Groups[1].Value);
    }

    private List<Finding> Check(string text)
    {
        var result = IsCommand(text) ? RunCommand(text) : _shell.Run("check", Program(text), "--channels", Channels());
        var error = result.Error.Replace(_shell.Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        var findings = new List<Finding>();
        foreach (var line in error.TrimEnd('\n').Split('\n'))
        {
            if (Header().Match(line) is { Success: true } header) findings.Add(new Finding(header.Groups[2].Value, header.Groups[1].Value, line));
            else if (findings.Count > 0 && !Summary().IsMatch(line)) findings[^1] = findings[^1] with { Text = findings[^1].Text + "\n" + line };
        }

        return findings;
    }

    // The titles are the documentation of the codes, as editors show it.
    private static Dictionary<string, string> ReadTitles()
    {
        var documentation = XDocument.Load(Path.ChangeExtension(typeof(DiagnosticCodes).Assembly.Location, ".xml"));
        var summaries = documentation.Descendants("member").ToDictionary(static m => (string)m.Attribute("name")!, static m => m.Element("summary")?.Value ?? "", StringComparer.Ordinal);
        return typeof(DiagnosticCodes).GetFields(BindingFlags.Public | BindingFlags.Static).ToDictionary(
            static f => (string)f.GetRawConstantValue()!,
            f => summaries[$"F:{typeof(DiagnosticCodes).FullName}.{f.Name}"].Trim().TrimEnd('.'),
            StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^\w+\.arc(?:\.json)? ?:(?:\d+:\d+:)? (error|warning|info|hint) (ARC\d{4}): ")]
    private static partial Regex Header();

    [GeneratedRegex(@"^\d+ errors?, \d+ warnings?$")]
    private static partial Regex Summary();

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ChannelBlock();

    private sealed record Finding(string Code, string Severity, string Text);
}
