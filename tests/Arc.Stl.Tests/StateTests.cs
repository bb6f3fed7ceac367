using System.Text.Json;
using Arc.Sdk;
using Arc.Sdk.Channels;
using Arc.Sdk.State;
using Arc.Sdk.Types;

namespace Arc.Stl.Tests;

/// <summary>Stateful variables and channels as function bodies use them.</summary>
public class StateTests
{
    private readonly Rig _rig = new(new ChannelInfo(1, "p", ArcType.Of(Primitive.F64), 2), new ChannelInfo(2, "t", ArcType.TimeSpan), new ChannelInfo(3, "s", ArcType.Of(Primitive.Str)));

    private StateModule State => _rig.Module<StateModule>();

    [Fact]
    public void Load_FirstTime_StoresTheInitialValue()
    {
        Assert.Equal(5, State.Load(Of("a"), 0, 5));
        Assert.Equal(5, State.Load(Of("a"), 0, 9));
        State.Store(Of("a"), 0, 7);
        Assert.Equal(7, State.Load(Of("a"), 0, 9));
    }

    [Fact]
    public void Slots_AreSeparateByNodeNumberAndType()
    {
        State.Store(Of("a"), 0, 1);
        State.Store(Of("b"), 0, 2);
        State.Store(Of("a"), 1, 3);
        State.Store(Of("a"), 0, 4L);
        State.Store(Of("a"), 0, Text.From("x"));
        Assert.Equal((1, 2, 3, 4L, "x"), (State.Load(Of("a"), 0, 0), State.Load(Of("b"), 0, 0), State.Load(Of("a"), 1, 0), State.Load(Of("a"), 0, 0L), State.Load(Of("a"), 0, Text.Empty).ToString()));
    }

    [Fact]
    public void Slots_ManyOfOneNode_AreAllKept()
    {
        for (var i = 0; i < 1000; i++) State.Store(Of("a"), i * 7919, i);
        for (var i = 0; i < 1000; i++) Assert.Equal(i, State.Load(Of("a"), i * 7919, -1));
    }

    [Fact]
    public void Slots_BeyondTheLimit_AreAnError()
    {
        for (var i = 0; i < 65_536; i++) State.Store(Of("a"), i, i);
        Assert.Contains("at most 65536", Assert.Throws<InvalidOperationException>(() => State.Store(Of("a"), -1, 0)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadSeries_WritingAnElement_Persists()
    {
        var init = new Series<int>([1, 2]);
        var loaded = State.LoadSeries(Of("a"), 0, init)!;
        loaded[0] = 9;
        Assert.Equal([9, 2], State.LoadSeries<int>(Of("a"), 0, null)!.Span.ToArray());
        Assert.Equal([1, 2], init.Span.ToArray());
    }

    [Fact]
    public void StoreSeries_Copies()
    {
        var value = new Series<int>([1, 2]);
        State.StoreSeries(Of("a"), 0, value);
        value[0] = 9;
        Assert.Equal([1, 2], State.LoadSeries<int>(Of("a"), 0, null)!.Span.ToArray());
    }

    [Fact]
    public void UnknownSeries_IsNotStored()
    {
        Assert.Null(State.LoadSeries<int>(Of("a"), 0, null));
        State.StoreSeries<int>(Of("a"), 0, null);
        Assert.Equal([3], State.LoadSeries(Of("a"), 0, new Series<int>([3]))!.Span.ToArray());
    }

    [Fact]
    public void Reset_DropsTheNodesVariablesOnly()
    {
        State.Store(Of("a"), 0, 1);
        State.StoreSeries(Of("a"), 0, new Series<int>([1]));
        State.Store(Of("b"), 0, 2);
        _rig.Services.State.Reset(_rig.Services.Nodes.GetOrAdd("a"));
        Assert.Equal(-1, State.Load(Of("a"), 0, -1));
        Assert.Null(State.LoadSeries<int>(Of("a"), 0, null));
        Assert.Equal(2, State.Load(Of("b"), 0, -1));
    }

    [Fact]
    public void State_IsListedSavedAndRestored()
    {
        State.Store(Of("a"), 3, 0.1);
        State.Store(Of("b"), 4, Text.From("grün"));
        State.StoreSeries(Of("a"), 5, new Series<short>([1, -2]));
        var slice = Assert.Single(_rig.Services.State.Slices, s => s.Module == "state").Slice;
        Assert.Equal(["a f64 3", "a series i16 5", "b str 4"], slice.Entries.Select(e => $"{e.Node.Name} {e.Name}").Order(StringComparer.Ordinal));

        var other = new Rig();
        using var saved = JsonDocument.Parse(Save(slice, _rig));
        Assert.Single(other.Services.State.Slices, s => s.Module == "state").Slice.Load(saved.RootElement, other.Services.Nodes);
        var restored = other.Module<StateModule>();
        Assert.Equal(0.1, restored.Load(In(other, "a"), 3, 0.0));
        Assert.Equal("grün", restored.Load(In(other, "b"), 4, Text.Empty).ToString());
        Assert.Equal([1, -2], restored.LoadSeries<short>(In(other, "a"), 5, null)!.Span.ToArray());
    }

    [Fact]
    public void Channel_ReadsTheLastSampleOfTheLatestBatch()
    {
        var channels = _rig.Module<ChannelModule>();
        Assert.Equal(0, channels.Read(new Channel<double>(1)));
        Assert.Equal(0, channels.Read(new Channel<Text>(3)).Length);
        _rig.Services.Channels.Ingest<double>(1, [1, 2, 3]);
        Assert.Equal(3, channels.Read(new Channel<double>(1)));
    }

    [Fact]
    public void ChannelWrite_AppendsSamplesAndIncreasingTimeStamps()
    {
        var channels = _rig.Module<ChannelModule>();
        channels.Write(new Channel<double>(1), 1.5);
        channels.Write(new Channel<double>(1), 2.5);
        channels.WriteText(new Channel<Text>(3), Text.From("x"));
        channels.WriteText(new Channel<Text>(3), null);
        var written = _rig.Services.Channels.Written;
        Assert.Equal(["p 1.5 2.5", "t 1000000 1000001", "s x"], written.Select(w => $"{w.Channel.Name} {string.Join(" ", w.Samples.Select(s => FormattableString.Invariant($"{s}")))}"));
    }

    [Fact]
    public void Now_IsStrictlyIncreasing()
    {
        var time = _rig.Module<TimeModule>();
        Assert.Equal([1_000_000, 1_000_001, 1_000_002], [time.Now(), time.Now(), time.Now()]);
        _rig.Time.Now = 2_000_000;
        Assert.Equal(2_000_000, time.Now());
    }

    private HostContext Of(string node) => In(_rig, node);

    private static HostContext In(Rig rig, string node) => HostContext.ForNode(rig.Services.Nodes.GetOrAdd(node));

    private static byte[] Save(IStateSlice slice, Rig rig)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer)) slice.Save(writer, rig.Services.Nodes);
        return buffer.ToArray();
    }
}
