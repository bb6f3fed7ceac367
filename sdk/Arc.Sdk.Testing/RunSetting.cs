using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Arc.Sdk.Testing;

/// <summary>What a run needs beside the compilation.</summary>
/// <param name="ParseOptions">How files are parsed that are added.</param>
/// <param name="AnalyzerOptions">Additional files and the options of analyzer config files.</param>
/// <param name="Folder">The project's folder, to which paths are shown relative; empty for sources in memory.</param>
internal sealed record RunSetting(CSharpParseOptions ParseOptions, AnalyzerOptions AnalyzerOptions, string Folder);
