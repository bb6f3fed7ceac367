using Arc.Sdk.Sync;

namespace Arc.Generator.Tests.Running;

/// <summary>The synchronous facet: dynamic values in, dynamic values out, never an exception.</summary>
public class SyncTests
{
    private static readonly Harness Signal = Harness.OfFile(Sources.Signal);

    [Fact]
    public void PolymorphicMember_OnNumbers_ComputesInDoubles() =>
        Assert.Equal(0.75, Signal.Sync("clamp", Val.Of(0.75), Val.Of(0), Val.Of(1)).Number);

    [Fact]
    public void Series_AreArrays() =>
        Assert.Equal("[1, 2]", Signal.Sync("diff", Val.Of([Val.Of(1), Val.Of(2), Val.Of(4)])).ToString());

    [Fact]
    public void Default_FillsWhatIsLeftOut() => Assert.Equal("rpm (1)", Signal.Sync("label", Val.Of("rpm")).Text);

    [Theory]
    [InlineData("clamp", 2, "TYPE_ERROR", "signal.clamp takes 3 arguments, got 2")]
    [InlineData("label", 3, "TYPE_ERROR", "signal.label takes 1 to 2 arguments, got 3")]
    [InlineData("clmp", 0, "UNKNOWN_MEMBER", "module 'signal' has no member 'clmp' that a script can call; did you mean 'clamp'?")]
    [InlineData("xyzzy", 0, "UNKNOWN_MEMBER", "module 'signal' has no member 'xyzzy' that a script can call")]
    [InlineData("ema", 0, "UNKNOWN_MEMBER", "module 'signal' has no member 'ema' that a script can call")]
    public void WrongCall_IsAnError(string member, int count, string code, string message) =>
        Assert.Equal((code, message), Signal.Sync(member, [.. Enumerable.Repeat(Val.Of(1), count)]).Error);

    [Fact]
    public void WrongKind_NamesMemberAndParameter() => Assert.Equal(
        ("TYPE_ERROR", "signal.clamp, parameter 'lo': expected a number, got \"a\""),
        Signal.Sync("clamp", Val.Of(1), Val.Of("a"), Val.Of("b")).Error);

    [Fact]
    public void Exception_OfTheBody_IsAnError()
    {
        var error = Signal.Sync("clamp", Val.Of(1), Val.Of(2), Val.Of(1)).Error;
        Assert.Equal("HOST_ERROR", error.Code);
        Assert.StartsWith("signal.clamp: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HostContext_IsDetached() => Assert.Equal(1, Harness.OfFile(Sources.Signal).Sync("runs").Number);

    [Theory]
    [InlineData("IBinaryInteger<T>", 3.0, "i64")]
    [InlineData("INumber<T>", 3.0, "f64")]
    [InlineData("IFloatingPointIeee754<T>", 3.0, "f64")]
    [InlineData("INumber<T>\n[Specialize(typeof(byte), typeof(uint))]", 3.0, "u32")]
    public void Variable_IsTheTypeThatHoldsMostNumbers(string constraint, double argument, string expected)
    {
        var parts = constraint.Split('\n');
        var attribute = parts.Length > 1 ? parts[1] : "";
        var harness = Harness.Of($$"""
            /// <summary>F.</summary>
            [HostFunction] {{attribute}} public static string F<T>(T x) where T : {{parts[0]}} => PrimitiveFacts.Of<T>().Name();
            """);
        Assert.Equal(expected, harness.Sync("f", Val.Of(argument)).Text);
    }

    [Fact]
    public void Variable_IsText_IfAllItsArgumentsAre()
    {
        var harness = Harness.Of("/// <summary>F.</summary>\n[HostFunction] public static string F<T>(T x, T y, long z) => PrimitiveFacts.Of<T>().Name();");
        Assert.Equal("str", harness.Sync("f", Val.Of("a"), Val.Of("b"), Val.Of(1)).Text);
        Assert.Equal("f64", harness.Sync("f", Val.Of(1), Val.Of(2), Val.Of(1)).Text);
        Assert.Equal("TYPE_ERROR", harness.Sync("f", Val.Of(1), Val.Of("b"), Val.Of(1)).Error.Code);
    }

    [Fact]
    public void SeveralOutputs_AreAnObject()
    {
        var harness = Harness.Of("/// <summary>F.</summary>\n[HostFunction] public static (long quotient, string? note) F(long a, long b) => (a / b, null);");
        Assert.Equal("{quotient: 3, note: null}", harness.Sync("f", Val.Of(7), Val.Of(2)).ToString());
        Assert.Equal(("HOST_ERROR", "m.f: Attempted to divide by zero."), harness.Sync("f", Val.Of(7), Val.Of(0)).Error);
    }

    [Fact]
    public void MissingHandles_AreNull()
    {
        var harness = Harness.Of("/// <summary>F.</summary>\n[HostFunction(Contexts.Call)] public static Text? F(Text? a, string? b, Series<double>? c, Series? d) => a is null && b is null && c is null && d is null ? default(Text?) : \"some\";");
        Assert.Equal(ValKind.Null, harness.Sync("f").Kind);
        Assert.Equal(ValKind.Null, harness.Sync("f", Val.Null, Val.Null, Val.Null, Val.Null).Kind);
        Assert.Equal("some", harness.Sync("f", Val.Null, Val.Null, Val.Of([Val.Of(1)])).Text);
    }

    [Fact]
    public void Channel_HasNoSynchronousForm()
    {
        var harness = Harness.Of("/// <summary>F.</summary>\n[HostFunction(Contexts.Call)] public static int F(Channel<double> c) => c.Key;");
        Assert.Equal("UNKNOWN_MEMBER", harness.Sync("f", Val.Of(1)).Error.Code);
    }
}
