using System.Globalization;
using System.Text;
using Arc.Language.Analysis;
using Arc.Language.Syntax;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;
using Arc.Stl;

namespace Arc.Language.Tests.Analysis;

/// <summary>Parsing, analysis and lowering cost what the text is long, measured in allocated bytes: they do not depend on the machine.</summary>
public class CostTests
{
    private const int Small = 2_000;
    private const int Large = 16_000;
    private const int Largest = 100_000;
    private const double Slack = 1.3;

    private static readonly AnalysisOptions Options = new()
    {
        Modules = ModuleSet.Standard,
        Channels = new ChannelCatalog([new(1, "a", ArcType.Of(Primitive.F64)), new(2, "b", ArcType.Of(Primitive.F64)), new(3, "flag", ArcType.Of(Primitive.U8))]),
    };

    public static TheoryData<string, int, string> Pieces => new()
    {
        {
            "functions", 9, """
            func f{0}(x f64, low f64 = 1) f64 {
                last f64 $= 0.0
                for i := range(3) {
                    last += x * 2.5 + f64(i)
                }
                if last > low and not (x == 0) { return last }
                text := f"{x:.2f} of {0}"
                return last + f64(len(text))
            }

            """
        },
        { "calls that lead to each other", 1, "func f{0}(n i64) i64 {{ if n < 1 {{ return 0 }} return f{1}(n - 1) }}\n" },
        { "flows", 1, "a * {0} > b and a < 5 => flag\n" },
        { "stages that lead back and forth", 1, "stage s{0} {{ flag => s{1}  a > 1 => s{2}  b > 1 => s0 }}\n" },
        { "steps of one sequence", 1, "stage s{0} {{ flag => s{1}  a > 1 => s{2} }}\n" },
        { "mistakes", 1, "a + nowhere{0} -> b\n" },
    };

    [Theory]
    [MemberData(nameof(Pieces))]
    public void Analysis_CostsWhatTheTextIsLong(string what, int lines, string piece)
    {
        var isSequence = what.StartsWith("steps", StringComparison.Ordinal);
        Cost(piece, 200, isSequence);
        var small = (double)Cost(piece, Small / lines, isSequence) / Small;
        var most = what == "functions" ? Largest : Large;
        var large = (double)Cost(piece, most / lines, isSequence) / most;
        Assert.True(large < small * Slack, string.Create(CultureInfo.InvariantCulture, $"{what}: {small:f0} bytes a line at {Small} lines, {large:f0} at {most}"));
    }

    private static long Cost(string piece, int count, bool isSequence)
    {
        var format = CompositeFormat.Parse(piece.Contains("{{", StringComparison.Ordinal) ? piece : piece.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal).Replace("{{0}}", "{0}", StringComparison.Ordinal));
        var text = new StringBuilder();
        if (isSequence) text.Append("sequence main {\n");
        for (var i = 0; i < count; i++) text.AppendFormat(CultureInfo.InvariantCulture, format, i, (i + 1) % count, (i + count - 1) % count);
        if (isSequence) text.Append("}\n");
        var source = new SourceText(text.ToString());
        var before = GC.GetAllocatedBytesForCurrentThread();
        ArcAnalyzer.Analyze(source, Options);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
