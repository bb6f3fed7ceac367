using System.Reflection;
using System.Text.RegularExpressions;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;
using Arc.Stl;

namespace Arc.Sdk.Testing.Tests.Projects;

/// <summary>A project is compiled as its build compiles it. Of the standard library it is also known what its contracts must say.</summary>
public partial class ProjectTests
{
    // The tests may have been built to another place than the project's own folder.
    private static readonly Dictionary<string, string> Build = typeof(ProjectTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Where(a => a.Key is "ArtifactsPath" or "UseArtifactsOutput" && a.Value is { Length: > 0 }).ToDictionary(a => a.Key, a => a.Value!);

    private static GeneratorRun Library => ModuleCompiler.RunProject("../../../stl/Arc.Stl", Build);

    private static GeneratorRun ThirdParty => ModuleCompiler.RunProject("../../Arc.ThirdParty", Build);

    [Fact]
    public void Project_CompilesWithoutProblems()
    {
        Assert.Empty(ThirdParty.CompilerProblems);
        Assert.Empty(ThirdParty.Misuses);
        Assert.Equal("Arc.ThirdParty", ThirdParty.Sources.AssemblyName);
        Assert.Contains("NET10_0_OR_GREATER", ThirdParty.Sources.SyntaxTrees.First().Options.PreprocessorSymbolNames);
        Assert.Equal(["signal"], ThirdParty.LoadModules().Select(m => m.Name));
    }

    [Fact]
    public void Project_IsReadOnce() => Assert.Same(ThirdParty, ModuleCompiler.RunProject("../../Arc.ThirdParty/Arc.ThirdParty.csproj", Build));

    [Fact]
    public void Project_CanBeEditedByFileName()
    {
        ThirdParty.AssertCached();
        Assert.Throws<CachingException>(ThirdParty.Edit("SignalModule.cs", "[Module(\"signal\")]", "[Module(\"signals\")]").AssertCached);
    }

    [Fact]
    public void ProjectThatIsNotThere_IsNamed() =>
        Assert.Contains("there is no project at", Assert.Throws<ProjectLoadException>(() => ModuleCompiler.RunProject("Nowhere")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>", "has not been restored")]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk\"><Oops></Project>", "error MSB4025")]
    public void ProjectThatCannotBeBuilt_SaysWhy(string project, string expected)
    {
        var folder = Directory.CreateTempSubdirectory("arc-project-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "P.csproj"), project);
            Assert.Contains(expected, Assert.Throws<ProjectLoadException>(() => ModuleCompiler.RunProject(folder)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Contracts are read from the generator's model; what the compiled library says of itself must be the same.</summary>
    [Fact]
    public void Contracts_SayWhatTheDescriptorsSay()
    {
        var contracts = Library.Contracts.ToDictionary(c => c.Name, StringComparer.Ordinal);
        var symbols = ModuleSet.Standard.Modules.SelectMany(m => m.Symbols).ToList();
        Assert.Equal(symbols.Select(s => s.QualifiedName).Order(StringComparer.Ordinal), contracts.Keys.Order(StringComparer.Ordinal));
        foreach (var symbol in symbols)
        {
            var contract = contracts[symbol.QualifiedName];
            Assert.Equal((symbol.QualifiedName, symbol.Documentation, symbol.FlowDocumentation), (contract.Name, contract.Documentation, contract.NodeDocumentation));
            Assert.Equal(symbol.Examples.Select(e => (e.Code, e.Caption)), contract.Examples);
            if (symbol.Call is not null) Assert.Equal(symbol.ResultDocumentation, contract.Returns);
            Assert.Equal(symbol.Call?.ToString(), contract.Call?.ToString());
            Assert.Equal(Facts(symbol.Call?.Parameters ?? []), Facts(contract.Call?.Parameters ?? []));
            Assert.Equal(symbol.Call?.Variables.AsEnumerable(), contract.Call?.Variables.AsEnumerable());
            Assert.Equal(symbol.Flow?.ToString(), contract.Flow?.ToString());
            Assert.Equal(Facts(symbol.Flow is { } flow ? [.. flow.Config, .. flow.Inputs, .. flow.Outputs] : []), Facts(contract.Flow is { } own ? [.. own.Config, .. own.Inputs, .. own.Outputs] : []));
            Assert.Equal(symbol.Flow?.Variables.AsEnumerable(), contract.Flow?.Variables.AsEnumerable());
            if (symbol.Flow is not null) Assert.Equal(symbol.Wake, contract.Wake);
            Assert.Equal(symbol.ConfigCheck?.Method.Name ?? "", contract.Check);
        }
    }

    [Fact]
    public void Imports_AreThoseThatTheBindingsRegister()
    {
        var registered = Library.Files.Where(f => f.Key.EndsWith(".Bindings.g.cs", StringComparison.Ordinal)).SelectMany(f => Registration().Matches(f.Value)).Select(m => Import(m.Groups));
        var imports = Library.Contracts.SelectMany(c => c.Imports);
        Assert.Equal(registered.Order(StringComparer.Ordinal), imports.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Facts(IEnumerable<Parameter> parameters) =>
        parameters.Select(p => $"{p} | {p.Documentation} | {p.Check?.Minimum} | {p.Check?.Maximum} | {(p.Check is { Allowed.IsDefaultOrEmpty: false } check ? string.Join(", ", check.Allowed) : "")}");

    private static string Import(GroupCollection groups)
    {
        List<string> types = [.. groups["types"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries).Where(t => !t.EndsWith("HostContext", StringComparison.Ordinal)).Select(t => t switch { "int" => "i32", "long" => "i64", "float" => "f32", _ => "f64" })];
        var isFunction = groups["kind"].Value == "Func";
        return $"import {groups["module"]}.{groups["name"]} ({string.Join(", ", isFunction ? types[..^1] : types)}){(isFunction ? " -> " + types[^1] : "")}";
    }

    [GeneratedRegex("""linker\.Define\("(?<module>[^"]*)", "(?<name>[^"]*)", new global::System\.(?<kind>Func|Action)(<(?<types>[^>]*)>)?\(""")]
    private static partial Regex Registration();
}
