using System.Runtime.CompilerServices;
using System.Text;

namespace Arc.Generator.Tests.Pages;

/// <summary>
/// The page of one diagnostic. Its file is the one source of what is wrong, why, and what is right; its heading and the quoted messages are
/// what the catalogue and the tools say, and are written by them when snapshots are accepted.
/// </summary>
internal sealed class DiagnosticPage
{
    private const string Fence = "```";
    private const string MessageFence = Fence + "text";

    private readonly string[] _lines;

    private DiagnosticPage(string path)
    {
        Path = path;
        Code = System.IO.Path.GetFileNameWithoutExtension(path);
        Text = File.ReadAllText(path).ReplaceLineEndings("\n");
        _lines = Text.Split('\n');
        var wrong = Blocks("Wrong", "Also wrong");
        var right = Blocks("Right", "Also right");
        if (wrong.Count == 0 || wrong.Count != right.Count) throw new FormatException($"{path} has {wrong.Count} wrong and {right.Count} right examples");
        Examples = [.. wrong.Zip(right, static (w, r) => new Example(w, r))];
        Why = string.Join('\n', Section("Why")).Trim();
        Links = [.. Section("See also").Where(static l => l.StartsWith("- [", StringComparison.Ordinal)).Select(static l => l[3..l.IndexOf(']', StringComparison.Ordinal)])];
    }

    /// <summary>The folder of the pages in the repository.</summary>
    public static string Folder { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(Here(), "..", "..", "..", "..", "sdk", "docs", "diagnostics"));

    public string Path { get; }

    public string Code { get; }

    public string Text { get; }

    /// <summary>The wrong examples, each with what stands right beside it.</summary>
    public IReadOnlyList<Example> Examples { get; }

    public string Why { get; }

    /// <summary>The codes that "see also" names.</summary>
    public IReadOnlyList<string> Links { get; }

    /// <summary>The first line without the code: what the rule is about.</summary>
    public string Title => _lines[0][(_lines[0].IndexOf(": ", StringComparison.Ordinal) + 2)..];

    /// <summary>The word for the severity, in lower case.</summary>
    public string Severity => _lines[2].TrimEnd('.').ToLowerInvariant();

    /// <summary>The pages of a family of codes, in order.</summary>
    /// <param name="family">The letters before the digits.</param>
    public static IReadOnlyList<DiagnosticPage> All(string family) =>
    [
        .. Directory.EnumerateFiles(Folder, family + "*.md").Where(f => char.IsAsciiDigit(System.IO.Path.GetFileName(f)[family.Length]))
            .Order(StringComparer.Ordinal).Select(static f => new DiagnosticPage(f)),
    ];

    public static DiagnosticPage Of(string code) => new(System.IO.Path.Combine(Folder, code + ".md"));

    /// <summary>The page with another heading and other quoted messages.</summary>
    /// <param name="title">What the rule is about.</param>
    /// <param name="severity">The word for the severity, in lower case.</param>
    /// <param name="messages">What the tool says about each of the wrong examples.</param>
    public string With(string title, string severity, IReadOnlyList<string> messages)
    {
        var result = new StringBuilder($"# {Code}: {title}\n\n{char.ToUpperInvariant(severity[0])}{severity[1..]}.\n");
        var (next, inMessage) = (0, false);
        foreach (var line in _lines[3..^1])
        {
            if (inMessage && line != Fence) continue;
            inMessage = line == MessageFence;
            result.Append(line).Append('\n');
            if (inMessage) result.Append(messages[next++]).Append('\n');
        }

        return result.ToString();
    }

    private List<string> Blocks(params string[] headings)
    {
        var blocks = new List<string>();
        StringBuilder? block = null;
        foreach (var line in Section(headings))
        {
            if (block is not null && line == Fence)
            {
                blocks.Add(block.ToString());
                block = null;
            }
            else if (block is not null) block.Append(line).Append('\n');
            else if (line.StartsWith(Fence, StringComparison.Ordinal) && line is not (Fence or MessageFence)) block = new StringBuilder();
        }

        return blocks;
    }

    private IEnumerable<string> Section(params string[] headings)
    {
        var isIn = false;
        foreach (var line in _lines)
        {
            if (line.StartsWith("## ", StringComparison.Ordinal)) isIn = headings.Contains(line[3..]);
            else if (isIn) yield return line;
        }
    }

    private static string Here([CallerFilePath] string path = "") => path;

    /// <summary>A mistake and what is right in its place.</summary>
    internal sealed record Example(string Wrong, string Right);
}
