using Arc.Sdk.Testing.Tests.Snapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Arc.Sdk.Testing.Tests.Caching;

/// <summary>One call shows that the generator repeats nothing and keeps nothing alive.</summary>
public class AssertCachedTests
{
    [Fact]
    public void Generator_RepeatsNothing() => Samples.Run.AssertCached();

    [Fact]
    public void EditOfABody_RepeatsNothing() => Samples.Run.Edit("Module.cs", "x * factor", "factor * x").AssertCached();

    [Fact]
    public void EditOfASignature_IsNamedWithItsSteps()
    {
        var message = Assert.Throws<CachingException>(Samples.Run.Edit("Module.cs", "double factor", "float factor").AssertCached).Message;
        Assert.Contains("the step FindModules ran again after this edit: Modified", message, StringComparison.Ordinal);
        Assert.Contains("the step ReadModules ran again after this edit: Modified", message, StringComparison.Ordinal);
        Assert.Contains("the step SourceOutput ran again after this edit: Modified", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddedModule_IsNew() =>
        Assert.Contains("New", Assert.Throws<CachingException>(Samples.Run.Add("Other.cs", Samples.Tools.Replace("ools", "ests", StringComparison.Ordinal)).AssertCached).Message, StringComparison.Ordinal);

    public static TheoryData<object, string?> Objects
    {
        get
        {
            var tree = CSharpSyntaxTree.ParseText("class C;");
            var compilation = CSharpCompilation.Create("A", [tree]);
            return new TheoryData<object, string?>
            {
                { "text", null },
                { new { A = new[] { 1 }, B = new List<object?> { null, "x" } }, null },
                { new WeakReference<Compilation>(compilation), null },
                { compilation, "root, a Compilation" },
                { new { Place = tree.GetRoot().GetLocation() }, "root.Place, a Location" },
                { new object[] { "x", (1, tree.GetRoot()) }, "root[1].Item2, a SyntaxNode" },
                { new Dictionary<string, ISymbol> { ["c"] = compilation.Assembly }, "root._entries[0].value, a ISymbol" },
                { (Func<string?>)compilation.ToString, "root._target, a Compilation" },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Objects), DisableDiscoveryEnumeration = true)]
    public void ObjectsThatAStepMustNotKeep_AreFoundWithTheirPath(object root, string? expected) => Assert.Equal(expected, ObjectGraph.FindForbidden(root, "root"));
}
