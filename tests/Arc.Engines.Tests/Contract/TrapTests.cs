using Arc.Engines.Linking;
using Arc.Engines.Tests.Support;
using Arc.Sdk;
using static Arc.Engines.Tests.Support.WasmBuilder;

namespace Arc.Engines.Tests.Contract;

public class TrapTests
{
    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void HostException_BecomesATrap_ThatNamesTheMemberAndKeepsTheCause(string engine)
    {
        var builder = new WasmBuilder();
        builder.Import("device", "fail_i32", [I32], []);
        builder.Function("f", [I32], [], Op.Join(Op.Get(0), Op.Call(0)));
        builder.Name(1, "start_pump");
        var linker = new Linker();
        linker.Define("device", "fail_i32", HostModule.Fail);
        using var instance = Guests.Instantiate(builder, linker, engine: engine);

        var trap = instance.Traps("f", 7);

        Assert.Equal((TrapKind.HostFunction, "device.fail: code 7"), (trap.Kind, trap.Message));
        Assert.IsType<InvalidOperationException>(trap.InnerException);
        if (engine != TestEngines.Interpreted) Assert.Equal("start_pump", trap.Function);
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void HostException_OfAnEntryWithDisplayName_UsesIt(string engine)
    {
        var builder = new WasmBuilder();
        builder.Import("device", "set_str", [I32], []);
        builder.Function("f", [I32], [], Op.Join(Op.Get(0), Op.Call(0)));
        var linker = new Linker();
        linker.Define("device", "set_str", HostModule.Fail, "set_str");
        using var instance = Guests.Instantiate(builder, linker, engine: engine);

        Assert.Equal("device.set_str: code 1", instance.Traps("f", 1).Message);
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Trap_NamesTheFunctionAndItsCallers_InnermostFirst(string engine)
    {
        var builder = new WasmBuilder();
        var inner = builder.Function(null, [], [], Op.Join(Op.Block, Op.Loop, [Op.End], [Op.End], [Op.Unreachable]));
        var middle = builder.Function(null, [], [], Op.Join(Op.Loop, Op.Call(inner), [Op.End]));
        builder.Function("outer", [], [], Op.Join(Op.Loop, Op.Call(middle), [Op.End]));
        builder.Name(inner, "broken");
        using var instance = Guests.Instantiate(builder, engine: engine);

        var trap = instance.Traps("outer");

        Assert.Equal("broken", trap.Function);
        Assert.Equal("broken", trap.Frames[0]);
        Assert.Equal("outer", trap.Frames[^1]);
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Trap_OfAnUnnamedFunction_GivesItsIndex(string engine)
    {
        var builder = new WasmBuilder();
        var inner = builder.Function(null, [], [], [Op.Unreachable]);
        builder.Function("f", [], [], Op.Call(inner));

        Assert.Equal("[0]", Guests.Instantiate(builder, engine: engine).Traps("f").Function);
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Reentry_ForAnotherNode_LeavesTheCallersContextAsItWas(string engine)
    {
        var host = new HostModule(0);
        var builder = new WasmBuilder();
        builder.Import("h", "reenter", [], [I32]);
        builder.Function("f", [], [I32], Op.Join(Op.Call(0), Op.Call(0), [Op.I32Add]));
        var linker = new Linker();
        linker.Define("h", "reenter", host.Reenter);
        using var instance = Guests.Instantiate(builder, linker, engine: engine);
        var f = instance.GetFunction("f");
        host.During = context =>
        {
            if (context.Node.Index == 1) f.Invoke([], new ulong[1], new NodeKey(2, "inner"));
        };
        var results = new ulong[1];

        f.Invoke([], results, new NodeKey(1, "outer"));

        Assert.Equal(2UL, results[0]);
        Assert.Equal([1, 2, 2, 2, 2, 1, 1, 2, 2, 2, 2, 1], host.Seen.Select(node => node.Index));
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Reentry_ThatTraps_BecomesATrapOfTheOuterCall_AndBothCanBeUsedAgain(string engine)
    {
        var host = new HostModule(0);
        var builder = new WasmBuilder();
        builder.Import("h", "reenter", [], [I32]);
        builder.Function("f", [], [I32], Op.Call(0));
        builder.Function("g", [], [], [Op.Unreachable]);
        var linker = new Linker();
        linker.Define("h", "reenter", host.Reenter);
        using var instance = Guests.Instantiate(builder, linker, engine: engine);
        host.During = _ => instance.Call("g");

        var trap = instance.Traps("f");

        Assert.Equal((TrapKind.HostFunction, "h.reenter: unreachable"), (trap.Kind, trap.Message));
        Assert.Equal(TrapKind.Unreachable, Assert.IsType<WasmTrapException>(trap.InnerException).Kind);
        host.During = null;
        Assert.Equal(0UL, instance.Call("f"));
    }

    [Theory]
    [InlineData(TestEngines.Managed)]
    [OnWasmtime]
    public void Reentry_FromAnotherThread_IsRefused(string engine)
    {
        var host = new HostModule(0);
        var builder = new WasmBuilder();
        builder.Import("h", "reenter", [], [I32]);
        var deep = builder.Function("deep", [I32], [I32], Op.Join(Op.Get(0), [0x04, 0x7F], Op.Get(0), Op.I32(1), [Op.I32Sub], Op.Call(1), [Op.Else], Op.Call(0), [Op.End]));
        Assert.Equal(1, deep);
        var linker = new Linker();
        linker.Define("h", "reenter", host.Reenter);
        using var instance = Guests.Instantiate(builder, linker, engine: engine);
        Exception? seen = null;
        host.During = _ =>
        {
            var thread = new Thread(() => seen = Record.Exception(() => instance.Call("deep", 0)));
            thread.Start();
            thread.Join();
        };

        // Deep enough for the managed engine to measure the stack, by which it tells threads apart.
        instance.Call("deep", 2000);

        Assert.IsType<InvalidOperationException>(seen);
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Call_AfterDispose_ThrowsObjectDisposed(string engine)
    {
        var instance = Guests.Function(Op.I32(1), results: [I32], memory: 1, engine: engine);
        var f = instance.GetFunction("f");
        var typed = f.CreateDelegate<Func<int>>();
        instance.Dispose();

        Assert.Throws<ObjectDisposedException>(() => f.Invoke([], new ulong[1]));
        Assert.Throws<ObjectDisposedException>(() => typed());
        Assert.Throws<ObjectDisposedException>(() => instance.GetFunction("f"));
        Assert.Throws<ObjectDisposedException>(() => f.CreateDelegate<Func<int>>());
        Assert.False(instance.Memory.TryRead(0, 1, out _));
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Dispose_DuringACall_TakesEffectWhenItEnds(string engine)
    {
        var host = new HostModule(0);
        var builder = new WasmBuilder().Memory(1);
        builder.Import("h", "reenter", [], [I32]);
        builder.Function("f", [], [I32], Op.Join(Op.Call(0), [Op.Drop], Op.I32(0), Op.I32(9), Op.Store(), Op.I32(0), Op.Load()));
        var linker = new Linker();
        linker.Define("h", "reenter", host.Reenter);
        var instance = Guests.Instantiate(builder, linker, engine: engine);
        host.During = _ => instance.Dispose();
        var f = instance.GetFunction("f");
        var results = new ulong[1];

        f.Invoke([], results);

        Assert.Equal(9UL, results[0]);
        Assert.Throws<ObjectDisposedException>(() => f.Invoke([], results));
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Instantiate_AfterModuleDispose_Throws_InstancesStayUsable(string engine)
    {
        var builder = new WasmBuilder();
        builder.Function("f", [], [I32], Op.I32(1));
        var module = TestEngines.Of(engine).Compile(builder.Build());
        using var instance = module.Instantiate(new Linker());
        module.Dispose();

        Assert.Throws<ObjectDisposedException>(() => module.Instantiate(new Linker()));
        Assert.Equal(1UL, instance.Call("f"));
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Invoke_WithWrongNumberOfSlots_NamesTheSignature(string engine)
    {
        using var instance = Guests.Function(Op.Get(0), [I32], [I32], engine: engine);

        var exception = Assert.Throws<ArgumentException>(() => instance.GetFunction("f").Invoke([], new ulong[1]));

        Assert.Contains("(i32) -> (i32)", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void CreateDelegate_OfAnotherSignature_Throws(string engine)
    {
        using var instance = Guests.Function(Op.Get(0), [I32], [I32], engine: engine);

        Assert.Throws<ArgumentException>(() => instance.GetFunction("f").CreateDelegate<Func<long, int>>());
    }
}
