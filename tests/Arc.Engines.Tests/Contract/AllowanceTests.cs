using Arc.Engines.Linking;
using Arc.Engines.Tests.Support;
using static Arc.Engines.Tests.Support.WasmBuilder;

namespace Arc.Engines.Tests.Contract;

/// <summary>What invocations share beyond the budget that each of them has.</summary>
public class AllowanceTests
{
    // n rounds of a loop.
    private static readonly byte[] Rounds = Op.Join(Op.Loop, Op.Get(0), Op.I32(1), [Op.I32Sub], Op.Tee(0), Op.BranchIf(0), [Op.End]);

    [Theory]
    [OnManaged]
    public void Allowance_OnTheManagedEngine_IsExact(string engine)
    {
        var allowance = new ExecutionAllowance(1000, "Test.Amount");
        using var instance = Loop(engine, allowance);

        // 99 branches back, and 1 for the invocation.
        for (var call = 0; call < 10; call++) instance.Call("f", 100);

        Assert.Equal(0, allowance.Remaining);
        Assert.True(allowance.IsExhausted);
        AssertExhausted(instance.Traps("f", 1));
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Invocations_ThatShareAnAllowance_EndWhereItEnds(string engine)
    {
        var allowance = new ExecutionAllowance(10_000, "Test.Amount");
        using var first = Loop(engine, allowance);
        using var second = Loop(engine, allowance);

        for (var round = 0; round < 2; round++)
        {
            first.Call("f", 5000);
            second.Call("f", 2000);
            var trap = first.Traps("f", 100_000);

            AssertExhausted(trap);
            Assert.True(allowance.IsExhausted);
            AssertExhausted(second.Traps("f", 1));
            allowance.Renew();
            Assert.Equal(10_000, allowance.Remaining);
        }
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Invocation_WithASmallerBudget_EndsAtItsOwn_AndLeavesTheRest(string engine)
    {
        var allowance = new ExecutionAllowance(1_000_000, "Test.Amount");
        using var instance = Loop(engine, allowance, budget: 1000);

        var trap = instance.Traps("f", 1_000_000);

        Assert.Contains("InstanceOptions.ExecutionBudget = 1000", trap.Message, StringComparison.Ordinal);
        Assert.InRange(allowance.Remaining, 990_000, 999_999);
        instance.Call("f", 100);
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Invocation_WithoutABudgetOfItsOwn_IsBoundByTheAllowance(string engine)
    {
        using var instance = Loop(engine, new ExecutionAllowance(10_000, "Test.Amount"), budget: 0);

        AssertExhausted(instance.Traps("f", 100_000_000));
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void LinkedInstance_SpendsWhatItsCallerHas(string engine)
    {
        var allowance = new ExecutionAllowance(10_000, "Test.Amount");
        using var library = Loop(engine, allowance);
        var linker = new Linker();
        linker.Define("lib", "f", library.GetFunction("f"));
        var builder = new WasmBuilder();
        builder.Import("lib", "f", [I32], []);
        builder.Function("g", [I32], [], Op.Join(Op.Get(0), Op.Call(0)));
        using var instance = Guests.Instantiate(builder, linker, new InstanceOptions { Allowance = allowance }, engine);

        instance.Call("g", 5000);
        Assert.InRange(allowance.Remaining, 1, 9_000);
        AssertExhausted(instance.Traps("g", 100_000));
        Assert.True(allowance.IsExhausted);
        allowance.Renew();
        library.Call("f", 5000);
        Assert.InRange(allowance.Remaining, 1, 9_000);
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Invocation_OfAnotherInstance_FromTheHost_DrawsOnTheSameAllowance(string engine)
    {
        var allowance = new ExecutionAllowance(10_000, "Test.Amount");
        using var other = Loop(engine, allowance);
        var linker = new Linker();
        linker.Define("h", "call", () => { other.Call("f", 4000); });
        var builder = new WasmBuilder();
        builder.Import("h", "call", [], []);
        builder.Function("g", [], [], Op.Call(0));
        using var instance = Guests.Instantiate(builder, linker, new InstanceOptions { Allowance = allowance }, engine);

        instance.Call("g");
        Assert.InRange(allowance.Remaining, 1, 9_000);
        var calls = 1;
        while (!allowance.IsExhausted && calls < 100)
        {
            try
            {
                instance.Call("g");
                calls++;
            }
            catch (WasmTrapException)
            {
                break;
            }
        }

        Assert.InRange(calls, 2, 20);
        AssertExhausted(other.Traps("f", 1_000_000));
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void BulkOperations_InManyInvocations_EndToo(string engine)
    {
        var builder = new WasmBuilder().Memory(1000);
        builder.Function("f", [], [], Op.Join(Op.I32(0), Op.I32(1), Op.I32(60 << 20), Op.MemoryFill));
        using var instance = Guests.Instantiate(builder, options: new InstanceOptions { Allowance = new ExecutionAllowance(100_000, "Test.Amount") }, engine: engine);

        WasmTrapException? trap = null;
        for (var call = 0; call < 100_000 && trap is null; call++)
        {
            try
            {
                instance.Call("f");
            }
            catch (WasmTrapException caught)
            {
                trap = caught;
            }
        }

        AssertExhausted(trap!);
    }

    private static WasmInstance Loop(string engine, ExecutionAllowance allowance, long? budget = null)
    {
        var options = new InstanceOptions { Allowance = allowance };
        if (budget is { } own) options = options with { ExecutionBudget = own };
        return Guests.Function(Rounds, [I32], options: options, engine: engine);
    }

    private static void AssertExhausted(WasmTrapException trap)
    {
        Assert.Equal(TrapKind.ExecutionBudgetExhausted, trap.Kind);
        Assert.Contains("execution budget exhausted", trap.Message, StringComparison.Ordinal);
        Assert.Contains("Test.Amount = ", trap.Message, StringComparison.Ordinal);
    }
}
