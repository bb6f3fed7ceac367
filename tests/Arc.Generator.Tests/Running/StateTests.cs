using System.Text;
using System.Text.Json;
using Arc.Sdk;
using Arc.Sdk.Nodes;

namespace Arc.Generator.Tests.Running;

/// <summary>What generated nodes keep of the fields of their classes.</summary>
public class StateTests
{
    private const string Everything = """
        /// <summary>A value of its own.</summary>
        public sealed class Tally : Arc.Sdk.State.IStateValue<Tally>
        {
            /// <summary>How many.</summary>
            public int Count { get; set; }
            /// <summary>Writes it.</summary>
            public void Write(System.Text.Json.Utf8JsonWriter writer) => writer.WriteNumberValue(Count);
            /// <summary>Reads it.</summary>
            public static Tally Read(System.Text.Json.JsonElement saved) => new() { Count = saved.GetInt32() };
        }

        /// <summary>A base with a field.</summary>
        public abstract class Counted
        {
            /// <summary>Runs so far.</summary>
            protected int Runs { get; set; }
        }

        /// <summary>Remembers in every way.</summary>
        [ReactiveNode] public sealed partial class All<T> : Counted where T : struct, INumber<T>
        {
            private enum Phase { Low, High }
            private readonly T[] _ring = new T[3];
            private readonly List<long> _times = [];
            private readonly Queue<T> _queue = new();
            private readonly Series<T> _series = new(2);
            private readonly object _service = new();
            private T _sum;
            private T? _last;
            private Phase _phase;
            private bool _isOdd;
            private char _letter = 'a';
            private string? _name;
            private string _broken = "";
            private Text _text;
            private double _nan;
            private Series<Text>? _words;
            private (T First, (long Time, string? Name) Inner)? _pair;
            private int[]?[] _rows = [];
            private Tally? _tally;
            private Tally? _none;
            private T @class;
            [Transient] private long _scratch;

            /// <summary>In.</summary>
            [Input] public partial InputPort<T> In { get; }
            /// <summary>Out.</summary>
            [Output] public partial OutputPort<Text> Out { get; }
            private long Automatic { get; set; }

            /// <summary>Runs.</summary>
            public void Execute(ref NodeContext node)
            {
                var x = In.Values[^1];
                Runs++;
                _ring[Runs % 3] = x; _times.Add(In.LastTime); _queue.Enqueue(x); _series[Runs % 2] = x;
                _sum += x; _isOdd = !_isOdd; _letter++; _name = _isOdd ? "odd" : null; _broken += "\ud800"; _text = Text.Concat(_text, Text.From([0xff]));
                _nan = BitConverter.UInt64BitsToDouble(0x7ff8000000000042 + (ulong)Runs);
                _phase = _isOdd ? Phase.High : Phase.Low;
                _words = Series<Text>.From([(Text)"w", _text]);
                if (Runs > 1) { _last = x; _pair = (x, (In.LastTime, _name)); _rows = [[Runs], null]; (_tally ??= new Tally()).Count += 2; }
                @class = x; Automatic += 3; _scratch++;
                _ = _service;
                node.Emit(Out, $"{Runs} {string.Join(',', _ring)} {string.Join(',', _times)} {string.Join(',', _queue)} {_series[0]} {_sum} {_last} {_phase} {_isOdd} {_letter} {_name} {_broken.Length} {_text.Length} {BitConverter.DoubleToUInt64Bits(_nan)} {_words[1].Length} {_pair} {string.Join(';', Array.ConvertAll(_rows, r => r?[0]))} {_tally?.Count} {_none?.Count} {@class} {Automatic}");
            }
        }
        """;

    [Fact]
    public void FieldsOfEveryKind_SurviveInANewNode()
    {
        var source = Everything.Replace("[ReactiveNode]", "\n[ReactiveNode]", StringComparison.Ordinal);
        var expected = Run(source, restoreAfter: -1);
        for (var restoreAfter = 0; restoreAfter < 4; restoreAfter++) Assert.Equal(expected, Run(source, restoreAfter));
    }

    [Fact]
    public void TransientFields_StartOver()
    {
        const string Source = """
            /// <summary>Counts.</summary>
            [ReactiveNode] public sealed partial class Count
            {
                private long _kept;
                [Transient] private long _lost = 10;
                /// <summary>Out.</summary>
                [Output] public partial OutputPort<long> Out { get; }
                /// <summary>Runs.</summary>
                public void Execute(ref NodeContext node) => node.Emit(Out, ++_kept + 100 * ++_lost);
            }
            """;
        var harness = Harness.Of(Source);
        var node = harness.Node("count", []);
        harness.Execute(node);
        harness.Execute(node);
        var copy = harness.Node("count", []);
        copy.Load(Saved(node));
        harness.Execute(copy);
        Assert.Equal([1103L], ((OutputPort<long>)copy.Outputs[0]).Values.ToArray());
    }

    [Fact]
    public void NodeWithoutFields_SavesOnlyItsPorts()
    {
        var harness = Harness.OfFile(Sources.Signal);
        using var json = JsonDocument.Parse(Text(harness.Node("label", [], ("unit", Sdk.Types.Constant.Of("bar")))));
        Assert.Equal(["inputs", "batch", "outputs", "state"], json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("state").ValueKind);
    }

    [Theory]
    [InlineData("\"_sum\":", "\"_other\":", "'_sum'")]
    [InlineData("\"_ring\":[0,0,0]", "\"_ring\":[0,0]", "'_ring'")]
    [InlineData("\"_isOdd\":false", "\"_isOdd\":3", "Boolean")]
    [InlineData("\"_phase\":\"Low\"", "\"_phase\":\"Middle\"", "Middle")]
    public void StateOfAnotherVersion_IsRefusedByName(string old, string other, string mentioned)
    {
        var harness = Harness.Of(Everything);
        var node = harness.Node("all", [("T", Sdk.Types.Primitive.I32)]);
        var text = Text(node);
        Assert.Contains(old, text, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(text.Replace(old, other, StringComparison.Ordinal));
        var error = Assert.Throws<JsonException>(() => node.Load(json.RootElement));
        Assert.Contains(mentioned, error.Message, StringComparison.Ordinal);
    }

    private static List<string> Run(string source, int restoreAfter)
    {
        var harness = Harness.Of(source);
        var results = new List<string>();
        var node = harness.Node("all", [("T", Sdk.Types.Primitive.F32)]);
        var feed = new OutputPort<float>("feed");
        node.Inputs[0].Connect(feed);
        for (var i = 0; i < 4; i++)
        {
            if (i == restoreAfter)
            {
                var copy = harness.Node("all", [("T", Sdk.Types.Primitive.F32)]);
                copy.Inputs[0].Connect(feed);
                copy.Load(Saved(node));
                Assert.Equal(Text(node), Text(copy));
                node = copy;
            }

            feed.Begin();
            feed.Append(i == 2 ? -0f : i + 0.5f, 10 * i + 1);
            harness.Execute(node);
            results.Add(((OutputPort<Text>)node.Outputs[0]).Values[0].ToString());
        }

        Assert.Empty(harness.Reports);
        return results;
    }

    private static JsonElement Saved(Node node) => JsonDocument.Parse(Text(node)).RootElement;

    private static string Text(Node node)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) node.Save(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
