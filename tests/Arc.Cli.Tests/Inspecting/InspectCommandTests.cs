using System.Text.Json;
using Arc.Cli.Tests.Commands;

namespace Arc.Cli.Tests.Inspecting;

public sealed class InspectCommandTests : IDisposable
{
    private const string Source = """
        import time
        func count(x f64) i64 { n $= 0  n += 1  return n }
        p -> count{} -> n
        p > 2 -> alarm
        go => main
        sequence main {
            1 -> valve
            time.wait{2s}
            stage hold { p > 4 => next }
            0 -> valve
        }
        """;

    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    private Shell.Result Inspect(params string[] options)
    {
        var rows = Enumerable.Range(0, 7).Select(i => $"{i}000000000,{i}.5,{(i == 1 ? "1" : "")}");
        var channels = _shell.File("channels.json", """{"p": "f64", "go": "u8", "n": "i64", "alarm": "u8", "valve": "u8"}""");
        return _shell.Run(["inspect", _shell.File("a.arc", Source), "--channels", channels, "--input", _shell.File("in.csv", $"time,p:f64,go:u8\n{string.Join('\n', rows)}\n"), .. options]);
    }

    private JsonElement State(params string[] options)
    {
        var result = Inspect([.. options, "--json"]);
        Assert.Equal((0, ""), (result.Status, result.Error));
        return JsonDocument.Parse(result.Output).RootElement;
    }

    private static JsonElement Find(JsonElement list, string key, string value) => list.EnumerateArray().Single(e => e.GetProperty(key).GetString() == value);

    [Theory]
    [InlineData("2s", 2_000_000_000, "[2.5]")]
    [InlineData("2.9s", 2_900_000_000, "[2.5]")]
    [InlineData("0s", 0, "[0.5]")]
    [InlineData("1min", 60_000_000_000, "[6.5]")]
    public void At_ShowsTheStateAfterEverythingUpToThatTime(string at, long elapsed, string samples)
    {
        var state = State("--at", at);
        Assert.Equal((elapsed, elapsed), (state.GetProperty("elapsed").GetInt64(), state.GetProperty("time").GetInt64()));
        Assert.Equal(samples, Find(state.GetProperty("nodes"), "key", "on_p_0").GetProperty("outputs")[0].GetProperty("samples").GetRawText().Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void At_ShowsScopesStepsAndDeadlines()
    {
        var waiting = State("--at", "2s");
        Assert.Equal(3_000_000_000, waiting.GetProperty("next_deadline").GetInt64());
        Assert.Equal((true, 2), (Find(waiting.GetProperty("scopes"), "title", "sequence main").GetProperty("active").GetBoolean(), Find(waiting.GetProperty("scopes"), "title", "sequence main").GetProperty("step").GetInt32()));
        var holding = State("--at", "3s");
        Assert.Equal(JsonValueKind.Null, holding.GetProperty("next_deadline").ValueKind);
        Assert.True(Find(holding.GetProperty("scopes"), "title", "3 \u00b7 stage hold").GetProperty("active").GetBoolean());
    }

    [Fact]
    public void At_ShowsEveryModulesState()
    {
        var variables = State("--at", "3s").GetProperty("state").EnumerateArray().Single(s => s.GetProperty("name").GetString() == "variables").GetProperty("entries");
        var entry = Find(variables, "node", "count_0");
        Assert.Equal(("n i64", 4), (entry.GetProperty("name").GetString(), entry.GetProperty("value").GetInt64()));
    }

    [Fact]
    public void At_ShowsTheLatestOfEveryChannel()
    {
        var channels = State("--at", "3s").GetProperty("channels");
        Assert.Equal((3.5, 4), (Find(channels, "name", "p").GetProperty("value").GetDouble(), Find(channels, "name", "p").GetProperty("samples").GetInt32()));
        Assert.Equal(("written", 1, 1_000_000_000), (Find(channels, "name", "valve").GetProperty("direction").GetString(), Find(channels, "name", "valve").GetProperty("value").GetInt32(), Find(channels, "name", "valve").GetProperty("time").GetInt64()));
    }

    [Theory]
    [InlineData("time.wait_0", 3)]
    [InlineData("p > 2", 0)]
    [InlineData("valve", 1)]
    [InlineData("time.wait", 3)]
    [InlineData("hold", 3)]
    [InlineData("main", 1)]
    public void On_StopsWhereTheNodeFirstEmitsOrTheStageIsEntered(string name, long seconds) =>
        Assert.Equal(seconds * 1_000_000_000, State("--on", name).GetProperty("elapsed").GetInt64());

    [Fact]
    public void On_ThatNeverHappens_ShowsTheEndAndFails()
    {
        var result = Inspect("--on", "write valve", "--for", "500ms");
        Assert.Equal(1, result.Status);
        Assert.StartsWith("at     0.5 s (1970-01-01 00:00:00.500 UTC), after 2 cycles\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("'write valve' has not come up", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void On_UnknownName_NamesTheNodes()
    {
        var result = Inspect("--on", "nobody");
        Assert.Equal(2, result.Status);
        Assert.Contains("there is no node, stage or sequence 'nobody'; the nodes are on_p_0, count_0, write_n_0", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_HasATableForEachPart()
    {
        var lines = Inspect("--at", "3s").Lines;
        Assert.Contains("  sequence main     active, step 3", lines);
        Assert.Contains("    3 \u00b7 stage hold  active", lines);
        Assert.Contains(lines, l => l.StartsWith("  count_0 ", StringComparison.Ordinal) && l.EndsWith("4 at 3 s", StringComparison.Ordinal));
        Assert.Contains("  count_0  n i64  4", lines);
        Assert.DoesNotContain(lines, l => l.EndsWith(' '));
    }

    [Fact]
    public void RunThatFails_ShowsWhereItStands()
    {
        var result = _shell.Run("inspect", _shell.File("a.arc", "p -> q"), "--input", _shell.File("in.csv", "time,p\n0,1\n1,oops\n"), "--at", "5s");
        Assert.Equal(1, result.Status);
        Assert.StartsWith("at ", result.Output, StringComparison.Ordinal);
        Assert.Contains("found 'oops'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_GoToTheFileAlone()
    {
        var target = Path.Combine(_shell.Folder, "out.csv");
        Assert.DoesNotContain("time,channel,value", Inspect("--at", "3s", "--output", target).Output, StringComparison.Ordinal);
        Assert.StartsWith("time,channel,value\n", File.ReadAllText(target), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--at", "1s", "--on", "p")]
    public void AtOrOn_ExactlyOneIsNeeded(params string[] options)
    {
        var result = Inspect(options);
        Assert.Equal(2, result.Status);
        Assert.Contains("give one of them", result.Error, StringComparison.Ordinal);
    }
}
