using Arc.Properties.Tests.Programs;

namespace Arc.Properties.Tests.Evaluation;

/// <summary>The evaluator against the examples that the language specification itself gives.</summary>
public class EvaluatorTests
{
    [Theory]
    [InlineData(255, "#06x", "0x0000ff")]
    [InlineData(-42, "05d", "-0042")]
    [InlineData(-42, "08.5d", "  -00042")]
    [InlineData(0, ".0d", "")]
    [InlineData(8, "#o", "010")]
    [InlineData(8, "#O", "0o010")]
    public void Format_OfIntegers_IsThatOfTheSpecification(long value, string spec, string text) => Assert.Equal(text, TextForms.Formatted((Int128)value, spec));

    [Theory]
    [InlineData(3.14, "+08.2f", "+0003.14")]
    [InlineData(0.5, ".0f", "0")]
    [InlineData(2.5, ".0f", "2")]
    [InlineData(7.0, ".0E", "7E+00")]
    [InlineData(99.9, ".1e", "1.0e+02")]
    [InlineData(100.0, "#.3g", "100.")]
    public void Format_OfFloats_IsThatOfTheSpecification(double value, string spec, string text) => Assert.Equal(text, TextForms.Formatted(value, spec));

    [Theory]
    [InlineData(123456.0, "123456")]
    [InlineData(1234567.0, "1.234567e+06")]
    [InlineData(1000000.0, "1e+06")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(-0.0, "-0")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    public void DefaultText_OfFloats_IsThatOfTheSpecification(double value, string text) => Assert.Equal(text, TextForms.Default(value));

    [Fact]
    public void Arithmetic_OfNarrowIntegers_WrapsAfterEveryOperation()
    {
        var sum = Numbers.Arithmetic("+", (Int128)200, (Int128)100, Ty.U8);
        Assert.Equal((Int128)22, Numbers.Arithmetic("/", sum, (Int128)2, Ty.U8));
    }

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(300.0, 127)]
    [InlineData(-300.0, -128)]
    [InlineData(-3.9, -3)]
    public void Conversion_OfFloats_Saturates(double value, int expected) => Assert.Equal((Int128)expected, Numbers.Convert(value, Ty.F64, new Ty(Scalar.I8)));
}
