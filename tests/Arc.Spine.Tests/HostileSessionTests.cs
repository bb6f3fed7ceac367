using Arc.Engines;
using Arc.Engines.Linking;
using Arc.Engines.Tests.Support;
using Arc.Runtime;
using Arc.Runtime.Tests.Support;
using Arc.Sdk;
using Arc.Sdk.Modules;
using Arc.Stl;
using static Arc.Engines.Tests.Support.WasmBuilder;

namespace Arc.Spine.Tests;

/// <summary>
/// Programs and guests that try to hang, bloat or confuse a session. What goes wrong in a node is that node's error, by name; the session goes on.
/// </summary>
public sealed class HostileSessionTests
{
    private static readonly Dictionary<string, (string Error, Func<string, HostileRun> Start)> Rows = new()
    {
        ["infinite loop"] = ("execution budget exhausted: more loop iterations and calls in all than SessionOptions.CycleBudget = 1000000",
            e => new(e, HostileRun.Program("for { }"), o => o with { CycleBudget = 1_000_000 })),
        ["deep recursion"] = ("call stack exhausted: more than InstanceOptions.CallStackBytes", e => new(e, HostileRun.Program("return deeper(x)") + "\nfunc deeper(x f64) f64 {\nif x < 0.0 { return x }\nreturn deeper(x + 1) + 1\n}")),
        ["series without end"] = ("handle memory exhausted", e => new(e, HostileRun.Program("s := [x, x]\nfor { s = s + 1.0 }"), o => o with { HandleBytes = 1 << 20 })),
        ["text without end"] = ("handle memory exhausted", e => new(e, HostileRun.Program("s := \"x\"\nfor { s = s + s }"), o => o with { HandleBytes = 1 << 20 })),
        ["memory bomb"] = ("out of bounds memory access", e => Guest(e, Op.Join(
            Op.Loop, Op.I32(256), Op.MemoryGrow, Op.I32(0), [0x4E], Op.BranchIf(0), [Op.End], Op.MemorySize, Op.I32(16), [0x74], Op.I32(1), Op.Store()), b => b.Memory(1))),
        ["table bomb"] = ("undefined element", e => Guest(e, Op.Join(
            Op.Loop, [0xD0, 0x70], Op.I32(100_000), [0xFC, 0x0F, 0x00], Op.I32(0), [0x4E], Op.BranchIf(0), [Op.End], Op.I32(1 << 20), [0x11, 0x00, 0x00]), b => Table(b))),
        ["series of 2,147,483,647 elements"] = ("handle memory exhausted", e => Guest(e, Op.Join(Op.I32(int.MaxValue), Op.Call(0), [Op.Drop]), b => b.Import("series", "create_empty_f64", [I32], [I32]))),
        ["series handle that nobody gave"] = ("index 0 out of bounds for series of length 0", e => Guest(e, Op.Join(Op.I32(77), Op.I64(0), Op.Call(0), [Op.Drop]), b => b.Import("series", "get_f64", [I32, I64], [F64]))),
        ["series handle of another type"] = ("index 0 out of bounds for series of length 0", e => Guest(e, Op.Join(
            Op.I32(4), Op.Call(0), Op.I64(0), Op.Call(1), [Op.Drop]), b =>
        {
            b.Import("series", "create_empty_u8", [I32], [I32]);
            b.Import("series", "get_f64", [I32, I64], [F64]);
        })),
        ["string handle that nobody gave"] = ("index 0 out of bounds for string of length 0", e => Guest(e, Op.Join(Op.I32(-5), Op.I64(0), Op.Call(0), [Op.Drop]), b => b.Import("string", "get", [I32, I64], [I32]))),
        ["literal outside the memory"] = ("index 0 out of bounds for string of length 0", e => Guest(e, Op.Join(
            Op.I32(-1), Op.I32(-1), Op.Call(0), Op.I64(0), Op.Call(1), [Op.Drop]), b =>
        {
            b.Import("string", "from_literal", [I32, I32], [I32]);
            b.Import("string", "get", [I32, I64], [I32]);
            b.Memory(1);
        })),
        ["host function that throws"] = ("callback.around: no such valve", e => With(new(e, HostileRun.Program("callback.around(\"x\")")), static (_, _) => throw new FormatException("no such valve"))),
        ["host function that runs a cycle"] = ("a cycle of the session is under way", e => With(new(e, HostileRun.Program("callback.around(\"x\")")), static (run, _) => run.Session.Cycle(5, CycleReason.Input))),
    };

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [OnManaged(nameof(Names))]
    [OnWasmtime(nameof(Names))]
    public void Sample_ThatTheFunctionAbuses_IsTheNodesError_AndTheNextOneIsServed(string engine, string row)
    {
        var (error, start) = Rows[row];
        using var run = start(engine);

        for (var round = 0; round < 2; round++)
        {
            Assert.Equal("", run.Feed(1));
            var seen = Assert.Single(run.Errors);
            Assert.Contains(error, seen, StringComparison.Ordinal);
            Assert.Contains(", sample 0: ", seen, StringComparison.Ordinal);
            Assert.Equal("r=-1 -2", run.Feed(-1, -2));
            Assert.Empty(run.Errors);
        }
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Function_ThatWritesWithoutEnd_Fails_AndWhatItWroteStays(string engine)
    {
        using var run = new HostileRun(engine, HostileRun.Program("for { s = x }"), o => o with { MaxWrittenSamples = 3 });

        for (var round = 0; round < 2; round++)
        {
            Assert.Equal("s=1 1 1", run.Feed(1));
            Assert.Contains("channel 's': more than 3 samples and time stamps written in one cycle (setting MaxWrittenSamples)", Assert.Single(run.Errors), StringComparison.Ordinal);
            Assert.Equal("r=-1 -2", run.Feed(-1, -2));
        }
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void TextHandle_ThatNobodyGave_AsAResult_IsTheNodesError(string engine)
    {
        var guest = new WasmBuilder();
        guest.Function("f", [F64], [I32], Op.I32(12345));
        using var run = new HostileRun(engine, "func f(x f64) str { return \"\" }\np -> f{} -> label", guest: guest.Build());

        Assert.Equal("", run.Feed(1));

        Assert.Contains("the function returned the string handle 12345, which nobody handed out", Assert.Single(run.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Import_ThatNoModuleGrants_IsFoundBeforeAnyCodeRuns(string engine)
    {
        var builder = new WasmBuilder();
        builder.Import("files", "delete", [I32], []);
        builder.Start(builder.Function(null, [], [], [Op.Unreachable]));
        builder.Function("f", [F64], [F64], Op.Get(0));

        var problem = Assert.Throws<LinkException>(() => new HostileRun(engine, HostileRun.Program(""), guest: builder.Build()));

        Assert.Contains("files.delete", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Reentry_IntoAnotherFunctionOfTheSession_LeavesTheCallersNode(string engine)
    {
        using var program = ArcProgram.Compile(
            "import callback\nfunc f() str { return callback.around(\"outer\") }\nfunc g() str { return callback.around(\"inner\") }",
            new ArcOptions { Modules = ModuleSet.Standard.Add<CallbackModule>() }).ProgramOrThrow();
        var host = new CallbackModule.Host();
        using var session = program.Instantiate(new CallOptions { Engine = EngineRows.Of(engine), Services = host });
        var inner = "";
        host.Call = text =>
        {
            if (text == "outer") inner = session.Call("g").Value.As<string>();
        };

        Assert.StartsWith("outer, call 1", session.Call("f").Value.As<string>(), StringComparison.Ordinal);
        Assert.StartsWith("inner, call 2", inner, StringComparison.Ordinal);
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Session_DisposedByAHostFunction_EndsTheCycle_AndRefusesTheNext(string engine)
    {
        using var run = With(new(engine, HostileRun.Program("callback.around(\"x\")")), static (run, _) => run.Session.Dispose());

        Assert.Equal("r=0", run.Feed(1));
        Assert.Throws<ObjectDisposedException>(() => run.Feed(1));
        Assert.Throws<ObjectDisposedException>(() => run.Session.Cycle(9, CycleReason.Input));
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Budget_OfACycle_IsSharedByAllCallsOfAllNodes_AndNewInTheNext(string engine)
    {
        const string Source = """
            func f(x f64) f64 {
                for i := range(0, 10000) { }
                return x
            }
            p -> f{} -> r
            p -> f{} -> s
            """;
        using var run = new HostileRun(engine, Source, static o => o with { CycleBudget = 1_000_000 });

        for (var cycle = 0; cycle < 2; cycle++)
        {
            var written = run.Feed([.. Enumerable.Range(0, 1000).Select(static i => (double)i)]);

            // The first node spends everything; what it answered before stays, and the rest of its batch is one error.
            Assert.Equal(2, run.Errors.Count);
            Assert.All(run.Errors, static e => Assert.Contains("execution budget exhausted: more loop iterations and calls in all than SessionOptions.CycleBudget", e, StringComparison.Ordinal));
            Assert.Contains(", sample 0: ", run.Errors[1], StringComparison.Ordinal);
            Assert.StartsWith("r=0 1 2 3", written, StringComparison.Ordinal);
            Assert.DoesNotContain("s=", written, StringComparison.Ordinal);
            Assert.InRange(written.Split(' ').Length, 10, 400);
            Assert.Equal("r=7; s=7", run.Feed(7));
        }
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Budget_OfACycle_CountsWhatLinkedProgramsDo(string engine)
    {
        using var library = ArcProgram.Compile("func work(x f64) f64 {\nfor i := range(0, 10000) { }\nreturn x\n}").ProgramOrThrow();
        using var run = new HostileRun(
            engine, "import lib\nfunc f(x f64) f64 { return lib.work(x) }\np -> f{} -> r", static o => o with { CycleBudget = 1_000_000 },
            modules: ModuleSet.Standard.Add("lib", library));

        var written = run.Feed(new double[1000]);

        Assert.Contains("SessionOptions.CycleBudget = 1000000", Assert.Single(run.Errors), StringComparison.Ordinal);
        Assert.InRange(written.Split(' ').Length, 10, 400);
        Assert.Equal("r=7", run.Feed(7));
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Budget_OfACycle_CountsEveryCall(string engine)
    {
        using var run = new HostileRun(engine, "func f(x f64) f64 { return x }\np -> f{} -> r", static o => o with { CycleBudget = 100 });

        var written = run.Feed(new double[1000]);

        Assert.InRange(written.Split(' ').Length, 50, 100);
        Assert.Single(run.Errors);
    }

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void Budget_OfZero_IsNone(string engine)
    {
        using var run = new HostileRun(engine, HostileRun.Program("for i := range(0, 200000) { }"), static o => o with { CycleBudget = 0 });

        Assert.Equal("r=0 0 0", run.Feed(1, 2, 3));
        Assert.Empty(run.Errors);
    }

    [Fact]
    public void Budget_BelowZero_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new HostileRun(EngineRows.Managed, HostileRun.Program(""), static o => o with { CycleBudget = -1 }));

    [Theory]
    [OnManaged]
    [OnWasmtime]
    public void BoundOfAnInvocation_BelowThatOfTheCycle_IsTheOneThatIsNamed(string engine)
    {
        using var run = new HostileRun(engine, HostileRun.Program("for { }"), limits: new InstanceOptions { ExecutionBudget = 1000 });

        run.Feed(1, 2);

        Assert.Equal(2, run.Errors.Count);
        Assert.All(run.Errors, static e => Assert.Contains("InstanceOptions.ExecutionBudget = 1000", e, StringComparison.Ordinal));
    }

    private static HostileRun Guest(string engine, byte[] body, Action<WasmBuilder> prepare) =>
        new(engine, HostileRun.Program(""), guest: HostileRun.Guest(body, prepare));

    private static void Table(WasmBuilder builder)
    {
        builder.Type([], []);
        builder.Table(1);
    }

    private static HostileRun With(HostileRun run, Action<HostileRun, string> call)
    {
        run.Host.Call = text => call(run, text);
        return run;
    }
}
