using System.Collections.Immutable;
using Arc.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Arc.Sdk.Testing;

/// <summary>Compiles module sources in memory, with the generator and the analyzer that a project with Arc modules has.</summary>
public static partial class ModuleCompiler
{
    private static readonly CSharpParseOptions ParseOptions =
        new(LanguageVersion.Latest, DocumentationMode.Diagnose, preprocessorSymbols: ["NET10_0_OR_GREATER"]);

    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(() =>
    [
        .. ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(IsPlatformOrSdk).Select(p => MetadataReference.CreateFromFile(p)),
    ]);

    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers = [new ModuleAnalyzer()];

    /// <summary>Runs the generator over one source file named <c>Module.cs</c>.</summary>
    /// <param name="source">The source.</param>
    public static GeneratorRun Run(string source) => Run([new("Module.cs", source)]);

    /// <summary>Runs the generator over source files.</summary>
    /// <param name="files">Texts by file name.</param>
    public static GeneratorRun Run(IEnumerable<KeyValuePair<string, string>> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var compilation = CSharpCompilation.Create(
            "Arc.InMemory." + Guid.NewGuid().ToString("N"),
            files.Select(f => Parse(f.Key, f.Value)),
            References.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release));
        return Generate(compilation, new RunSetting(ParseOptions, new AnalyzerOptions([]), ""));
    }

    internal static SyntaxTree Parse(string name, string source, CSharpParseOptions? options = null) =>
        CSharpSyntaxTree.ParseText(source, options ?? ParseOptions, name, System.Text.Encoding.UTF8);

    internal static ImmutableArray<Diagnostic> Analyze(Compilation compilation, AnalyzerOptions options) =>
        compilation.WithAnalyzers(Analyzers, options).GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();

    private static GeneratorRun Generate(CSharpCompilation compilation, RunSetting setting)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new ModuleGenerator().AsSourceGenerator()],
            setting.AnalyzerOptions.AdditionalFiles,
            setting.ParseOptions,
            setting.AnalyzerOptions.AnalyzerConfigOptionsProvider,
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return new GeneratorRun(driver.RunGenerators(compilation), compilation, setting);
    }

    private static bool IsPlatformOrSdk(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        return name is "Arc.Sdk" or "netstandard" or "mscorlib"
            || name.StartsWith("System.", StringComparison.Ordinal) && !name.StartsWith("System.Composition", StringComparison.Ordinal);
    }
}
