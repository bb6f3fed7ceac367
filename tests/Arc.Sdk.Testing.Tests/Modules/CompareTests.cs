using System.Numerics;
using Arc.Sdk.Types;
using Arc.ThirdParty;

namespace Arc.Sdk.Testing.Tests.Modules;

/// <summary>Specialisations against oracles over generated arguments.</summary>
public sealed class CompareTests : IDisposable
{
    private readonly ModuleBench _bench = ModuleBench.Of<SignalModule>();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void CompareBodies_ComparesEverySpecialisationOfTheModule()
    {
        var result = _bench.CompareBodies(new CompareOptions { Samples = 200 });
        Assert.Equal(10 + 10 + 1 + 1, result.Count);
        Assert.Empty(result.LeftOut);
        Assert.All(result.Specialisations.Where(static s => s.Import != "runs"), static s => Assert.InRange(s.Calls, 200, 400));
        Assert.True(result.Specialisations.Single(static s => s.Import == "clamp_f64").Traps > 0);
    }

    [Fact]
    public void CompareBodies_OfTheStandardLibrary_IsPossible()
    {
        using var bench = ModuleBench.Of([ModuleBench.Of<SignalModule>().Set.Find("math")!]);
        Assert.Equal(10, bench.CompareBodies("math.clamp", new CompareOptions { Samples = 100 }).Count);
        Assert.True(bench.CompareBodies("math.pow", new CompareOptions { Samples = 100 }).Count > 2);
    }

    [Fact]
    public void Delegate_IsTheOracleOfItsTypes()
    {
        var result = _bench.Compare("signal.clamp", (double x, double lo, double hi) => Between(x, lo, hi));
        Assert.Equal(["clamp_f64"], result.Specialisations.Select(static s => s.Import));
        Assert.Equal(["label"], _bench.Compare("signal.label", (string name, string unit) => name + " (" + unit + ")").Specialisations.Select(static s => s.Import));
        Assert.Equal(["diff_i64"], _bench.Compare("signal.diff", (long[] s) => s.Zip(s.Skip(1), (a, b) => unchecked(b - a)).ToArray()).Specialisations.Select(static s => s.Import));
    }

    [Fact]
    public void GenericMethod_IsTheOracleOfEverySpecialisation()
    {
        var log = new List<string>();
        var result = _bench.Compare("signal.clamp", typeof(CompareTests), nameof(Between), new CompareOptions { Samples = 100, Seed = 7, Log = log.Add });
        Assert.Equal(10, result.Count);
        Assert.StartsWith($"compared 10 specialisations in {result.Calls} calls with seed 7: signal.clamp<u8>, ", Assert.Single(log), StringComparison.Ordinal);
    }

    [Fact]
    public void OracleThatCoversLess_IsRefused_UnlessTheTypesSaySo()
    {
        Assert.StartsWith(
            "CompareTests.BetweenFloats is no oracle for signal.clamp<u8>, ",
            Assert.Throws<ModuleBenchException>(() => _bench.Compare("signal.clamp", typeof(CompareTests), nameof(BetweenFloats))).Message, StringComparison.Ordinal);
        Assert.Equal(2, _bench.Compare("signal.clamp", typeof(CompareTests), nameof(BetweenFloats), new CompareOptions { Types = TypeSet.Float, Samples = 50 }).Count);
    }

    [Fact]
    public void Difference_IsShrunk_AndTellsBothResultsWithTheirBits()
    {
        var message = Failure((double x, double lo, double hi) => Between(x, lo, hi) + (x > 1000 && lo <= hi ? 1 : 0), 3);
        Assert.StartsWith("signal.clamp<f64> (clamp_f64) differs from the oracle; seed 3 (CompareOptions.Seed) repeats it\n  arguments: x = ", message, StringComparison.Ordinal);
        Assert.Contains(", lo = 0, hi = 0\n  member:    0    0x0000000000000000\n  oracle:    1    0x3FF0000000000000\n  apart:     ", message, StringComparison.Ordinal);
        Assert.Equal(message, Failure((double x, double lo, double hi) => Between(x, lo, hi) + (x > 1000 && lo <= hi ? 1 : 0), 3));
    }

    [Fact]
    public void SmallestIntegers_AreFound()
    {
        var message = Failure((int x, int lo, int hi) => x > 77 && lo <= hi ? 1_000_000 : Math.Clamp(x, lo, hi), 5);
        Assert.Contains("\n  arguments: x = 78, lo = 0, hi = 0\n", message, StringComparison.Ordinal);
    }

    [Fact]
    public void SmallestTextsAndSeries_AreFound()
    {
        var text = Assert.Throws<ModuleBenchException>(() => _bench.Compare("signal.label", (string name, string unit) => name.Contains('\u00e4', StringComparison.Ordinal) ? "" : $"{name} ({unit})")).Message;
        Assert.Contains("\n  arguments: name = \"\u00e4\", unit = \"\"\n  member:    \"\u00e4 ()\"    bytes C3A4202829\n  oracle:    \"\"    no bytes\n", text, StringComparison.Ordinal);
        var series = Assert.Throws<ModuleBenchException>(() => _bench.Compare("signal.diff", (int[] s) => s.Zip(s.Skip(1), static (a, b) => unchecked(b - a) > 5 ? 5 : unchecked(b - a)).ToArray(), new CompareOptions { Seed = 1 })).Message;
        Assert.Contains("\n  arguments: s = [0, 6]\n  member:    [6]    [0x00000006]\n  oracle:    [5]    [0x00000005]\n", series, StringComparison.Ordinal);
    }

    [Fact]
    public void ZeroesOfBothSigns_Differ_AndNaNsDoNot()
    {
        using var bench = ModuleBench.Of(Sources.Tools("""
            /// <summary>Identity.</summary>
            [HostFunction] public static double Same(double x) => x;
            """));
        bench.Compare("tools.same", (double x) => double.IsNaN(x) ? -double.NaN : x);
        Assert.Contains(
            "arguments: x = -0\n  member:    -0    0x8000000000000000\n  oracle:    0    0x0000000000000000\n  apart:     only the sign of zero",
            Assert.Throws<ModuleBenchException>(() => bench.Compare("tools.same", (double x) => x == 0 ? 0 : x)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tolerance_AllowsWhatItSays()
    {
        using var bench = ModuleBench.Of(Sources.Tools("""
            /// <summary>Square.</summary>
            [HostFunction] public static double Square(double x) => x * x;
            """));
        var near = (double x) => Math.BitIncrement(x * x);
        Assert.Contains("apart:     1 ulps", Assert.Throws<ModuleBenchException>(() => bench.Compare("tools.square", near)).Message, StringComparison.Ordinal);
        bench.Compare("tools.square", near, new CompareOptions { Tolerance = FloatTolerance.Ulps(1) });
        bench.Compare("tools.square", (double x) => x * x * (1 + 1e-12), new CompareOptions { Tolerance = FloatTolerance.Relative(1e-11), When = static a => (double)a[0] is 0 or (> 1e-100 and < 1e100) or (< -1e-100 and > -1e100) });
    }

    [Fact]
    public void OracleOfAFewArguments_StillGetsItsSamples()
    {
        var options = new CompareOptions { Samples = 100, When = static a => a.All(static v => (double)v is >= -1 and <= 1) };
        Assert.InRange(_bench.Compare("signal.clamp", (double x, double lo, double hi) => Between(x, lo, hi), options).Calls, 100, 200);
    }

    [Fact]
    public void FunctionOfOneByte_IsComparedForEveryByte()
    {
        using var bench = ModuleBench.Of(Sources.Tools("""
            /// <summary>Parity.</summary>
            [HostFunction] public static byte Odd(byte x) => (byte)(BitOperations.PopCount(x) % 2);
            """));
        for (var wrong = 0; wrong < 256; wrong += 51)
        {
            var message = Assert.Throws<ModuleBenchException>(() => bench.Compare("tools.odd", (byte x) => (BitOperations.PopCount(x) % 2 == 1) != (x == wrong))).Message;
            Assert.Contains($"arguments: x = {wrong}\n", message, StringComparison.Ordinal);
        }

        Assert.Equal(256 + 500, bench.Compare("tools.odd", (byte x) => BitOperations.PopCount(x) % 2 == 1).Calls);
    }

    [Fact]
    public void Traps_AreCompared()
    {
        Assert.Contains("  member:    trap: signal.clamp: ", Failure((int x, int lo, int hi) => Math.Max(lo, Math.Min(hi, x)), 1), StringComparison.Ordinal);
        Assert.Contains("  oracle:    FormatException: ", Failure((int x, int lo, int hi) => hi == 0 && lo == 0 ? throw new FormatException() : Math.Clamp(x, lo, hi), 1), StringComparison.Ordinal);
    }

    [Fact]
    public void Oracle_OfOtherTypes_IsToldWhatThereIs() => Assert.Equal(
        "signal.clamp(x T, lo T, hi T) -> T has no specialisation for an oracle (double, double) -> double, where T is numeric",
        Assert.Throws<ModuleBenchException>(() => _bench.Compare("signal.clamp", (double x, double y) => x + y)).Message);

    [Fact]
    public void NothingToCompare_IsAFailure()
    {
        using var bench = ModuleBench.Of(Sources.Tools("""
            /// <summary>Channel.</summary>
            [HostFunction(Contexts.Call)] public static int Key([ChannelAccess(ChannelAccess.Read)] Channel<double> channel) => channel.Key;
            """));
        Assert.Equal("there is nothing to compare: tools.key takes a channel", Assert.Throws<ModuleBenchException>(() => bench.CompareBodies()).Message);
        Assert.Throws<ModuleBenchException>(() => _bench.CompareBodies(new CompareOptions { Except = ["signal.clmp"] }));
        Assert.Contains("leaves no arguments", Assert.Throws<ModuleBenchException>(() => _bench.CompareBodies("signal.clamp", new CompareOptions { When = static _ => false })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CompareBodies_LeavesTheBenchAsItIs()
    {
        _bench.CompareBodies("signal.runs");
        Assert.Empty(_bench.State("signal")["runs"].Entries);
    }

    [Fact]
    public void Member_ThatIsDifferentEveryTime_IsSeen_AndCanBeLeftOut()
    {
        using var bench = ModuleBench.Of(Sources.Tools("""
            private static int _calls;
            /// <summary>Counts.</summary>
            [HostFunction] public static int Serial() => ++_calls;
            /// <summary>Twice.</summary>
            [HostFunction] public static int Twice(int x) => 2 * x;
            """));
        Assert.Contains("tools.serial (serial) differs from its body", Assert.Throws<ModuleBenchException>(() => bench.CompareBodies()).Message, StringComparison.Ordinal);
        Assert.Equal(1, bench.CompareBodies(new CompareOptions { Except = ["tools.serial"] }).Count);
    }

    [Theory]
    [InlineData("lost", "arguments: x = 0\n  member:    0    0x00\n  body:      1    0x01")]
    [InlineData("wide", "  member:    ModuleBenchException: a result of type u8 reached the guest as 0x")]
    [InlineData("trap", "  member:    0    0x00\n  body:      FormatException: ")]
    public void WrapperWithAFault_IsFound(string member, string message)
    {
        using var bench = ModuleBench.Of([FaultyModule.Descriptor]);
        var found = Assert.Throws<ModuleBenchException>(() => bench.CompareBodies($"faulty.{member}")).Message;
        Assert.True(found.Contains(message, StringComparison.Ordinal), found);
    }

    internal static T Between<T>(T x, T lo, T hi) where T : INumber<T> =>
        lo > hi ? throw new ArgumentException("the bounds are the wrong way round") : T.Min(T.Max(x, lo), hi);

    internal static TFloat BetweenFloats<TFloat>(TFloat x, TFloat lo, TFloat hi) where TFloat : IFloatingPointIeee754<TFloat> => Between(x, lo, hi);

    private string Failure(Delegate oracle, int seed) => Assert.Throws<ModuleBenchException>(() => _bench.Compare("signal.clamp", oracle, new CompareOptions { Seed = seed })).Message;
}
