using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Arc.Sdk.Testing;

/// <summary>Makes of the compiler's command line what the compiler makes of it.</summary>
internal static class ProjectCompilation
{
    private const string LanguageVersionOption = "/langversion:";

    /// <summary>Parses the sources of a project.</summary>
    /// <param name="project">The project file.</param>
    /// <param name="arguments">The compiler's command line.</param>
    /// <exception cref="ProjectLoadException">The command line is not understood, or files are missing.</exception>
    public static (CSharpCompilation Compilation, RunSetting Setting) Create(string project, IReadOnlyList<string> arguments)
    {
        var folder = Path.GetDirectoryName(project)!;
        var parsed = CSharpCommandLineParser.Default.Parse(arguments.Select(KnownLanguage), folder, Path.GetDirectoryName(typeof(object).Assembly.Location));
        if (parsed.Errors.FirstOrDefault(e => e.Severity == DiagnosticSeverity.Error) is { } error) throw new ProjectLoadException($"the compiler's command line for {project} is not understood: {error}");
        var configs = ConfigFiles.Read(parsed.AnalyzerConfigPaths, path => ReadText(project, path, parsed).ToString());
        var trees = parsed.SourceFiles.Select(f => CSharpSyntaxTree.ParseText(ReadText(project, f.Path, parsed), parsed.ParseOptions, f.Path));
        var compilation = CSharpCompilation.Create(
            parsed.CompilationName ?? Path.GetFileNameWithoutExtension(project),
            trees,
            parsed.MetadataReferences.Select(r => Reference(project, Path.Combine(folder, r.Reference), r.Properties)),
            parsed.CompilationOptions
                // Which warnings fail a build is the build's business; a test asks what is wrong.
                .WithGeneralDiagnosticOption(ReportDiagnostic.Default)
                .WithSyntaxTreeOptionsProvider(configs.TreeOptions)
                .WithXmlReferenceResolver(new XmlFileResolver(folder))
                .WithSourceReferenceResolver(new SourceFileResolver(ImmutableArray<string>.Empty, folder))
                .WithStrongNameProvider(new DesktopStrongNameProvider(parsed.KeyFileSearchPaths)));
        ImmutableArray<AdditionalText> additional = [.. parsed.AdditionalFiles.Select(f => new AdditionalFile(f.Path))];
        return (compilation, new RunSetting(parsed.ParseOptions, new AnalyzerOptions(additional, configs), folder));
    }

    // The SDK's compiler may be newer than the one that this library comes with.
    private static string KnownLanguage(string argument) =>
        argument.StartsWith(LanguageVersionOption, StringComparison.OrdinalIgnoreCase) && !LanguageVersionFacts.TryParse(argument[LanguageVersionOption.Length..], out _)
            ? LanguageVersionOption + "preview"
            : argument;

    private static PortableExecutableReference Reference(string project, string path, MetadataReferenceProperties properties) =>
        File.Exists(path)
            ? MetadataReference.CreateFromFile(path, properties)
            : throw new ProjectLoadException($"{project} refers to {path}, which is not there; build the tests first");

    private static SourceText ReadText(string project, string path, CommandLineArguments arguments)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return SourceText.From(stream, arguments.Encoding, arguments.ChecksumAlgorithm);
        }
        catch (IOException missing)
        {
            throw new ProjectLoadException($"a file of {project} cannot be read: {missing.Message}");
        }
    }

    private sealed class AdditionalFile(string path) : AdditionalText
    {
        public override string Path { get; } = path;

        public override SourceText? GetText(CancellationToken cancellationToken = default)
        {
            if (!File.Exists(Path)) return null;
            using var stream = File.OpenRead(Path);
            return SourceText.From(stream);
        }
    }
}
