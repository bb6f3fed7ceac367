using System.Globalization;
using Arc.Language.Diagnostics;
using Arc.Runtime;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;

namespace Arc.Cli.Commands;

/// <summary>Reads and compiles the program that a command names, and prints its diagnostics.</summary>
internal static class ProgramFile
{
    /// <summary>Compiles a file.</summary>
    /// <exception cref="CliException">The file cannot be read.</exception>
    public static ArcCompilation Compile(string path, ModuleSet modules, IReadOnlyList<ChannelInfo> channels, bool declareWritten = false) =>
        ArcProgram.CompileFile(CommonOptions.ReadSource(path), new ArcOptions { Modules = modules, Channels = channels, FileName = path, DeclareWrittenChannels = declareWritten });

    /// <summary>Compiles a file that must be free of errors.</summary>
    /// <exception cref="CliException">It is not; its diagnostics have been printed.</exception>
    public static ArcProgram CompileOrFail(CliHost host, string path, ModuleSet modules, IReadOnlyList<ChannelInfo> channels, bool declareWritten = false)
    {
        var compilation = Compile(path, modules, channels, declareWritten);
        Print(host, compilation);
        return compilation.Program ?? throw new CliException(Summary([compilation]));
    }

    /// <summary>Prints diagnostics on standard error, each with its source line.</summary>
    public static void Print(CliHost host, ArcCompilation compilation)
    {
        foreach (var diagnostic in compilation.Diagnostics) host.Error.WriteLine(Colour(host, diagnostic, DiagnosticRenderer.Render(diagnostic, compilation.Source)));
    }

    /// <summary>How many errors and warnings there are.</summary>
    public static string Summary(IReadOnlyCollection<ArcCompilation> compilations)
    {
        var errors = compilations.Sum(c => c.Diagnostics.Count(d => d.IsError));
        var warnings = compilations.Sum(c => c.Diagnostics.Count(d => d.Severity == DiagnosticSeverity.Warning));
        return string.Create(CultureInfo.InvariantCulture, $"{errors} {(errors == 1 ? "error" : "errors")}, {warnings} {(warnings == 1 ? "warning" : "warnings")}");
    }

    private static string Colour(CliHost host, Diagnostic diagnostic, string text)
    {
        if (!host.IsTerminal) return text;
        var colour = diagnostic.IsError ? "\e[31m" : diagnostic.Severity == DiagnosticSeverity.Warning ? "\e[33m" : "\e[36m";
        var word = DiagnosticRenderer.Name(diagnostic.Severity);
        var at = text.IndexOf($" {word} ", StringComparison.Ordinal) + 1;
        return $"{text[..at]}{colour}{word}\e[0m{text[(at + word.Length)..]}";
    }
}
