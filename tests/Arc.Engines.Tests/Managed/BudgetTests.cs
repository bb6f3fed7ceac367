using Arc.Engines.Linking;
using Arc.Engines.Tests.Support;
using static Arc.Engines.Tests.Support.WasmBuilder;

namespace Arc.Engines.Tests.Managed;

/// <summary>The managed engine counts iterations and calls one by one; others count something near it.</summary>
public class BudgetTests
{
    [Theory]
    [OnManaged]
    public void Budget_CountsBranchesBackAndCalls_Exactly(string engine)
    {
        // n branches back, each iteration with a call; one more call before.
        var builder = new WasmBuilder();
        builder.Import("h", "twice", [I32], [I32]);
        builder.Function(null, [], [], [Op.Nop]);
        builder.Function("host", [I32], [], Op.Join(Op.Call(1), Op.Loop, Op.Get(0), Op.Call(0), [Op.Drop], Op.Get(0), Op.I32(1), [Op.I32Sub], Op.Tee(0), Op.BranchIf(0), [Op.End]));
        builder.Function("guest", [I32], [], Op.Join(Op.Call(1), Op.Loop, Op.Call(1), Op.Get(0), Op.I32(1), [Op.I32Sub], Op.Tee(0), Op.BranchIf(0), [Op.End]));
        builder.Function("plain", [I32], [], Op.Join(Op.Call(1), Op.Loop, Op.Get(0), Op.I32(1), [Op.I32Sub], Op.Tee(0), Op.BranchIf(0), [Op.End]));
        var linker = new Linker();
        linker.Define("h", "twice", HostModule.Twice);

        foreach (var (function, cost) in ((string, int)[])[("host", 1 + 10_000 + 9_999), ("guest", 1 + 10_000 + 9_999), ("plain", 1 + 9_999)])
        {
            using var enough = Guests.Instantiate(builder, linker, new InstanceOptions { ExecutionBudget = cost }, engine);
            enough.Call(function, 10_000);
            enough.Call(function, 10_000);
            using var oneLess = Guests.Instantiate(builder, linker, new InstanceOptions { ExecutionBudget = cost - 2 }, engine);
            Assert.Equal(TrapKind.ExecutionBudgetExhausted, oneLess.Traps(function, 10_000).Kind);
        }
    }

    [Theory]
    [OnManaged]
    public void Budget_OfRecursion_IsTheSameMergedAndInterpreted(string engine)
    {
        // fib(20) makes 21,890 calls of itself.
        byte[] body = Op.Join(Op.Get(0), Op.I32(2), [0x48, 0x04, 0x7F], Op.Get(0), [Op.Else], Op.Get(0), Op.I32(1), [Op.I32Sub], Op.Call(0), Op.Get(0), Op.I32(2), [Op.I32Sub], Op.Call(0), [Op.I32Add, Op.End]);
        var builder = new WasmBuilder();
        builder.Function("fib", [I32], [I32], body);
        using var enough = Guests.Instantiate(builder, options: new InstanceOptions { ExecutionBudget = 21_890 }, engine: engine);
        Assert.Equal(6765UL, enough.Call("fib", 20));
        Assert.Equal(6765UL, enough.Call("fib", 20));
        using var less = Guests.Instantiate(builder, options: new InstanceOptions { ExecutionBudget = 21_889 }, engine: engine);
        Assert.Equal(TrapKind.ExecutionBudgetExhausted, less.Traps("fib", 20).Kind);
    }
}
