using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Arc.Sdk.Testing;

/// <summary>The options that <c>.editorconfig</c> and global analyzer config files give to source files.</summary>
internal sealed class ConfigFiles : AnalyzerConfigOptionsProvider
{
    private readonly AnalyzerConfigSet _set;

    private ConfigFiles(AnalyzerConfigSet set)
    {
        _set = set;
        GlobalOptions = new Options(set.GlobalConfigOptions.AnalyzerOptions);
        TreeOptions = new Severities(set);
    }

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GlobalOptions { get; }

    /// <summary>The severities of diagnostics.</summary>
    public SyntaxTreeOptionsProvider TreeOptions { get; }

    public static ConfigFiles Read(IEnumerable<string> paths, Func<string, string> read) =>
        new(AnalyzerConfigSet.Create(paths.Select(p => AnalyzerConfig.Parse(read(p), p)).ToList(), out _));

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => OptionsOf(tree.FilePath);

    /// <inheritdoc/>
    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => OptionsOf(textFile.Path);

    private Options OptionsOf(string path) => Path.IsPathRooted(path) ? new Options(_set.GetOptionsForSourcePath(path).AnalyzerOptions) : (Options)GlobalOptions;

    private sealed class Options(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override IEnumerable<string> Keys => values.Keys;

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }

    private sealed class Severities(AnalyzerConfigSet set) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) =>
            !Path.IsPathRooted(tree.FilePath) || !set.GetOptionsForSourcePath(tree.FilePath).AnalyzerOptions.TryGetValue("generated_code", out var value) ? GeneratedKind.Unknown
            : value == "true" ? GeneratedKind.MarkedGenerated
            : GeneratedKind.NotGenerated;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = default;
            return Path.IsPathRooted(tree.FilePath) && set.GetOptionsForSourcePath(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);
        }

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
    }
}
