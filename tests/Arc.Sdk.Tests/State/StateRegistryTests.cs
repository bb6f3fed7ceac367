using System.Text.Json;
using Arc.Sdk.Hosting;
using Arc.Sdk.State;

namespace Arc.Sdk.Tests.State;

public class StateRegistryTests
{
    private readonly NodeKeyTable _nodes = new();

    [Fact]
    public void NodeState_KeepsOneValuePerNode_AndStartsWithTheInitialOne()
    {
        var state = new NodeState<long>(() => 10);
        var (a, b) = (_nodes.GetOrAdd("a"), _nodes.GetOrAdd("b"));
        Assert.Equal(11, ++state[a]);
        Assert.Equal(12, ++state[a]);
        Assert.Equal(11, ++state[b]);
    }

    [Fact]
    public void Reset_DropsOneNodeInEverySlice()
    {
        var registry = new StateRegistry(_nodes);
        var (one, two) = (new NodeState<long>(), new NodeState<double>());
        registry.Register("m", "one", one);
        registry.Register("m", "two", two);
        var (a, b) = (_nodes.GetOrAdd("a"), _nodes.GetOrAdd("b"));
        one[a] = 1;
        one[b] = 2;
        two[a] = 3;
        registry.Reset(a);
        Assert.Equal(["b"], registry.Slices.SelectMany(s => s.Slice.Entries).Select(e => e.Node.Name));
    }

    [Fact]
    public void Registry_ListsWithoutKnowingTheModule()
    {
        var registry = new StateRegistry(_nodes);
        var state = new NodeState<string>();
        registry.Register("signal", "label", state);
        state[_nodes.GetOrAdd("n")] = "hot";
        var slice = Assert.Single(registry.Slices);
        Assert.Equal(("signal", "label"), (slice.Module, slice.Name));
        Assert.Equal("hot", Assert.Single(slice.Slice.Entries).Value);
    }

    [Fact]
    public void SavedState_LoadsIntoANewSession_ToTheBit()
    {
        var registry = new StateRegistry(_nodes);
        var (doubles, texts, series) = (new NodeState<double>(), new NodeState<Text>(), new NodeState<Series<float>>());
        registry.Register("m", "d", doubles);
        registry.Register("m", "t", texts);
        registry.Register("n", "s", series);
        var a = _nodes.GetOrAdd("a");
        doubles[a] = BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_1234);
        texts[a] = Text.From([0xFF, 0x00, 0x41]);
        series[a] = Series<float>.From([-0f, float.NaN, 1.5f]);

        var nodes = new NodeKeyTable();
        nodes.GetOrAdd("other");
        var (doubles2, texts2, series2) = (new NodeState<double>(), new NodeState<Text>(), new NodeState<Series<float>>());
        var restored = new StateRegistry(nodes);
        restored.Register("m", "d", doubles2);
        restored.Register("m", "t", texts2);
        restored.Register("n", "s", series2);
        restored.Load(JsonDocument.Parse(Save(registry)).RootElement);

        var key = nodes.GetOrAdd("a");
        Assert.Equal(0x7FF8_0000_0000_1234ul, BitConverter.DoubleToUInt64Bits(doubles2[key]));
        Assert.Equal(texts[a], texts2[key]);
        Assert.Equal(
            series[a].Span.ToArray().Select(BitConverter.SingleToInt32Bits), series2[key].Span.ToArray().Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(Save(registry), Save(restored));
    }

    [Fact]
    public void SavedStateOfAnotherProgram_IsRefusedByName()
    {
        var registry = new StateRegistry(_nodes);
        registry.Register("m", "d", new NodeState<double>());
        var error = Assert.Throws<JsonException>(() => registry.Load(JsonDocument.Parse("{}").RootElement));
        Assert.Contains("'m.d'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SameSliceTwice_IsRefused()
    {
        var registry = new StateRegistry(_nodes);
        registry.Register("m", "d", new NodeState<double>());
        Assert.Throws<ArgumentException>(() => registry.Register("m", "d", new NodeState<double>()));
    }

    private static string Save(StateRegistry registry)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) registry.Save(writer);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
