using Arc.Language.Diagnostics;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;
using Arc.Stl;

namespace Arc.Runtime.Tests;

/// <summary>Compiling graph programs.</summary>
public sealed class GraphProgramTests
{
    [Fact]
    public void Function_OfAGraph_CanBeCalled()
    {
        using var program = ModuleSet.Standard.CompileGraph(Function("{ return math.sqrt(x) }")).ProgramOrThrow();
        using var session = program.Instantiate();
        Assert.Equal(3.0, session.Call("f", ArcValue.Of(9.0)).Value.As<double>());
    }

    [Fact]
    public void CompileFile_GoesByTheEndingOfTheName()
    {
        Assert.True(ArcProgram.CompileFile("{\"version\": 1}", new ArcOptions { FileName = "a.arc.json" }).Success);
        Assert.False(ArcProgram.CompileFile("{\"version\": 1}", new ArcOptions { FileName = "a.arc" }).Success);
    }

    [Fact]
    public void Error_OfANode_IsNamedInTheException()
    {
        var compilation = ArcProgram.CompileGraph("{\"version\": 1, \"nodes\": [{\"key\": \"a\", \"type\": \"b\"}]}", new ArcOptions { FileName = "a.arc.json" });
        Assert.Equal("a.arc.json: error ARC4001: $.nodes[0].type: undefined symbol: b", Assert.Throws<ArcCompilationException>(compilation.ProgramOrThrow).Message);
    }

    [Fact]
    public void ErrorOfTheCompiler_HasTheLineWithinTheBody()
    {
        var compilation = ArcProgram.CompileGraph(
            Function("{\\n  return x + f64(wave[0])\\n}"), new ArcOptions { Channels = [new ChannelInfo(1, "wave", new SeriesType(ArcType.Of(Primitive.F64)))] });
        var diagnostic = Assert.Single(compilation.Diagnostics);
        Assert.Equal((DiagnosticCodes.CompilationLimit, 2), (diagnostic.Code, diagnostic.Start.Line));
        Assert.StartsWith("$.functions[0].body: ", diagnostic.Message, StringComparison.Ordinal);
    }

    private static string Function(string body) => $$"""
        {"version": 1, "functions": [{"key": "f", "inputs": [{"name": "x", "type": "f64"}], "outputs": [{"name": "output", "type": "f64"}], "body": "{{body}}"}]}
        """;
}
