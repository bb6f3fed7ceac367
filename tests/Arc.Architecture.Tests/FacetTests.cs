using System.Reflection;
using Arc.Sdk.Modules;
using Arc.Sdk.Symbols;

namespace Arc.Architecture.Tests;

/// <summary>Every member of the module contract is justified by a consumer, in the README's facet table (seed Q17).</summary>
public class FacetTests
{
    private static readonly Type[] Contract = [typeof(IModule), typeof(IModuleClass), typeof(ModuleDescriptor), typeof(Symbol)];

    public static TheoryData<string> Facets => [.. FacetNames];

    private static IEnumerable<string> FacetNames =>
        Contract.SelectMany(t => t.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(IsFacet).Select(m => $"{t.Name}.{m.Name}")).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Facets))]
    public void Facet_IsListedInTheReadme(string facet) => Assert.Contains($"| `{facet}` |", Readme(), StringComparison.Ordinal);

    [Fact]
    public void FacetTable_ListsNothingThatDoesNotExist()
    {
        var listed = Readme().Split('\n').Where(l => Contract.Any(t => l.StartsWith($"| `{t.Name}.", StringComparison.Ordinal))).Select(l => l.Split('`')[1]);
        Assert.Equal(FacetNames, listed.Order(StringComparer.Ordinal));
    }

    private static string Readme() => File.ReadAllText(Path.Combine(SourceTree.Root, "README.md"));

    private static bool IsFacet(MemberInfo member) => member switch
    {
        PropertyInfo { Name: "EqualityContract" } => false,
        PropertyInfo => true,
        MethodInfo { IsSpecialName: true } => false,
        MethodInfo method => method.DeclaringType!.IsInterface || method.Name == nameof(Symbol.ImportName),
        _ => false,
    };
}
