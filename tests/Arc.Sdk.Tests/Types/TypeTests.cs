using System.Numerics;
using Arc.Sdk.Types;

namespace Arc.Sdk.Tests.Types;

public class TypeTests
{
    public static TheoryData<ArcType, string> Spellings => new()
    {
        { ArcType.Of(Primitive.I64), "i64" },
        { ArcType.TimeSpan, "i64 ns" },
        { new SeriesType(ArcType.Of(Primitive.U8)), "series u8" },
        { new ChannelType(new SeriesType(ArcType.Of(Primitive.F32))), "chan series f32" },
        { new VariableType("T", TypeSet.Float), "T" },
    };

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Type_PrintsAsItsSource(ArcType type, string source) => Assert.Equal(source, type.ToString());

    [Fact]
    public void Types_CompareByValue() =>
        Assert.Equal(new SeriesType(ArcType.Of(Primitive.F64, Unit.Nanoseconds)), new SeriesType(ArcType.Of(Primitive.F64, Unit.Nanoseconds)));

    [Fact]
    public void Sets_AreTheConstraintsOfTheirCSharpInterfaces()
    {
        Assert.Equal(TypeSet.Numeric, Implementing(typeof(INumber<>)));
        Assert.Equal(TypeSet.Integer, Implementing(typeof(IBinaryInteger<>)));
        Assert.Equal(TypeSet.Float, Implementing(typeof(IFloatingPointIeee754<>)));
        Assert.Equal(TypeSet.Signed, Implementing(typeof(ISignedNumber<>)));
        Assert.Equal(11, TypeSet.Any.Count);
    }

    [Theory]
    [InlineData(Primitive.I64, true, false, 64)]
    [InlineData(Primitive.U64, false, true, 64)]
    [InlineData(Primitive.I8, true, false, 8)]
    [InlineData(Primitive.F32, false, false, 32)]
    public void Primitive_KnowsItsSignAndWidth(Primitive primitive, bool signed, bool unsigned, int bits)
    {
        Assert.Equal(signed, primitive.IsSignedInteger());
        Assert.Equal(unsigned, primitive.IsUnsigned());
        Assert.Equal(bits, primitive.Bits());
    }

    [Fact]
    public void Signature_ListsEachVariableOnceInOrderOfFirstOccurrence()
    {
        var t = new VariableType("T", TypeSet.Numeric);
        var u = new VariableType("U", TypeSet.Float);
        var call = new CallSignature([new("a", new SeriesType(t)), new("b", u), new("c", t)], new VariableType("V", TypeSet.Any));
        Assert.Equal(["T", "U", "V"], call.Variables.Select(v => v.Name));
    }

    [Fact]
    public void Substitute_ReplacesInsideSeriesAndChannels()
    {
        var t = new VariableType("T", TypeSet.Numeric);
        ArcType? F32(string name) => ArcType.Of(Primitive.F32);
        Assert.Equal("series f32", TypeVariables.Substitute(new SeriesType(t), F32).ToString());
        Assert.Equal("chan series f32", TypeVariables.Substitute(new ChannelType(new SeriesType(t)), F32).ToString());
    }

    [Theory]
    [InlineData("1", "10", "0", "must be at least 1")]
    [InlineData("1", "10", "11", "must be at most 10")]
    [InlineData("1", "10", "10", null)]
    public void ValueCheck_SaysWhichBoundIsBroken(string minimum, string maximum, string value, string? violation) =>
        Assert.Equal(violation, new ValueCheck(Constant.Number(minimum), Constant.Number(maximum)).Violation(Constant.Number(value)));

    [Fact]
    public void ValueCheck_ListsWhatIsAllowed() =>
        Assert.Equal("must be one of on, off", new ValueCheck(Allowed: [Constant.Of("on"), Constant.Of("off")]).Violation(Constant.Of("auto")));

    private static TypeSet Implementing(Type open) => TypeSet.Of([.. PrimitiveFacts.All.Where(p =>
        p != Primitive.Str && p.ClrType().GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == open))]);
}
