using Arc.Sdk;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;

namespace Arc.Stl.Tests;

/// <summary>The import contract, member for member (arc-stl.md, section 3).</summary>
public class ContractTests
{
    private static readonly string[] Numeric = ["u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64", "f32", "f64"];
    private static readonly string[] All = [.. Numeric, "str"];
    private static readonly string[] Signed = ["i8", "i16", "i32", "i64", "f32", "f64"];

    public static TheoryData<string, string> Imports()
    {
        var data = new TheoryData<string, string>();
        void Each(IEnumerable<string> types, string name, string shape)
        {
            foreach (var type in types) data.Add($"{name}_{type}", shape.Replace("T", Wasm(type)));
        }

        Each(All, "channel.read", "i32 -> T");
        Each(All, "channel.write", "i32 T ->");
        Each(All, "state.load", "i32 T -> T");
        Each(All, "state.store", "i32 T ->");
        Each(All, "state.load_series", "i32 i32 -> i32");
        Each(All, "state.store_series", "i32 i32 ->");
        foreach (var op in new[] { "add", "sub", "mul", "div", "mod" })
        {
            Each(Numeric, $"op.series_element_{op}", "i32 T -> i32");
            Each(Numeric, $"op.series_element_r{op}", "T i32 -> i32");
            Each(Numeric, $"op.series_series_{op}", "i32 i32 -> i32");
        }

        foreach (var relation in new[] { "gt", "lt", "ge", "le", "eq", "ne" })
        {
            Each(Numeric, $"op.series_compare_{relation}", "i32 i32 -> i32");
            Each(Numeric, $"op.series_compare_{relation}_scalar", "i32 T -> i32");
        }

        Each(Signed, "op.series_negate", "i32 -> i32");
        data.Add("op.series_not_u8", "i32 -> i32");
        Each(All, "series.create_empty", "i32 -> i32");
        Each(All, "series.set_element", "i32 i32 T -> i32");
        Each(All, "series.index", "i32 i32 -> T");
        data.Add("series.len", "i32 -> i64");
        data.Add("series.slice", "i32 i32 i32 -> i32");
        Each(All, "series.get", "i32 i64 -> T");
        Each(All, "series.put", "i32 i64 T ->");
        data.Add("string.from_literal", "i32 i32 -> i32");
        data.Add("string.concat", "i32 i32 -> i32");
        data.Add("string.equal", "i32 i32 -> i32");
        data.Add("string.len", "i32 -> i64");
        data.Add("string.get", "i32 i64 -> i32");
        data.Add("string.slice", "i32 i64 i64 -> i32");
        Each(["i32", "u32", "i64", "u64", "f32", "f64"], "string.from", "T -> i32");
        Each(["i32", "u32", "i64", "u64", "f32", "f64", "str"], "string.format", "T i32 i32 -> i32");
        Each(Numeric, "math.pow", "T T -> T");
        Each(Signed, "math.neg", "T -> T");
        foreach (var function in "sqrt sin cos tan asin acos atan exp log log2 log10 floor ceil round trunc".Split(' ')) Each(["f32", "f64"], $"math.{function}", "T -> T");
        foreach (var function in "atan2 hypot".Split(' ')) Each(["f32", "f64"], $"math.{function}", "T T -> T");
        foreach (var function in "abs sign".Split(' ')) Each(Numeric, $"math.{function}", "T -> T");
        foreach (var function in "min max".Split(' ')) Each(Numeric, $"math.{function}", "T T -> T");
        Each(Numeric, "math.clamp", "T T T -> T");
        data.Add("time.now", "-> i64");
        data.Add("error.panic", "i32 i32 ->");
        return data;
    }

    [Theory]
    [MemberData(nameof(Imports))]
    public void Import_IsBoundUnderItsNameWithItsWebAssemblyType(string name, string shape)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        Assert.True(Bound.TryGetValue((name[..dot], name[(dot + 1)..]), out var function), $"{name} is not bound");
        Assert.Equal(shape, Shape(function));
    }

    [Fact]
    public void Bindings_HaveNothingBeyondTheContract()
    {
        var known = Imports().Select(row => (string)row[0]).ToHashSet();
        Assert.DoesNotContain(Bound.Keys.Select(k => $"{k.Module}.{k.Name}"), n => !known.Contains(n));
    }

    [Theory]
    [InlineData("channel", true)]
    [InlineData("state", true)]
    [InlineData("series", true)]
    [InlineData("string", true)]
    [InlineData("error", true)]
    [InlineData("op", false)]
    [InlineData("math", false)]
    [InlineData("stat", false)]
    [InlineData("time", false)]
    [InlineData("telem", false)]
    [InlineData("control", false)]
    [InlineData("stable", false)]
    public void Module_CanBeImportedUnlessItIsTheCompilers(string name, bool isInternal) =>
        Assert.Equal(isInternal, ModuleSet.Standard.Find(name)!.IsInternal);

    [Theory]
    [InlineData("math.avg", "{duration i64 ns = 0, count i64 = 0}(input T, reset u8 = 0) -> (output T)")]
    [InlineData("math.min", "{duration i64 ns = 0, count i64 = 0}(input T, reset u8 = 0) -> (output T)")]
    [InlineData("math.max", "{duration i64 ns = 0, count i64 = 0}(input T, reset u8 = 0) -> (output T)")]
    [InlineData("stat.avg", "{duration i64 ns = 0, count i64 = 0}(input T, reset u8 = 0) -> (output T)")]
    [InlineData("math.derivative", "{}(input T) -> (output f64)")]
    [InlineData("math.sqrt", "{}(x T) -> (output T)")]
    [InlineData("math.atan2", "{}(y T, x T) -> (output T)")]
    [InlineData("math.clamp", "{lo T, hi T}(x T) -> (output T)")]
    [InlineData("time.now", "{}() -> (output i64 ns)")]
    [InlineData("time.interval", "{period i64 ns}() -> (output u8)")]
    [InlineData("time.wait", "{duration i64 ns}() -> (output u8)")]
    [InlineData("control.set_authority", "{value u8, channel chan T = 0}(output u8 = 0) -> ()")]
    [InlineData("stable.for", "{duration i64 ns}(input T) -> (output T)")]
    [InlineData("op.select", "{}(output u8) -> (true u8, false u8)")]
    [InlineData("telem.on", "{channel chan T}() -> (output T)")]
    [InlineData("telem.write", "{channel chan T}(input T) -> (output u8)")]
    [InlineData("op.ge", "{}(a T, b T) -> (output u8)")]
    [InlineData("op.and", "{}(a u8, b u8) -> (output u8)")]
    [InlineData("op.not", "{}(input u8) -> (output u8)")]
    [InlineData("op.constant", "{value T}() -> (output T)")]
    [InlineData("op.div", "{}(a T, b T) -> (output T)")]
    public void Member_HasTheFlowFormOfTheSpecification(string name, string signature) =>
        Assert.Equal(signature, ModuleSet.Standard.Symbols.Resolve(name)!.Flow!.ToString());

    [Theory]
    [InlineData("telem.on", ChannelAccess.Read)]
    [InlineData("telem.write", ChannelAccess.Write)]
    [InlineData("control.set_authority", ChannelAccess.Write)]
    public void ChannelOfANode_HasADirection(string name, ChannelAccess access) =>
        Assert.Contains(ModuleSet.Standard.Symbols.Resolve(name)!.Flow!.Config, p => p.Type is ChannelType channel && channel.Access == access);

    [Fact]
    public void Prelude_IsTheListOfTheSpecification()
    {
        var names = ModuleSet.Standard.Prelude.Select(p => (p.Key, Deprecated: p.Value.All(e => e.IsDeprecated), Members: string.Join(" ", p.Value.Select(e => e.Symbol.QualifiedName).Order(StringComparer.Ordinal))));
        string[] expected =
        [
            "len series.len string.len", "select op.select", "on telem.on", "write telem.write", "ge op.ge", "gt op.gt", "le op.le", "lt op.lt",
            "eq op.eq", "ne op.ne", "and op.and", "or op.or", "not op.not",
            "~avg math.avg", "~min math.min", "~max math.max", "~derivative math.derivative", "~interval time.interval", "~wait time.wait",
            "~now time.now", "~set_authority control.set_authority", "~stable_for stable.for",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), names.Select(n => $"{(n.Deprecated ? "~" : "")}{n.Key} {n.Members}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Standard_IsOneRecipe_SessionsShareNothing()
    {
        Assert.Same(ModuleSet.Standard, ModuleSet.Standard);
        var (first, second) = (new Rig(), new Rig());
        Assert.NotSame(first.Module<StateModule>(), second.Module<StateModule>());
    }

    private static Dictionary<(string Module, string Name), Delegate> Bound { get; } = new Rig().Linker.Functions;

    private static string Wasm(string type) => type switch { "i64" or "u64" => "i64", "f32" => "f32", "f64" => "f64", _ => "i32" };

    private static string Shape(Delegate function)
    {
        var method = function.GetType().GetMethod("Invoke")!;
        var parameters = method.GetParameters().Select(p => p.ParameterType).SkipWhile(t => t == typeof(HostContext)).Select(Wasm);
        return string.Join(" ", [.. parameters, "->", .. method.ReturnType == typeof(void) ? Array.Empty<string>() : [Wasm(method.ReturnType)]]);
    }

    private static string Wasm(Type type) =>
        type == typeof(int) ? "i32" : type == typeof(long) ? "i64" : type == typeof(float) ? "f32" : type == typeof(double) ? "f64" : throw new ArgumentException($"{type} is no WebAssembly type");
}
