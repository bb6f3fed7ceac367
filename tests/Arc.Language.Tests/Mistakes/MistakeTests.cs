using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Arc.Language.Analysis;
using Arc.Language.Diagnostics;
using Arc.Language.Formatting;
using Arc.Language.Syntax;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;
using Arc.Stl;

namespace Arc.Language.Tests.Mistakes;

/// <summary>
/// Realistic programs with one mistake each: every row of <c>mistakes.tsv</c> replaces (or deletes) one line of a right program and names
/// the line of the first error, the one where a person would look.
/// </summary>
public class MistakeTests
{
    private const int MaxErrors = 5;

    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, "Mistakes");

    private static readonly Dictionary<string, AnalysisOptions> Options = File.ReadLines(Path.Combine(Folder, "channels.txt"))
        .Select(l => l.Split(": ", 2))
        .ToDictionary(l => l[0], l => new AnalysisOptions { Modules = ModuleSet.Standard, Channels = new ChannelCatalog(l[1].Split(", ").Select(Channel)) }, StringComparer.Ordinal);

    private static readonly Dictionary<string, string[]> Programs = Options.Keys.ToDictionary(
        n => n, n => File.ReadAllText(Path.Combine(Folder, "programs", n + ".arc")).TrimEnd('\n').Split('\n'), StringComparer.Ordinal);

    private static readonly string[][] Table = [.. File.ReadLines(Path.Combine(Folder, "mistakes.tsv")).Where(l => l[0] != '#').Select(l => l.Split('\t'))];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Table.Length)];

    public static TheoryData<string> Names => [.. Options.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Program_WithoutAMistake_HasNoDiagnostics(string name)
    {
        Assert.True(Programs[name].Length >= 30);
        Assert.Empty(Analyze(name, Programs[name]).Select(d => d.Message));
    }

    [Fact]
    public void Table_HasTwoHundredMistakes_OfManyKinds()
    {
        Assert.True(Table.Length >= 200);
        Assert.True(Table.Select(r => r[1]).Distinct().Count() >= 25);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Mistake_IsReportedWhereItIs_WithFewConsequences(int row)
    {
        var (name, line, expected, text) = (Table[row][0], Number(Table[row][2]), Number(Table[row][3]), Table[row][4]);
        var lines = Programs[name].ToList();
        lines.RemoveAt(line - 1);
        if (text != "(deleted)") lines.InsertRange(line - 1, text.Split("\\n"));
        var errors = Analyze(name, lines).Where(d => d.IsError).ToList();
        var found = string.Join('\n', errors.Select(e => DiagnosticRenderer.Header(e, name)));
        Assert.True(errors.Count > 0 && errors[0].Start.Line == expected, $"{Table[row][1]}: line {line} is now \"{text}\"; expected an error in line {expected}, found\n{found}");
        Assert.True(errors.Count <= MaxErrors, found);
        Assert.All(errors, e => Assert.True(e.Message.Length > 12, e.Message));
    }

    [Fact]
    public void Programs_WithRandomTokensMovedOrLost_AreReportedOrFormatted_AndNeverThrow()
    {
        const int Seed = 99;
        string[] extra = ["{", "}", "(", ")", "[", "->", "=>", ":", ",", "next", "stage", "sequence x {", "=", "\"", "/*", "f\"{", "import math", "func f() {", "{ a: x }", "else"];
        var random = new Random(Seed);
        var names = Programs.Keys.Order(StringComparer.Ordinal).ToList();
        for (var round = 0; round < 1500; round++)
        {
            var name = names[random.Next(names.Count)];
            var text = string.Join('\n', Programs[name]);
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var tokens = ArcParser.ParseProgram(new SourceText(text)).Tokens;
                var (one, other) = (tokens[random.Next(tokens.Length)], tokens[random.Next(tokens.Length)]);
                text = random.Next(3) switch
                {
                    0 => text.Remove(one.Start, one.Length),
                    1 => text.Insert(one.Start, $" {extra[random.Next(extra.Length)]} "),
                    _ => text.Insert(one.Start, $" {text.Substring(other.Start, other.Length)} "),
                };
            }

            var problem = Record.Exception(() =>
            {
                Analyze(name, [text]);
                Formatting(text);
            });
            Assert.True(problem is null, $"seed {Seed}, round {round}: {problem}\n{text}");
        }

        static void Formatting(string text)
        {
            if (ArcFormatter.Format(new SourceText(text)).Text is { } once) Assert.Equal(once, ArcFormatter.Format(new SourceText(once)).Text);
        }
    }

    private static ChannelInfo Channel(string text, int index)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return new ChannelInfo(index + 1, text[..space], ArcType.TryParse(text[(space + 1)..], out var type) ? type : throw new FormatException(text));
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static ImmutableArray<Diagnostic> Analyze(string name, IEnumerable<string> lines) =>
        ArcAnalyzer.Analyze(new SourceText(string.Join('\n', lines) + "\n", name + ".arc"), Options[name]).Diagnostics;
}
