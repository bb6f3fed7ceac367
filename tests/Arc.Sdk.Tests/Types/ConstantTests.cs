using Arc.Sdk.Types;

namespace Arc.Sdk.Tests.Types;

public class ConstantTests
{
    [Theory]
    [InlineData("255", Primitive.U8, true)]
    [InlineData("256", Primitive.U8, false)]
    [InlineData("-1", Primitive.U8, false)]
    [InlineData("-128", Primitive.I8, true)]
    [InlineData("-129", Primitive.I8, false)]
    [InlineData("18446744073709551615", Primitive.U64, true)]
    [InlineData("18446744073709551616", Primitive.U64, false)]
    [InlineData("-9223372036854775808", Primitive.I64, true)]
    [InlineData("9223372036854775808", Primitive.I64, false)]
    [InlineData("2.0", Primitive.I32, true)]
    [InlineData("2.5", Primitive.I32, false)]
    [InlineData("2.5", Primitive.F32, true)]
    [InlineData("1e300", Primitive.F64, true)]
    [InlineData("1e300", Primitive.I64, false)]
    [InlineData("7", Primitive.Str, false)]
    public void Number_FitsExactlyTheTypesThatHoldItsValue(string text, Primitive primitive, bool fits) =>
        Assert.Equal(fits, Constant.Number(text).Fits(primitive));

    [Fact]
    public void Number_GivesTheValueOfTheAskedType()
    {
        Assert.Equal((byte)200, Constant.Number("200").As<byte>());
        Assert.Equal(ulong.MaxValue, Constant.Number("18446744073709551615").As<ulong>());
        Assert.Equal(0.1f, Constant.Number("0.1").As<float>());
        Assert.Equal(long.MinValue, Constant.Number("-9223372036854775808").As<long>());
    }

    [Fact]
    public void Text_GivesTextOrString()
    {
        Assert.Equal("é", Constant.Of("é").As<string>());
        Assert.Equal(2, Constant.Of("é").As<Text>().Length);
    }

    [Fact]
    public void As_OfAValueThatDoesNotFit_NamesBoth() =>
        Assert.Contains("300 is not a value of type u8", Assert.Throws<InvalidOperationException>(() => Constant.Of(300).As<byte>()).Message, StringComparison.Ordinal);

    [Fact]
    public void Number_OfGarbage_IsAFormatError() => Assert.Throws<FormatException>(() => Constant.Number("12x"));
}
