using System.Globalization;
using Arc.Engines.Linking;
using Arc.Engines.Tests.Support;
using static Arc.Engines.Tests.Support.WasmBuilder;

namespace Arc.Engines.Tests.Contract;

/// <summary>What becomes of modules and hosts that mean harm or make mistakes: one row each, the same on every engine.</summary>
public class HostileModuleTests
{
    private static readonly InstanceOptions Options = new() { ExecutionBudget = 1_000_000, MaxMemoryBytes = 16 << 20, MaxTableElements = 1000 };

    private static readonly Dictionary<string, (string Outcome, Func<string, object?> Run)> Rows = new()
    {
        ["initial memory beyond the limit"] = ("LinkException: InstanceOptions.MaxMemoryBytes", e => Instantiate(e, new WasmBuilder().Memory(65536))),
        ["initial table beyond the limit"] = ("LinkException: InstanceOptions.MaxTableElements", e => Instantiate(e, new WasmBuilder().Table(uint.MaxValue))),
        ["memory grown in a loop"] = ("256", e => Run(e, new WasmBuilder().Memory(1), Op.Join(Op.Loop, Op.I32(1), Op.MemoryGrow, Op.I32(-1), [0x47], Op.BranchIf(0), [Op.End], Op.MemorySize))),
        ["memory grown by all there is"] = ("4294967295", e => Run(e, new WasmBuilder().Memory(1), Op.Join(Op.I32(65535), Op.MemoryGrow))),
        ["table grown in a loop"] = ("1000", e => Run(e, new WasmBuilder().Table(1), Op.Join(Op.Loop, [0xD0, 0x70], Op.I32(1), [0xFC, 0x0F, 0x00], Op.I32(-1), [0x47], Op.BranchIf(0), [Op.End], [0xFC, 0x10, 0x00]))),
        ["table grown by all there is"] = ("4294967295", e => Run(e, new WasmBuilder().Table(1), Op.Join([0xD0, 0x70], Op.I32(-2), [0xFC, 0x0F, 0x00]))),
        ["memory filled without end"] = ("ExecutionBudgetExhausted: InstanceOptions.ExecutionBudget", e => Run(e, new WasmBuilder().Memory(200), Op.Join(Op.Loop, Op.I32(0), Op.I32(1), Op.I32(200 << 16), Op.MemoryFill, Op.Branch(0), [Op.End], Op.I32(0)))),
        ["loop without end"] = ("ExecutionBudgetExhausted: InstanceOptions.ExecutionBudget", e => Run(e, new WasmBuilder(), Op.Join(Op.Loop, Op.Branch(0), [Op.End], Op.I32(0)))),
        ["recursion without end"] = ("CallStackExhausted: InstanceOptions.CallStackBytes", e => Run(e, new WasmBuilder(), Op.Call(0))),
        ["recursion through the host"] = ("HostFunction: h.reenter: h.reenter:", e => RecursionThroughTheHost(e)),
        ["50,001 locals"] = ("WasmFormatException: EngineLimits.MaxLocals", e => Body(e, [Op.Nop], (50_001, I64))),
        ["4,294,967,295 locals"] = ("WasmFormatException: EngineLimits.MaxLocals", e => Body(e, [Op.Nop], (-1, I64))),
        ["10,001 blocks in each other"] = ("WasmFormatException: EngineLimits.MaxBlockNesting", e => Body(e, Op.Join(Op.Repeat(10_001, Op.Block), Op.Repeat(10_001, Op.End)))),
        ["br_table of 65,521 targets"] = ("WasmFormatException: EngineLimits.MaxBranchTableTargets", e => Body(e, Op.Join(Op.Block, Op.I32(0), [0x0E], Unsigned(65_521), Op.Repeat(65_522, 0), [Op.End]))),
        ["br_table of 4,294,967,295 targets"] = ("WasmFormatException", e => Body(e, Op.Join(Op.Block, Op.I32(0), [0x0E], Unsigned(uint.MaxValue), [Op.End]))),
        ["body of 7.7 MB"] = ("WasmFormatException: EngineLimits.MaxBodyBytes", e => Body(e, Op.Repeat(7_700_000, Op.Nop))),
        ["module beyond 64 MiB"] = ("WasmFormatException: EngineLimits.MaxModuleBytes", e => TestEngines.Of(e).Compile(new byte[(64 << 20) + 1])),
        ["100,001 functions"] = ("WasmFormatException: EngineLimits.MaxFunctions", e => Instantiate(e, Many(100_001))),
        ["function of 1,001 parameters"] = ("WasmFormatException: EngineLimits.MaxParameters", e => Instantiate(e, Wide(1001))),
        ["start function that traps"] = ("Unreachable: unreachable", e => Instantiate(e, Starting([Op.Unreachable]))),
        ["start function without end"] = ("ExecutionBudgetExhausted", e => Instantiate(e, Starting(Op.Join(Op.Loop, Op.Branch(0), [Op.End])))),
        ["start function that recurs"] = ("CallStackExhausted", e => Instantiate(e, Starting(Op.Call(0)))),
        ["data beyond the memory"] = ("MemoryOutOfBounds", e => Instantiate(e, new WasmBuilder().Memory(1).Data(65535, [1, 2]))),
        ["elements beyond the table"] = ("TableOutOfBounds", ElementsBeyondTheTable),
        ["import that nobody granted"] = ("LinkException: files.delete_str: missing", e => Instantiate(e, Importing("files", "delete_str", []))),
        ["import of another type"] = ("LinkException: (f64) -> () wanted, (i32) -> () offered", e => Instantiate(e, Importing("h", "fail_i32", [F64]))),
        ["indirect call outside the table"] = ("UndefinedElement", e => Indirect(e, 9)),
        ["indirect call of null"] = ("UninitializedElement", e => Indirect(e, 1)),
        ["indirect call of another type"] = ("IndirectCallTypeMismatch", e => Indirect(e, 0)),
        ["address that overflows"] = ("MemoryOutOfBounds", e => Run(e, new WasmBuilder().Memory(1), Op.Join(Op.I32(-1), Op.Load(uint.MaxValue)))),
        ["host function that throws"] = ("HostFunction: h.fail: code 7", e => Run(e, Importing("h", "fail_i32", [I32]), Op.Join(Op.I32(7), Op.Call(0), Op.I32(0)))),
        ["host function that throws null references"] = ("HostFunction: h.null:", e => Run(e, Importing("h", "null", []), Op.Join(Op.Call(0), Op.I32(0)))),
        ["host function that cancels for its own reasons"] = ("HostFunction: h.cancel:", e => Run(e, Importing("h", "cancel", []), Op.Join(Op.Call(0), Op.I32(0)))),
        ["host function that disposes its caller"] = ("5, then ObjectDisposedException", DisposedByTheHost),
        ["call after dispose"] = ("ObjectDisposedException", e => CalledAfterDispose(e)),
        ["too few arguments"] = ("ArgumentException", e => TooFewArguments(e)),
    };

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [OnManaged(nameof(Names))]
    [OnWasmtime(nameof(Names))]
    public void HostileModule_OnEveryEngine_HasTheNamedOutcome_AndTheProcessLives(string engine, string row)
    {
        var (expected, run) = Rows[row];

        var outcome = Outcome(() => run(engine));

        var parts = expected.Split(": ", 2);
        Assert.True(
            outcome.StartsWith(parts[0], StringComparison.Ordinal) && (parts.Length == 1 || outcome.Contains(parts[1], StringComparison.Ordinal)),
            $"{row}: {outcome}");
        Assert.Equal(3UL, Run(engine, new WasmBuilder(), Op.I32(3)));
    }

    private static string Outcome(Func<object?> run)
    {
        try
        {
            return Convert.ToString(run(), CultureInfo.InvariantCulture) ?? "nothing";
        }
        catch (WasmTrapException trap)
        {
            return $"{trap.Kind}: {trap.Message}";
        }
        catch (Exception exception)
        {
            return $"{exception.GetType().Name}: {exception.Message}";
        }
    }

    private static Linker Host()
    {
        var linker = new Linker();
        linker.Define("h", "fail_i32", HostModule.Fail);
        linker.Define("h", "null", () =>
        {
            object? nothing = null;
            nothing!.ToString();
        });
        linker.Define("h", "cancel", void () => throw new OperationCanceledException());
        return linker;
    }

    private static WasmInstance Instantiate(string engine, WasmBuilder builder) => Guests.Instantiate(builder, Host(), Options, engine);

    private static ulong Run(string engine, WasmBuilder builder, byte[] body)
    {
        builder.Function("f", [], [I32], body);
        using var instance = Instantiate(engine, builder);
        return instance.Call("f");
    }

    private static WasmInstance Body(string engine, byte[] body, params (int, WasmValueType)[] locals)
    {
        var builder = new WasmBuilder();
        builder.Function("f", [], [], body, locals);
        return Instantiate(engine, builder);
    }

    private static WasmBuilder Many(int functions)
    {
        var builder = new WasmBuilder();
        for (var i = 0; i < functions; i++) builder.Function(null, [], [], []);
        return builder;
    }

    private static WasmBuilder Wide(int parameters)
    {
        var builder = new WasmBuilder();
        builder.Function(null, [.. Enumerable.Repeat(I32, parameters)], [], []);
        return builder;
    }

    private static WasmBuilder Starting(byte[] body)
    {
        var builder = new WasmBuilder();
        return builder.Start(builder.Function(null, [], [], body));
    }

    private static WasmBuilder Importing(string module, string name, WasmValueType[] parameters)
    {
        var builder = new WasmBuilder();
        builder.Import(module, name, parameters, []);
        return builder;
    }

    private static WasmInstance ElementsBeyondTheTable(string engine)
    {
        var builder = new WasmBuilder().Table(2);
        builder.Function(null, [], [], []);
        return Instantiate(engine, builder.Elements(1, 0, 0));
    }

    private static ulong Indirect(string engine, int index)
    {
        var builder = new WasmBuilder().Table(2);
        builder.Function(null, [F64], [], []);
        var type = builder.Type([], []);
        builder.Elements(0, 0);
        return Run(engine, builder, Op.Join(Op.I32(index), [0x11, .. Unsigned((ulong)type), 0x00], Op.I32(0)));
    }

    private static ulong RecursionThroughTheHost(string engine)
    {
        var host = new HostModule(0);
        var builder = new WasmBuilder();
        builder.Import("h", "reenter", [], [I32]);
        builder.Function("f", [], [I32], Op.Call(0));
        var linker = new Linker();
        linker.Define("h", "reenter", host.Reenter);
        using var instance = Guests.Instantiate(builder, linker, Options with { CallStackBytes = 64 << 10 }, engine);
        host.During = _ => instance.Call("f");
        return instance.Call("f");
    }

    private static string DisposedByTheHost(string engine)
    {
        var builder = new WasmBuilder();
        builder.Import("h", "dispose", [], []);
        builder.Function("f", [], [I32], Op.Join(Op.Call(0), Op.I32(5)));
        WasmInstance? instance = null;
        var linker = new Linker();
        linker.Define("h", "dispose", () => instance!.Dispose());
        instance = Guests.Instantiate(builder, linker, Options, engine);
        var function = instance.GetFunction("f");
        var results = new ulong[1];
        function.Invoke([], results);
        return $"{results[0]}, then {Outcome(() => instance.Call("f"))}";
    }

    private static int CalledAfterDispose(string engine)
    {
        var builder = new WasmBuilder();
        builder.Function("f", [], [I32], Op.I32(1));
        var instance = Instantiate(engine, builder);
        var function = instance.GetFunction("f");
        instance.Dispose();
        function.Invoke([], new ulong[1]);
        return 1;
    }

    private static int TooFewArguments(string engine)
    {
        var builder = new WasmBuilder();
        builder.Function("f", [I32], [], []);
        using var instance = Instantiate(engine, builder);
        instance.GetFunction("f").Invoke([], []);
        return 1;
    }
}
