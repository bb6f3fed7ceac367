using System.Reflection;
using Arc.Cases;
using Arc.Runtime;
using Arc.Sdk.Modules;
using Arc.Stl;

namespace Conformance;

/// <summary>Every case of <c>cases/</c>: the sentences of the language specification as programs with expectations.</summary>
public class ConformanceTests
{
    private static readonly CaseRunner Runner = new(ModuleSet.Standard, ArcProgram.DefaultEngine);

    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, "cases");

    private static readonly Dictionary<string, Case> Cases =
        Directory.EnumerateFiles(Folder, "*.jsonl").Order(StringComparer.Ordinal).SelectMany(CaseFile.Read).ToDictionary(c => c.Id, StringComparer.Ordinal);

    /// <summary>All cases by id.</summary>
    internal static IReadOnlyDictionary<string, Case> AllCases => Cases;

    public static TheoryData<string> Ids => [.. Cases.Keys];

    /// <summary>Programs that a <c>check</c> case expects to be right.</summary>
    public static TheoryData<string> Accepted =>
        [.. Cases.Values.Where(c => c is { Kind: CaseKind.Check, Source: not null } && c.Errors.IsEmpty && c.Warnings.IsEmpty).Select(c => c.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Case_IsAsExpected(string id)
    {
        var result = Runner.Run(Cases[id]);
        Assert.True(result.Ok, $"{Cases[id].Source}\n{result.Message}");
    }

    [Theory]
    [MemberData(nameof(Accepted))]
    public void AcceptedProgram_HasNoDiagnosticAtAll(string id) =>
        Assert.Empty(ArcProgram.Compile(Cases[id].Source!, new ArcOptions { Channels = Cases[id].Channels }).Diagnostics.Select(d => d.Message));
}
