using Arc.Sdk.Sync;
using Arc.Sdk.Testing;

namespace Arc.Generator.Tests.Running;

/// <summary>The synchronous facet: dynamic values in, dynamic values out, never an exception.</summary>
public class SyncTests
{
    private static readonly ModuleBench Signal = Benches.OfFile(Sources.Signal);

    [Fact]
    public void PolymorphicMember_OnNumbers_ComputesInDoubles() =>
        Assert.Equal(0.75, Signal.CallSync("signal.clamp", 0.75, 0, 1).Number);

    [Fact]
    public void Series_AreArrays() =>
        Assert.Equal("[1, 2]", Signal.CallSync("signal.diff", new[] { 1, 2, 4 }).ToString());

    [Fact]
    public void Default_FillsWhatIsLeftOut() => Assert.Equal("rpm (1)", Signal.CallSync("signal.label", "rpm").Text);

    [Theory]
    [InlineData("clamp", 2, "TYPE_ERROR", "signal.clamp takes 3 arguments, got 2")]
    [InlineData("label", 3, "TYPE_ERROR", "signal.label takes 1 to 2 arguments, got 3")]
    [InlineData("clmp", 0, "UNKNOWN_MEMBER", "module 'signal' has no member 'clmp' that a script can call; did you mean 'clamp'?")]
    [InlineData("xyzzy", 0, "UNKNOWN_MEMBER", "module 'signal' has no member 'xyzzy' that a script can call")]
    [InlineData("ema", 0, "UNKNOWN_MEMBER", "module 'signal' has no member 'ema' that a script can call")]
    public void WrongCall_IsAnError(string member, int count, string code, string message) =>
        Assert.Equal((code, message), Signal.CallSync($"signal.{member}", [.. Enumerable.Repeat((object)1, count)]).Error);

    [Fact]
    public void WrongKind_NamesMemberAndParameter() => Assert.Equal(
        ("TYPE_ERROR", "signal.clamp, parameter 'lo': expected a number, got \"a\""),
        Signal.CallSync("signal.clamp", 1, "a", "b").Error);

    [Fact]
    public void Exception_OfTheBody_IsAnError()
    {
        var error = Signal.CallSync("signal.clamp", 1, 2, 1).Error;
        Assert.Equal("HOST_ERROR", error.Code);
        Assert.StartsWith("signal.clamp: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HostContext_IsDetached() => Assert.Equal(1, Benches.OfFile(Sources.Signal).CallSync("signal.runs").Number);

    [Theory]
    [InlineData("IBinaryInteger<T>", 3.0, "i64")]
    [InlineData("INumber<T>", 3.0, "f64")]
    [InlineData("IFloatingPointIeee754<T>", 3.0, "f64")]
    [InlineData("INumber<T>\n[Specialize(typeof(byte), typeof(uint))]", 3.0, "u32")]
    public void Variable_IsTheTypeThatHoldsMostNumbers(string constraint, double argument, string expected)
    {
        var parts = constraint.Split('\n');
        var attribute = parts.Length > 1 ? parts[1] : "";
        using var bench = Benches.Of($$"""
            /// <summary>F.</summary>
            [HostFunction] {{attribute}} public static string F<T>(T x) where T : {{parts[0]}} => PrimitiveFacts.Of<T>().Name();
            """);
        Assert.Equal(expected, bench.CallSync("m.f", argument).Text);
    }

    [Fact]
    public void Variable_IsText_IfAllItsArgumentsAre()
    {
        using var bench = Benches.Of("/// <summary>F.</summary>\n[HostFunction] public static string F<T>(T x, T y, long z) => PrimitiveFacts.Of<T>().Name();");
        Assert.Equal("str", bench.CallSync("m.f", "a", "b", 1).Text);
        Assert.Equal("f64", bench.CallSync("m.f", 1, 2, 1).Text);
        Assert.Equal("TYPE_ERROR", bench.CallSync("m.f", 1, "b", 1).Error.Code);
    }

    [Fact]
    public void SeveralOutputs_AreAnObject()
    {
        using var bench = Benches.Of("/// <summary>F.</summary>\n[HostFunction] public static (long quotient, string? note) F(long a, long b) => (a / b, null);");
        Assert.Equal("{quotient: 3, note: null}", bench.CallSync("m.f", 7, 2).ToString());
        Assert.Equal(("HOST_ERROR", "m.f: Attempted to divide by zero."), bench.CallSync("m.f", 7, 0).Error);
    }

    [Fact]
    public void MissingHandles_AreNull()
    {
        using var bench = Benches.Of("/// <summary>F.</summary>\n[HostFunction(Contexts.Call)] public static Text? F(Text? a, string? b, Series<double>? c, Series? d) => a is null && b is null && c is null && d is null ? default(Text?) : \"some\";");
        Assert.Equal(ValKind.Null, bench.CallSync("m.f").Kind);
        Assert.Equal(ValKind.Null, bench.CallSync("m.f", null, null, null, null).Kind);
        Assert.Equal("some", bench.CallSync("m.f", null, null, new[] { 1 }).Text);
    }

    [Fact]
    public void Channel_HasNoSynchronousForm()
    {
        using var bench = Benches.Of("/// <summary>F.</summary>\n[HostFunction(Contexts.Call)] public static int F(Channel<double> c) => c.Key;");
        Assert.Equal("UNKNOWN_MEMBER", bench.CallSync("m.f", 1).Error.Code);
    }
}
