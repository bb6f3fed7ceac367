using Arc.Sdk.Sync;

namespace Arc.Sdk.Tests.Sync;

/// <summary>What the generated synchronous facets share.</summary>
public class SyncFacetTests
{
    [Theory]
    [InlineData("clmap", "; did you mean 'clamp'?")]
    [InlineData("claamp", "; did you mean 'clamp'?")]
    [InlineData("f", "")]
    [InlineData("", "")]
    [InlineData("something_else", "")]
    public void UnknownMember_NamesTheNearest(string member, string hint)
    {
        var (code, message) = SyncFacet.Unknown("m", member, "clamp", "diff").Value.Error;
        Assert.Equal("UNKNOWN_MEMBER", code);
        Assert.Equal($"module 'm' has no member '{member}' that a script can call{hint}", message);
    }

    [Fact]
    public void Exception_KeepsItsMessage() =>
        Assert.Equal(("HOST_ERROR", "m.f: no"), SyncFacet.Failed("m.f", new InvalidOperationException("no")).Value.Error);

    [Fact]
    public void AnySeries_OfEveryType_IsAnArray()
    {
        Series[] all =
        [
            new Series<byte>(1), new Series<ushort>(1), new Series<uint>(1), new Series<ulong>(1), new Series<sbyte>(1), new Series<short>(1),
            new Series<int>(1), new Series<long>(1), new Series<float>(1), new Series<double>(1),
        ];
        Assert.All(all, series => Assert.Equal("[0]", SyncFacet.From(series).ToString()));
        Assert.Equal("[\"a\"]", SyncFacet.From((Series)Series<Text>.From(["a"])).ToString());
        Assert.Equal(ValKind.Null, SyncFacet.From((Series?)null).Kind);
    }

    [Fact]
    public void Object_KeepsTheOrderOfItsMembers() =>
        Assert.Equal("{b: 1, a: 2}", SyncFacet.Object(new("b", Val.Of(1)), new("a", Val.Of(2))).Value.ToString());
}
