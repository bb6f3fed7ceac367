using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Sdk.Tests.Symbols;

public class ResolverTests
{
    private static readonly Symbol Transform = Make("math.fft", "transform");
    private static readonly Symbol Sqrt = Make("math", "sqrt");
    private static readonly Symbol Now = Make("time", "now");

    [Fact]
    public void ModuleResolver_AnswersOnlyBehindItsPrefix()
    {
        var math = new ModuleResolver("math", Map(("sqrt", Sqrt)));
        Assert.Same(Sqrt, math.Resolve("math.sqrt"));
        Assert.Null(math.Resolve("sqrt"));
        Assert.Null(math.Resolve("mathx.sqrt"));
    }

    [Fact]
    public void ModuleResolver_Nests()
    {
        var fft = new ModuleResolver("fft", Map(("transform", Transform)));
        var math = new ModuleResolver("math", new CompoundResolver(Map(("sqrt", Sqrt)), fft));
        Assert.Same(Transform, math.Resolve("math.fft.transform"));
        Assert.Same(Sqrt, math.Resolve("math.sqrt"));
    }

    [Fact]
    public void CompoundResolver_TakesTheFirstMatch()
    {
        var other = Make("math", "sqrt");
        Assert.Same(Sqrt, new CompoundResolver(Map(("s", Sqrt)), Map(("s", other))).Resolve("s"));
    }

    [Fact]
    public void AliasResolver_KnowsTheAliasAndNoLongerTheName()
    {
        var time = new ModuleResolver("time", Map(("now", Now)));
        var aliased = new AliasResolver(time, new Dictionary<string, string> { ["t"] = "time" });
        Assert.Same(Now, aliased.Resolve("t.now"));
        Assert.Null(aliased.Resolve("time.now"));
        Assert.Null(aliased.Resolve("now"));
    }

    private static MapResolver Map(params (string Name, Symbol Symbol)[] members) => new(members.Select(m => KeyValuePair.Create(m.Name, m.Symbol)));

    private static Symbol Make(string module, string name) =>
        new(module, name) { WasmNamespace = module, Call = new CallSignature([], ArcType.Of(Primitive.F64)) };
}
