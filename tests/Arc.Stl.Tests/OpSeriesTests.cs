using System.Numerics;
using System.Reflection;
using Arc.Sdk;
using Xunit.Abstractions;

namespace Arc.Stl.Tests;

/// <summary>Operators on whole series against the scalar operators of C#, bit for bit.</summary>
public class OpSeriesTests(ITestOutputHelper output)
{
    [Fact, Trait("Kind", "Random")]
    public void Operators_OnEveryType_GiveTheScalarBits()
    {
        var random = Grid.Seeded(output);
        Check<byte>(random, b => (byte)b);
        Check<ushort>(random, b => (ushort)b);
        Check<uint>(random, b => (uint)b);
        Check<ulong>(random, b => (ulong)b);
        Check<sbyte>(random, b => (sbyte)b);
        Check<short>(random, b => (short)b);
        Check<int>(random, b => (int)b);
        Check<long>(random, b => b);
        Check<float>(random, b => BitConverter.Int32BitsToSingle((int)b));
        Check<double>(random, BitConverter.Int64BitsToDouble);
        Check<double>(random, b => Grid.Doubles[(int)((ulong)b % (ulong)Grid.Doubles.Length)]);
        Check<float>(random, b => (float)Grid.Doubles[(int)((ulong)b % (ulong)Grid.Doubles.Length)]);
    }

    [Theory]
    [InlineData("addition")]
    [InlineData("subtraction")]
    [InlineData("multiplication")]
    [InlineData("division")]
    [InlineData("modulo")]
    [InlineData("comparison")]
    public void DifferentLengths_AreAPanicThatNamesTheOperation(string operation)
    {
        var (a, b) = (new Series<int>([1, 2]), new Series<int>([1]));
        var error = Assert.Throws<PanicException>(() => _ = operation switch
        {
            "addition" => OpModule.SeriesSeriesAdd(a, b),
            "subtraction" => OpModule.SeriesSeriesSub(a, b),
            "multiplication" => OpModule.SeriesSeriesMul(a, b),
            "division" => OpModule.SeriesSeriesDivInteger(a, b),
            "modulo" => OpModule.SeriesSeriesModInteger(a, b),
            _ => (object?)OpModule.SeriesCompareGe(a, b),
        });
        Assert.Equal($"arc panic: series length mismatch in {operation}", error.Message);
    }

    [Fact]
    public void IntegerDivisionByZero_IsAnError()
    {
        var series = new Series<short>([1, 0]);
        Assert.Equal("integer divide by zero", Assert.Throws<DivideByZeroException>(() => OpModule.SeriesElementDivInteger(series, (short)0)).Message);
        Assert.Equal("integer divide by zero", Assert.Throws<DivideByZeroException>(() => OpModule.SeriesElementRDivInteger((short)5, series)).Message);
        Assert.Equal("integer divide by zero", Assert.Throws<DivideByZeroException>(() => OpModule.SeriesSeriesModInteger(series, series)).Message);
    }

    [Fact]
    public void IntegerDivision_OfTheLeastValueByMinusOne_Wraps()
    {
        Assert.Equal([int.MinValue], OpModule.SeriesElementDivInteger(new Series<int>([int.MinValue]), -1)!.Span.ToArray());
        Assert.Equal([long.MinValue], OpModule.SeriesElementDivInteger(new Series<long>([long.MinValue]), -1L)!.Span.ToArray());
        Assert.Equal([0], OpModule.SeriesElementModInteger(new Series<int>([int.MinValue]), -1)!.Span.ToArray());
        Assert.Equal([sbyte.MinValue], OpModule.SeriesElementDivInteger(new Series<sbyte>([sbyte.MinValue]), (sbyte)-1)!.Span.ToArray());
    }

    [Fact]
    public void Not_FlipsAllBits() => Assert.Equal([255, 254, 0], OpModule.SeriesNot(new Series<byte>([0, 1, 255]))!.Span.ToArray());

    [Fact]
    public void UnknownOperand_GivesNothing()
    {
        Assert.Null(OpModule.SeriesSeriesAdd(null, new Series<int>([1])));
        Assert.Null(OpModule.SeriesSeriesModFloat(new Series<double>([1.0]), null));
        Assert.Null(OpModule.SeriesElementAdd(null, 1));
        Assert.Null(OpModule.SeriesElementRDivInteger(1, null));
        Assert.Null(OpModule.SeriesCompareEq<int>(null, null));
        Assert.Null(OpModule.SeriesCompareEqScalar(null, 1));
        Assert.Null(OpModule.SeriesNegate<double>(null));
        Assert.Null(OpModule.SeriesNot(null));
    }

    [Fact]
    public void Operands_AreLeftAlone_AndSlicesWork()
    {
        var source = new Series<double>([1, 2, 3, 4, 5]);
        var result = OpModule.SeriesSeriesAdd(source.Slice(1, 3), source.Slice(2, 4));
        Assert.Equal([5, 7], result!.Span.ToArray());
        Assert.Equal([1, 2, 3, 4, 5], source.Span.ToArray());
    }

    private static void Check<T>(Random random, Func<long, T> make) where T : INumber<T>
    {
        // Every length around the vector widths, so that remainders are covered.
        for (var length = 0; length < 68; length++)
        {
            T[] a = [.. Enumerable.Range(0, length).Select(_ => make(random.NextInt64(long.MinValue, long.MaxValue)))];
            T[] b = [.. Enumerable.Range(0, length).Select(_ => make(random.NextInt64(long.MinValue, long.MaxValue)))];
            var x = make(random.NextInt64(long.MinValue, long.MaxValue));
            var isFloat = typeof(T) == typeof(double) || typeof(T) == typeof(float);
            if (!isFloat)
            {
                b = [.. b.Select(e => T.IsZero(e) ? T.One : e)];
                if (T.IsZero(x)) x = T.One;
            }

            var minusOne = typeof(T).GetInterfaces().Any(i => i.Name.StartsWith("ISignedNumber", StringComparison.Ordinal)) ? -T.One : T.Zero;
            T Div(T left, T right) => !isFloat && right == minusOne ? -left : left / right;
            T Mod(T left, T right) => !isFloat && right == minusOne ? T.Zero : left % right;

            Both("Add", (l, r) => l + r);
            Both("Sub", (l, r) => l - r);
            Both("Mul", (l, r) => l * r);
            Both(isFloat ? "DivFloat" : "DivInteger", Div, nonZeroSeries: true);
            Both(isFloat ? "ModFloat" : "ModInteger", Mod, nonZeroSeries: true);
            Compare("Gt", (l, r) => l > r);
            Compare("Lt", (l, r) => l < r);
            Compare("Ge", (l, r) => l >= r);
            Compare("Le", (l, r) => l <= r);
            Compare("Eq", (l, r) => l == r);
            Compare("Ne", (l, r) => l != r);
            if (minusOne != T.Zero) Same("SeriesNegate", a.Select(e => -e), Call<T>("SeriesNegate", new Series<T>(a)));

            void Both(string name, Func<T, T, T> oracle, bool nonZeroSeries = false)
            {
                Same($"SeriesSeries{name}", a.Zip(b, oracle), Call<T>($"SeriesSeries{name}", new Series<T>(a), new Series<T>(b)));
                Same($"SeriesElement{name}", a.Select(e => oracle(e, x)), Call<T>($"SeriesElement{name}", new Series<T>(a), x));
                var divisors = nonZeroSeries ? b : a;
                Same($"SeriesElementR{name}", divisors.Select(e => oracle(x, e)), Call<T>($"SeriesElementR{name}", x, new Series<T>(divisors)));
            }

            void Compare(string name, Func<T, T, bool> oracle)
            {
                Same($"SeriesCompare{name}", a.Zip(b, (l, r) => (byte)(oracle(l, r) ? 1 : 0)), Call<T, byte>($"SeriesCompare{name}", new Series<T>(a), new Series<T>(b)));
                Same($"SeriesCompare{name}Scalar", a.Select(e => (byte)(oracle(e, x) ? 1 : 0)), Call<T, byte>($"SeriesCompare{name}Scalar", new Series<T>(a), x));
            }
        }
    }

    private static void Same<T>(string what, IEnumerable<T> expected, Series<T> actual)
    {
        var wanted = expected.ToArray();
        Assert.Equal(wanted.Length, actual.Length);
        for (var i = 0; i < wanted.Length; i++)
        {
            if (!Bits(wanted[i]).Equals(Bits(actual[i]))) Assert.Fail($"{what} of {typeof(T).Name}, element {i} of {wanted.Length}: expected {wanted[i]:R}, got {actual[i]:R}");
        }
    }

    // NaN equals NaN whatever its payload; -0 is not 0.
    private static object Bits<T>(T value) => value switch
    {
        double d => double.IsNaN(d) ? "NaN" : BitConverter.DoubleToInt64Bits(d),
        float f => float.IsNaN(f) ? "NaN" : BitConverter.SingleToInt32Bits(f),
        _ => value!,
    };

    private static Series<T> Call<T>(string method, params object[] arguments) => Call<T, T>(method, arguments);

    private static Series<TResult> Call<T, TResult>(string method, params object[] arguments) =>
        (Series<TResult>)typeof(OpModule).GetMethod(method, BindingFlags.Public | BindingFlags.Static)!.MakeGenericMethod(typeof(T)).Invoke(null, arguments)!;
}
