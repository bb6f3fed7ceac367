using Arc.Compiler;
using Arc.Engines.Managed;
using Arc.Language.Analysis;
using Arc.Language.Syntax;
using Arc.Sdk.Channels;
using Arc.Sdk.Ir;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;
using Arc.Stl;

namespace Arc.Dataflow.Tests;

/// <summary>Compiles source text and runs it: analysis, lowering, compiler, engine, scheduler.</summary>
public static class TextProgram
{
    /// <summary>p, q: f64; flag: u8; n: i64; text: str; h: f64 psi; t: i64 ns; x: f64 with time stamps in x_time.</summary>
    public static ChannelInfo[] Channels { get; } =
    [
        new(1, "p", ArcType.Of(Primitive.F64)), new(2, "q", ArcType.Of(Primitive.F64)), new(3, "flag", ArcType.Of(Primitive.U8)),
        new(4, "n", ArcType.Of(Primitive.I64)), new(5, "text", ArcType.Of(Primitive.Str)), new(6, "h", ArcType.Of(Primitive.F64, UnitOf("psi"))),
        new(7, "t", ArcType.TimeSpan), new(8, "x", ArcType.Of(Primitive.F64), IndexKey: 9), new(9, "x_time", ArcType.TimeSpan),
        new(10, "r", ArcType.Of(Primitive.F32)),
    ];

    public static AnalysisResult Analyze(string source) =>
        ArcAnalyzer.Analyze(new SourceText(source), new AnalysisOptions { Modules = ModuleSet.Standard, Channels = new ChannelCatalog(Channels) });

    /// <summary>Analyses a program whose unknown sinks become channels.</summary>
    public static (AnalysisResult Result, IChannelResolver Channels) AnalyzeInferring(string source)
    {
        var channels = new InferringChannelCatalog(Channels);
        return (ArcAnalyzer.Analyze(new SourceText(source), new AnalysisOptions { Modules = ModuleSet.Standard, Channels = channels }), channels);
    }

    /// <summary>The printed IR of a program without errors.</summary>
    public static string Lower(string source) => IrPrinter.Print(Ir(source));

    /// <summary>Codes and messages of the errors, one a line.</summary>
    public static string Errors(string source) =>
        string.Join('\n', Analyze(source).Diagnostics.Where(d => d.IsError).Select(d => $"{d.Start.Line}:{d.Start.Column} {d.Code}: {d.Message}"));

    public static SessionHarness Run(string source)
    {
        var analysis = Analyze(source);
        Assert.True(analysis.Success, Errors(source));
        var compiled = ProgramCompiler.Compile(analysis.Program!, analysis.Ir!, ModuleSet.Standard.Symbols);
        var guest = new EngineGuestFactory(new ManagedEngine().Compile(compiled.Wasm));
        return new SessionHarness(new DataflowProgram(analysis.Ir!, compiled.OutputMemoryBases), guest, ModuleSet.Standard, Channels);
    }

    private static IrProgram Ir(string source)
    {
        var analysis = Analyze(source);
        Assert.True(analysis.Success, Errors(source));
        return analysis.Ir!;
    }

    private static Unit UnitOf(string name) => Unit.TryGet(name, out var unit) ? unit : throw new ArgumentException(name);
}
