namespace Arc.Sdk.Testing.Tests.Snapshots;

/// <summary>A folder with a test source file, whose snapshots the tests of snapshots compare and change; and the environment variables that matter.</summary>
public sealed class SnapshotSandbox : IDisposable
{
    private static readonly string[] Variables = [Snapshot.AcceptVariable, "CI", "TF_BUILD", "GITHUB_ACTIONS", "GITLAB_CI", "TEAMCITY_VERSION", "JENKINS_URL", "BUILDKITE"];

    private readonly Dictionary<string, string?> _environment = Variables.ToDictionary(v => v, Environment.GetEnvironmentVariable);

    public SnapshotSandbox()
    {
        foreach (var variable in Variables) Environment.SetEnvironmentVariable(variable, null);
        Folder = Directory.CreateTempSubdirectory("arc-snapshots-").FullName;
        Source = Path.Combine(Folder, "ContractTests.cs");
        File.WriteAllText(Source, "public class ContractTests { public void Contract() { } public void Case(string type) { } }");
    }

    public string Folder { get; }

    /// <summary>The test source file.</summary>
    public string Source { get; }

    /// <summary>The names of all files in <c>_snapshots</c>.</summary>
    public string[] Names => Directory.Exists(Path.Combine(Folder, "_snapshots"))
        ? [.. Directory.GetFiles(Path.Combine(Folder, "_snapshots")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)]
        : [];

    public string PathOf(string name) => Path.Combine(Folder, "_snapshots", name);

    public string Read(string name) => File.ReadAllText(PathOf(name));

    public static void Set(string variable, string? value) => Environment.SetEnvironmentVariable(variable, value);

    /// <summary>Accepts what an action compares.</summary>
    public static void Accepting(Action compare)
    {
        Set(Snapshot.AcceptVariable, "1");
        compare();
        Set(Snapshot.AcceptVariable, null);
    }

    public void Match(GeneratorRun run, string member = "Contract") => run.MatchSnapshots(caller: Source, member: member);

    public string Failure(GeneratorRun run, string member = "Contract") => Assert.Throws<SnapshotException>(() => Match(run, member)).Message;

    public void Dispose()
    {
        foreach (var (variable, value) in _environment) Environment.SetEnvironmentVariable(variable, value);
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>Tests that set environment variables of the process.</summary>
[CollectionDefinition(nameof(ChangesEnvironment), DisableParallelization = true)]
public class ChangesEnvironment;
