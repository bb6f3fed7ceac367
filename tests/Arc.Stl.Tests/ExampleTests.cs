using Arc.Cases;
using Arc.Cases.Examples;
using Arc.Runtime;
using Arc.Sdk.Modules;

namespace Arc.Stl.Tests;

/// <summary>What the documentation of the standard library shows is true.</summary>
public class ExampleTests
{
    private static readonly CaseRunner Runner = new(ModuleSet.Standard, ArcProgram.DefaultEngine);

    public static TheoryData<string> Members =>
        [.. ModuleSet.Standard.Modules.Where(m => !m.IsInternal).SelectMany(m => m.Symbols).Where(s => !s.IsInternal).Select(s => s.QualifiedName)];

    [Theory]
    [MemberData(nameof(Members))]
    public void Example_OfAMember_Holds(string name)
    {
        var results = ExampleCases.Run(ModuleSet.Standard.Symbols.Resolve(name)!, ModuleSet.Standard, Runner).ToList();
        Assert.NotEmpty(results);
        foreach (var result in results) Assert.True(result.Problem is null, result.Problem);
    }
}
