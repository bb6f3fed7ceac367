using System.Globalization;
using System.Text;
using Arc.Language.Analysis;
using Arc.Language.Diagnostics;
using Arc.Language.Graphs;
using Arc.Language.Syntax;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;
using Arc.Stl;

namespace Arc.Language.Tests.Graphs;

/// <summary>Whatever stands in a document, the answer is a program or diagnostics, in time linear in its size.</summary>
public class GraphRobustnessTests
{
    private const string Sample = """
        {"version":1,"functions":[{"key":"double","config":[{"name":"k","type":"f64","value":2}],"inputs":[{"name":"x","type":"f64"}],"outputs":[{"name":"output","type":"f64"}],"body":"{ return x * k }"}],
        "nodes":[{"key":"src","type":"on","config":{"channel":"pressure"}},{"key":"f","type":"double","config":{"k":-3.5e-1}},{"key":"sink","type":"write","config":{"channel":2}}],
        "edges":[{"source":{"node":"src","param":"output"},"target":{"node":"f","param":"x"},"kind":1},{"source":{"node":"f","param":"output"},"target":{"node":"sink","param":"input"}}]}
        """;

    private static readonly AnalysisOptions Options = new()
    {
        Modules = ModuleSet.Standard,
        Channels = new ChannelCatalog([new(1, "pressure", ArcType.Of(Primitive.F64)), new(2, "out", ArcType.Of(Primitive.F64))]),
    };

    private static readonly AnalysisOptions Large = Options with { Parsing = new ParseOptions { MaxSourceBytes = int.MaxValue } };

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "null", "true", "-1", "1e999", "\"\\ud800\"", "\"output\"", "\"src\"", "\"f\"", "\"on\"", "{}", "[]", "\"key\":", "\"type\":", "\"value\":", "\"\"", "\u0000", "é",
    ];

    [Fact]
    public void Sample_IsRight() => Assert.Empty(Analyze(Sample).Diagnostics);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Mutations_OfADocument_NeverThrow(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 1500; round++)
        {
            var text = new StringBuilder(Sample);
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                var at = random.Next(text.Length);
                if (random.Next(2) == 0) text.Remove(at, Math.Min(random.Next(1, 12), text.Length - at));
                if (random.Next(3) > 0) text.Insert(Math.Min(at, text.Length), Pieces[random.Next(Pieces.Length)]);
            }

            try
            {
                var result = Analyze(text.ToString());
                Assert.True(result.Success || result.Diagnostics.Any(static d => d.IsError));
                foreach (var diagnostic in result.Diagnostics) DiagnosticRenderer.Render(diagnostic, result.Source);
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}, round {round}: {e}\n{text}");
            }
        }
    }

    /// <summary>Every value of the document in turn becomes one of another kind.</summary>
    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"text\"")]
    [InlineData("true")]
    [InlineData("-0.5e3")]
    public void Value_OfAnotherKind_NeverThrows(string other)
    {
        using var json = System.Text.Json.JsonDocument.Parse(Sample);
        foreach (var raw in Values(json.RootElement).Distinct())
        {
            for (var at = Sample.IndexOf(raw, StringComparison.Ordinal); at >= 0; at = Sample.IndexOf(raw, at + 1, StringComparison.Ordinal))
                Analyze(string.Concat(Sample.AsSpan(0, at), other, Sample.AsSpan(at + raw.Length)));
        }
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{\"version\":1,", 1, 13)]
    [InlineData("{\"version\":1,\n \"é\" 2}", 2, 6)]
    [InlineData("{\"version\":1}x", 1, 14)]
    public void MalformedJson_HasItsLineAndColumn(string text, int line, int column)
    {
        var diagnostic = Assert.Single(Analyze(text).Diagnostics);
        Assert.Equal((DiagnosticCodes.Syntax, new SourcePosition(line, column)), (diagnostic.Code, diagnostic.Start));
    }

    [Fact]
    public void Nesting_WithoutEnd_IsAnError()
    {
        foreach (var opening in new[] { "[", "{\"a\":" })
            Assert.StartsWith("malformed JSON", Assert.Single(Analyze("{\"version\":1,\"nodes\":" + string.Concat(Enumerable.Repeat(opening, 500_000))).Diagnostics).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Document_BeyondTheLimit_IsNotRead()
    {
        var result = GraphAnalyzer.Analyze(new SourceText(Sample), Options with { Parsing = new ParseOptions { MaxSourceBytes = 100 } });
        Assert.Equal(DiagnosticCodes.SourceTooLarge, Assert.Single(result.Diagnostics).Code);
    }

    [Fact]
    public void Ring_OfManyNodes_IsACycle()
    {
        const int Count = 50_000;
        var result = GraphAnalyzer.Analyze(Chain(Count, isRing: true), Large);
        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal(DiagnosticCodes.DataflowCycle, diagnostic.Code);
        Assert.True(diagnostic.Message.Length < 2000);
    }

    [Fact]
    public void Chain_OfManyNodes_IsStratified() => Assert.Equal(50_000, GraphAnalyzer.Analyze(Chain(50_000, isRing: false), Large).Ir!.Root.Strata.Length);

    [Fact]
    public void ManyErrors_AreCounted()
    {
        var nodes = string.Join(',', Enumerable.Range(0, 50_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{{\"key\":\"n{i}\",\"type\":\"on\"}}")));
        var result = GraphAnalyzer.Analyze(new SourceText($"{{\"version\":1,\"nodes\":[{nodes}]}}"), Large);
        Assert.Equal(DiagnosticBag.DefaultMaxErrors, result.Diagnostics.Count(static d => d.IsError));
        Assert.Contains("49900 further errors", result.Diagnostics[^1].Message, StringComparison.Ordinal);
    }

    private static SourceText Chain(int count, bool isRing)
    {
        var text = new StringBuilder("{\"version\":1,\"nodes\":[{\"key\":\"s\",\"type\":\"op.constant\",\"config\":{\"value\":1}}");
        for (var i = 1; i < count; i++) text.Append(CultureInfo.InvariantCulture, $",{{\"key\":\"n{i}\",\"type\":\"not\"}}");
        text.Append("],\"edges\":[");
        for (var i = isRing ? 1 : 0; i < count - 1; i++)
            text.Append(CultureInfo.InvariantCulture, $"{{\"source\":{{\"node\":\"{(i == 0 ? "s" : $"n{i}")}\",\"param\":\"output\"}},\"target\":{{\"node\":\"n{i + 1}\",\"param\":\"input\"}}}},");
        if (isRing) text.Append(CultureInfo.InvariantCulture, $"{{\"source\":{{\"node\":\"n{count - 1}\",\"param\":\"output\"}},\"target\":{{\"node\":\"n1\",\"param\":\"input\"}}}},");
        text.Length--;
        return new SourceText(text.Append("]}").ToString());
    }

    private static IEnumerable<string> Values(System.Text.Json.JsonElement json)
    {
        yield return json.GetRawText();
        var children = json.ValueKind switch
        {
            System.Text.Json.JsonValueKind.Object => json.EnumerateObject().Select(static m => m.Value),
            System.Text.Json.JsonValueKind.Array => json.EnumerateArray(),
            _ => [],
        };
        foreach (var raw in children.SelectMany(Values)) yield return raw;
    }

    private static GraphAnalysisResult Analyze(string text) => GraphAnalyzer.Analyze(new SourceText(text, "t.arc.json"), Options);
}
