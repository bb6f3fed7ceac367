using Arc.Cli.Tests.Commands;
using Arc.Engines.Tests.Support;

namespace Arc.Cli.Tests.Samples;

/// <summary>
/// The README's examples are true: a block that begins with <c>$ arc</c> is a command and what it prints (a line of three dots stands for lines left out), any
/// other block of the section is part of a sample's file.
/// </summary>
public sealed class ReadmeExampleTests : IDisposable
{
    private const string Prompt = "$ arc ";
    private readonly Shell _shell = new();

    public static TheoryData<string> Commands => new(Blocks().Where(b => b.StartsWith(Prompt, StringComparison.Ordinal)));

    public static TheoryData<string> Excerpts => new(Blocks().Where(b => !b.StartsWith('$')));

    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_PrintsWhatTheReadmeShows(string block)
    {
        var lines = block.Split('\n');
        var folder = SharedFolder.Find("data");
        if (folder is null && lines[0].Contains("../shared/", StringComparison.Ordinal)) return;

        var result = _shell.Run([.. Words(lines[0][Prompt.Length..]).Select(w => Located(w, folder))]);

        Assert.Equal(0, result.Status);
        var rest = result.Output;
        foreach (var part in string.Join('\n', lines[1..]).Split("...\n"))
        {
            var at = rest.IndexOf(part.TrimEnd('\n'), StringComparison.Ordinal);
            Assert.True(at >= 0, $"not printed (or not in this order):\n{part}\nprinted:\n{result.Output}");
            rest = rest[(at + part.Length - 1)..];
        }
    }

    [Theory]
    [MemberData(nameof(Excerpts))]
    public void Program_IsPartOfASample(string block) => Assert.Contains(
        Directory.EnumerateFiles(SampleFiles.Folder, "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".arc" or ".cs"),
        file => File.ReadAllText(file).Contains(block, StringComparison.Ordinal));

    public void Dispose() => _shell.Dispose();

    private static IEnumerable<string> Blocks()
    {
        var readme = File.ReadAllText(Path.Combine(SampleFiles.Root, "README.md")).ReplaceLineEndings("\n");
        var start = readme.IndexOf("\n## Examples\n", StringComparison.Ordinal);
        var section = readme[start..readme.IndexOf("\n## ", start + 1, StringComparison.Ordinal)];
        return section.Split("```").Where((_, i) => i % 2 == 1).Select(b => b[(b.IndexOf('\n', StringComparison.Ordinal) + 1)..].TrimEnd('\n'));
    }

    // Enough of a shell for the README: words, and quotes around a word.
    private static IEnumerable<string> Words(string line) => line.Split('"')
        .SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Located(string word, string? data) =>
        word.StartsWith("../shared/data/", StringComparison.Ordinal) ? Path.Combine(data!, word["../shared/data/".Length..])
        : word.StartsWith("sdk/", StringComparison.Ordinal) ? Path.Combine(SampleFiles.Root, word)
        : word;
}
