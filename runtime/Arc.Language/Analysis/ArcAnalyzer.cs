using Arc.Language.Syntax;

namespace Arc.Language.Analysis;

/// <summary>Checks a program and gives every name and every expression its meaning (language sections 3 to 16 and 19).</summary>
public static class ArcAnalyzer
{
    /// <summary>Parses and analyses a program. No input throws; all independent errors are reported in one run.</summary>
    public static AnalysisResult Analyze(SourceText source, AnalysisOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        var analysis = new ProgramAnalysis(ArcParser.ParseProgram(source, options.Parsing), options);
        analysis.Run();
        return analysis.ToResult();
    }

    /// <summary>
    /// Parses and analyses a bare block <c>{ ... }</c>, such as the formula of a calculated channel, as a function without
    /// parameters. Its result type is inferred from what it returns (language section 13).
    /// </summary>
    /// <param name="source">The block.</param>
    /// <param name="options">What the host offers. All modules that are not internal are imported under their own names.</param>
    /// <param name="name">The name of the function.</param>
    public static BlockAnalysisResult AnalyzeBlock(SourceText source, AnalysisOptions options, string name = "block")
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        var parsed = ArcParser.ParseBlock(source, options.Parsing);
        var program = new ProgramSyntax(parsed.Root.Span, []);
        var analysis = new ProgramAnalysis(
            new ParseResult<ProgramSyntax>(source, program, parsed.Tokens, parsed.Comments, parsed.Diagnostics), options);
        var function = analysis.BindBareBlock(parsed.Root, name);
        return new BlockAnalysisResult(analysis.Diagnostics.HasErrors ? null : function, analysis.Diagnostics.ToImmutable(), parsed.Root);
    }
}
