using Arc.Engines.Tests.Support;

namespace Arc.Engines.Tests.Specification;

/// <summary>The official WebAssembly core tests, version 2.0 without vectors.</summary>
public sealed class SpecificationSuite
{
    [SpecificationTheory]
    [OnManaged(nameof(Scripts))]
    [OnWasmtime(nameof(Scripts))]
    public void CoreTestScript_OnEveryEngine_EveryCommandHolds(string engine, string script)
    {
        var folder = Path.Combine(SharedFolder.Find(SpecificationTheoryAttribute.Folder)!, script);
        using var runner = new ScriptRunner(TestEngines.Of(engine), folder);
        var failures = runner.Run(Path.Combine(folder, script + ".json"));
        Assert.True(failures.Count == 0, $"{failures.Count} of {runner.Commands} commands failed:\n{string.Join('\n', failures.Take(40))}");
    }

    public static TheoryData<string> Scripts
    {
        get
        {
            // Without the scripts the theory still needs a row to be reported as skipped.
            if (SharedFolder.Find(SpecificationTheoryAttribute.Folder) is not { } folder) return ["none"];
            return [.. Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
        }
    }
}
