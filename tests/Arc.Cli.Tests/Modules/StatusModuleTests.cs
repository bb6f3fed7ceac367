using Arc.Cli.Tests.Commands;
using Arc.Engines.Tests.Support;
using Arc.Runtime;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;

namespace Arc.Cli.Tests.Modules;

/// <summary><c>status.set</c>, and what the command does with it (arc-stl.md 2.5).</summary>
public sealed class StatusModuleTests : IDisposable
{
    private const string Source = """
        import status

        func show(x f64) str {
            if x > 8.0 {
                return status.set("pump", f"{x:.1f} bar", "error")
            }
            return status.set("pump", "fine", "success")
        }

        pressure -> show{} -> key
        pressure > 9.5 => status.set{key_or_name="vent", message="open", variant="warning"}
        """;

    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Run_ShowsEachChangeOnce_AndTheLastInTheSummary()
    {
        var result = Run("managed");

        Assert.Equal(0, result.Status);
        Assert.Equal(
            ["arc: status pump (success): fine", "arc: status pump (error): 9.0 bar", "arc: status pump (error): 10.0 bar", "arc: status vent (warning): open", "arc: status pump (success): fine"],
            Lines(result).Where(l => l.StartsWith("arc:", StringComparison.Ordinal)));
        Assert.Equal(["status  pump (success): fine", "status  vent (warning): open"], Lines(result).Where(l => l.StartsWith("status ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Set_ReturnsTheKey() => Assert.All(Run("managed").Lines[1..], line => Assert.EndsWith(",key,pump", line, StringComparison.Ordinal));

    [WasmtimeFact]
    public void Run_OnWasmtime_ShowsTheSame()
    {
        var (managed, wasmtime) = (Run("managed"), Run("wasmtime"));

        Assert.Equal(managed.Output, wasmtime.Output);
        Assert.Equal(Statuses(managed), Statuses(wasmtime));
    }

    [Fact]
    public void Check_NeedsNoService()
    {
        var result = _shell.Run("check", _shell.File("s.arc", Source), "--channels", _shell.File("c.json", """{"pressure": "f64", "key": "str"}"""));

        Assert.Equal(new Shell.Result(0, "", ""), result);
    }

    [Theory]
    [InlineData("func f() str { return status.set(\"a\", \"b\", \"great\") }", "great is not a valid status variant; it must be one of success, info, warning, error, loading, disabled")]
    [InlineData("x > 1 => status.set{key_or_name=\"a\", variant=\"great\"}", "config parameter 'variant': great is not a valid status variant; it must be one of success, info, warning, error, loading, disabled")]
    public void Check_OfALiteralVariantThatIsNone_Says(string line, string message)
    {
        var result = _shell.Run("check", _shell.File("s.arc", $"import status\n{line}"), "--channels", _shell.File("c.json", """{"x": "f64"}"""));

        Assert.Equal(1, result.Status);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "info", "arc: warning: status.set: a status needs a key or a name\n", "")]
    [InlineData("a", "great", "arc: warning: status.set: \"great\" is not a valid status variant; expected success, info, warning, error, loading, disabled\n", "")]
    [InlineData("a", "", "arc: status a (info): b\n", "a")]
    [InlineData("a\x1b[31m\nb", "info", "arc: status a [31m b (info): b\n", "a [31m b")]
    public void Set_AtRunTime_WarnsOrSets(string name, string variant, string error, string returned)
    {
        var file = _shell.File("s.arc", "import status\nfunc f(name str, variant str) str { return status.set(name, \"b\", variant) }");

        Assert.Equal(new Shell.Result(0, returned + "\n", error), _shell.Run("call", file, "f", name, variant));
    }

    [Fact]
    public void Set_OfMoreStatusesThanABoardHolds_Warns()
    {
        var file = _shell.File("s.arc", "import status\nfunc f(n i64) str {\nkey := \"\"\nfor i := range(n) { key = status.set(str(i), \"\", \"info\") }\nreturn key\n}");

        var result = _shell.Run("call", file, "f", "1001");

        Assert.Equal("\n", result.Output);
        Assert.EndsWith("arc: warning: status.set: there are 1000 statuses already\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_AreShownUpToALimit()
    {
        var file = _shell.File("s.arc", "import status\nfunc f(n i64) { for i := range(n) { status.set(\"\") } }");

        var lines = Lines(_shell.Run("call", file, "f", "1000"));

        Assert.Equal(20, lines.Count(l => l.StartsWith("arc: warning: ", StringComparison.Ordinal)));
        Assert.EndsWith("(further warnings are not shown)", lines[19], StringComparison.Ordinal);
    }

    [Fact]
    public void Cases_MaySetStatuses()
    {
        var cases = _shell.File("c.jsonl", """
            {"id": "call", "source": "import status\nfunc f() str { return status.set(\"a\", \"b\", \"info\") }", "function": "f", "returns": "a"}
            {"id": "flow", "source": "import status\nx > 1 => status.set{key_or_name=\"a\"} -> key", "channels": {"x": "f64", "key": "str"}, "steps": [{"at_ms": 0, "write": {"x": [2]}, "expect": {"key": ["a"]}}]}
            {"id": "alone", "source": "import status\nstage show { status.set{\"a\", \"\", \"\"} -> key }\nx => show", "channels": {"x": "f64", "key": "str"}, "steps": [{"at_ms": 0, "write": {"x": [1]}, "expect": {"key": ["a"]}}, {"at_ms": 1, "write": {"x": [1]}, "expect_none": ["key"]}]}
            """);

        var result = _shell.Run("test", cases);

        Assert.Equal((0, "3 passed, 0 failed\n"), (result.Status, result.Output));
    }

    [Fact]
    public void Modules_ShowsBothForms()
    {
        var result = _shell.Run("modules", "status");

        Assert.Contains("call  status.set(key_or_name str = \"\", message str = \"\", variant str = \"\") -> str", result.Output, StringComparison.Ordinal);
        Assert.Contains("flow  status.set{key_or_name str = \"\", message str = \"\", variant str = \"\"}  () -> (output str)", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Session_WithoutTheService_NamesIt()
    {
        using var program = ArcProgram.Compile("import status\nfunc f() str { return status.set(\"a\") }", new ArcOptions { Modules = CliHost.StandardModules }).ProgramOrThrow();

        var error = Assert.Throws<ModuleSetException>(() => program.Instantiate());

        Assert.Contains("module 'status' could not be made: a module asks for a Arc.Cli.Modules.IStatusBoard, which neither the session nor its host offers", error.Message, StringComparison.Ordinal);
    }

    // One set serves many programs; a host offers what its own ask for.
    [Fact]
    public async Task Program_ThatDoesNotUseTheModule_NeedsNoService()
    {
        using var program = ArcProgram.Compile("func f(x f64) f64 { return x * 2 }\nx -> f{} -> y", new ArcOptions
        {
            Modules = CliHost.StandardModules,
            Channels = [new ChannelInfo(1, "x", ArcType.Of(Primitive.F64)), new ChannelInfo(2, "y", ArcType.Of(Primitive.F64))],
        }).ProgramOrThrow();

        using var calls = program.Instantiate();
        await using var session = program.Open();

        Assert.Equal(6.0, calls.Call("f", ArcValue.Of(3.0)).Value.As<double>());
    }

    [Fact]
    public void Flow_ThatUsesTheModule_NeedsTheService()
    {
        using var program = ArcProgram.Compile("import status\nx > 1 => status.set{key_or_name=\"a\"}", new ArcOptions
        {
            Modules = CliHost.StandardModules,
            Channels = [new ChannelInfo(1, "x", ArcType.Of(Primitive.F64))],
        }).ProgramOrThrow();

        Assert.Contains("IStatusBoard", Assert.Throws<ModuleSetException>(() => program.Open()).Message, StringComparison.Ordinal);
    }

    private static string[] Lines(Shell.Result result) => result.Error.Split('\n');

    private static IEnumerable<string> Statuses(Shell.Result result) => Lines(result).Where(l => l.Contains("status", StringComparison.Ordinal));

    private Shell.Result Run(string engine) => _shell.Run(
        new Shell.Setup("time,pressure\n1,7\n2,7\n3,9\n4,10\n5,7\n"), "run", _shell.File("s.arc", Source), "--input", "-", "--engine", engine);

    private sealed class WasmtimeFactAttribute : FactAttribute
    {
        public WasmtimeFactAttribute() => Skip = WasmtimeHere.Problem;
    }
}
