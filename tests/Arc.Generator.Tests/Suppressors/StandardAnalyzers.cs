using System.Collections.Immutable;
using System.Reflection;
using Arc.Generator.Suppressors;
using Arc.Sdk.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Arc.Generator.Tests.Suppressors;

/// <summary>The analyzers of the .NET SDK, as a project with <c>AnalysisMode=All</c> runs them.</summary>
internal static class StandardAnalyzers
{
    private static readonly string[] Files = ["Microsoft.CodeAnalysis.NetAnalyzers.dll", "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll"];

    /// <summary>Where they are; null where no SDK is beside the runtime.</summary>
    public static string? Folder { get; } = Find();

    private static readonly Lazy<ImmutableArray<DiagnosticAnalyzer>> All = new(static () =>
    [
        .. Files.Select(static f => Assembly.LoadFrom(Path.Combine(Folder!, f))).SelectMany(static a => a.GetTypes())
            .Where(static t => !t.IsAbstract && t.GetCustomAttribute<DiagnosticAnalyzerAttribute>()?.Languages.Contains(LanguageNames.CSharp) == true)
            .Select(static t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!),
        new UnusedParameters(),
    ]);

    /// <summary>What they say of module sources beside the pattern's suppressor: what is suppressed too, marked as such.</summary>
    /// <param name="source">The sources of one file.</param>
    /// <param name="id">The one rule that is run; null for all of them.</param>
    /// <param name="kind">What the project makes: some rules differ for applications.</param>
    public static ImmutableArray<Diagnostic> Run(string source, string? id = null, OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        var analyzers = All.Value.Where(a => id is null || a.SupportedDiagnostics.Any(d => d.Id == id)).ToImmutableArray();
        var ids = id is null ? analyzers.SelectMany(static a => a.SupportedDiagnostics).Select(static d => d.Id).Distinct() : [id];
        var compilation = (CSharpCompilation)ModuleCompiler.Run(source).Output;
        var found = compilation
            .WithOptions(compilation.Options.WithOutputKind(kind).WithSpecificDiagnosticOptions(ids.ToDictionary(static i => i, static _ => ReportDiagnostic.Warn)))
            .WithAnalyzers(
                analyzers.Add(new PatternSuppressor()),
                new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true))
            .GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
        return [.. found.Where(d => id is null || d.Id == id)];
    }

    private static string? Find()
    {
        // .../dotnet/shared/Microsoft.NETCore.App/10.0.0 and .../dotnet/sdk/10.0.100 are cousins.
        var sdks = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "sdk"));
        return !Directory.Exists(sdks) ? null : Directory.EnumerateDirectories(sdks)
            .Select(static d => Path.Combine(d, "Sdks", "Microsoft.NET.Sdk", "analyzers"))
            .LastOrDefault(static d => Files.All(f => File.Exists(Path.Combine(d, f))));
    }

    /// <summary>Stands in for the rule of the code style analyzers, which need the very compiler that they come with.</summary>
    private sealed class UnusedParameters : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Rule = new("IDE0060", "Unused parameter", "Remove '{0}'", "Style", DiagnosticSeverity.Warning, isEnabledByDefault: true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterOperationBlockAction(static block =>
            {
                if (block.OwningSymbol is not IMethodSymbol method) return;
                var used = block.OperationBlocks.SelectMany(static b => b.Descendants()).OfType<IParameterReferenceOperation>()
                    .Select(static o => o.Parameter.Name).ToHashSet(StringComparer.Ordinal);
                foreach (var parameter in method.Parameters.Where(p => !used.Contains(p.Name)))
                    block.ReportDiagnostic(Diagnostic.Create(Rule, parameter.Locations[0], parameter.Name));
            });
        }
    }
}
