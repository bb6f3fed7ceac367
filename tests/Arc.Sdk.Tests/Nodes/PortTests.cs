using System.Text.Json;
using Arc.Sdk.Nodes;
using Arc.Sdk.Types;

namespace Arc.Sdk.Tests.Nodes;

public class PortTests
{
    private readonly OutputPort<double> _a = new("a");
    private readonly OutputPort<double> _b = new("b");

    [Fact]
    public void Emission_ReplacesTheBatchBefore_AndAppendsWithinOneExecution()
    {
        Emit(_a, (1, 10), (2, 11));
        Emit(_a, (3, 12));
        Assert.Equal([3.0], _a.Values.ToArray());
        Assert.Equal([12L], _a.Times.ToArray());
    }

    [Theory]
    [InlineData(0.0, false)]
    [InlineData(double.NaN, true)]
    [InlineData(-1.0, true)]
    public void Truthiness_IsThatOfTheLastSample(double last, bool truthy)
    {
        Emit(_a, (5, 1), (last, 2));
        Assert.Equal(truthy, _a.IsTruthy);
    }

    [Fact]
    public void TextAndEmptyBatches_AreNotTruthy()
    {
        var text = new OutputPort<Text>("t");
        Assert.False(text.IsTruthy);
        text.Append("x", 1);
        Assert.False(text.IsTruthy);
    }

    [Fact]
    public void Stamp_IsTheClock_OrOneMoreThanTheLast()
    {
        Emit(_a, (1, 100));
        Assert.Equal(101, _a.Stamp(100));
        Assert.Equal(101, _a.Stamp(50));
        Assert.Equal(200, _a.Stamp(200));
    }

    [Fact]
    public void Node_WaitsUntilEveryInputHasData_AndReusesTheOldBatchOfTheOther()
    {
        var node = new Probe();
        node.A.Connect(_a);
        node.B.Connect(_b);
        Emit(_a, (1, 10));
        Assert.False(node.Refresh());
        Emit(_b, (5, 10), (6, 11));
        Assert.True(node.Refresh());
        Assert.False(node.Refresh());
        Emit(_a, (2, 20));
        Assert.True(node.Refresh());
        Assert.Equal([2.0], node.A.Values.ToArray());
        Assert.Equal([5.0, 6.0], node.B.Values.ToArray());
    }

    [Fact]
    public void Batch_ThatIsNotNewer_IsIgnored_AndTheOldOneSurvives()
    {
        var node = new Probe();
        node.A.Connect(_a);
        node.B.Connect(_b);
        Emit(_a, (1, 10));
        Emit(_b, (5, 10));
        Assert.True(node.Refresh());
        Emit(_b, (99, 10));
        Emit(_a, (2, 11));
        Assert.True(node.Refresh());
        Assert.Equal([5.0], node.B.Values.ToArray());
    }

    [Fact]
    public void DefaultedInput_IsNewExactlyOnce()
    {
        var node = new Probe();
        node.A.Connect(_a);
        node.B.SetDefault(Constant.Of(7));
        Emit(_a, (1, 10));
        Assert.True(node.Refresh());
        Assert.False(node.Refresh());
        Assert.Equal(7.0, node.B.At(0));
    }

    [Fact]
    public void TimeStamps_AreThoseOfTheLongerInput_OfEquallyLongOnesTheNewer()
    {
        var node = new Probe();
        node.A.Connect(_a);
        node.B.Connect(_b);
        Emit(_a, (1, 10), (2, 11));
        Emit(_b, (5, 50));
        node.Refresh();
        Assert.Same(node.A, node.Source);
        Emit(_b, (5, 60), (6, 61));
        node.Refresh();
        Assert.Same(node.B, node.Source);
        Assert.Equal((2, 1.0), (node.Length, node.A.At(0)));
        Assert.Equal(2.0, node.A.At(9));
    }

    [Fact]
    public void Connecting_AnotherElementType_NamesBoth() =>
        Assert.Contains("takes f64, but 'n' gives i32", Assert.Throws<ArgumentException>(() => new Probe().A.Connect(new OutputPort<int>("n"))).Message, StringComparison.Ordinal);

    [Fact]
    public void SteadyBatches_AllocateNothing()
    {
        var node = new Probe();
        node.A.Connect(_a);
        node.B.Connect(_b);
        for (var i = 0; i < 100; i++) Step(i);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 100; i < 100_000; i++) Step(i);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Step(int i)
        {
            _a.Begin();
            _a.Append(i, i);
            _b.Begin();
            _b.Append(i, i);
            node.Refresh();
        }
    }

    private static void Emit(OutputPort<double> port, params (double Value, long Time)[] samples)
    {
        port.Begin();
        foreach (var (value, time) in samples) port.Append(value, time);
    }

    [Fact]
    public void Node_SavedAndLoaded_HasTakenWhatItHadTaken()
    {
        var node = Connected();
        _a.Alignment = 7;
        Emit(_a, (1, 10), (2, 20));
        Emit(_b, (5, 15));
        Assert.True(node.Refresh());
        // The sources go on; the node keeps what it took.
        Emit(_a, (9, 20));
        var copy = Connected();
        copy.Load(Saved(node).RootElement);
        Assert.Equal([1.0, 2.0], copy.A.Values.ToArray());
        Assert.Equal([15L], copy.B.Times.ToArray());
        Assert.Equal((2, 7ul, copy.A), (copy.Length, copy.A.Alignment, copy.Source));
        Assert.False(copy.Refresh());
        Emit(_b, (6, 21));
        Assert.True(copy.Refresh());
        Assert.Equal([1.0, 2.0], copy.A.Values.ToArray());
    }

    [Theory]
    [InlineData("\"times\":[10,20]", "\"times\":[10]")]
    [InlineData("\"new\":", "\"newer\":")]
    [InlineData("\"batch\":[2,", "\"batch\":[-2,")]
    [InlineData("\"b\":", "\"c\":")]
    public void Node_OfAnotherShape_IsNotLoaded(string old, string other)
    {
        var node = Connected();
        Emit(_a, (1, 10), (2, 20));
        Emit(_b, (5, 15));
        node.Refresh();
        var text = Saved(node).RootElement.GetRawText();
        Assert.Contains(old, text, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(text.Replace(old, other, StringComparison.Ordinal));
        Assert.ThrowsAny<Exception>(() => node.Load(json.RootElement));
    }

    private Probe Connected()
    {
        var node = new Probe();
        node.A.Connect(_a);
        node.B.Connect(_b);
        return node;
    }

    private static JsonDocument Saved(Node node)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) node.Save(writer);
        return JsonDocument.Parse(stream.ToArray());
    }

    private sealed class Probe : Node
    {
        public Probe()
        {
            A = AddInput<double>("a");
            B = AddInput<double>("b");
        }

        public InputPort<double> A { get; }

        public InputPort<double> B { get; }

        public InputPort? Source => TimeSource;

        public int Length => BatchLength;

        public bool Refresh() => RefreshInputs();

        public override void Execute(ref NodeContext context)
        {
        }
    }
}
