using System.Reflection;
using Arc.Engines.Managed;
using Arc.Engines.Tests.Support;
using Xunit.Sdk;

namespace Arc.Engines.Tests.Specification;

/// <summary>The official WebAssembly core tests, version 2.0 without vectors.</summary>
public sealed class SpecificationSuite
{
    [SpecificationTheory]
    [Scripts]
    public void ManagedEngine_CoreTestScript_EveryCommandHolds(string script)
    {
        var folder = Path.Combine(SharedFolder.Find(SpecificationTheoryAttribute.Folder)!, script);
        var failures = new ScriptRunner(new ManagedEngine(), folder).Run(Path.Combine(folder, script + ".json"));
        Assert.True(failures.Count == 0, $"{failures.Count} commands failed:\n{string.Join('\n', failures.Take(40))}");
    }

    [SpecificationTheory]
    [Scripts]
    public void ManagedEngine_CoreTestScriptInterpreted_EveryCommandHolds(string script)
    {
        var folder = Path.Combine(SharedFolder.Find(SpecificationTheoryAttribute.Folder)!, script);
        var failures = new ScriptRunner(new ManagedEngine { CompileBodies = false }, folder).Run(Path.Combine(folder, script + ".json"));
        Assert.True(failures.Count == 0, $"{failures.Count} commands failed:\n{string.Join('\n', failures.Take(40))}");
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class ScriptsAttribute : DataAttribute
    {
        public override IEnumerable<object[]> GetData(MethodInfo testMethod)
        {
            // Without the scripts the theory still needs a row to be reported as skipped.
            if (SharedFolder.Find(SpecificationTheoryAttribute.Folder) is not { } folder) return [["none"]];
            return Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal).Select(name => new object[] { name });
        }
    }
}
