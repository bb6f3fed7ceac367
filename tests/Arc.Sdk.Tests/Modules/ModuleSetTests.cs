using System.Collections.Immutable;
using Arc.Sdk.Hosting;
using Arc.Sdk.Modules;
using Arc.Sdk.Nodes;
using Arc.Sdk.State;
using Arc.Sdk.Symbols;
using Arc.Sdk.Sync;
using Arc.Sdk.Types;
using Arc.Sdk.Values;

namespace Arc.Sdk.Tests.Modules;

public class ModuleSetTests
{
    private static readonly CallSignature NoArguments = new([], ArcType.Of(Primitive.F64));

    [Fact]
    public void Set_ResolvesCanonicalNamesOfEveryModule()
    {
        var set = ModuleSet.Empty.Add(Describe<First>("a", Member("a", "x"))).Add(Describe<Second>("b", Member("b", "x")));
        Assert.Equal("b.x", set.Symbols.Resolve("b.x")?.QualifiedName);
        Assert.Null(set.Symbols.Resolve("x"));
        Assert.Null(set.Symbols.Resolve("c.x"));
    }

    [Fact]
    public void Set_IsARecipe_AddingLeavesTheOriginalAlone()
    {
        var one = ModuleSet.Empty.Add(Describe<First>("a", Member("a", "x")));
        var two = one.Add(Describe<Second>("b", Member("b", "x")));
        Assert.Equal((1, 2), (one.Modules.Length, two.Modules.Length));
    }

    [Fact]
    public void SameModuleName_IsReportedWithBothClasses()
    {
        var set = ModuleSet.Empty.Add(Describe<First>("a", Member("a", "x")));
        var error = Assert.Throws<ModuleSetException>(() => set.Add(Describe<Second>("a", Member("a", "y"))));
        Assert.Contains(nameof(First), error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(Second), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SameMemberTwice_IsReported() =>
        Assert.Contains("'x' 2 times", Assert.Throws<ModuleSetException>(() => ModuleSet.Empty.Add(Describe<First>("a", Member("a", "x"), Member("a", "x")))).Message, StringComparison.Ordinal);

    [Fact]
    public void MemberWithoutAnyForm_IsReported() =>
        Assert.Contains("neither a call form nor a flow form", Assert.Throws<ModuleSetException>(
            () => ModuleSet.Empty.Add(Describe<First>("a", Member("a", "x") with { Call = null }))).Message, StringComparison.Ordinal);

    [Fact]
    public void PreludeNameThatIsTaken_IsReported()
    {
        var set = ModuleSet.Empty.Add(Describe<First>("a", Member("a", "x") with { Prelude = [new("size")] }));
        Assert.Throws<ModuleSetException>(() => set.Add(Describe<Second>("b", Member("b", "y") with { Prelude = [new("size")] })));
    }

    [Fact]
    public void PreludeName_MayStandForMembersThatTheArgumentTellsApart()
    {
        var text = Member("a", "len") with { Prelude = [new("len")], Call = new CallSignature([new("s", ArcType.Of(Primitive.Str))], ArcType.Of(Primitive.I64)) };
        var series = Member("b", "len") with { Prelude = [new("len")], Call = new CallSignature([new("s", AnySeriesType.Instance)], ArcType.Of(Primitive.I64)) };
        var set = ModuleSet.Empty.Add(Describe<First>("a", text)).Add(Describe<Second>("b", series));
        Assert.Equal(["a.len", "b.len"], set.Prelude["len"].Select(p => p.Symbol.QualifiedName));
    }

    [Fact]
    public void Instances_AreMadePerSession_AndShareNothing()
    {
        var set = ModuleSet.Empty.Add(Describe<First>("a", Member("a", "x")));
        using var one = set.Instantiate(new SessionServices());
        using var two = set.Instantiate(new SessionServices());
        Assert.NotSame(one.Get<First>(), two.Get<First>());
    }

    [Fact]
    public void Constructor_MayAskForAnotherModule_WhateverTheOrder()
    {
        var wants = Describe<Second>("b", Member("b", "x")) with { Create = s => new Second(s.Require<First>()) };
        using var instances = ModuleSet.Empty.Add(wants).Add(Describe<First>("a", Member("a", "x"))).Instantiate(new SessionServices());
        Assert.Same(instances.Get<First>(), instances.Get<Second>().Other);
    }

    [Fact]
    public void Constructors_ThatAskForEachOther_AreReportedAsACircle()
    {
        var a = Describe<First>("a", Member("a", "x")) with { Create = s => { s.Require<Second>(); return new First(); } };
        var b = Describe<Second>("b", Member("b", "x")) with { Create = s => new Second(s.Require<First>()) };
        var error = Assert.Throws<ModuleSetException>(() => ModuleSet.Empty.Add(a).Add(b).Instantiate(new SessionServices()));
        Assert.Contains("in a circle", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_ThatAsksForAnUnknownService_NamesIt()
    {
        var a = Describe<First>("a", Member("a", "x")) with { Create = s => { s.Require<Uri>(); return new First(); } };
        var error = Assert.Throws<ModuleSetException>(() => ModuleSet.Empty.Add(a).Instantiate(new SessionServices()));
        Assert.Contains("System.Uri", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Module_ThatCannotBeMade_IsLeftOutIfNobodyNeedsIt_AndRefusedToWhoDoes()
    {
        var a = Describe<First>("a", Member("a", "x")) with { Create = s => { s.Require<Uri>(); return new First(); } };
        var b = Describe<Second>("b", Member("b", "x"));
        using var instances = ModuleSet.Empty.Add(a).Add(b).Instantiate(new SessionServices(), m => m.Name == "b");

        Assert.NotNull(instances.Find("b"));
        Assert.Contains("System.Uri", Assert.Throws<ModuleSetException>(() => instances.Find("a")).Message, StringComparison.Ordinal);
        Assert.Contains("System.Uri", Assert.Throws<ModuleSetException>(() => instances.Get<First>()).Message, StringComparison.Ordinal);
        Assert.Throws<ModuleSetException>(() => ModuleSet.Empty.Add(a).Add(b).Instantiate(new SessionServices(), m => m.Name == "a"));
    }

    [Fact]
    public void Module_ThatAnotherOneNeeds_IsNeeded()
    {
        var a = Describe<First>("a", Member("a", "x")) with { Create = s => { s.Require<Uri>(); return new First(); } };
        var b = Describe<Second>("b", Member("b", "x")) with { Create = s => new Second(s.Require<First>()) };
        var error = Assert.Throws<ModuleSetException>(() => ModuleSet.Empty.Add(a).Add(b).Instantiate(new SessionServices(), m => m.Name == "b"));
        Assert.Contains("System.Uri", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ImportName_HasOneSuffixPerVariable_AndNoneIfMonomorphic()
    {
        var t = new VariableType("T", TypeSet.Numeric);
        var u = new VariableType("U", TypeSet.Numeric);
        var both = Member("a", "x") with { Call = new CallSignature([new("p", t), new("q", t)], u) };
        Assert.Equal("x_f32_i8", both.ImportName(v => v == "T" ? Primitive.F32 : Primitive.I8));
        Assert.Equal("x", Member("a", "x").ImportName(_ => Primitive.F32));
    }

    private static Symbol Member(string module, string name) => new(module, name) { WasmNamespace = module, Call = NoArguments };

    private static ModuleDescriptor Describe<T>(string name, params ImmutableArray<Symbol> symbols) where T : IModule => new()
    {
        Name = name,
        WasmNamespace = name,
        Symbols = symbols,
        Type = typeof(T),
        Create = s => typeof(T) == typeof(First) ? new First() : new Second(null),
    };

    private abstract class Bare : IModule
    {
        public void Bind(ILinker linker, HandleStores handles)
        {
        }

        public Node? CreateNode(NodeRequest request) => null;

        public SyncResult Call(in SyncContext context, Val? self, string member, ReadOnlySpan<Val> arguments) => SyncResult.Ok(Val.Null);

        public void RegisterState(StateRegistry registry)
        {
        }
    }

    private sealed class First : Bare;

    private sealed class Second(First? other) : Bare
    {
        public First? Other { get; } = other;
    }
}
