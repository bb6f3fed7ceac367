using Arc.Language.Analysis;
using Arc.Language.Binding;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;
using Arc.Sdk.Types;

namespace Arc.Language.Tests.Analysis;

/// <summary>Shared assertions on the analysis.</summary>
internal static class Programs
{
    private static readonly AnalysisOptions Options = new()
    {
        Modules = TestModules.Set,
        Channels = new ChannelCatalog(
        [
            new(1, "pressure", ArcType.Of(Primitive.F64, Psi)),
            new(2, "valve", ArcType.Of(Primitive.U8)),
            new(3, "level", ArcType.Of(Primitive.F64)),
            new(4, "label", ArcType.Of(Primitive.Str)),
            new(5, "count", ArcType.Of(Primitive.I32)),
            new(6, "wave", new SeriesType(ArcType.Of(Primitive.F32))),
        ]),
    };

    private static Unit Psi => Unit.TryGet("psi", out var unit) ? unit : throw new InvalidOperationException();

    public static AnalysisResult Analyze(string text, ParseOptions? parsing = null) =>
        ArcAnalyzer.Analyze(new SourceText(text, "t.arc"), parsing is null ? Options : Options with { Parsing = parsing });

    public static ProgramAnalysis Context(string text)
    {
        var analysis = new ProgramAnalysis(ArcParser.ParseProgram(new SourceText(text)), Options);
        analysis.Run();
        return analysis;
    }

    public static BoundProgram Accept(string text)
    {
        var result = Analyze(text);
        Assert.True(result.Program is not null, text + "\n" + Render(text, result.Diagnostics));
        Assert.All(BoundShape.Everything(result.Program!), node => Assert.False(node.GetType().Namespace!.EndsWith("Analysis", StringComparison.Ordinal), node.GetType().Name));
        return result.Program!;
    }

    /// <summary>All diagnostics of a program that must be rejected.</summary>
    public static IReadOnlyList<Diagnostic> Reject(string text)
    {
        var result = Analyze(text);
        Assert.True(result.Program is null, "accepted:\n" + text);
        return result.Diagnostics;
    }

    public static string Render(string text, IEnumerable<Diagnostic> diagnostics)
    {
        var source = new SourceText(text, "t.arc");
        return string.Join('\n', diagnostics.Select(d => DiagnosticRenderer.Render(d, source)));
    }

    /// <summary>A function with one of each kind of variable, and the given statements.</summary>
    public static string Body(string statements) => $$"""
        func helper(a i64, b f64 = 2) f64 { return b }
        func f{k i64 = 1}(x f64, n i64, i i32, u u8, g f32, s series f64, t str, p f64 psi, d f64 km, ms i64 ms, c chan f64) {
            {{statements}}
        }
        """;

    /// <summary>The type that an expression gets without any hint.</summary>
    public static string TypeOf(string expression)
    {
        var program = Accept(Body($"z := {expression}"));
        return Assert.IsType<BoundDeclaration>(program.Functions[1].Body.Statements[^1]).Variable.Type.ToString();
    }
}
