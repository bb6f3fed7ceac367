using System.Text;
using Arc.Generator.CodeFixes;
using Arc.Generator.Suppressors;

namespace Arc.Generator.Tests.Pages;

/// <summary>The index lists every page by topic, under the text that introduces them.</summary>
public class IndexTests
{
    private const string Marker = "<!-- From here on written from the pages; ARC_ACCEPT_SNAPSHOTS=1 when testing writes it. -->\n";

    private static readonly HashSet<string> Fixable =
    [
        .. typeof(FixProvider).Assembly.GetExportedTypes().Where(static t => !t.IsAbstract && typeof(FixProvider).IsAssignableFrom(t))
            .SelectMany(static t => ((FixProvider)Activator.CreateInstance(t)!).FixableDiagnosticIds),
    ];

    private static readonly (string Family, string Of, (string Digits, string Topic)[] Topics)[] Families =
    [
        ("ARC", "programs",
        [
            ("0", "Tools"), ("1", "Text and syntax"), ("2", "Types and units"), ("3", "Functions and calls"), ("4", "Names"), ("5", "Imports"),
            ("6", "Statements"), ("7", "Flows, sequences and stages"), ("8", "Authority"), ("9", "Limits of compilation"),
        ]),
        ("ARCG", "modules",
        [
            ("10", "Modules"), ("11", "Members"), ("12", "Types"), ("13", "Forms"), ("14", "Bodies"), ("15", "Nodes"), ("16", "State"),
        ]),
    ];

    [Fact]
    public void Index_ListsEveryPageOnce()
    {
        var path = Path.Combine(DiagnosticPage.Folder, "README.md");
        var text = File.ReadAllText(path).ReplaceLineEndings("\n");
        var introduction = text[..(text.IndexOf(Marker, StringComparison.Ordinal) + Marker.Length)];
        var lists = Lists();
        PageFile.Match(path, text, introduction + lists);
        var listed = lists.Split('\n').Where(static l => l.StartsWith("| [", StringComparison.Ordinal)).Select(static l => l[3..l.IndexOf(']', StringComparison.Ordinal)]);
        Assert.Equal(
            Directory.EnumerateFiles(DiagnosticPage.Folder).Select(static f => Path.GetFileNameWithoutExtension(f)!).Where(static n => n != "README").Order(StringComparer.Ordinal),
            listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Pages_SayWhyInAFewSentences_AndLinkToPagesThatExist() => Assert.All(DiagnosticPage.All("ARC").Concat(DiagnosticPage.All("ARCG")), static page =>
    {
        Assert.InRange(page.Why.Length, 120, 1000);
        Assert.All(page.Links, link => Assert.True(link != page.Code && File.Exists(Path.Combine(DiagnosticPage.Folder, link + ".md")), $"{page.Code} links to {link}"));
    });

    private static string Lists()
    {
        var result = new StringBuilder();
        foreach (var (family, of, topics) in Families)
        {
            result.Append($"\n## Diagnostics of {of} ({family})\n");
            foreach (var (digits, topic) in topics)
            {
                result.Append($"\n### {topic}\n\n| Code | About | Severity |{(family == "ARCG" ? " Fix |" : "")}\n|---|---|---|{(family == "ARCG" ? "---|" : "")}\n");
                foreach (var page in DiagnosticPage.All(family).Where(p => p.Code.StartsWith(family + digits, StringComparison.Ordinal)))
                    result.Append($"| [{page.Code}]({page.Code}.md) | {page.Title} | {page.Severity} |{(family != "ARCG" ? "" : Fixable.Contains(page.Code) ? " yes |" : " |")}\n");
            }
        }

        result.Append("\n## Warnings that a module does not get\n\n");
        result.Append("What the authoring pattern prescribes is not reported by the analyzers of .NET, whatever `AnalysisMode` is set. Everything else stays reported.\n\n");
        result.Append("| Suppression | Of | Because |\n|---|---|---|\n");
        foreach (var suppression in new PatternSuppressor().SupportedSuppressions)
            result.Append($"| {suppression.Id} | {suppression.SuppressedDiagnosticId} | {suppression.Justification} |\n");
        return result.ToString();
    }
}
