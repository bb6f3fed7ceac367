using Arc.Cases.Examples;
using Arc.Sdk.Symbols;

namespace Arc.Sdk.Testing;

public sealed partial class ModuleBench
{
    /// <summary>
    /// Runs the examples in the documentation comments of the modules under test, internal members left out: expressions with their values, and
    /// programs with what comes in and goes out (<see cref="ExampleCases"/>).
    /// </summary>
    /// <returns>How many hold.</returns>
    /// <exception cref="ModuleBenchException">Examples do not hold or cannot be understood, each with its member and reason; or there is none.</exception>
    public int RunExamples() => RunExamples(Modules.SelectMany(static m => m.Symbols).Where(static s => !s.IsInternal), "the modules under test have no example; write /// <example><code>module.member(1) // 2</code></example>");

    /// <summary>Runs the examples in the documentation comment of one member.</summary>
    /// <param name="member">The member, <c>module.member</c>.</param>
    /// <returns>How many hold.</returns>
    /// <exception cref="ModuleBenchException">Examples do not hold or cannot be understood; or there is no such member, or no example of it.</exception>
    public int RunExamples(string member) => RunExamples([Find(member)], $"{member} has no example; write /// <example><code>{member}(1) // 2</code></example>");

    private int RunExamples(IEnumerable<Symbol> members, string none)
    {
        var runner = Runner();
        var results = members.SelectMany(m => ExampleCases.Run(m, Set, runner)).ToList();
        var problems = results.Select(static r => r.Problem).OfType<string>().ToList();
        if (problems.Count > 0) throw new ModuleBenchException($"{problems.Count} of {results.Count} examples do not hold:\n{string.Join('\n', problems)}");
        return results.Count > 0 ? results.Count : throw new ModuleBenchException(none);
    }
}
