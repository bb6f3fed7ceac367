using Arc.Sdk;
using Arc.Sdk.Modules;
using Arc.Sdk.Symbols;
using Arc.Sdk.Testing;
using Arc.Sdk.Types;

namespace Arc.Generator.Tests.Running;

/// <summary>The recipe: what is known of a module without an instance.</summary>
public class DescriptorTests
{
    private static readonly ModuleDescriptor Signal = ModuleCompiler.Run(Sources.Signal).LoadModules().Single();

    private static readonly ModuleDescriptor Features = ModuleCompiler.Run(Sources.Features).LoadModules().Single();

    [Theory]
    [InlineData("signal.clamp", "(x T, lo T, hi T) -> T", "{lo T, hi T}(x T) -> (output T)")]
    [InlineData("signal.diff", "(s series T) -> series T", null)]
    [InlineData("signal.label", "(name str, unit str = \"1\") -> str", "{unit str = \"1\"}(name str) -> (output str)")]
    [InlineData("signal.runs", "() -> i64", "{}() -> (output i64)")]
    [InlineData("signal.ema", null, "{alpha T = 0.1}(input T) -> (output T)")]
    [InlineData("features.pow", "(b T, e T) -> T", "{}(b T, e T) -> (output T)")]
    [InlineData("features.convert", "(time i64 ns, from series TFrom, to TTo) -> i64 ns", null)]
    [InlineData("features.pick", "(any series, texts series str, text str, name str) -> str", null)]
    [InlineData("features.head", "(s series, count i32) -> series", null)]
    [InlineData("features.div_mod", null, "{}(a T, b T = 0) -> (quotient T, remainder T)")]
    [InlineData("features.latest", "(channel chan T) -> T", "{channel chan T}() -> (output T)")]
    [InlineData("features.mean", "(a f64, b f64) -> f64", "{count i64 count = 1, source chan T}(input T, reset u8 = 0) -> (output T, label str)")]
    [InlineData("features.beep", "(note str = \"c\"4\", pitch f64 Hz = 440)", "{pitch f64 Hz = 440}(note str = \"c\"4\") -> ()")]
    [InlineData("features.tick", null, "{}() -> ()")]
    public void Symbol_HasItsTwoSignatures(string name, string? call, string? flow)
    {
        var symbol = Find(name);
        Assert.Equal(call, symbol.Call?.ToString());
        Assert.Equal(flow, symbol.Flow?.ToString());
    }

    [Fact]
    public void Documentation_IsTheAuthors()
    {
        Assert.Equal("Every feature & then some. Second sentence.", Features.Documentation);
        var clamp = Find("signal.clamp");
        Assert.Equal("Clamps x into [lo, hi].", clamp.Documentation);
        Assert.Equal("The least result.", clamp.Call!.Parameters[1].Documentation);
        Assert.Equal("The value within the bounds.", clamp.Flow!.Outputs[0].Documentation);
        Assert.Equal("Weight of a new sample.", Find("signal.ema").Flow!.Config[0].Documentation);
    }

    [Fact]
    public void Constraint_IsTheSetOfTypes()
    {
        Assert.Equal("u8 | u32 | f32 | f64", Find("signal.clamp").Call!.Variables[0].Constraint.ToString());
        Assert.Equal("float", Find("signal.diff").Call!.Variables[0].Constraint.ToString());
        Assert.Equal("numeric", Find("features.pow").Call!.Variables[0].Constraint.ToString());
        Assert.Equal("any", Find("features.size").Call!.Variables[0].Constraint.ToString());
        Assert.Equal(["float", "signed"], Find("features.convert").Call!.Variables.Select(v => v.Constraint.ToString()));
    }

    [Fact]
    public void Wake_FollowsFromTheInputs_UnlessTheAuthorSays()
    {
        Assert.Equal(NodeWake.Input, Find("signal.clamp").Wake);
        Assert.Equal(NodeWake.Input, Find("signal.runs").Wake);
        Assert.Equal(NodeWake.Always, Find("features.tick").Wake);
        Assert.Equal(NodeWake.Input | NodeWake.Timer, Find("features.mean").Wake);
    }

    [Fact]
    public void Bounds_AreChecks()
    {
        var alpha = Find("signal.ema").Flow!.Config[0].Check!;
        Assert.Equal("must be at most 1", alpha.Violation(Constant.Of(2L)));
        Assert.Null(alpha.Violation(Constant.Of(0.5)));
        Assert.Equal("must be one of 440, 880", Find("features.beep").Flow!.Config[0].Check!.Violation(Constant.Of(500L)));
    }

    [Fact]
    public void CheckMethod_IsTheSymbols()
    {
        var check = Find("features.mean").ConfigCheck!;
        Assert.Equal("count must be positive", check(new ConfigValues(new Dictionary<string, Constant> { ["count"] = Constant.Of(0L) })));
    }

    [Fact]
    public void Prelude_NamesTheMember() => Assert.Equal([new PreludeName("beep"), new PreludeName("blip", true)], Find("features.beep").Prelude.AsEnumerable());

    [Fact]
    public void ChannelDirection_IsDeclared() => Assert.Equal(ChannelAccess.Read, ((ChannelType)Find("features.latest").Call!.Parameters[0].Type).Access);

    [Fact]
    public void Symbols_AreOrdered_AndInternalOnesSaySo()
    {
        Assert.Equal(Features.Symbols.Select(s => s.Name).Order(StringComparer.Ordinal), Features.Symbols.Select(s => s.Name));
        Assert.Equal(["pow"], Features.Symbols.Where(s => s.IsInternal).Select(s => s.Name));
        Assert.Equal("env.features", Features.WasmNamespace);
    }

    [Fact]
    public void Descriptor_NeedsNoInstance() => Assert.NotEmpty(Features.Symbols);

    private static Symbol Find(string name) =>
        (name.StartsWith("signal.", StringComparison.Ordinal) ? Signal : Features).Symbols.Single(s => s.QualifiedName == name);
}
