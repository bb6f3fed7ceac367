using Arc.Cli.Tests.Commands;
using Arc.Engines.Tests.Support;
using Arc.Sdk.Modules;
using Arc.Stl;
using Guard.Modules;

namespace Arc.Cli.Tests.Samples;

/// <summary>
/// The README's examples are true: a block that begins with <c>$ arc</c> is a command and what it prints (a line of three dots stands for lines left out), any
/// other block of the section is part of a sample's file.
/// </summary>
public sealed class ReadmeExampleTests : IDisposable
{
    private const string Prompt = "$ arc ";
    private const string Beside = "../shared/data/";
    private readonly Shell _shell = new();

    public static TheoryData<string> Commands => new(Blocks().Where(b => b.StartsWith(Prompt, StringComparison.Ordinal) && !b.Contains(Beside, StringComparison.Ordinal)));

    public static TheoryData<string> CommandsOnRecordings => new(Blocks().Where(b => b.StartsWith(Prompt, StringComparison.Ordinal) && b.Contains(Beside, StringComparison.Ordinal)));

    public static TheoryData<string> Excerpts => new(Blocks().Where(b => !b.StartsWith('$')));

    [Theory]
    [MemberData(nameof(Commands))]
    public void Command_PrintsWhatTheReadmeShows(string block)
    {
        var lines = block.Split('\n');

        var result = _shell.Run([.. Words(lines[0][Prompt.Length..]).Select(Located)]);

        Assert.Equal(0, result.Status);
        AssertShown(string.Join('\n', lines[1..]), result.Output);
    }

    [Fact]
    public void MainJob_PrintsWhatTheReadmeShows()
    {
        var (shown, summary) = Split(Blocks(Readme).Single(b => b.StartsWith("time,channel,value", StringComparison.Ordinal)), "rows ");

        var result = _shell.Run(
            new Shell.Setup(Modules: ModuleSet.Standard.Add<HostModule>().Add<SignalModule>()),
            "run", SampleFiles.PathOf("guard", "guard.arc"), "--input", SampleFiles.PathOf("guard", "recording.csv"));

        Assert.Equal(0, result.Status);
        AssertShown(shown, result.Output);
        // How long it took differs from run to run.
        Assert.All(summary.Split('\n').Where(l => l.StartsWith("rows", StringComparison.Ordinal) || l.StartsWith("writes", StringComparison.Ordinal) || l.StartsWith("errors", StringComparison.Ordinal)),
            line => Assert.Contains(line, result.Error, StringComparison.Ordinal));
    }

    [DataTheory]
    [MemberData(nameof(CommandsOnRecordings))]
    public void Command_OnARecordingBesideTheCheckout_PrintsWhatTheReadmeShows(string block) => Command_PrintsWhatTheReadmeShows(block);

    [Theory]
    [MemberData(nameof(Excerpts))]
    public void Program_IsPartOfASample(string block) => Assert.Contains(
        Directory.EnumerateFiles(SampleFiles.Folder, "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".arc" or ".cs"),
        file => File.ReadAllText(file).Contains(block, StringComparison.Ordinal));

    public void Dispose() => _shell.Dispose();

    private static string Readme => File.ReadAllText(Path.Combine(SampleFiles.Root, "README.md")).ReplaceLineEndings("\n");

    private static IEnumerable<string> Blocks()
    {
        var readme = Readme;
        var start = readme.IndexOf("\n## Examples\n", StringComparison.Ordinal);
        return Blocks(readme[start..readme.IndexOf("\n## ", start + 1, StringComparison.Ordinal)]);
    }

    private static IEnumerable<string> Blocks(string section) =>
        section.Split("```").Where((_, i) => i % 2 == 1).Select(b => b[(b.IndexOf('\n', StringComparison.Ordinal) + 1)..].TrimEnd('\n'));

    private static (string Before, string From) Split(string text, string mark)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        return (text[..at], text[at..]);
    }

    private static void AssertShown(string shown, string printed)
    {
        var rest = printed;
        foreach (var part in shown.Split("...\n"))
        {
            var at = rest.IndexOf(part, StringComparison.Ordinal);
            Assert.True(at >= 0, $"not printed (or not in this order):\n{part}\nprinted:\n{printed}");
            rest = rest[(at + part.Length)..];
        }
    }

    // Enough of a shell for the README: words, and quotes around a word.
    private static IEnumerable<string> Words(string line) => line.Split('"')
        .SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Located(string word) =>
        word.StartsWith(Beside, StringComparison.Ordinal) ? Path.Combine(SharedFolder.Find("data")!, word[Beside.Length..])
        : word.StartsWith("sdk/", StringComparison.Ordinal) ? Path.Combine(SampleFiles.Root, word)
        : word;

    private sealed class DataTheoryAttribute : TheoryAttribute
    {
        public DataTheoryAttribute()
        {
            if (SharedFolder.Find("data") is null) Skip = "the recordings are not beside the checkout (shared/data)";
        }
    }
}
