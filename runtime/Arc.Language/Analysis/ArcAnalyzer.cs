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
}
