using System.Collections.Immutable;
using Arc.Sdk.Modules;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Language.Tests.Analysis;

/// <summary>A small module set with every shape of symbol, independent of the standard library.</summary>
internal static class TestModules
{
    private static readonly ArcType F64 = ArcType.Of(Primitive.F64);
    private static readonly ArcType I64 = ArcType.Of(Primitive.I64);
    private static readonly ArcType Str = ArcType.Of(Primitive.Str);
    private static readonly VariableType Number = new("T", TypeSet.Numeric);
    private static readonly VariableType Float = new("T", TypeSet.Float);
    private static readonly VariableType Any = new("T", TypeSet.Any);

    public static ModuleSet Set { get; } = ModuleSet.Empty
        .Add(Module("math",
            Call("math", "sqrt", [P("x", Float)], Float),
            Call("math", "abs", [P("x", Number)], Number),
            Call("math", "max", [P("a", Number), P("b", Number)], Number, flow: new FlowSignature([], [P("input", Number)], [P("output", Number)])),
            Call("math", "sum", [P("s", new SeriesType(Number))], Number),
            Call("math", "scale", [P("s", new SeriesType(Number)), P("by", Number)], new SeriesType(Number)),
            Flow("math", "avg", new FlowSignature([P("count", I64, Constant.Of(0))], [P("input", Number)], [P("output", Number)]), new PreludeName("avg", IsDeprecated: true))))
        .Add(Module("time",
            Call("time", "now", [], ArcType.TimeSpan, flow: new FlowSignature([], [], [P("output", ArcType.TimeSpan)]), prelude: new PreludeName("now", IsDeprecated: true)),
            Flow("time", "wait", new FlowSignature([P("duration", ArcType.TimeSpan)], [], [P("output", ArcType.Of(Primitive.U8))]))))
        .Add(Module("telem",
            Flow("telem", "on", new FlowSignature([P("channel", new ChannelType(Any, ChannelAccess.Read))], [], [P("output", Any)])),
            Flow("telem", "write", new FlowSignature([P("channel", new ChannelType(Any, ChannelAccess.Write))], [P("input", Any)], [P("output", ArcType.Of(Primitive.U8))]))))
        .Add(Module("stable", Flow("stable", "for", new FlowSignature([P("duration", ArcType.TimeSpan)], [P("input", Any)], [P("output", Any)]))))
        .Add(Module("status", Call("status", "set", [P("key", Str, Constant.Of("")), P("variant", Str, Constant.Of(""), new ValueCheck(Allowed: [Constant.Of(""), Constant.Of("success")]))], Str)))
        .Add(Module("probe",
            Call("probe", "last", [P("c", new ChannelType(Number, ChannelAccess.Read))], Number),
            Call("probe", "put", [P("c", new ChannelType(Number, ChannelAccess.Write)), P("v", Number)], null),
            Call("probe", "reverse", [P("s", AnySeriesType.Instance)], AnySeriesType.Instance)))
        .Add(Module("op",
            Flow("op", "constant", new FlowSignature([P("value", Number)], [], [P("output", Number)]), new PreludeName("constant")) with { IsInternal = true },
            Flow("op", "select", new FlowSignature([], [P("output", ArcType.Of(Primitive.U8))], [P("true", ArcType.Of(Primitive.U8)), P("false", ArcType.Of(Primitive.U8))]), new PreludeName("select"))))
        .Add(Module("series", isInternal: true, Call("series", "len", [P("s", AnySeriesType.Instance)], I64, prelude: new PreludeName("len")) with { IsInternal = true }))
        .Add(Module("string", isInternal: true, Call("string", "len", [P("s", Str)], I64, prelude: new PreludeName("len")) with { IsInternal = true }));

    /// <summary>Two modules more whose names have parts, one of them with a last part that is taken.</summary>
    public static ModuleSet WithNested { get; } = Set
        .Add(Module("acme.stats", Call("acme.stats", "mean", [P("x", F64)], F64)))
        .Add(Module("acme.math", Call("acme.math", "sqrt", [P("x", F64)], Str)));

    private static Parameter P(string name, ArcType type, Constant? value = null, ValueCheck? check = null) => new(name, type, value, Check: check);

    private static Symbol Call(string module, string name, ImmutableArray<Parameter> parameters, ArcType? result, FlowSignature? flow = null, PreludeName? prelude = null) =>
        new(module, name) { WasmNamespace = module, Call = new CallSignature(parameters, result), Flow = flow, Prelude = prelude is null ? [] : [prelude] };

    private static Symbol Flow(string module, string name, FlowSignature flow, PreludeName? prelude = null) =>
        new(module, name) { WasmNamespace = module, Flow = flow, Prelude = prelude is null ? [] : [prelude] };

    private static ModuleDescriptor Module(string name, params ReadOnlySpan<Symbol> symbols) => Module(name, isInternal: false, symbols);

    private static ModuleDescriptor Module(string name, bool isInternal, params ReadOnlySpan<Symbol> symbols) => new()
    {
        Name = name,
        WasmNamespace = name,
        IsInternal = isInternal,
        Symbols = [.. symbols],
        Type = typeof(TestModules),
        Create = static _ => throw new InvalidOperationException("Descriptors need no instances."),
    };
}
