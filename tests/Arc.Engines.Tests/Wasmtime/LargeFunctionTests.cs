using Arc.Engines.Linking;
using Arc.Engines.Tests.Support;
using Arc.Engines.Wasmtime;
using Arc.Engines.Wasmtime.Native;
using static Arc.Engines.Tests.Support.WasmBuilder;

namespace Arc.Engines.Tests.Wasmtime;

/// <summary>Large functions are compiled in another way, which must be seen in nothing but time.</summary>
public class LargeFunctionTests
{
    [WasmtimeFact]
    public void LargeFunction_WithWhatTheBaselineCompilerDoesNotKnow_IsCompiledAllTheSame()
    {
        var builder = new WasmBuilder();
        builder.Function("f", [WasmValueType.ExternRef], [I32], Op.Join(Op.Repeat(30_000, Op.Nop), Op.Get(0), [0xD1]));
        using var instance = Guests.Instantiate(builder, engine: TestEngines.Wasmtime);

        Assert.Equal(1UL, instance.Call("f", 0));
        Assert.Equal(0UL, instance.Call("f", instance.AddReference("x")));
    }

    [WasmtimeFact]
    public void LargeFunction_OnTheBaselineCompiler_KeepsItsLimits()
    {
        var builder = new WasmBuilder();
        builder.Function("spin", [], [], Op.Join(Op.Repeat(30_000, Op.Nop), Op.Loop, Op.Branch(0), [Op.End]));
        builder.Function("recur", [], [], Op.Join(Op.Repeat(30_000, Op.Nop), Op.Call(1)));
        using var instance = Guests.Instantiate(builder, options: new InstanceOptions { ExecutionBudget = 10_000 }, engine: TestEngines.Wasmtime);

        Assert.Equal(TrapKind.ExecutionBudgetExhausted, instance.Traps("spin").Kind);
        using var free = Guests.Instantiate(builder, options: new InstanceOptions { ExecutionBudget = 0, Timeout = TimeSpan.FromMilliseconds(20) }, engine: TestEngines.Wasmtime);
        Assert.Equal(TrapKind.CallStackExhausted, free.Traps("recur").Kind);
        Assert.Equal(TrapKind.DeadlineExceeded, free.Traps("spin").Kind);
    }

    [WasmtimeFact]
    public void LinkedInstances_OfDifferentCompilers_CallEachOther()
    {
        var library = new WasmBuilder();
        library.Function("twice", [I32], [I32], Op.Join(Op.Get(0), Op.Get(0), [Op.I32Add]));
        using var provider = new WasmtimeEngine { Compiler = CompilerKind.Baseline }.Compile(library.Build()).Instantiate(new Linker());
        var linker = new Linker();
        linker.Define("lib", provider);
        var user = new WasmBuilder();
        user.Import("lib", "twice", [I32], [I32]);
        user.Function("f", [I32], [I32], Op.Join(Op.Get(0), Op.Call(0)));

        using var instance = Guests.Instantiate(user, linker, engine: TestEngines.Wasmtime);

        Assert.Equal(14UL, instance.Call("f", 7));
    }
}
