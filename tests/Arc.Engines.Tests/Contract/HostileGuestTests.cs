using Arc.Engines.Linking;
using Arc.Engines.Tests.Support;
using static Arc.Engines.Tests.Support.WasmBuilder;

namespace Arc.Engines.Tests.Contract;

/// <summary>Guests that try to hang, crash or bloat the process. Each gets the named trap, and the instance can be used again.</summary>
public class HostileGuestTests
{
    private static readonly byte[] Spin = Op.Join(Op.Loop, Op.Branch(0), [Op.End]);

    public static TheoryData<string, byte[], TrapKind, string> Fixtures => new()
    {
        { "infinite loop", Spin, TrapKind.ExecutionBudgetExhausted, "InstanceOptions.ExecutionBudget" },
        { "infinite loop with a branch on a condition", Op.Join(Op.Loop, Op.I32(1), Op.BranchIf(0), [Op.End]), TrapKind.ExecutionBudgetExhausted, "InstanceOptions.ExecutionBudget" },
        { "infinite loop by table", Op.Join(Op.Loop, Op.I32(0), [0x0E, 1, 0, 0], [Op.End]), TrapKind.ExecutionBudgetExhausted, "InstanceOptions.ExecutionBudget" },
        { "infinite loop around a call", Op.Join(Op.Loop, Op.Call(1), Op.Branch(0), [Op.End]), TrapKind.ExecutionBudgetExhausted, "InstanceOptions.ExecutionBudget" },
        { "nested loops", Op.Join(Op.Loop, Op.Loop, Op.I32(0), Op.BranchIf(0), [Op.End], Op.Branch(0), [Op.End]), TrapKind.ExecutionBudgetExhausted, "InstanceOptions.ExecutionBudget" },
        { "endless recursion", Op.Call(0), TrapKind.CallStackExhausted, "InstanceOptions.CallStackBytes" },
        { "endless recursion that keeps values", Op.Join(Op.Call(0), Op.Call(0)), TrapKind.CallStackExhausted, "InstanceOptions.CallStackBytes" },
        { "recursion through another function", Op.Call(2), TrapKind.CallStackExhausted, "InstanceOptions.CallStackBytes" },
        { "memory filled without end", Op.Join(Op.I32(64), Op.MemoryGrow, [Op.Drop], Op.Loop, Op.I32(0), Op.I32(1), Op.I32(4 << 20), Op.MemoryFill, Op.Branch(0), [Op.End]), TrapKind.ExecutionBudgetExhausted, "InstanceOptions.ExecutionBudget" },
        { "store beyond the memory", Op.Join(Op.I32(-1), Op.I32(1), Op.Store(uint.MaxValue)), TrapKind.MemoryOutOfBounds, "out of bounds memory access" },
        { "fill beyond the memory", Op.Join(Op.I32(65530), Op.I32(1), Op.I32(-1), Op.MemoryFill), TrapKind.MemoryOutOfBounds, "out of bounds memory access" },
        { "division by zero", Op.Join(Op.I32(1), Op.I32(0), [Op.I32DivS, Op.Drop]), TrapKind.IntegerDivideByZero, "integer divide by zero" },
        { "overflowing division", Op.Join(Op.I32(int.MinValue), Op.I32(-1), [Op.I32DivS, Op.Drop]), TrapKind.IntegerOverflow, "integer overflow" },
        { "overflowing conversion", Op.Join(F64Constant(2147483648), [0xAA, Op.Drop]), TrapKind.IntegerOverflow, "integer overflow" },
        { "conversion of NaN", Op.Join(F64Constant(double.NaN), [0xAA, Op.Drop]), TrapKind.InvalidConversionToInteger, "invalid conversion to integer" },
        { "unreachable", [Op.Unreachable], TrapKind.Unreachable, "unreachable" },
    };

    [Theory]
    [OnManaged(nameof(Fixtures))]
    [OnWasmtime(nameof(Fixtures))]
    public void Guest_Hostile_GetsTheNamedTrapAndStaysUsable(string engine, string fixture, byte[] body, TrapKind kind, string text)
    {
        var builder = new WasmBuilder().Memory(1);
        builder.Function("f", [], [], body);
        builder.Function("ok", [], [], [Op.Nop]);
        builder.Function(null, [], [], Op.Call(0));
        using var instance = Guests.Instantiate(builder, options: new InstanceOptions { ExecutionBudget = 1_000_000 }, engine: engine);

        for (var round = 0; round < 2; round++)
        {
            var trap = instance.Traps("f");
            Assert.True(kind == trap.Kind && trap.Message.Contains(text, StringComparison.Ordinal), $"{fixture}: {trap.Kind}, {trap.Message}");
            instance.Call("ok");
        }
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Budget_OfZero_IsNone(string engine)
    {
        using var instance = Guests.Function(
            Op.Join(Op.Loop, Op.Get(0), Op.I32(1), [Op.I32Sub], Op.Tee(0), Op.BranchIf(0), [Op.End]), [I32], options: new InstanceOptions { ExecutionBudget = 0 }, engine: engine);

        instance.Call("f", 100_000);
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public async Task Cancellation_EndsALoopWithoutBudget(string engine)
    {
        foreach (var body in (byte[][])[Spin, Op.Join(Op.Loop, Op.Call(1), Op.Branch(0), [Op.End])])
        {
            var builder = new WasmBuilder();
            builder.Function("f", [], [], body);
            builder.Function(null, [], [], Op.Join(Op.Loop, [Op.End]));
            using var instance = Guests.Instantiate(builder, options: new InstanceOptions { ExecutionBudget = 0 }, engine: engine);
            using var source = new CancellationTokenSource();
            var running = Task.Run(() => instance.GetFunction("f").Invoke([], [], cancellation: source.Token), CancellationToken.None);

            await source.CancelAsync();

            var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
            Assert.Equal(source.Token, exception.CancellationToken);
        }
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Deadline_EndsALoopWithoutBudget(string engine)
    {
        var builder = new WasmBuilder();
        builder.Function("f", [], [], Spin);
        builder.Function("ok", [], [], [Op.Nop]);
        using var instance = Guests.Instantiate(
            builder, options: new InstanceOptions { ExecutionBudget = 0, Timeout = TimeSpan.FromMilliseconds(20) }, engine: engine);

        for (var round = 0; round < 2; round++)
        {
            var trap = instance.Traps("f");
            Assert.Equal(TrapKind.DeadlineExceeded, trap.Kind);
            Assert.Contains("InstanceOptions.Timeout", trap.Message, StringComparison.Ordinal);
            instance.Call("ok");
        }
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Recursion_ThroughTheHost_ExhaustsTheSameStack(string engine)
    {
        var host = new HostModule(0);
        var builder = new WasmBuilder();
        builder.Import("h", "reenter", [], [I32]);
        builder.Function("f", [], [I32], Op.Call(0));
        var linker = new Linker();
        linker.Define("h", "reenter", host.Reenter);
        using var instance = Guests.Instantiate(builder, linker, engine: engine);
        host.During = _ => instance.Call("f");

        Exception? innermost = instance.Traps("f");
        while (innermost is WasmTrapException { InnerException: { } cause }) innermost = cause;

        Assert.Equal(TrapKind.CallStackExhausted, Assert.IsType<WasmTrapException>(innermost).Kind);
        host.During = null;
        Assert.Equal(0UL, instance.Call("f"));
    }

    [Theory]
    [InlineData(512)]
    [InlineData(16384)]
    public void Recursion_OnAnyThread_TrapsBeforeTheThreadsStackEnds(int kilobytes)
    {
        var builder = new WasmBuilder();
        builder.Function("f", [I64, I64], [I64], Op.Join(Op.Get(0), Op.Get(1), Op.Call(0), Op.Get(0), [Op.I64Add], Op.Get(1), [Op.I64Add]));
        TrapKind? kind = null;
        var thread = new Thread(
            () =>
            {
                using var instance = Guests.Instantiate(builder, options: new InstanceOptions { CallStackBytes = 8 << 20, ExecutionBudget = 0 });
                kind = instance.Traps("f", 1, 2).Kind;
            },
            kilobytes << 10);
        thread.Start();
        thread.Join();

        Assert.Equal(TrapKind.CallStackExhausted, kind);
    }

    [Theory]
    [OnManaged]
    public void Recursion_WithManyLocals_CostsWhatItsFramesCost(string engine)
    {
        // The deepest recursion is kept in memory.
        byte[] body = Op.Join(Op.I32(0), Op.I32(0), Op.Load(), Op.I32(1), [Op.I32Add], Op.Store(), Op.Call(0));
        long Depth(int locals)
        {
            var builder = new WasmBuilder().Memory(1);
            builder.Function("f", [], [], body, (locals, I64));
            builder.Function("depth", [], [I32], Op.Join(Op.I32(0), Op.Load()));
            using var instance = Guests.Instantiate(builder, engine: engine);
            Assert.Equal(TrapKind.CallStackExhausted, instance.Traps("f").Kind);
            return (long)instance.Call("depth");
        }

        Assert.InRange(Depth(50_000), 1, 3);
        Assert.InRange(Depth(10_000), 10, 14);
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Memory_GrownBeyondTheLimit_AnswersMinusOne(string engine)
    {
        var grow = Op.Join(Op.Get(0), Op.MemoryGrow);
        using var instance = Guests.Function(grow, [I32], [I32], new InstanceOptions { MaxMemoryBytes = 10 * 65536 }, memory: 1, engine: engine);

        Assert.Equal(1UL, instance.Call("f", 9));
        Assert.Equal(uint.MaxValue, instance.Call("f", 1));
        Assert.Equal(uint.MaxValue, instance.Call("f", uint.MaxValue));
        Assert.Equal(10UL, instance.Call("f", 0));
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Memory_ByDefault_EndsAt64MiB(string engine)
    {
        using var instance = Guests.Function(Op.Join(Op.Get(0), Op.MemoryGrow), [I32], [I32], memory: 0, engine: engine);

        Assert.Equal(0UL, instance.Call("f", 1024));
        Assert.Equal(uint.MaxValue, instance.Call("f", 1));
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Memory_InitiallyBeyondTheLimit_IsALinkErrorThatNamesTheSetting(string engine)
    {
        var builder = new WasmBuilder().Memory(2000);

        Assert.Contains("InstanceOptions.MaxMemoryBytes", Assert.Throws<LinkException>(() => Guests.Instantiate(builder, engine: engine)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Table_InitiallyBeyondTheLimit_IsALinkErrorThatNamesTheSetting(string engine)
    {
        var builder = new WasmBuilder().Table(uint.MaxValue);

        Assert.Contains("InstanceOptions.MaxTableElements", Assert.Throws<LinkException>(() => Guests.Instantiate(builder, engine: engine)).Message, StringComparison.Ordinal);
    }
}
