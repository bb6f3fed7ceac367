using System.Runtime.CompilerServices;
using System.Text;
using Arc.Cases;
using Arc.Sdk.Testing.Modules;

namespace Arc.Sdk.Testing;

public sealed partial class ModuleBench
{
    /// <summary>Runs every case of a case file (cases.md) against the modules of the bench.</summary>
    /// <param name="file">The file: a path, or one relative to the test's source file or to the folder of the test assembly.</param>
    /// <param name="caller">The test's source file; filled in by the compiler.</param>
    /// <returns>How many cases passed.</returns>
    /// <exception cref="ModuleBenchException">Cases failed, each with its line, id and reason; or there is no file, or no case in it.</exception>
    /// <exception cref="CaseFormatException">A line is no case.</exception>
    public int RunCases(string file, [CallerFilePath] string caller = "")
    {
        var cases = Read(file, caller);
        var runner = Runner();
        var failures = new StringBuilder();
        var failed = 0;
        foreach (var item in cases)
        {
            if (runner.Run(item) is not { Ok: false } result) continue;
            failed++;
            failures.Append('\n').Append(Describe(item, result));
        }

        return failed == 0 ? cases.Count : throw new ModuleBenchException($"{failed} of {cases.Count} cases failed:{failures}");
    }

    /// <summary>Runs one case of a case file; with <see cref="CasesOf"/> a test for each.</summary>
    /// <param name="file">The file: a path, or one relative to the test's source file or to the folder of the test assembly.</param>
    /// <param name="id">The id of the case.</param>
    /// <param name="caller">The test's source file; filled in by the compiler.</param>
    /// <exception cref="ModuleBenchException">The case failed, or there is none of that id.</exception>
    /// <exception cref="CaseFormatException">A line is no case.</exception>
    public void RunCase(string file, string id, [CallerFilePath] string caller = "")
    {
        var cases = Read(file, caller);
        var item = cases.FirstOrDefault(c => c.Id == id) ?? throw new ModuleBenchException($"{file} has no case '{id}'{Names.Phrase(id, cases.Select(static c => c.Id))}");
        if (Runner().Run(item) is { Ok: false } result) throw new ModuleBenchException(Describe(item, result));
    }

    /// <summary>
    /// The ids of the cases of a file, one a row: data for a theory (<c>MemberData</c> of xUnit, <c>TestCaseSource</c> of NUnit, <c>DynamicData</c> of MSTest)
    /// whose test calls <see cref="RunCase"/>.
    /// </summary>
    /// <param name="file">The file: a path, or one relative to the test's source file or to the folder of the test assembly.</param>
    /// <param name="caller">The test's source file; filled in by the compiler.</param>
    /// <exception cref="ModuleBenchException">There is no file, or no case in it.</exception>
    /// <exception cref="CaseFormatException">A line is no case.</exception>
    public static IEnumerable<object[]> CasesOf(string file, [CallerFilePath] string caller = "") => Read(file, caller).Select(static c => new object[] { c.Id });

    private static List<Case> Read(string file, string caller)
    {
        var path = TestFiles.Find(file, caller);
        var cases = CaseFile.Read(path).ToList();
        return cases.Count > 0 ? cases : throw new ModuleBenchException($"{path} has no case");
    }

    private static string Describe(Case item, CaseResult result) => $"{item.File}:{item.Line}: {item.Id}: {result.Message}";

    private CaseRunner Runner()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return new CaseRunner(Set, Options.Engine, Options.Services is { } services ? () => services : null);
    }
}
