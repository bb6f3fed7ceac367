using System.Numerics;
using Arc.Sdk.Modules;
using Arc.Sdk.Testing;
using Arc.Sdk.Types;
using Xunit.Abstractions;

namespace Arc.Stl.Tests;

public sealed class MathTests(ITestOutputHelper output) : IDisposable
{
    private readonly ModuleBench _bench = ModuleBench.Of([ModuleSet.Standard.Find("math")!]);

    public static TheoryData<string, Func<double, double>> Unary() => new()
    {
        { "sqrt", Math.Sqrt },
        { "sin", Math.Sin },
        { "cos", Math.Cos },
        { "tan", Math.Tan },
        { "asin", Math.Asin },
        { "acos", Math.Acos },
        { "atan", Math.Atan },
        { "exp", Math.Exp },
        { "log", Math.Log },
        { "log2", Math.Log2 },
        { "log10", Math.Log10 },
        { "floor", Math.Floor },
        { "ceil", Math.Ceiling },
        { "round", static x => Math.Round(x, MidpointRounding.ToEven) },
        { "trunc", Math.Truncate },
        { "abs", Math.Abs },
    };

    public static TheoryData<string, Func<double, double, double>> Binary() => new()
    {
        { "atan2", Math.Atan2 },
        { "hypot", double.Hypot },
        { "pow", Math.Pow },
        { "min", Math.Min },
        { "max", Math.Max },
    };

    public void Dispose() => _bench.Dispose();

    [Theory]
    [MemberData(nameof(Unary))]
    public void UnaryFunction_IsThePlatforms_AndF32IsComputedInF64(string name, Func<double, double> oracle)
    {
        Compare(name, oracle);
        Compare(name, (float x) => (float)oracle(x));
    }

    [Theory]
    [MemberData(nameof(Binary))]
    public void BinaryFunction_IsThePlatforms_AndF32IsComputedInF64(string name, Func<double, double, double> oracle)
    {
        Compare(name, oracle);
        Compare(name, (float x, float y) => (float)oracle(x, y));
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

        Assert.Equal(8, _bench.Compare("math.pow", typeof(MathTests), nameof(Power), new CompareOptions { Types = TypeSet.Integer, Log = output.WriteLine }).Count);
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

    private static T Power<T>(T x, T n) where T : IBinaryInteger<T>
    {
        if (T.IsNegative(n)) return T.IsZero(x) ? throw new DivideByZeroException() : x == T.One ? x : x == -T.One ? (T.IsOddInteger(n) ? x : T.One) : T.Zero;
        return T.CreateTruncating(BigInteger.ModPow(BigInteger.CreateChecked(x), BigInteger.CreateChecked(n), BigInteger.One << (8 * x.GetByteCount())));
    }

    private void Compare(string name, Delegate oracle) => _bench.Compare($"math.{name}", oracle, new CompareOptions { Log = output.WriteLine });
}
