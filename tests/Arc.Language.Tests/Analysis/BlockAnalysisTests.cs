using Arc.Language.Analysis;
using Arc.Language.Syntax;
using Arc.Sdk.Types;

namespace Arc.Language.Tests.Analysis;

/// <summary>The result type of bare blocks (language section 13).</summary>
public class BlockAnalysisTests
{
    private static readonly AnalysisOptions Options = new()
    {
        Modules = TestModules.Set,
        Channels = new ChannelCatalog(PrimitiveFacts.All.Select(p => new Arc.Sdk.Channels.ChannelInfo((int)p + 1, p.Name() + "_ch", ArcType.Of(p)))),
    };

    [Theory]
    [InlineData("{ return 1 }", "i64")]
    [InlineData("{ return 2.5 }", "f64")]
    [InlineData("{ if 1 { return 1 } return 2.5 }", "f64")]
    [InlineData("{ return f32_ch }", "f32")]
    [InlineData("{ if 1 { return f32_ch } return 1 }", "f32")]
    [InlineData("{ if 1 { return f32_ch } return f64_ch }", "f64")]
    [InlineData("{ if 1 { return u8_ch } return 1 }", "u8")]
    [InlineData("{ if 1 { return u8_ch } return u32_ch }", "u32")]
    [InlineData("{ if 1 { return i8_ch } return 1 }", "i32")]
    [InlineData("{ if 1 { return i64_ch } return 1 }", "i64")]
    [InlineData("{ if 1 { return i8_ch } return u8_ch }", "i16")]
    [InlineData("{ if 1 { return i16_ch } return u8_ch }", "i32")]
    [InlineData("{ if 1 { return i32_ch } return u8_ch }", "i64")]
    [InlineData("{ return str_ch + \"a\" }", "str")]
    [InlineData("{ x := math.sqrt(f64_ch) return x > 1 }", "u8")]
    [InlineData("{ return [1, 2.5] }", "series f64")]
    [InlineData("{ x := 1 }", null)]
    public void Block_WithoutDeclaration_HasInferredType(string text, string? type)
    {
        var result = ArcAnalyzer.AnalyzeBlock(new SourceText(text), Options);
        Assert.True(result.Function is not null, Programs.Render(text, result.Diagnostics));
        Assert.Equal(type, result.Function!.Result?.ToString());
    }

    [Theory]
    [InlineData("{ if 1 { return i32_ch } return f64_ch }", "integer and float")]
    [InlineData("{ if 1 { return i32_ch } return str_ch }", "numeric and str")]
    [InlineData("{ if 1 { return i32_ch } return 2.5 }", "integer and float")]
    [InlineData("{ if 1 { return 1 } }", "on all paths")]
    [InlineData("{ return nope }", "undefined symbol: nope")]
    public void Block_Wrong_IsReportedOnce(string text, string words)
    {
        var result = ArcAnalyzer.AnalyzeBlock(new SourceText(text), Options);
        Assert.Null(result.Function);
        Assert.Contains(words, Assert.Single(result.Diagnostics).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ return stats.mean(f64_ch) }", "f64")]
    [InlineData("{ return math.sqrt(f64_ch) }", "f64")]
    public void Block_NamesAModuleByTheLastPartOfItsName_AndTheShortestPathWins(string text, string type)
    {
        var result = ArcAnalyzer.AnalyzeBlock(new SourceText(text), Options with { Modules = TestModules.WithNested });
        Assert.Equal(type, result.Function?.Result?.ToString());
    }

    [Fact]
    public void Block_WithMixedWidths_CastsWhatItReturns()
    {
        var result = ArcAnalyzer.AnalyzeBlock(new SourceText("{ c $= 0  if c { return i8_ch } return 1 }"), Options);
        Assert.Equal("{state0 c:i64 = 0:i64; if c {return i32(read(i8_ch))}; return 1:i32}", BoundShape.Of(result.Function!.Body));
        Assert.Equal(["i8_ch"], result.Function.Reads.Values);
    }
}
