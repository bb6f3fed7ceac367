using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Arc.Sdk.Testing;

/// <summary>Everything that one call found different, as a text for people.</summary>
/// <param name="test">The test that compared.</param>
internal sealed class SnapshotReport(TestName test)
{
    private const int MostLines = 60;
    private const int MostNewLines = 12;

    private static readonly string[] BuildServerVariables = ["CI", "TF_BUILD", "GITHUB_ACTIONS", "GITLAB_CI", "TEAMCITY_VERSION", "JENKINS_URL", "BUILDKITE"];

    private readonly List<string> _differences = [];
    private readonly List<string> _unused = [];
    private int _new;

    public bool IsEmpty => _differences.Count == 0 && _unused.Count == 0;

    /// <summary>Adds a text that is not its snapshot.</summary>
    /// <param name="file">The snapshot's file name.</param>
    /// <param name="expected">What the snapshot says; null if there is none.</param>
    /// <param name="actual">What was made.</param>
    public void Add(string file, string? expected, string actual)
    {
        if (expected is null)
        {
            _new++;
            var lines = UnifiedDiff.Lines(actual);
            _differences.Add($"{file}: there is no snapshot yet\n{UnifiedDiff.Cut([.. lines.Select(l => "+ " + UnifiedDiff.Shorten(l))], MostNewLines)}");
        }
        else
        {
            _differences.Add($"{file}: differs from the snapshot (- snapshot, + now)\n{UnifiedDiff.Cut(UnifiedDiff.Write(expected, actual), MostLines)}");
        }
    }

    /// <summary>Adds a snapshot that nothing produced.</summary>
    public void AddUnused(string file) => _unused.Add(file);

    /// <summary>The message.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        var counts = new List<string>();
        if (_differences.Count > _new) counts.Add(Count(_differences.Count - _new, "differs from the snapshot", "differ from their snapshots"));
        if (_new > 0) counts.Add(Count(_new, "has no snapshot", "have no snapshot"));
        if (_unused.Count > 0) counts.Add(Count(_unused.Count, "snapshot is unused", "snapshots are unused"));
        text.Append(test.Prefix).Append(": ").AppendJoin(", ", counts).Append('\n');
        if (_unused.Count > 0) text.Append("\nunused, because nothing produces them any more:\n").Append(List(_unused));
        foreach (var difference in _differences) text.Append('\n').Append(difference);
        return text.Append('\n').Append(HowToAccept(test.SourceFile)).ToString();
    }

    /// <summary>The message about snapshots whose test is gone.</summary>
    public static string Orphans(string sourceFile, ImmutableArray<string> files) =>
        $"{Count(files.Length, "snapshot is unused", "snapshots are unused")}, because no test of that name exists any more:\n{List(files)}\n{HowToAccept(sourceFile)}";

    private static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    private static string List(IEnumerable<string> files) => string.Concat(files.Select(f => $"  {f}\n"));

    private static string HowToAccept(string sourceFile)
    {
        var folder = Path.GetDirectoryName(sourceFile);
        var command = OperatingSystem.IsWindows() ? $"$env:{Snapshot.AcceptVariable}=1; dotnet test" : $"{Snapshot.AcceptVariable}=1 dotnet test";
        return Array.Exists(BuildServerVariables, v => Environment.GetEnvironmentVariable(v) is { Length: > 0 } value && value != "false")
            ? $"On your machine, run '{command}' in the folder of this test, look at what changes in _snapshots, and commit it."
            : $"What was made is in *.received.* in {Path.Combine(folder ?? ".", "_snapshots")}; '{command}' accepts all of it.";
    }
}
