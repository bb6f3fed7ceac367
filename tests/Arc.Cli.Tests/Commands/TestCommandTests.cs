using System.Text.Json;
using Arc.Cli.Testing;

namespace Arc.Cli.Tests.Commands;

public sealed class TestCommandTests : IDisposable
{
    private const string Passing = """{"id":"passes","source":"func f(x i64) i64 { return x + 1 }","function":"f","args":[1],"returns":2}""";
    private const string Failing = """{"id":"fails","source":"func f(x i64) i64 { return x + 1 }","function":"f","args":[1],"returns":3}""";

    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void AllPass_StatusZeroAndClosingLine()
    {
        var result = _shell.Run("test", _shell.File("c.jsonl", Passing));
        Assert.Equal((0, "1 passed, 0 failed\n"), (result.Status, result.Output));
    }

    [Fact]
    public void OneFails_StatusOneAndWhatWasExpectedAndFound()
    {
        var file = _shell.File("c.jsonl", $"{Passing}\n{Failing}\n");
        var result = _shell.Run("test", file);
        Assert.Equal(1, result.Status);
        Assert.Equal([$"FAIL fails ({file}:2): expected 3, found 2", "1 passed, 1 failed"], result.Lines);
    }

    [Theory]
    [InlineData("text", "1 passed, 1 failed")]
    [InlineData("tap", "1..2")]
    public void Interrupted_ClosesTheReport_AndSaysHowManyCasesDidNotRun(string report, string closing)
    {
        var file = _shell.File("c.jsonl", $"{Passing}\n{Failing}\n{Passing.Replace("passes", "third", StringComparison.Ordinal)}\n");
        var result = _shell.Run(new Shell.Setup { StopsAt = "fails" }, "test", "--report", report, file);
        Assert.Equal((1, "arc: interrupted: 1 of 3 cases did not run\n"), (result.Status, result.Error));
        Assert.Contains(closing, result.Lines);
    }

    [Fact]
    public void Json_SaysWhatReallyHappened_WhetherOrNotTheCasePasses()
    {
        var result = _shell.Run("test", "--report", "json", _shell.File("c.jsonl", $"{Passing}\n{Failing}\n"));
        var lines = result.Lines.Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal([true, false], lines.Select(l => l.GetProperty("ok").GetBoolean()));
        Assert.All(lines, l => Assert.Equal(2, l.GetProperty("actual").GetProperty("returns").GetInt32()));
        Assert.Equal("1 passed, 1 failed\n", result.Error);
    }

    [Fact]
    public void Engine_OfTheCase_IsTakenOrRefusedByName()
    {
        var file = _shell.File("c.jsonl", $"{Passing.Replace("{\"id\"", "{\"engine\":\"managed\",\"id\"", StringComparison.Ordinal)}\n{Failing.Replace("{\"id\"", "{\"engine\":\"steam\",\"id\"", StringComparison.Ordinal)}\n");
        var result = _shell.Run("test", file);
        Assert.Equal([$"FAIL fails ({file}:2): there is no engine 'steam'; expected managed or wasmtime", "1 passed, 1 failed"], result.Lines);
    }

    [Fact]
    public void Simulate_StepThatIsNotAsExpected_NamesTheStepAndBothValues()
    {
        const string text = """{"id":"s","source":"p -> q","channels":{"p":"f64","q":"f64"},"steps":[{"at_ms":0,"write":{"p":[1]},"expect":{"q":[1]}},{"at_ms":5,"write":{"p":[2]},"expect":{"q":[3]}}]}""";
        var file = _shell.File("c.jsonl", text);
        Assert.Equal([$"FAIL s ({file}:1): step 2 (at 5 ms): expected q = [3], found [2]", "0 passed, 1 failed"], _shell.Run("test", file).Lines);
    }

    [Theory]
    [InlineData("""{"at_ms":5},{"at_ms":4}""", "'at_ms' goes backwards")]
    [InlineData("""{"at_ms":0,"since":2}""", "'since' reaches 2 steps back, but this is step 1")]
    [InlineData("""{"at_ms":0,"cycles":0}""", "'cycles' must be at least 1")]
    [InlineData("""{"at_ms":0,"match":"first"}""", "unknown 'match' \"first\"; expected \"last\"")]
    [InlineData("""{"at_ms":0,"write":[1]}""", "'write' must be an object of channels and their samples")]
    public void Simulate_MalformedSteps_AreStatusTwoWithTheReason(string steps, string expected)
    {
        var result = _shell.Run("test", _shell.File("c.jsonl", $$"""{"id":"s","source":"p -> q","channels":{"p":"f64","q":"f64"},"steps":[{{steps}}]}"""));
        Assert.Equal(2, result.Status);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Tap_IsNumberedAndPlanned() =>
        Assert.Equal(["ok 1 - passes", "not ok 2 - fails", "  # expected 3, found 2", "1..2", "# 1 passed, 1 failed"],
            _shell.Run("test", "--report", "tap", _shell.File("c.jsonl", $"{Passing}\n{Failing}\n")).Lines);

    [Fact]
    public void Filter_PicksCasesById() =>
        Assert.Equal("1 passed, 0 failed\n", _shell.Run("test", "--filter", "pass*", _shell.File("c.jsonl", $"{Passing}\n{Failing}\n")).Output);

    [Theory]
    [InlineData("{", "c.jsonl:2: ")]
    [InlineData("""{"id":"passes","source":""}""", "the id 'passes' is used in line 1 already")]
    [InlineData("""{"id":"x"}""", "expected exactly one of 'source', 'graph' and 'file'")]
    public void MalformedFile_IsStatusTwoWithFileAndLine(string second, string expected)
    {
        var result = _shell.Run("test", _shell.File("c.jsonl", $"{Passing}\n{second}\n"));
        Assert.Equal(2, result.Status);
        Assert.Contains("c.jsonl:2: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFile_IsStatusTwo() => Assert.Equal(2, _shell.Run("test", "nowhere.jsonl").Status);

    [Fact]
    public void Trap_IsComparedAndReported()
    {
        var file = _shell.File("c.jsonl", """
            {"id":"a","source":"func f(x i64) i64 { return 1 / x }","function":"f","args":[0],"trap":""}
            {"id":"b","source":"func f(x i64) i64 { return 1 / x }","function":"f","args":[1],"trap":""}
            {"id":"c","source":"func f(x i64) i64 { return 1 / x }","function":"f","args":[0],"returns":1}
            """);
        var ok = _shell.Run("test", "--report", "json", file).Lines.Select(l => JsonDocument.Parse(l).RootElement.GetProperty("ok").GetBoolean());
        Assert.Equal([true, false, false], ok);
    }

    [Fact]
    public void Workers_RunCasesInOrder_AndAnEndlessOneFailsAlone()
    {
        var lines = Many(20);
        lines.Insert(7, """{"id":"spins","source":"func f() i64 { n := 0 for { n += 1 } return n }","function":"f","returns":1}""");
        var result = _shell.Run(new Shell.Setup(Worker: Worker), "test", "--report", "tap", _shell.File("c.jsonl", string.Join('\n', lines)));
        Assert.Equal(Enumerable.Range(1, 21).Select(i => i == 8 ? "not ok 8 - spins" : $"ok {i} - c{(i < 8 ? i - 1 : i - 2)}"), result.Lines.Where(l => l.Contains(" - ", StringComparison.Ordinal)));
        Assert.EndsWith("# 20 passed, 1 failed\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Worker_ThatDies_FailsItsCaseAndIsStartedAgain()
    {
        // `false` ends at once, whatever it is asked.
        var dying = new WorkerCommandLine(OperatingSystem.IsWindows() ? "cmd" : "false", OperatingSystem.IsWindows() ? ["/c", "exit", "1"] : []);
        var result = _shell.Run(new Shell.Setup(Worker: dying), "test", _shell.File("c.jsonl", string.Join('\n', Many(3))));
        Assert.Equal(1, result.Status);
        Assert.Equal("0 passed, 3 failed", result.Lines[^1]);
        Assert.All(result.Lines[..3], l => Assert.Contains("brought the worker process down", l, StringComparison.Ordinal));
    }

    [Fact]
    public void Worker_ThatDoesNotAnswer_IsKilledAtTheTimeBudget()
    {
        if (OperatingSystem.IsWindows()) return;
        var silent = new WorkerCommandLine("sh", ["-c", "sleep 600"]);
        var result = _shell.Run(new Shell.Setup(Worker: silent), "test", "--timeout", "0.1", _shell.File("c.jsonl", string.Join('\n', Many(2))));
        Assert.Equal("0 passed, 2 failed", result.Lines[^1]);
        Assert.Contains("exceeded its time budget of 0.1 s", result.Lines[0], StringComparison.Ordinal);
    }

    private static WorkerCommandLine Worker { get; } = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "arc.dll")]);

    private static List<string> Many(int count) =>
        [.. Enumerable.Range(0, count).Select(i => $$"""{"id":"c{{i}}","source":"func f() i64 { return {{i}} }","function":"f","returns":{{i}}}""")];
}
