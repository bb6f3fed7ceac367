using System.Numerics;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;
using Xunit.Abstractions;

namespace Arc.Stl.Tests;

public class MathTests(ITestOutputHelper output)
{
    public static TheoryData<string, Func<double, double>, Func<double, double>, Func<float, float>> Unary() => new()
    {
        { "sqrt", MathModule.Sqrt, Math.Sqrt, MathModule.Sqrt },
        { "sin", MathModule.Sin, Math.Sin, MathModule.Sin },
        { "cos", MathModule.Cos, Math.Cos, MathModule.Cos },
        { "tan", MathModule.Tan, Math.Tan, MathModule.Tan },
        { "asin", MathModule.Asin, Math.Asin, MathModule.Asin },
        { "acos", MathModule.Acos, Math.Acos, MathModule.Acos },
        { "atan", MathModule.Atan, Math.Atan, MathModule.Atan },
        { "exp", MathModule.Exp, Math.Exp, MathModule.Exp },
        { "log", MathModule.Log, Math.Log, MathModule.Log },
        { "log2", MathModule.Log2, Math.Log2, MathModule.Log2 },
        { "log10", MathModule.Log10, Math.Log10, MathModule.Log10 },
        { "floor", MathModule.Floor, Math.Floor, MathModule.Floor },
        { "ceil", MathModule.Ceil, Math.Ceiling, MathModule.Ceil },
        { "round", MathModule.Round, x => Math.Round(x, MidpointRounding.ToEven), MathModule.Round },
        { "trunc", MathModule.Trunc, Math.Truncate, MathModule.Trunc },
        { "abs", MathModule.Abs, Math.Abs, MathModule.Abs },
    };

    [Theory]
    [MemberData(nameof(Unary))]
    public void UnaryFunction_IsThePlatforms_AndF32IsComputedInF64(string name, Func<double, double> actual, Func<double, double> oracle, Func<float, float> narrow)
    {
        var random = Grid.Seeded(output);
        foreach (var x in Grid.Doubles.Concat(Enumerable.Range(0, 500).Select(_ => random.AnyDouble())).Concat(Enumerable.Range(0, 500).Select(_ => random.NextDouble() * 20 - 10)))
        {
            AssertSame(oracle(x), actual(x), $"{name}({x:R})");
            AssertSame((float)oracle((float)x), narrow((float)x), $"{name}_f32({(float)x:R})");
        }
    }

    [Fact]
    public void BinaryFunctions_AreThePlatforms()
    {
        foreach (var y in Grid.Doubles)
        {
            foreach (var x in Grid.Doubles)
            {
                AssertSame(Math.Atan2(y, x), MathModule.Atan2(y, x), $"atan2({y:R}, {x:R})");
                AssertSame(double.Hypot(y, x), MathModule.Hypot(y, x), $"hypot({y:R}, {x:R})");
                AssertSame(Math.Pow(y, x), MathModule.PowFloat(y, x), $"pow({y:R}, {x:R})");
                AssertSame((float)Math.Pow((float)y, (float)x), MathModule.PowFloat((float)y, (float)x), $"pow_f32({y:R}, {x:R})");
                AssertSame(Math.Min(y, x), MathModule.Min(y, x), $"min({y:R}, {x:R})");
                AssertSame(Math.Max(y, x), MathModule.Max(y, x), $"max({y:R}, {x:R})");
            }
        }
    }

    [Fact]
    public void MinMax_NaNWins_AndMinusZeroIsBelowZero()
    {
        Assert.Equal(double.NaN, MathModule.Min(double.NaN, 1));
        Assert.Equal(double.NaN, MathModule.Max(1, double.NaN));
        Assert.True(double.IsNegative(MathModule.Min(0.0, -0.0)));
        Assert.False(double.IsNegative(MathModule.Max(-0.0, 0.0)));
        Assert.Equal(-3, MathModule.Min(-3, 3));
    }

    [Fact]
    public void Abs_OfTheLeastInteger_WrapsToItself()
    {
        Assert.Equal(sbyte.MinValue, MathModule.Abs(sbyte.MinValue));
        Assert.Equal(short.MinValue, MathModule.Abs(short.MinValue));
        Assert.Equal(int.MinValue, MathModule.Abs(int.MinValue));
        Assert.Equal(long.MinValue, MathModule.Abs(long.MinValue));
        Assert.Equal(200, MathModule.Abs((byte)200));
    }

    [Fact]
    public void Sign_IsMinusOneZeroOrOne_AndKeepsNaNAndMinusZero()
    {
        Assert.Equal(-1, MathModule.Sign(-7));
        Assert.Equal(1u, MathModule.Sign(uint.MaxValue));
        Assert.Equal(0, MathModule.Sign((sbyte)0));
        Assert.Equal(double.NaN, MathModule.Sign(double.NaN));
        Assert.True(double.IsNegative(MathModule.Sign(-0.0)));
        Assert.Equal(-1, MathModule.Sign(double.NegativeInfinity));
    }

    [Fact]
    public void Clamp_LimitsAndKeepsNaN_AndRefusesCrossedLimits()
    {
        Assert.Equal(10, MathModule.Clamp(12, 0, 10));
        Assert.Equal(0, MathModule.Clamp(-1, 0, 10));
        Assert.Equal(double.NaN, MathModule.Clamp(double.NaN, 0, 1));
        Assert.Contains("greater", Assert.Throws<ArgumentException>(() => MathModule.Clamp(1, 2, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Clamp_CrossedConfig_IsFoundByTheCheck()
    {
        var check = ModuleSet.Standard.Symbols.Resolve("math.clamp")!.ConfigCheck!;
        Assert.Contains("lo (2) must not be greater than hi (1)", check(Config(2, 1)), StringComparison.Ordinal);
        Assert.Null(check(Config(1, 2)));

        static ConfigValues Config(long lo, long hi) =>
            new(new Dictionary<string, Constant> { ["lo"] = Constant.Of(lo), ["hi"] = Constant.Of(hi) });
    }

    [Fact]
    public void IntegerPower_WrapsLikeRepeatedMultiplication()
    {
        foreach (var x in Grid.SBytes)
        {
            for (var n = 0; n < 128; n++)
            {
                var expected = (sbyte)(byte)(BigInteger.Pow(x, n) & 0xFF);
                if (expected != MathModule.PowInteger(x, (sbyte)n)) Assert.Fail($"{x} ^ {n}: expected {expected}, got {MathModule.PowInteger(x, (sbyte)n)}");
            }
        }

        Assert.Equal(1UL, MathModule.PowInteger(0UL, 0UL));
        Assert.Equal((ulong)(BigInteger.Pow(3, 200) & ulong.MaxValue), MathModule.PowInteger(3UL, 200UL));
        Assert.Equal(1u, MathModule.PowInteger(1u, uint.MaxValue));
    }

    [Theory]
    [InlineData(2, -1, 0)]
    [InlineData(-7, -3, 0)]
    [InlineData(1, -5, 1)]
    [InlineData(-1, -5, -1)]
    [InlineData(-1, -4, 1)]
    [InlineData(-1, int.MinValue, 1)]
    public void IntegerPower_NegativeExponent_IsZeroExceptForOnes(int x, int n, int expected)
    {
        Assert.Equal(expected, MathModule.PowInteger(x, n));
        Assert.Equal(expected, MathModule.PowInteger((long)x, n));
        if (n > sbyte.MinValue) Assert.Equal((sbyte)expected, MathModule.PowInteger((sbyte)x, (sbyte)n));
    }

    [Fact]
    public void IntegerPower_ZeroToANegativePower_IsAnError() =>
        Assert.Contains("integer divide by zero", Assert.Throws<DivideByZeroException>(() => MathModule.PowInteger(0, -1)).Message, StringComparison.Ordinal);

    [Fact]
    public void Neg_Wraps()
    {
        Assert.Equal(sbyte.MinValue, MathModule.Neg(sbyte.MinValue));
        Assert.Equal(-5L, MathModule.Neg(5L));
        Assert.True(double.IsNegative(MathModule.Neg(0.0)));
    }

    private static void AssertSame(double expected, double actual, string what)
    {
        if (BitConverter.DoubleToInt64Bits(expected) != BitConverter.DoubleToInt64Bits(actual) && !(double.IsNaN(expected) && double.IsNaN(actual)))
            Assert.Fail($"{what}: expected {expected:R}, got {actual:R}");
    }
}
