using Arc.Engines;
using Arc.Engines.Tests.Support;
using Arc.Engines.Wasmtime;
using Arc.Sdk.Sync;
using Arc.Sdk.Types;
using Arc.ThirdParty;

namespace Arc.Sdk.Testing.Tests.Modules;

/// <summary>Functions and synchronous methods by name.</summary>
public sealed class CallTests : IDisposable
{
    private readonly ModuleBench _bench = ModuleBench.Of<SignalModule>();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Call_PicksTheSpecialisationByTheArguments()
    {
        Assert.Equal(10.0, _bench.Call("signal.clamp", 12.0, 0.0, 10.0));
        Assert.Equal(10f, _bench.Call("signal.clamp", 12f, 0f, 10f));
        Assert.Equal((byte)10, _bench.Call("signal.clamp", (byte)12, (byte)0, (byte)10));
        Assert.Equal(-3L, _bench.Call("signal.clamp", -3L, long.MinValue, 10L));
    }

    [Fact]
    public void Call_OfAnInt_IsALiteral()
    {
        Assert.Equal(10.0, _bench.Call("signal.clamp", 12.0, 0, 10));
        Assert.Equal((byte)10, _bench.Call("signal.clamp", 12, (byte)0, 10));
        Assert.Equal(10, _bench.Call("signal.clamp", 12, 0, 10));
    }

    [Fact]
    public void Call_TakesAndGivesStringsAndArrays()
    {
        Assert.Equal("rpm (1/min)", _bench.Call<string>("signal.label", "rpm", "1/min"));
        Assert.Equal([1.0, 2.0], _bench.Call<double[]>("signal.diff", new[] { 1.0, 2.0, 4.0 }));
        Assert.Equal([-1L], _bench.Call<Series<long>>("signal.diff", Series<long>.From([3, 2])).Span.ToArray());
    }

    [Fact]
    public void Call_WithoutTrailingArguments_TakesTheirDefaults() => Assert.Equal("rpm (1)", _bench.Call<string>("signal.label", "rpm"));

    [Fact]
    public void Call_KeepsTheStateOfTheModule()
    {
        Assert.Equal([1L, 2, 3], Enumerable.Range(0, 3).Select(_ => _bench.Call<long>("signal.runs")));
        Assert.Equal(3, _bench.State("signal")["runs"].Get<long>());
    }

    [Fact]
    public void Call_OfAFunctionThatThrows_IsATrapWithItsException()
    {
        var trap = Assert.Throws<WasmTrapException>(() => _bench.Call("signal.clamp", 1.0, 2.0, 0.0));
        Assert.IsType<ArgumentException>(trap.InnerException);
        Assert.StartsWith("signal.clamp: ", trap.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Function_IsPickedByItsTypes()
    {
        var function = _bench.Function("signal.clamp", Primitive.U16);
        Assert.Equal(("signal.clamp<u16>", "clamp_u16"), (function.Name, function.Import));
        Assert.Equal((ushort)10, function.Call(12, 0, 10));
    }

    [Fact]
    public void Function_WithATypeOfTheResultAlone_IsCalled()
    {
        using var bench = ModuleBench.Of(Sources.Tools("""
            /// <summary>Converts.</summary>
            [HostFunction] public static TTo Cut<TFrom, TTo>(TFrom x) where TFrom : IFloatingPointIeee754<TFrom> where TTo : IBinaryInteger<TTo> => TTo.CreateSaturating(x);
            """));
        Assert.Equal((byte)255, bench.Function("tools.cut", Primitive.F32, Primitive.U8).Call(300.5f));
        Assert.Equal(300L, bench.Function("tools.cut", Primitive.F64, Primitive.I64).Call<long>(300.5));
        Assert.StartsWith(
            "tools.cut(x TFrom) -> TTo: no argument says what TTo is; name the types",
            Assert.Throws<ModuleBenchException>(() => bench.Call("tools.cut", 1.5)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Call_OfEveryKindOfParameter_ReachesTheFunction()
    {
        using var bench = ModuleBench.Of(
            Sources.Tools("""
                /// <summary>All.</summary>
                [HostFunction(Contexts.Call)]
                public static string All(byte a, sbyte b, ushort c, short d, uint e, int f, ulong g, long h, float i, double j, string k, Series l, [Unit("ns")] long m) =>
                    FormattableString.Invariant($"{a} {b} {c} {d} {e} {f} {g} {h} {i} {j} {k} {l.Length} {m}");
                /// <summary>Channel.</summary>
                [HostFunction(Contexts.Call)] public static int Key<T>([ChannelAccess(ChannelAccess.Read)] Channel<T> channel) => channel.Key;
                /// <summary>Nothing.</summary>
                [HostFunction(Contexts.Call)] public static void Nothing() { }
                """),
            new BenchOptions { Channels = ["a f64", "b str"] });
        Assert.Equal(
            "255 -128 65535 -32768 4294967295 -2147483648 18446744073709551615 -9223372036854775808 0.5 1E+300 äö 2 1000000000",
            bench.Call<string>(
                "tools.all", byte.MaxValue, sbyte.MinValue, ushort.MaxValue, short.MinValue, uint.MaxValue, int.MinValue, ulong.MaxValue, long.MinValue, 0.5f, 1e300, "äö",
                new[] { 1f, 2f }, TimeSpan.FromSeconds(1)));
        Assert.Null(bench.Call("tools.nothing"));
        Assert.Equal(2, bench.Function("tools.key", Primitive.Str).Call("b"));
    }

    [Theory]
    [InlineData("signal.clmp", "there is no member 'signal.clmp'; did you mean: signal.clamp")]
    [InlineData("sgnal.clamp", "there is no member 'sgnal.clamp'; did you mean: signal.clamp")]
    [InlineData("signal.ema", "signal.ema cannot be called; it is a node: bench.Node(\"signal.ema\", ...)")]
    public void UnknownMember_IsToldWithNearNames(string member, string message) =>
        Assert.StartsWith(message, Assert.Throws<ModuleBenchException>(() => _bench.Call(member, 1.0)).Message, StringComparison.Ordinal);

    [Fact]
    public void WrongArguments_AreToldWithWhatIsExpected()
    {
        Assert.Equal("signal.clamp(x T, lo T, hi T) -> T takes 3 arguments, 1 is given", Failure("signal.clamp", 1.0));
        Assert.Equal("signal.label(name str, unit str = \"1\") -> str takes 1 to 2 arguments, 0 are given", Failure("signal.label"));
        Assert.Equal("signal.clamp: T is f64 by one argument and f32 by 'lo' = 0.5 (float)", Failure("signal.clamp", 1.0, 0.5f, 2.0));
        Assert.Equal("signal.clamp: 'hi' takes u8, found 300 (int)", Failure("signal.clamp", (byte)1, (byte)0, 300));
        Assert.Equal("signal.label: 'name' takes str, found 1.5 (double)", Failure("signal.label", 1.5));
        Assert.StartsWith("signal.clamp has no specialisation for T = str; it has u8, u16", Failure("signal.clamp", "a", "b", "c"), StringComparison.Ordinal);
        Assert.Equal("signal.clamp<f64> gives 1 (double), not float", Assert.Throws<ModuleBenchException>(() => _bench.Call<float>("signal.clamp", 1.0, 0, 2)).Message);

        string Failure(string member, params object?[] arguments) => Assert.Throws<ModuleBenchException>(() => _bench.Call(member, arguments)).Message;
    }

    [Fact]
    public void Evaluate_GivesTheValueOfAnExpression()
    {
        Assert.Equal(21.0, _bench.Evaluate<double>("signal.clamp(12.0, 0.0, 10.0) * 2.1"));
        Assert.Equal("rpm (1)", _bench.Evaluate<string>("signal.label(\"rpm\")"));
        Assert.Equal([1L, 2], _bench.Evaluate<long[]>("signal.diff([i64(1), 2, 4])"));
        Assert.Equal(9.0, _bench.Evaluate<double>("square(math.sqrt(9.0))", "func square(x f64) f64 {\n    return x * x\n}"));
    }

    [Fact]
    public void Evaluate_OfAMistake_ShowsItsPlace()
    {
        var error = Assert.Throws<ModuleBenchException>(() => _bench.Evaluate<double>("signal.clmp(1.0, 0.0, 10.0)"));
        Assert.StartsWith("the program has errors:\nprogram.arc:4:12: error ARC", error.Message, StringComparison.Ordinal);
        Assert.Contains("clmp", error.Message, StringComparison.Ordinal);
        Assert.Contains("\n        return signal.clmp(1.0, 0.0, 10.0)\n", error.Message, StringComparison.Ordinal);
        Assert.IsType<Arc.Runtime.ArcCompilationException>(error.InnerException);
    }

    [Fact]
    public void CallSync_IsTheCallOfAScript()
    {
        Assert.Equal(0.75, _bench.CallSync("signal.clamp", 0.75, 0, 1).Number);
        Assert.Equal("[1, 2]", _bench.CallSync("signal.diff", new[] { 1.0, 2, 4 }).ToString());
        Assert.Equal("rpm (1)", _bench.CallSync("signal.label", "rpm", null).Text);
        Assert.Equal(("TYPE_ERROR", "signal.clamp takes 3 arguments, got 1"), _bench.CallSync("signal.clamp", 1).Error);
        Assert.Equal(ValKind.Error, _bench.CallSync("signal.clmp").Kind);
        Assert.StartsWith("there is no module 'sgnal'; did you mean: signal?", Assert.Throws<ModuleBenchException>(() => _bench.CallSync("sgnal.clamp")).Message, StringComparison.Ordinal);
    }

    [WasmtimeFact]
    public void Call_OnWasmtime_GivesTheSame()
    {
        using var bench = ModuleBench.Of<SignalModule>(new BenchOptions { Engine = new WasmtimeEngine() });
        Assert.Equal(10.0, bench.Call("signal.clamp", 12.0, 0, 10));
        Assert.Equal("rpm (1)", bench.Call<string>("signal.label", "rpm"));
        Assert.IsType<ArgumentException>(Assert.Throws<WasmTrapException>(() => bench.Call("signal.clamp", 1.0, 2.0, 0.0)).InnerException);
        Assert.Equal([8.0, 6.0], bench.Run("import signal\nfunc half(x f64) f64 {\n    return x / 2\n}\np -> half{} -> signal.ema{alpha=0.5} -> q", "p f64").Send("p", 16.0, 8.0).Written<double>("q"));
        Assert.Equal(3, bench.RunCases("passing.cases.jsonl"));
        Assert.Equal(10 + 10 + 2, bench.CompareBodies(new CompareOptions { Samples = 50 }).Count);
    }

    /// <summary>Skipped where there is no Wasmtime.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class WasmtimeFactAttribute : FactAttribute
    {
        public WasmtimeFactAttribute() => Skip = WasmtimeHere.Problem;
    }
}
