using Arc.ThirdParty;

namespace Arc.Sdk.Testing.Tests.Modules;

/// <summary>Programs and graphs in a session on a manual clock, and case files.</summary>
public sealed class SessionTests : IDisposable
{
    private const string Graph = """
        { "version": 1,
          "nodes": [ { "key": "in", "type": "on", "config": { "channel": "pressure" } },
                     { "key": "clamp", "type": "signal.clamp", "config": { "lo": 0, "hi": 10 } },
                     { "key": "out", "type": "write", "config": { "channel": "limited" } } ],
          "edges": [ { "source": { "node": "in", "param": "output" }, "target": { "node": "clamp", "param": "x" } },
                     { "source": { "node": "clamp", "param": "output" }, "target": { "node": "out", "param": "input" } } ] }
        """;

    private readonly ModuleBench _bench = ModuleBench.Of<SignalModule>(new BenchOptions { Channels = ["pressure f64", "limited f64"] });

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Run_SendsAndReads()
    {
        var run = _bench.Run("import signal\npressure -> signal.clamp{lo=0, hi=10} -> limited").Send("pressure", -1, 4.0, 99);
        Assert.Equal([0.0, 4.0, 10.0], run.Written<double>("limited"));
        Assert.Equal(1, run.Statistics.Cycles);
        Assert.Equal([3.0], run.Send("pressure", 3.0).Take<double>("limited").Skip(3));
    }

    [Fact]
    public void RunGraph_SendsAndReads() => Assert.Equal([0.0, 10.0], _bench.RunGraph(Graph).Send("pressure", -1.0, 99.0).Written<double>("limited"));

    [Fact]
    public void RunFile_TakesTheFileBesideTheTest()
    {
        Assert.Equal([0.0, 10.0], _bench.RunFile("clamp.arc").Send("pressure", -1.0, 99.0).Written<double>("limited"));
        Assert.StartsWith("there is no file ", Assert.Throws<ModuleBenchException>(() => _bench.RunFile("clmp.arc")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WrittenChannel_NeedsNoDeclaration_AndOthersMayBeAdded() =>
        Assert.Equal(["kPa (bar)"], _bench.Run("import signal\nname -> signal.label{unit=\"bar\"} -> label", "name str").Send("name", "kPa").Written<string>("label"));

    [Fact]
    public void Frame_OfSeveralChannels_IsOneCycle()
    {
        var run = _bench.Run("a + b -> sum", "a f64", "b f64").Send(("a", 1.0), ("b", new[] { 2.0, 3.0 }));
        Assert.Equal([4.0], run.Written<double>("sum"));
        Assert.Equal(1, run.Statistics.Cycles);
    }

    [Fact]
    public void Advance_RunsTimers()
    {
        var run = _bench.Run("import time\ntime.interval{period=100ms} -> tick").Advance(TimeSpan.FromMilliseconds(250));
        Assert.Equal(3, run.Written<byte>("tick").Count);
        Assert.Equal(TimeSpan.FromMilliseconds(250).Ticks * 100, run.Clock.Now);
    }

    [Fact]
    public void State_OfASession_IsItsOwn()
    {
        var run = _bench.Run("import signal\npressure -> signal.runs{} -> runs").Send("pressure", 1.0).Send("pressure", 2.0);
        var entry = Assert.Single(run.State("signal")["runs"].Entries);
        Assert.Equal(2L, run.State("signal")["runs"].Get<long>(entry.Node.Name));
        Assert.Empty(_bench.State("signal")["runs"].Entries);
    }

    [Fact]
    public void NodeThatFails_FailsTheTest_UnlessItIsExpected()
    {
        const string Source = "import signal\npressure -> signal.clamp{lo=10, hi=0} -> limited";
        var error = Assert.Throws<ModuleBenchException>(() => _bench.Run(Source).Send("pressure", 1.0));
        Assert.Contains("signal.clamp_0", error.Message, StringComparison.Ordinal);
        Assert.Single(_bench.Run(Source).ExpectErrors().Send("pressure", 1.0).Errors);
    }

    [Fact]
    public void ProgramWithErrors_ShowsThemWithTheirPlaces()
    {
        var error = Assert.Throws<ModuleBenchException>(() => _bench.Run("import signal\npressure -> signal.clmp{} -> limited"));
        Assert.StartsWith("the program has errors:\nprogram.arc:2:13: error ARC", error.Message, StringComparison.Ordinal);
        Assert.Contains("\n    pressure -> signal.clmp{} -> limited\n", error.Message, StringComparison.Ordinal);
        Assert.Contains("channel 'x' not found", Assert.Throws<ModuleBenchException>(() => _bench.RunGraph(Graph.Replace("pressure", "x", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistakes_AreToldWithWhatThereIs()
    {
        var run = _bench.Run("pressure -> limited");
        Assert.StartsWith("there is no channel 'presure'; did you mean: pressure?", Failure(() => run.Send("presure", 1.0)), StringComparison.Ordinal);
        Assert.Equal("channel 'pressure' carries f64, found 1.5 (float)", Failure(() => run.Send("pressure", 1.5f)));
        Assert.Equal("channel 'limited' carries f64, not float", Failure(() => run.Written<float>("limited")));
        Assert.StartsWith("'pressure' is no channel; expected a name and a type", Failure(() => _bench.Run("", "pressure")), StringComparison.Ordinal);
        Assert.StartsWith("'p f63' is no channel", Failure(() => _bench.Run("", "p f63")), StringComparison.Ordinal);
        Assert.Equal("channel 'p' has the index 'q', which is no channel; there are limited, p, pressure", Failure(() => _bench.Run("", "p f64 index q")));

        static string Failure(Action mistake) => Assert.Throws<ModuleBenchException>(mistake).Message;
    }

    [Fact]
    public void IndexChannel_GivesTheTimeStamps()
    {
        var run = _bench.Run("import math\np -> math.derivative{} -> d", "p f64 index t", "t timestamp").Send(("t", new[] { 0L, 1_000_000_000 }), ("p", new[] { 1.0, 3.0 }));
        Assert.Equal([0.0, 2.0], run.Written<double>("d"));
    }

    [Fact]
    public void RunCases_RunsEveryCase_AndTellsWhichFail()
    {
        Assert.Equal(3, _bench.RunCases("passing.cases.jsonl"));
        var message = Assert.Throws<ModuleBenchException>(() => _bench.RunCases("failing.cases.jsonl")).Message;
        var lines = message.Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Equal("2 of 3 cases failed:", lines[0]);
        Assert.EndsWith("failing.cases.jsonl:2: wrong: expected 11, found 10", lines[1], StringComparison.Ordinal);
        Assert.Contains("failing.cases.jsonl:4: late: step 1", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("there is no file ", Assert.Throws<ModuleBenchException>(() => _bench.RunCases("no.jsonl")).Message, StringComparison.Ordinal);
    }

    public static IEnumerable<object[]> Cases => ModuleBench.CasesOf("passing.cases.jsonl");

    [Theory]
    [MemberData(nameof(Cases))]
    public void RunCase_RunsOne(string id) => _bench.RunCase("passing.cases.jsonl", id);

    [Fact]
    public void RunCase_OfAnUnknownId_NamesTheOthers() => Assert.Equal(
        "passing.cases.jsonl has no case 'clmp'; did you mean: clamp?",
        Assert.Throws<ModuleBenchException>(() => _bench.RunCase("passing.cases.jsonl", "clmp")).Message);
}
