using Arc.Sdk.Values;

namespace Arc.Sdk.Tests.Values;

public class HandleStoreTests
{
    private readonly HandleStores _stores = new(limit: 1 << 16);

    [Fact]
    public void Texts_CountFromOne_AndTheEmptyTextIsZero()
    {
        Assert.Equal([1, 0, 2], new[] { _stores.Texts.Add("a"), _stores.Texts.Add(""), _stores.Texts.Add("b") });
        Assert.True(_stores.Texts.TryGet(0, out var empty));
        Assert.Equal(0, empty.Length);
    }

    [Fact]
    public void Texts_StartOverAfterACycle_ConfigTextsStay()
    {
        var config = _stores.Texts.AddConfig("c");
        _stores.Texts.Add("a");
        _stores.Clear();
        Assert.Equal(1 << 24, config);
        Assert.Equal("c", _stores.Texts.Get(config).ToString());
        Assert.Null(_stores.Texts.Find(1));
        Assert.Equal(1, _stores.Texts.Add("b"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData((1 << 24) + 5)]
    public void UnknownTextHandle_Fails_AndIsNotTheEmptyText(int handle) => Assert.False(_stores.Texts.TryGet(handle, out _));

    [Fact]
    public void Series_KeepTheirHandleUntilTheCycleEnds()
    {
        var series = _stores.Series.Create<double>(3);
        var handle = _stores.Series.Add(series);
        Assert.Equal(handle, _stores.Series.Add(series));
        Assert.Equal(2, _stores.Series.Add(new Series<byte>(1)));
        _stores.Clear();
        Assert.Null(_stores.Series.Find(handle));
        Assert.Equal(1, _stores.Series.Add(series));
    }

    [Fact]
    public void Series_OfAnotherElementType_CountsAsUnknown()
    {
        var handle = _stores.Series.Add(new Series<int>(2));
        Assert.False(_stores.Series.TryGet<uint>(handle, out _));
        Assert.NotNull(_stores.Series.Find(handle));
        Assert.Throws<ArgumentException>(() => _stores.Series.Get<double>(handle));
    }

    [Fact]
    public void HugeSeries_IsRefusedBeforeMemoryIsTaken()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<HandleBudgetException>(() => _stores.Series.Create<double>(1u << 31));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
        Assert.Contains("HandleBytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Budget_CountsTextsAndSeriesTogether_AndStartsOverWithTheCycle()
    {
        _stores.Texts.Add(new string('x', 40000));
        Assert.Throws<HandleBudgetException>(() => _stores.Series.Create<byte>(40000));
        _stores.Clear();
        Assert.Equal(40000, _stores.Series.Create<byte>(40000).Length);
    }

    [Fact]
    public void Slices_ShareStorage_CopiesDoNot()
    {
        var series = Series<int>.From([1, 2, 3, 4]);
        var slice = series.Slice(1, 3);
        var copy = slice.Copy();
        series[1] = 20;
        Assert.Equal([20, 3], slice.Span.ToArray());
        Assert.Equal([2, 3], copy.Span.ToArray());
    }

    [Fact]
    public void Text_CountsBytes_AndASliceMayCutACharacter()
    {
        var text = Text.From("aé");
        Assert.Equal(3, text.Length);
        Assert.Equal(new byte[] { 0xC3 }, text.Slice(1, 2).Bytes.ToArray());
        Assert.Equal("a", text.Slice(0, 1).ToString());
        Assert.Equal(text, Text.Concat(text.Slice(0, 2), text.Slice(2, 3)));
    }
}
