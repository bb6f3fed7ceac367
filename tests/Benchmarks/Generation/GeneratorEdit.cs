using System.Globalization;
using System.Text;
using Arc.Generator;
using Arc.Sdk;
using Benchmarks.Measuring;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Benchmarks.Generation;

/// <summary>What one edit costs in a project with a thousand attributed methods: ten modules of a hundred each.</summary>
internal sealed class GeneratorEdit
{
    private const int Modules = 10;
    private const int MethodsPerModule = 100;

    private readonly SyntaxTree[] _trees;
    private CSharpCompilation _compilation;
    private GeneratorDriver _driver;
    private int _edits;

    public GeneratorEdit()
    {
        _trees = [.. Enumerable.Range(0, Modules).Select(m => Parse(m, "x"))];
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(p => MetadataReference.CreateFromFile(p)).Append(MetadataReference.CreateFromFile(typeof(ModuleAttribute).Assembly.Location)).DistinctBy(r => r.Display);
        _compilation = CSharpCompilation.Create("Edited", _trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        _driver = CSharpGeneratorDriver.Create(new ModuleGenerator()).RunGenerators(_compilation);
    }

    /// <summary>A method's body changes: nothing is generated again.</summary>
    public Contender BodyEdit() => Edit("body edit", () => Parse(0, string.Create(CultureInfo.InvariantCulture, $"x + T.CreateTruncating({_edits++})")));

    /// <summary>A method's name changes: one module is generated again.</summary>
    public Contender SignatureEdit() => Edit("signature edit", () => Parse(0, "x", string.Create(CultureInfo.InvariantCulture, $"Renamed{_edits++}")));

    /// <summary>The whole project from nothing, for comparison.</summary>
    public Contender ColdRun() => new("cold run", () =>
    {
        var sample = Measure.InProcess("", () => CSharpGeneratorDriver.Create(new ModuleGenerator()).RunGenerators(_compilation).GetRunResult().Diagnostics.Length).Run();
        return sample with { Result = "" };
    });

    private Contender Edit(string name, Func<SyntaxTree> edit) => new(name, () =>
    {
        var tree = edit();
        var compilation = _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[0], tree);
        var sample = Measure.InProcess("", () => _driver = _driver.RunGenerators(compilation)).Run();
        _compilation = compilation;
        return sample with { Result = "" };
    });

    private static SyntaxTree Parse(int module, string body, string first = "M0")
    {
        var source = new StringBuilder();
        source.Append(CultureInfo.InvariantCulture, $"using System.Numerics; using Arc.Sdk; [Module(\"m{module}\")] public sealed partial class M{module} {{\n");
        for (var i = 0; i < MethodsPerModule; i++)
        {
            var name = i == 0 ? first : string.Create(CultureInfo.InvariantCulture, $"M{i}");
            source.Append(CultureInfo.InvariantCulture, $"/// <summary>Method {i}.</summary>\n[HostFunction] public static T {name}<T>(T x, [Config] T k) where T : INumber<T> => {(i == 0 ? body : "x * k")};\n");
        }

        return CSharpSyntaxTree.ParseText(source.Append('}').ToString(), path: string.Create(CultureInfo.InvariantCulture, $"M{module}.cs"));
    }
}
