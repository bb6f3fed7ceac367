using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Arc.Generator;
using Arc.Sdk;
using Benchmarks.Measuring;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Benchmarks.Generation;

/// <summary>What one edit costs in a project with a thousand attributed methods.</summary>
internal sealed partial class GeneratorEdit
{
    private const int Methods = 1000;

    private static int _projects;

    private readonly int _methodsPerModule;
    private CSharpCompilation _compilation;
    private GeneratorDriver _driver;
    private int _edits;

    /// <param name="modules">Over how many modules the methods are spread, each in a file.</param>
    public GeneratorEdit(int modules = 10)
    {
        _methodsPerModule = Methods / modules;
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(p => MetadataReference.CreateFromFile(p)).Append(MetadataReference.CreateFromFile(typeof(ModuleAttribute).Assembly.Location)).DistinctBy(r => r.Display);
        // What the analyzer remembers goes by the name of the assembly.
        _compilation = CSharpCompilation.Create(
            string.Create(CultureInfo.InvariantCulture, $"Edited{Interlocked.Increment(ref _projects)}"), Enumerable.Range(0, modules).Select(m => Parse(m, "x")), references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        _driver = CSharpGeneratorDriver.Create(new ModuleGenerator()).RunGenerators(_compilation);
    }

    /// <summary>A method's body changes: nothing is generated again.</summary>
    public Contender BodyEdit() => Edit("body edit", EditedBody);

    /// <summary>A method's name changes: one module is generated again.</summary>
    public Contender SignatureEdit() => Edit("signature edit", EditedSignature);

    /// <summary>The whole project from nothing, for comparison.</summary>
    public Contender ColdRun() => new("cold run", () =>
    {
        var sample = Measure.InProcess("", () => CSharpGeneratorDriver.Create(new ModuleGenerator()).RunGenerators(_compilation).GetRunResult().Diagnostics.Length).Run();
        return sample with { Result = "" };
    });

    /// <summary>A method's body changes, and an editor asks for the diagnostics of the file: what the analyzer itself takes of that.</summary>
    public Contender AnalyzerBodyEdit() => new("body edit, analyzer", () => AnalyzeEdit(new ModuleAnalyzer(), EditedBody).Analyzer);

    /// <summary>The same for a method's name.</summary>
    public Contender AnalyzerSignatureEdit() => new("signature edit, analyzer", () => AnalyzeEdit(new ModuleAnalyzer(), EditedSignature).Analyzer);

    /// <summary>The whole pass over the edited file, most of which is the compiler's.</summary>
    public Contender PassOverEditedFile() => new("body edit, the editor's pass with the analyzer", () => AnalyzeEdit(new ModuleAnalyzer(), EditedBody).Pass);

    /// <summary>The same pass with an analyzer that looks at nothing: what any analyzer of symbols makes the compiler do.</summary>
    public Contender PassWithoutWork() => new("the same with an analyzer that does nothing", () => AnalyzeEdit(new IdleAnalyzer(), EditedBody).Pass);

    private Contender Edit(string name, Func<SyntaxTree> edit) => new(name, () =>
    {
        var compilation = _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[0], edit());
        var sample = Measure.InProcess("", () => _driver = _driver.RunGenerators(compilation)).Run();
        _compilation = compilation;
        return sample with { Result = "" };
    });

    private (Sample Analyzer, Sample Pass) AnalyzeEdit(DiagnosticAnalyzer analyzer, Func<SyntaxTree> edit)
    {
        _compilation = _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees[0], edit());
        _driver = _driver.RunGeneratorsAndUpdateCompilation(_compilation, out var output, out _);
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        var analysis = output.WithAnalyzers([analyzer], options);
        var pass = Measure.InProcess("", () => analysis.GetAnalyzerSemanticDiagnosticsAsync(output.GetSemanticModel(_compilation.SyntaxTrees[0]), null, CancellationToken.None).GetAwaiter().GetResult().Length).Run();
        var own = analysis.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None).GetAwaiter().GetResult().ExecutionTime;
        return (new Sample("", own.TotalMilliseconds, -1), pass with { Result = "" });
    }

    private SyntaxTree EditedBody() => Parse(0, string.Create(CultureInfo.InvariantCulture, $"x + T.CreateTruncating({_edits++})"));

    private SyntaxTree EditedSignature() => Parse(0, "x", string.Create(CultureInfo.InvariantCulture, $"Renamed{_edits++}"));

    private SyntaxTree Parse(int module, string body, string first = "M0")
    {
        var source = new StringBuilder();
        source.Append(CultureInfo.InvariantCulture, $"using System.Numerics; using Arc.Sdk;\n/// <summary>Module {module}.</summary>\n[Module(\"m{module}\")] public sealed partial class M{module} {{\n");
        for (var i = 0; i < _methodsPerModule; i++)
        {
            var name = i == 0 ? first : string.Create(CultureInfo.InvariantCulture, $"M{i}");
            source.Append(CultureInfo.InvariantCulture, $"/// <summary>Method {i}.</summary>\n[HostFunction] public static T {name}<T>(T x, [Config] T k) where T : INumber<T> => {(i == 0 ? body : "x * k")};\n");
        }

        return CSharpSyntaxTree.ParseText(source.Append('}').ToString(), path: string.Create(CultureInfo.InvariantCulture, $"M{module}.cs"));
    }

#pragma warning disable RS1001 // The attribute is for the compiler to find it; this one is made here.
    private sealed class IdleAnalyzer : DiagnosticAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
            [new("IDLE0001", "Nothing", "Nothing", "Nothing", DiagnosticSeverity.Warning, isEnabledByDefault: true)];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSymbolAction(static _ => { }, SymbolKind.NamedType);
        }
    }
#pragma warning restore RS1001
}
