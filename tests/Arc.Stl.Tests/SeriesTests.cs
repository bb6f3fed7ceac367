using Arc.Sdk;
using Arc.Sdk.Values;

namespace Arc.Stl.Tests;

/// <summary>The primitives on series and text, through the bindings as a guest calls them.</summary>
public class SeriesTests
{
    private readonly Rig _rig = new();

    [Fact]
    public void CreateEmpty_IsZeroFilled()
    {
        var handle = Call<int>("series.create_empty_i16", 3);
        Assert.Equal([0, 0, 0], Elements<short>(handle));
        Assert.Equal(3L, Call<long>("series.len", handle));
    }

    [Fact]
    public void CreateEmpty_OfTwoGiga_IsATrapAndNotAnAllocation() =>
        Assert.Throws<HandleBudgetException>(() => Call<int>("series.create_empty_f64", int.MinValue));

    [Fact]
    public void SetElement_GivesTheSameHandleBack_AndIgnoresWhatIsOutOfRange()
    {
        var handle = Call<int>("series.create_empty_u8", 2);
        Assert.Equal(handle, Call<int>("series.set_element_u8", handle, 1, 0x1FF));
        Assert.Equal(handle, Call<int>("series.set_element_u8", handle, 2, 7));
        Assert.Equal(handle, Call<int>("series.set_element_u8", handle, -1, 7));
        Assert.Equal([0, 255], Elements<byte>(handle));
    }

    [Fact]
    public void Index_OutOfRangeOrUnknown_IsZero()
    {
        var handle = Add(1.5, 2.5);
        Assert.Equal(2.5, Call<double>("series.index_f64", handle, 1));
        Assert.Equal(0, Call<double>("series.index_f64", handle, 2));
        Assert.Equal(0, Call<double>("series.index_f64", handle, -1));
        Assert.Equal(0, Call<double>("series.index_f64", 99, 0));
        Assert.Equal(0, Call<int>("series.index_str", 99, 0));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(1L << 32)]
    public void GetAndPut_OutOfRange_AreErrorsThatSayWhere(long index)
    {
        var handle = Add(1L, 2L, 3L);
        var expected = $"index {index} out of bounds for series of length 3";
        Assert.Equal(expected, Assert.ThrowsAny<Exception>(() => Call<long>("series.get_i64", handle, index)).Message);
        Assert.Equal(expected, Assert.ThrowsAny<Exception>(() => Call("series.put_i64", handle, index, 9L)).Message);
    }

    [Fact]
    public void GetAndPut_InRange_ReadAndWriteInPlace()
    {
        var handle = Add(1L, 2L, 3L);
        Call("series.put_i64", handle, 1L, 9L);
        Assert.Equal(9L, Call<long>("series.get_i64", handle, 1L));
        Assert.Equal([1L, 9L, 3L], Elements<long>(handle));
    }

    [Fact]
    public void Get_OfAnUnknownSeries_CountsAsLengthZero() =>
        Assert.Contains("length 0", Assert.ThrowsAny<Exception>(() => Call<long>("series.get_i64", 77, 0L)).Message, StringComparison.Ordinal);

    [Fact]
    public void TextElements_AreResolvedAndCopied()
    {
        var handle = Call<int>("series.create_empty_str", 2);
        var text = _rig.Services.Handles.Texts.Add("hello");
        Call<int>("series.set_element_str", handle, 1, text);
        Assert.Equal(0, Call<int>("series.get_str", handle, 0L));
        Assert.Equal("hello", TextOf(Call<int>("series.get_str", handle, 1L)));
    }

    [Theory]
    [InlineData(1, 3, new[] { 2, 3 })]
    [InlineData(0, -1, new[] { 1, 2, 3, 4 })]
    [InlineData(2, 99, new[] { 3, 4 })]
    [InlineData(3, 2, new int[0])]
    [InlineData(-1, 4, new int[0])]
    [InlineData(4, 4, new int[0])]
    public void Slice_ClampsItsBounds(int start, int end, int[] expected)
    {
        var slice = Call<int>("series.slice", Add(1, 2, 3, 4), start, end);
        Assert.NotEqual(0, slice);
        Assert.Equal(expected, Elements<int>(slice));
    }

    [Fact]
    public void Slice_SharesStorage_AndIsNothingForAnUnknownSeries()
    {
        var handle = Add(1, 2, 3);
        Call("series.put_i32", Call<int>("series.slice", handle, 1, 3), 0L, 9);
        Assert.Equal([1, 9, 3], Elements<int>(handle));
        Assert.Equal(0, Call<int>("series.slice", 77, 0, 1));
        Assert.Equal(0L, Call<long>("series.len", 77));
    }

    [Fact]
    public void Strings_ConcatEqualLenGetSlice()
    {
        var (a, b) = (TextHandle("grün"), TextHandle("er"));
        Assert.Equal("grüner", TextOf(Call<int>("string.concat", a, b)));
        Assert.Equal(0, Call<int>("string.concat", a, 99));
        Assert.Equal(1, Call<int>("string.equal", a, TextHandle("grün")));
        Assert.Equal(0, Call<int>("string.equal", a, b));
        Assert.Equal(0, Call<int>("string.equal", 99, 99));
        Assert.Equal(1, Call<int>("string.equal", 0, TextHandle("")));
        Assert.Equal(5L, Call<long>("string.len", a));
        Assert.Equal(0L, Call<long>("string.len", 99));
        Assert.Equal('g', Call<int>("string.get", a, 0L));
        Assert.Equal("index 5 out of bounds for string of length 5", Assert.ThrowsAny<Exception>(() => Call<int>("string.get", a, 5L)).Message);
        Assert.Equal("index -1 out of bounds for string of length 5", Assert.ThrowsAny<Exception>(() => Call<int>("string.get", a, -1L)).Message);
        Assert.Equal("rün", TextOf(Call<int>("string.slice", a, 1L, -1L)));
        Assert.Equal("", TextOf(Call<int>("string.slice", a, -1L, 3L)));
        Assert.Equal("gr", TextOf(Call<int>("string.slice", a, 0L, 2L)));
        Assert.Equal(new byte[] { 0xC3 }, _rig.Services.Handles.Texts.Get(Call<int>("string.slice", a, 2L, 3L)).Bytes.ToArray());
    }

    [Fact]
    public void FromLiteral_ReadsTheGuestsMemory()
    {
        var (context, _) = TestMemory.With("hello world");
        Assert.Equal("world", TextOf((int)Invoke("string.from_literal", context, 6, 5)!));
        Assert.Equal(0, (int)Invoke("string.from_literal", context, 6, 6)!);
        Assert.Equal(0, (int)Invoke("string.from_literal", context, 0, 0)!);
    }

    [Fact]
    public void FromNumber_IsTheDefaultText()
    {
        Assert.Equal("-5", TextOf(Call<int>("string.from_i32", -5)));
        Assert.Equal("4294967291", TextOf(Call<int>("string.from_u32", -5)));
        Assert.Equal("-9223372036854775808", TextOf(Call<int>("string.from_i64", long.MinValue)));
        Assert.Equal("18446744073709551615", TextOf(Call<int>("string.from_u64", -1L)));
        Assert.Equal("0.1", TextOf(Call<int>("string.from_f32", 0.1f)));
        Assert.Equal("1e+06", TextOf(Call<int>("string.from_f64", 1e6)));
    }

    [Fact]
    public void Panic_IsAnErrorWithTheMessage()
    {
        var (context, length) = TestMemory.With("no luck");
        Assert.Equal("arc panic: no luck", Assert.Throws<PanicException>(() => ErrorModule.Panic(context, 0, length)).Message);
        Assert.Equal("arc panic (message unreadable)", Assert.Throws<PanicException>(() => ErrorModule.Panic(context, 0, 99)).Message);
        Assert.Equal("arc panic (memory not set)", Assert.Throws<PanicException>(() => ErrorModule.Panic(HostContext.Detached, 0, 1)).Message);
    }

    private int TextHandle(string text) => _rig.Services.Handles.Texts.Add(text);

    private string TextOf(int handle) => _rig.Services.Handles.Texts.Get(handle).ToString();

    private int Add<T>(params T[] elements) => _rig.Services.Handles.Series.Add(new Series<T>(elements));

    private T[] Elements<T>(int handle) => _rig.Services.Handles.Series.Get<T>(handle).Span.ToArray();

    private T Call<T>(string import, params object[] arguments) => (T)Invoke(import, arguments)!;

    private void Call(string import, params object[] arguments) => Invoke(import, arguments);

    private object? Invoke(string import, params object[] arguments)
    {
        var dot = import.IndexOf('.', StringComparison.Ordinal);
        try
        {
            return _rig.Linker.Functions[(import[..dot], import[(dot + 1)..])].DynamicInvoke(arguments);
        }
        catch (System.Reflection.TargetInvocationException e)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(e.InnerException!);
            throw;
        }
    }
}
