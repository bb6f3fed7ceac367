using System.Globalization;
using Arc.Engines.Linking;
using Arc.Engines.Tests.Support;
using Arc.Sdk;
using static Arc.Engines.Tests.Support.WasmBuilder;

namespace Arc.Engines.Tests.Contract;

public class LinkingTests
{
    private delegate int Private(int x);

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Link_MissingImports_AreAllListedWithTheNearestName(string engine)
    {
        var builder = new WasmBuilder();
        builder.Import("signal", "clamp_f23", [F32], [F32]);
        builder.Import("signal", "twice_i32", [I32], [I32]);
        builder.Import("sigmal", "twice_i32", [I32], [I32]);
        var linker = new Linker();
        linker.Define("signal", "twice_i32", HostModule.Twice);
        linker.Define("signal", "clamp_f32", (float x) => x);

        var exception = Assert.Throws<LinkException>(() => Guests.Instantiate(builder, linker, engine: engine));

        Assert.Equal(2, exception.Problems.Count);
        Assert.Equal(("signal", "clamp_f23", "signal.clamp_f32"), (exception.Problems[0].Module, exception.Problems[0].Name, exception.Problems[0].Nearest));
        Assert.Equal(("twice", "i32", "signal.twice_i32"), (exception.Problems[1].Member, exception.Problems[1].TypeSuffix, exception.Problems[1].Nearest));
        Assert.Contains("signal.clamp_f23", exception.Message, StringComparison.Ordinal);
        Assert.Contains("sigmal.twice_i32", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Link_ImportOfOtherType_NamesBothTypes(string engine)
    {
        var builder = new WasmBuilder();
        builder.Import("signal", "twice_i32", [I64], [I32]);
        var linker = new Linker();
        linker.Define("signal", "twice_i32", HostModule.Twice);

        var problem = Assert.Single(Assert.Throws<LinkException>(() => Guests.Instantiate(builder, linker, engine: engine)).Problems);

        Assert.Contains("(i64) -> (i32) wanted, (i32) -> (i32) offered", problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Define_SamePairTwice_Throws()
    {
        var linker = new Linker();
        linker.Define("signal", "twice_i32", HostModule.Twice);

        Assert.Throws<ArgumentException>(() => linker.Define("signal", "twice_i32", HostModule.Twice));
    }

    [Fact]
    public void Define_ShapeThatNoGuestCanCall_NamesTheParameter()
    {
        var exception = Assert.Throws<ArgumentException>(() => new Linker().Define("text", "length", (string text) => text.Length));

        Assert.Contains("text.length: parameter 'text' is String", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Call_EveryFormOfHostFunction_GetsArgumentsAndGivesResult(string engine)
    {
        var builder = new WasmBuilder();
        builder.Import("h", "twice", [I32], [I32]);
        builder.Import("h", "step", [I32], [I32]);
        builder.Import("h", "lambda", [I32], [I32]);
        builder.Import("h", "private", [I32], [I32]);
        builder.Import("h", "node", [], [I32]);
        builder.Import("h", "mean", [F64, F32, I64, I32], [F64]);
        for (var i = 0; i < 4; i++) builder.Function($"f{i}", [I32], [I32], Op.Join(Op.I32(1000), Op.Get(0), Op.Call(i), [Op.I32Add]));
        builder.Function("node", [I32], [I32], Op.Join(Op.Get(0), Op.Call(4), [Op.I32Add]));
        builder.Function("mean", [F64, F32, I64, I32], [F64], Op.Join(Op.Get(0), Op.Get(1), Op.Get(2), Op.Get(3), Op.Call(5)));
        var captured = int.Parse("7", CultureInfo.InvariantCulture);
        var linker = new Linker();
        linker.Define("h", "twice", HostModule.Twice);
        linker.Define("h", "step", new HostModule(5).Step);
        linker.Define("h", "lambda", (int x) => x * captured);
        linker.Define("h", "private", new Private(x => -x));
        linker.Define("h", "node", HostModule.NodeOf);
        linker.Define("h", "mean", HostModule.Mean);

        using var instance = Guests.Instantiate(builder, linker, engine: engine);

        Assert.Equal(1020UL, instance.Call("f0", 10));
        Assert.Equal(1015UL, instance.Call("f1", 10));
        Assert.Equal(1070UL, instance.Call("f2", 10));
        Assert.Equal(990UL, instance.Call("f3", 10));
        var results = new ulong[1];
        instance.GetFunction("node").Invoke([100], results, new NodeKey(42, "n"));
        Assert.Equal(142UL, results[0]);
        instance.GetFunction("mean").Invoke([BitConverter.DoubleToUInt64Bits(1), BitConverter.SingleToUInt32Bits(2), 3, 4], results);
        Assert.Equal(2.5, BitConverter.UInt64BitsToDouble(results[0]));
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Instances_OfOneModule_HaveTargetsOfTheirOwn(string engine)
    {
        var builder = new WasmBuilder();
        builder.Import("h", "step", [I32], [I32]);
        builder.Function("f", [I32], [I32], Op.Join(Op.Get(0), Op.Call(0)));
        var module = TestEngines.Of(engine).Compile(builder.Build());
        var (one, two) = (new Linker(), new Linker());
        one.Define("h", "step", new HostModule(1).Step);
        two.Define("h", "step", new HostModule(2).Step);

        using var first = module.Instantiate(one);
        using var second = module.Instantiate(two);

        Assert.Equal(11UL, first.Call("f", 10));
        Assert.Equal(12UL, second.Call("f", 10));
    }

    public static TheoryData<string> ManagedKinds => [TestEngines.Managed, TestEngines.Interpreted];

    public static TheoryData<string> WasmtimeKind => [TestEngines.Wasmtime];

    [Theory]
    [OnManaged(nameof(ManagedKinds))]
    [OnWasmtime(nameof(WasmtimeKind))]
    public void Import_OfAnotherGuestsExport_SharesBudgetStackAndContext(string caller, string callee)
    {
        var library = new WasmBuilder();
        library.Import("h", "node", [], [I32]);
        library.Function("node", [], [I32], Op.Call(0));
        library.Function("spin", [], [], Op.Join(Op.Loop, Op.Branch(0), [Op.End]));
        library.Function("half", [I32], [I32], Op.Join(Op.I32(1), Op.Get(0), [Op.I32DivS]));
        var linker = new Linker();
        linker.Define("h", "node", HostModule.NodeOf);
        using var provider = Guests.Instantiate(library, linker, engine: callee);
        linker.Define("lib", provider);
        var user = new WasmBuilder();
        user.Import("lib", "node", [], [I32]);
        user.Import("lib", "spin", [], []);
        user.Import("lib", "half", [I32], [I32]);
        user.Function("node", [], [I32], Op.Call(0));
        user.Function("spin", [], [], Op.Call(1));
        user.Function("half", [I32], [I32], Op.Join(Op.Get(0), Op.Call(2)));

        using var instance = Guests.Instantiate(user, linker, new InstanceOptions { ExecutionBudget = 1000 }, caller);

        var results = new ulong[1];
        instance.GetFunction("node").Invoke([], results, new NodeKey(3, "n"));
        Assert.Equal(3UL, results[0]);
        Assert.Equal(TrapKind.ExecutionBudgetExhausted, instance.Traps("spin").Kind);
        Assert.Equal(TrapKind.IntegerDivideByZero, instance.Traps("half", 0).Kind);
        Assert.Equal(1UL, instance.Call("half", 1));
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void HostFunction_ReadsTheCallersMemory_WithinBounds(string engine)
    {
        var builder = new WasmBuilder().Memory(1).Data(5, [77]);
        builder.Import("h", "first_byte", [I32], [I32]);
        builder.Function("f", [I32], [I32], Op.Join(Op.Get(0), Op.Call(0)));
        var linker = new Linker();
        linker.Define("h", "first_byte", HostModule.FirstByte);
        using var instance = Guests.Instantiate(builder, linker, engine: engine);

        Assert.Equal(77UL, instance.Call("f", 5));
        Assert.Equal(uint.MaxValue, instance.Call("f", 65536));
        Assert.True(instance.Memory.TryRead(5, 1, out var bytes));
        Assert.Equal(77, bytes[0]);
        Assert.False(instance.Memory.TryRead(uint.MaxValue, uint.MaxValue, out _));
    }

    [Theory]
    [OnWasmtime(nameof(ManagedKinds))]
    public void Import_OfAFunctionOfAnotherEngine_PassesValuesContextAndTraps(string one, string other)
    {
        foreach (var (callerEngine, calleeEngine) in ((string, string)[])[(one, other), (other, one)])
        {
            var library = new WasmBuilder();
            library.Import("h", "node", [], [I32]);
            library.Function("node", [], [I32], Op.Call(0));
            library.Function("add", [I32, I64, F32, F64], [F64], Op.Join(Op.Get(0), [0xB7], Op.Get(1), [0xB9, 0xA0], Op.Get(2), [0xBB, 0xA0], Op.Get(3), [0xA0]));
            library.Function("half", [I32], [I32], Op.Join(Op.I32(1), Op.Get(0), [Op.I32DivS]));
            var linker = new Linker();
            linker.Define("h", "node", HostModule.NodeOf);
            using var provider = Guests.Instantiate(library, linker, engine: calleeEngine);
            linker.Define("lib", provider);
            var user = new WasmBuilder();
            user.Import("lib", "node", [], [I32]);
            user.Import("lib", "add", [I32, I64, F32, F64], [F64]);
            user.Import("lib", "half", [I32], [I32]);
            user.Function("node", [], [I32], Op.Call(0));
            user.Function("add", [I32, I64, F32, F64], [F64], Op.Join(Op.Get(0), Op.Get(1), Op.Get(2), Op.Get(3), Op.Call(1)));
            user.Function("half", [I32], [I32], Op.Join(Op.Get(0), Op.Call(2)));

            using var instance = Guests.Instantiate(user, linker, engine: callerEngine);

            var results = new ulong[1];
            instance.GetFunction("node").Invoke([], results, new NodeKey(3, "n"));
            Assert.Equal(3UL, results[0]);
            instance.GetFunction("add").Invoke([0xFFFF_FFFF, 10, BitConverter.SingleToUInt32Bits(0.5f), BitConverter.DoubleToUInt64Bits(0.25)], results);
            Assert.Equal(9.75, BitConverter.UInt64BitsToDouble(results[0]));
            var trap = instance.Traps("half", 0);
            Assert.Equal((TrapKind.HostFunction, "lib.half: integer divide by zero"), (trap.Kind, trap.Message));
            Assert.Equal(TrapKind.IntegerDivideByZero, Assert.IsType<WasmTrapException>(trap.InnerException).Kind);
        }
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Import_OfAnotherGuestsMemoryAndGlobal_SharesThem(string engine)
    {
        using var provider = Guests.Instantiate(new WasmBuilder().Memory(1, 3).Data(4, [9]), engine: engine);
        var linker = new Linker();
        linker.Define("lib", provider);
        var user = new WasmBuilder();
        user.ImportMemory("lib", "memory", 1, 3);
        user.Function("grow", [], [I32], Op.Join(Op.I32(1), Op.MemoryGrow));
        user.Function("set", [I32], [], Op.Join(Op.I32(4), Op.Get(0), Op.Store()));

        using var instance = Guests.Instantiate(user, linker, engine: engine);

        Assert.True(instance.Memory.TryRead(4, 1, out var bytes));
        Assert.Equal(9, bytes[0]);
        instance.Call("set", 77);
        Assert.Equal(1UL, instance.Call("grow"));
        Assert.True(provider.Memory.TryRead(4, 1, out bytes));
        Assert.Equal(77, bytes[0]);
        Assert.True(provider.Memory.TryRead(2 * 65536 - 1, 1, out _));
        provider.Dispose();
        instance.Call("set", 78);
        Assert.True(instance.Memory.TryRead(4, 1, out bytes));
        Assert.Equal(78, bytes[0]);
    }

    [WasmtimeFact]
    public void Import_FromADisposedInstance_IsALinkError()
    {
        var library = new WasmBuilder().Memory(1);
        library.Function("f", [], [], []);
        var linker = new Linker();
        var provider = Guests.Instantiate(library, engine: TestEngines.Wasmtime);
        linker.Define("lib", provider);
        provider.Dispose();
        var memory = new WasmBuilder();
        memory.ImportMemory("lib", "memory", 1);
        var function = new WasmBuilder();
        function.Import("lib", "f", [], []);

        foreach (var user in (WasmBuilder[])[memory, function])
        {
            var exception = Assert.Throws<LinkException>(() => Guests.Instantiate(user, linker, engine: TestEngines.Wasmtime));
            Assert.Contains("disposed", exception.Message, StringComparison.Ordinal);
        }
    }

    [WasmtimeFact]
    public void Import_OfMemoriesOfTwoStores_NamesTheGroup()
    {
        var library = new WasmBuilder().Memory(1);
        using var one = Guests.Instantiate(library, engine: TestEngines.Wasmtime);
        var other = new WasmBuilder();
        other.ImportMemory("one", "memory", 1);
        using var two = Guests.Instantiate(new WasmBuilder().Table(1).ExportTable("table"), engine: TestEngines.Wasmtime);
        other.ImportTable("two", "table", 1);
        var linker = new Linker();
        linker.Define("one", one);
        linker.Define("two", two);

        var exception = Assert.Throws<LinkException>(() => Guests.Instantiate(other, linker, engine: TestEngines.Wasmtime));
        Assert.Contains("InstanceOptions.Group", exception.Message, StringComparison.Ordinal);

        var options = new InstanceOptions { Group = new InstanceGroup() };
        using var three = Guests.Instantiate(library, options: options, engine: TestEngines.Wasmtime);
        using var four = Guests.Instantiate(new WasmBuilder().Table(1).ExportTable("table"), options: options, engine: TestEngines.Wasmtime);
        linker = new Linker();
        linker.Define("one", three);
        linker.Define("two", four);
        Guests.Instantiate(other, linker, options, TestEngines.Wasmtime).Dispose();
    }
}
