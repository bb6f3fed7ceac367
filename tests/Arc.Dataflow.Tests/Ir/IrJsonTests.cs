using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Arc.Sdk.Ir;
using Arc.Sdk.Types;

namespace Arc.Dataflow.Tests.Ir;

public class IrJsonTests
{
    private static IrProgram Sample()
    {
        var graph = new GraphBuilder { Authorities = IrAuthorities.None with { Default = 100, Channels = IrAuthorities.None.Channels.Add(5, 7) } };
        graph.On("on_p_0", 1, Primitive.F64)
            .Function("f", [GraphBuilder.Param("k", Primitive.F32, Constant.Of(0.5)), GraphBuilder.Param("s", Primitive.Str, Constant.Of("a \"b\"\n€"))],
                [GraphBuilder.Param("x", Primitive.F64, Constant.Of(2.0))], [GraphBuilder.Param("output", Primitive.F64)])
            .Write("write_q_0", 5, Primitive.F64).Interval("time.interval_0", 1_000_000).Flow("on_p_0 -> f => write_q_0");
        var program = graph.Build();
        var on = new IrHandle("on_p_0", "output");
        var step = new IrScope("step_0", IrMode.Parallel, IrLiveness.Gated, [], [[new IrMember("n", null)]], [], []);
        var sequence = new IrScope("m", IrMode.Sequential, IrLiveness.Gated, [new IrActivation(on, IrEdgeKind.Conditional)], [], [new IrMember(null, step)],
            [new IrTransition(on, "step_0"), new IrTransition(on, null)]);
        return program with { Root = program.Root with { Strata = program.Root.Strata.Add([new IrMember(null, sequence)]) } };
    }

    [Fact]
    public void WriteAndRead_Anything_GivesTheSameBytes()
    {
        var bases = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal).Add("f", 4096);
        var json = IrJson.Write(Sample(), bases);
        var read = IrJson.Read(json, out var readBases);
        Assert.Equal(Encoding.UTF8.GetString(json), Encoding.UTF8.GetString(IrJson.Write(read, readBases)));
        Assert.Equal(IrPrinter.Print(Sample()), IrPrinter.Print(read));
    }

    [Fact]
    public void Write_UsesTheNamesOfTheSpecification()
    {
        var json = Encoding.UTF8.GetString(IrJson.Write(Sample(), new Dictionary<string, int>()));
        foreach (var name in (string[])["functions", "nodes", "edges", "authorities", "root", "node_key", "target_key", "output_memory_bases", "strata", "transitions"])
            Assert.Contains($"\"{name}\"", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-9223372036854775808")]
    [InlineData("18446744073709551615")]
    [InlineData("2.0")]
    [InlineData("-0.0")]
    [InlineData("1E+300")]
    [InlineData("0.1")]
    public void Constants_KeepKindAndBits(string literal)
    {
        var value = literal.AsSpan().IndexOfAny(".E") >= 0 ? Constant.Of(double.Parse(literal, System.Globalization.CultureInfo.InvariantCulture)) : Constant.Number(literal);
        var read = RoundTrip(value);
        Assert.Equal(value.Kind, read.Kind);
        if (value.Kind == ConstantKind.Float) Assert.Equal(BitConverter.DoubleToInt64Bits(value.Float), BitConverter.DoubleToInt64Bits(read.Float));
        else Assert.Equal(value.Integer, read.Integer);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Constants_ThatJsonHasNoNumberFor_Survive(double value) => Assert.Equal(value, RoundTrip(Constant.Of(value)).Float);

    [Theory]
    [InlineData("f64")]
    [InlineData("i64 ns")]
    [InlineData("series u8")]
    [InlineData("series f64 psi")]
    [InlineData("chan f32")]
    [InlineData("chan series str")]
    public void Types_ReadAsTheyPrint(string name)
    {
        Assert.True(ArcType.TryParse(name, out var type));
        Assert.Equal(name, type.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("f65")]
    [InlineData("f64 furlong")]
    [InlineData("series")]
    [InlineData("series series f64")]
    [InlineData("chan chan f64")]
    [InlineData("f64 psi psi")]
    public void Types_ThatAreNone_AreRefused(string name) => Assert.False(ArcType.TryParse(name, out _));

    [Theory]
    [InlineData("\"version\": 1", "\"version\": 2", "$.version: version 2 is not known")]
    [InlineData("\"kind\": 2", "\"kind\": 3", "$.edges[1].kind: 3 is no integer from 0 to 2")]
    [InlineData("\"type\": \"f64\"", "\"type\": \"f65\"", "'f65' is no type")]
    [InlineData("\"liveness\": 1", "\"livenes\": 1", "unknown member 'livenes'")]
    [InlineData("\"default\": 100", "\"default\": 256", "$.authorities.default")]
    public void Read_WrongJson_NamesPathAndReason(string from, string to, string message)
    {
        var json = Encoding.UTF8.GetString(IrJson.Write(Sample()));
        Assert.Contains(from, json, StringComparison.Ordinal);
        var error = Assert.Throws<JsonException>(() => IrJson.Read(json.Replace(from, to, StringComparison.Ordinal)));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static Constant RoundTrip(Constant value)
    {
        var program = new GraphBuilder().Node("n", "op.constant", [new IrParam("value", ArcType.Of(Primitive.F64), value)], [], []).Build();
        return IrJson.Read(IrJson.Write(program), out _).Nodes[0].Config[0].Value!.Value;
    }
}
