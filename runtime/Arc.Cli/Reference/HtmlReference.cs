using System.Collections.Immutable;
using System.Net;
using System.Text;

namespace Arc.Cli.Reference;

/// <summary>Writes reference pages as a static site: plain files that ask for nothing else, in light and dark, on screen and paper.</summary>
internal static class HtmlReference
{
    // Cells up to this many characters stay on one line.
    private const int Short = 16;

    public static IEnumerable<(string File, string Text)> Write(ImmutableArray<ReferencePage> pages)
    {
        foreach (var page in pages) yield return (FileOf(page.Name), Write(page, pages));
        yield return ("reference.css", EmbeddedFile.Read("Arc.Cli.Reference.reference.css"));
        yield return ("reference.js", EmbeddedFile.Read("Arc.Cli.Reference.reference.js"));
    }

    private static string FileOf(string page) => $"{page}.html";

    private static string Write(ReferencePage page, ImmutableArray<ReferencePage> pages)
    {
        var text = new StringBuilder($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Escape(page.Title)}{(page.Name == ReferenceBuilder.Index ? "" : " - Arc module reference")}</title>
            <link rel="stylesheet" href="reference.css">
            </head>
            <body>
            <nav>
            <input type="search" placeholder="Find" aria-label="Find on this page">
            <ul>

            """);
        foreach (var other in pages)
            text.Append($"<li><a href=\"{FileOf(other.Name)}\"{(other == page ? " aria-current=\"page\"" : "")}>{Escape(other.Name == ReferenceBuilder.Index ? "All modules" : other.Title)}</a></li>\n");
        text.Append($"</ul>\n</nav>\n<main>\n<h1>{Escape(page.Title)}</h1>\n");
        // What follows a heading is one section, so that a search can hide it as a whole.
        var isOpen = false;
        foreach (var block in page.Blocks)
        {
            if (block is Heading { Level: 2 } heading)
            {
                text.Append(isOpen ? "</section>\n" : "").Append(heading.Anchor.Length == 0 ? "<section>\n" : $"<section id=\"{Escape(heading.Anchor)}\">\n");
                isOpen = true;
            }

            Write(text, block);
        }

        return text.Append(isOpen ? "</section>\n" : "").Append("</main>\n<script src=\"reference.js\"></script>\n</body>\n</html>\n").ToString();
    }

    private static void Write(StringBuilder text, Block block)
    {
        switch (block)
        {
            case Heading heading:
                text.Append($"<h{heading.Level}>{Escape(heading.Text)}</h{heading.Level}>\n");
                break;
            case Paragraph paragraph:
                text.Append($"<p>{Inlines(paragraph.Text)}</p>\n");
                break;
            case Code code:
                text.Append($"<pre><code>{Escape(code.Text)}</code></pre>\n");
                break;
            case Table table:
                text.Append($"<div class=\"table\"><table>\n<thead><tr>{string.Concat(table.Head.Select(h => $"<th>{Escape(h)}</th>"))}</tr></thead>\n<tbody>\n");
                foreach (var row in table.Rows) text.Append($"<tr>{string.Concat(row.Select(c => $"<td{(c.Sum(i => i.Text.Length) <= Short ? " class=\"short\"" : "")}>{Inlines(c)}</td>"))}</tr>\n");
                text.Append("</tbody>\n</table></div>\n");
                break;
            case Details details:
                text.Append($"<details><summary>{Escape(details.Summary)}</summary>\n");
                foreach (var inner in details.Content) Write(text, inner);
                text.Append("</details>\n");
                break;
        }
    }

    private static string Inlines(ImmutableArray<Inline> inlines) => string.Concat(inlines.Select(i =>
    {
        var shown = i.IsCode ? $"<code>{Escape(i.Text)}</code>" : Escape(i.Text);
        return i.Page is null ? shown : $"<a href=\"{FileOf(i.Page)}{(i.Anchor.Length == 0 ? "" : "#" + Escape(i.Anchor))}\">{shown}</a>";
    }));

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
