using System.Text;
using System.Text.Json;
using Arc.Sdk.Hosting;
using Arc.Sdk.State;

namespace Arc.Sdk.Tests.State;

public class StateValueTests
{
    private enum Phase
    {
        Low,
        High = 7,
    }

    [Flags]
    private enum Parts
    {
        None = 0,
        Left = 1,
        Right = 2,
    }

    [Fact]
    public void Strings_KeepNullAndBrokenSurrogates()
    {
        Same<string?>(null);
        Same<string?>("");
        Same<string?>("grün \ud83d\ude00");
        Same<string?>("a\ud800");
        Same<string?>("\udc00\ud800x");
    }

    [Fact]
    public void Enumerations_GoByTheirNames()
    {
        StateValue.RegisterEnum<Phase>();
        StateValue.RegisterEnum<Parts>();
        Assert.Equal("\"High\"", Written(Phase.High));
        Same(Phase.Low);
        Same((Phase)3);
        Same(Parts.Left | Parts.Right);
        Assert.Throws<JsonException>(() => Read<Phase>("\"Middle\""));
        Assert.Throws<JsonException>(() => Read<Phase>("1.5"));
    }

    [Fact]
    public void ComposedValues_AreReadAsTheyWereWritten()
    {
        StateValue.RegisterNullable<double>();
        StateValue.RegisterTuple<double?, string?>();
        StateValue.RegisterArray<(double?, string?)>();
        Same<double?>(null);
        Same<double?>(-0.0);
        var rows = new (double?, string?)[] { (1.5, "a"), (null, null) };
        Assert.Equal(rows, Read<(double?, string?)[]>(Written(rows)));
        Assert.Null(Read<(double?, string?)[]?>(Written<(double?, string?)[]?>(null)));
    }

    [Fact]
    public void Collections_KeepTheirOrder()
    {
        StateValue.RegisterList<int>();
        StateValue.RegisterQueue<Text>();
        Assert.Equal([3, 1, 2], Read<List<int>>(Written(new List<int> { 3, 1, 2 })));
        Assert.Equal([Text.From([0xff]), "b"], Read<Queue<Text>>(Written(new Queue<Text>([Text.From([0xff]), "b"]))));
    }

    [Fact]
    public void FixedContainers_AreFilledInPlace()
    {
        StateValue.RegisterArray<float>();
        StateValue.RegisterQueue<long>();
        using var saved = JsonDocument.Parse("""{"a":[1069547520,2143289344],"q":[1,2,3]}""");
        var (array, queue) = (new float[2], new Queue<long>([9]));
        StateValue.ReadInto(saved.RootElement, "a", array);
        StateValue.ReadInto(saved.RootElement, "q", queue);
        Assert.Equal([1.5f, float.NaN], array);
        Assert.Equal([1, 2, 3], queue);
        Assert.Throws<JsonException>(() => StateValue.ReadInto(saved.RootElement, "a", new float[3]));
        Assert.Throws<JsonException>(() => StateValue.ReadInto(saved.RootElement, "b", array));
    }

    [Theory]
    [InlineData("[1]")]
    [InlineData("[1,2]")]
    [InlineData("null")]
    [InlineData("{}")]
    public void Tuple_OfOtherJson_IsRefused(string json)
    {
        StateValue.RegisterTuple<int, string?>();
        Assert.Throws<JsonException>(() => Read<(int, string?)>(json));
    }

    [Fact]
    public void UnknownType_SaysWhatToDo()
    {
        var error = Assert.Throws<NotSupportedException>(() => Written(new StateValueTests()));
        Assert.Contains("IStateValue", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clock_GoesOnFromItsLastUniqueAnswer()
    {
        var nodes = new NodeKeyTable();
        var (clock, copy, successor) = (new SessionClock(new Stopped()), new SessionClock(new Stopped()), new SessionClock(new Stopped()));
        for (var i = 0; i < 3; i++) clock.NextUnique();
        using var saved = JsonDocument.Parse(Json(w => clock.Save(w, nodes)));
        copy.Load(saved.RootElement, nodes);
        successor.ContinueFrom(clock);
        Assert.Equal(clock.NextUnique(), copy.NextUnique());
        Assert.Equal(copy.Now + 3, successor.NextUnique());
    }

    private static void Same<T>(T value) => Assert.Equal(value, Read<T>(Written(value)));

    private static string Written<T>(T value) => Json(w => StateCodec<T>.Write(w, value));

    private static T Read<T>(string json)
    {
        using var document = JsonDocument.Parse(json);
        return StateCodec<T>.Read(document.RootElement);
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) write(writer);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private sealed class Stopped : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }
}
