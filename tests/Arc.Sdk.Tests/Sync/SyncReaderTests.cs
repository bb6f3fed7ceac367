using Arc.Sdk.Sync;

namespace Arc.Sdk.Tests.Sync;

/// <summary>Reading the arguments of a synchronous call.</summary>
public class SyncReaderTests
{
    [Theory]
    [InlineData(1, 1, 0, "m.f takes 1 argument, got 0")]
    [InlineData(2, 2, 3, "m.f takes 2 arguments, got 3")]
    [InlineData(0, 2, 3, "m.f takes 0 to 2 arguments, got 3")]
    public void Count_OutOfRange_Fails(int least, int most, int given, string message)
    {
        var reader = new SyncReader("m.f", new Val[given], least, most);
        Assert.True(reader.Failed);
        Assert.Equal(("TYPE_ERROR", message), reader.Failure.Value.Error);
    }

    [Fact]
    public void FirstFailure_IsKept()
    {
        var reader = new SyncReader("m.f", [Val.Of("a"), Val.Of("b")], 2, 2);
        reader.Next<double>("x");
        reader.Next<double>("y");
        Assert.Equal("m.f, parameter 'x': expected a number, got \"a\"", reader.Failure.Value.Error.Message);
    }

    [Fact]
    public void Argument_LeftOutOrNull_IsTheDefault()
    {
        var reader = new SyncReader("m.f", [Val.Null], 0, 2);
        Assert.Equal(7, reader.Next("x", 7L));
        Assert.Equal("d", reader.Next("y", "d"));
        Assert.False(reader.Failed);
    }

    [Fact]
    public void Argument_GivenInPlaceOfADefault_IsConverted()
    {
        var reader = new SyncReader("m.f", [Val.Of(3), Val.Of("x")], 0, 2);
        Assert.Equal(3, reader.Next("x", 7L));
        reader.Next("y", 7L);
        Assert.True(reader.Failed);
    }

    [Fact]
    public void AnySeries_IsTextIfAllItemsAre()
    {
        var reader = new SyncReader("m.f", [Val.Of([Val.Of("a")]), Val.Of([Val.Of(1)]), Val.Of(System.Collections.Immutable.ImmutableArray<Val>.Empty)], 3, 3);
        Assert.IsType<Series<Text>>(reader.NextAnySeries("x"));
        Assert.IsType<Series<double>>(reader.NextAnySeries("y"));
        Assert.IsType<Series<double>>(reader.NextAnySeries("z"));
    }

    [Fact]
    public void Handle_LeftOutOrNull_IsNull()
    {
        var reader = new SyncReader("m.f", [Val.Null, Val.Null], 0, 4);
        Assert.Null(reader.NextTextOrNull("a"));
        Assert.Null(reader.NextSeriesOrNull<double>("b"));
        Assert.Null(reader.NextStringOrNull("c"));
        Assert.Null(reader.NextAnySeriesOrNull("d"));
        Assert.False(reader.Failed);
    }

    [Fact]
    public void Item_OfTheWrongKind_IsNamed()
    {
        var reader = new SyncReader("m.f", [Val.Of([Val.Of(1), Val.Of(1.5)])], 1, 1);
        reader.NextSeries<int>("x");
        Assert.Equal("m.f, parameter 'x': item 1: expected a whole number in the range of i32, got 1.5", reader.Failure.Value.Error.Message);
    }

    [Fact]
    public void AreTexts_AsksOnlyForWhatWasGiven()
    {
        Val[] arguments = [Val.Of("a"), Val.Of(1), Val.Of([Val.Of("b")])];
        Assert.True(SyncReader.AreTexts(arguments, 0, 2, 9));
        Assert.False(SyncReader.AreTexts(arguments, 0, 1));
        Assert.False(SyncReader.AreTexts(arguments, 9));
    }
}
