using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Arc.Cli.Reference;

/// <summary>Writes reference pages as Markdown, as GitHub shows it.</summary>
internal static partial class MarkdownReference
{
    // The file that hosts of repositories show for a folder.
    private const string IndexFile = "README.md";

    public static IEnumerable<(string File, string Text)> Write(IEnumerable<ReferencePage> pages) => pages.Select(p => (FileOf(p.Name), Write(p)));

    private static string FileOf(string page) => page == ReferenceBuilder.Index ? IndexFile : $"{page}.md";

    private static string Write(ReferencePage page)
    {
        var text = new StringBuilder($"# {Escape(page.Title)}\n");
        Write(text, page.Blocks);
        return text.ToString();
    }

    private static void Write(StringBuilder text, ImmutableArray<Block> blocks)
    {
        foreach (var block in blocks)
        {
            text.Append('\n');
            switch (block)
            {
                case Heading heading:
                    if (heading.Anchor.Length > 0) text.Append($"<a id=\"{heading.Anchor}\"></a>\n\n");
                    text.Append('#', heading.Level).Append(' ').Append(Escape(heading.Text)).Append('\n');
                    break;
                case Paragraph paragraph:
                    text.Append(Inlines(paragraph.Text)).Append('\n');
                    break;
                case Code code:
                    text.Append($"```\n{code.Text}\n```\n");
                    break;
                case Table table:
                    text.Append($"| {string.Join(" | ", table.Head)} |\n|{string.Concat(table.Head.Select(_ => "---|"))}\n");
                    foreach (var row in table.Rows) text.Append($"| {string.Join(" | ", row.Select(c => Inlines(c).Replace("|", "\\|", StringComparison.Ordinal)))} |\n");
                    break;
                case Details details:
                    text.Append($"<details><summary>{Escape(details.Summary)}</summary>\n");
                    Write(text, details.Content);
                    text.Append("\n</details>\n");
                    break;
            }
        }
    }

    private static string Inlines(ImmutableArray<Inline> inlines) => string.Concat(inlines.Select(i =>
    {
        var shown = i.IsCode ? $"`{i.Text}`" : Escape(i.Text);
        return i.Page is null ? shown : $"[{shown}]({FileOf(i.Page)}{(i.Anchor.Length == 0 ? "" : "#" + i.Anchor)})";
    }));

    private static string Escape(string text) => Special().Replace(text, "\\$0");

    [GeneratedRegex(@"[\\`*\[\]<>#|]|(?<!\w)_|_(?!\w)", RegexOptions.CultureInvariant)]
    private static partial Regex Special();
}
