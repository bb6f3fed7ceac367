using System.Text.Json;
using System.Text.RegularExpressions;
using Arc.Cli.Reports;
using Arc.Cli.Tests.Commands;
using Conformance;

namespace Arc.Cli.Tests.Reports;

/// <summary>The page of <c>arc run --report</c>.</summary>
public sealed partial class ReportTests : IDisposable
{
    private const string Rig = """
        import time
        func risky(x f64) f64 { s := [1.0, 2.0]  return s[i64(x)] }
        go => main
        pressure -> level
        pressure > 2 -> alarm
        f"p={pressure:.1f} </script><b>" -> status
        pressure -> risky{} -> checked
        sequence main {
            1 -> valve
            time.wait{2s}
            stage hold { pressure > 4 => next }
            0 -> valve
        }
        """;

    private readonly Shell _shell = new();

    private string Page => Path.Combine(_shell.Folder, "report.html");

    public void Dispose() => _shell.Dispose();

    private Shell.Result RunRig(params string[] options)
    {
        var rows = Enumerable.Range(0, 7).Select(i => $"{i}000000000,{i}.5,{(i == 1 ? "1" : "")}");
        var input = _shell.File("in.csv", $"time,pressure:f64,go:u8\n{string.Join('\n', rows)}\n");
        var channels = _shell.File("channels.json", """{"pressure": "f64", "go": "u8", "level": "f64", "alarm": "u8", "status": "str", "checked": "f64", "valve": "u8"}""");
        return _shell.Run(["run", _shell.File("rig.arc", Rig), "--channels", channels, "--input", input, "--output", Path.Combine(_shell.Folder, "out.csv"), "--report", Page, .. options]);
    }

    private JsonElement Data()
    {
        var data = JsonBlock().Match(File.ReadAllText(Page));
        return JsonDocument.Parse(data.Groups[1].Value).RootElement;
    }

    [Fact]
    public void Report_AsksForNothingElse()
    {
        RunRig();
        var page = File.ReadAllText(Page);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("""\s(src|href)="(?!#)|@import|https?:(?!//www\.w3\.org/2000/svg)""", page);
        Assert.DoesNotContain("</script><b>", page, StringComparison.Ordinal);
        Assert.DoesNotContain('@' + "data" + '@', page, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_HasWhatWasReadAndWritten()
    {
        RunRig();
        var channels = Data().GetProperty("channels").EnumerateArray().ToDictionary(c => $"{c.GetProperty("direction")} {c.GetProperty("name")}");
        Assert.Equal(["in go", "in pressure", "out alarm", "out checked", "out level", "out status", "out valve"], channels.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("[[0,0.5],[1,1.5],[2,2.5],[3,3.5],[4,4.5],[5,5.5],[6,6.5]]", channels["in pressure"].GetProperty("points").GetRawText());
        Assert.Equal("[[0,0],[1,0],[2,1],[3,1],[4,1],[5,1],[6,1]]", channels["out alarm"].GetProperty("points").GetRawText());
        Assert.Equal("[[1,1],[4,0]]", channels["out valve"].GetProperty("points").GetRawText());
        Assert.Equal(("line", "step", "text"), (channels["in pressure"].GetProperty("kind").GetString(), channels["in go"].GetProperty("kind").GetString(), channels["out status"].GetProperty("kind").GetString()));
        Assert.Equal("p=0.5 </script><b>", channels["out status"].GetProperty("events")[0][1].GetString());
        Assert.Equal(6, Data().GetProperty("end").GetDouble());
    }

    [Fact]
    public void Report_HasTheActiveStagesAndSteps()
    {
        RunRig();
        var spans = Data().GetProperty("scopes").EnumerateArray().ToDictionary(s => s.GetProperty("title").GetString()!, s => s.GetProperty("spans").GetRawText());
        Assert.Equal("[[1,4,1]]", spans["sequence main"]);
        Assert.Equal("[[1,3,1]]", spans["2 \u00b7 time.wait duration=2s"]);
        Assert.Equal("[[3,4,1]]", spans["3 \u00b7 stage hold"]);
    }

    [Fact]
    public void Report_HasErrorsWithTimeAndNode()
    {
        Assert.Equal(1, RunRig().Status);
        var errors = Data().GetProperty("errors").EnumerateArray().ToList();
        Assert.Equal([2.0, 3, 4, 5, 6], errors.Select(e => e.GetProperty("t").GetDouble()));
        Assert.Equal("risky", errors[0].GetProperty("label").GetString());
        Assert.Contains("<td class=\"t\">1970-01-01 00:00:02.000</td><td class=\"t\">risky_0</td><td class=\"m\">risky</td><td class=\"t\"><a href=\"#L7\">7:13</a></td>", File.ReadAllText(Page), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_HasSourceGraphAndFigures()
    {
        RunRig();
        var page = File.ReadAllText(Page);
        Assert.Contains("<span id=\"L8\">sequence main {</span>", page, StringComparison.Ordinal);
        Assert.Contains("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"arc-graph\"", page, StringComparison.Ordinal);
        Assert.Contains("<b>7</b><span>rows</span>", page, StringComparison.Ordinal);
        Assert.Contains("<div class=\"card bad\"><b>5</b><span>errors</span>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OfARunThatFails_HasWhatCameBefore()
    {
        var input = _shell.File("bad.csv", "time,p\n0,1\n1,2\n2,oops\n");
        var result = _shell.Run("run", _shell.File("a.arc", "p -> q"), "--input", input, "--report", Page);
        Assert.Equal(1, result.Status);
        Assert.Contains("expected a value of type f64, found 'oops'", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, Data().GetProperty("channels")[0].GetProperty("points").GetArrayLength());
        Assert.Contains("found 'oops'", File.ReadAllText(Page).Replace("&#39;", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_WithoutInput_ShowsTimers()
    {
        var result = _shell.Run("run", _shell.File("a.arc", "import time\ntime.interval{100ms} -> tick"), "--for", "1s", "--report", Page);
        Assert.Equal(0, result.Status);
        Assert.Equal(11, Data().GetProperty("channels").EnumerateArray().Single().GetProperty("points").GetArrayLength());
    }

    [Fact]
    public void Report_OfAProgramThatNeverStarts_IsThereAllTheSame()
    {
        var result = _shell.Run("run", _shell.File("a.arc", "1 -> q"), "--report", Page);
        Assert.Equal(2, result.Status);
        Assert.Contains("the program waits for data", File.ReadAllText(Page), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_InRealTime_HasSamplesAndCycles()
    {
        var input = _shell.File("in.csv", "time,p\n0,1\n10000000,2\n20000000,3\n");
        var result = _shell.Run("run", _shell.File("a.arc", "p -> q"), "--input", input, "--realtime", "--report", Page);
        Assert.Equal(0, result.Status);
        Assert.Equal([3, 3], Data().GetProperty("channels").EnumerateArray().Select(c => c.GetProperty("points").GetArrayLength()));
    }

    [Fact]
    public void Report_ThatCannotBeWritten_IsAnErrorBeforeTheRun()
    {
        var result = _shell.Run("run", _shell.File("a.arc", "p -> q"), "--input", _shell.File("in.csv", "time,p\n0,1\n"), "--report", Path.Combine(_shell.Folder, "nowhere", "r.html"));
        Assert.Equal(1, result.Status);
        Assert.DoesNotContain("rows", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OfALongRun_StaysSmall()
    {
        var rows = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{i}000000,{i % 977}\n"));
        Assert.Equal(0, _shell.Run("run", _shell.File("a.arc", "p -> q"), "--input", _shell.File("in.csv", $"time,p\n{rows}"), "--output", Path.Combine(_shell.Folder, "out.csv"), "--report", Page).Status);
        var channels = Data().GetProperty("channels").EnumerateArray().ToList();
        Assert.All(channels, c => Assert.InRange(c.GetProperty("points").GetArrayLength(), 1, SampleTrace.MaxBuckets));
        Assert.All(channels, c => Assert.Equal(60_000, c.GetProperty("samples").GetInt64()));
        Assert.Equal(976, channels[0].GetProperty("points").EnumerateArray().Max(p => p.GetArrayLength() == 2 ? p[1].GetDouble() : p[4].GetDouble()));
    }

    [ToolFact(Browser.Tool)]
    public void Browser_DrawsEveryChannelStageAndError_WithoutComplaint()
    {
        RunRig();
        var (dom, console) = Browser.Open(Page, _shell.Folder);
        Assert.Empty(console);
        Assert.Matches("""<html[^>]* data-ready="1">""", dom);
        Assert.Equal(("6", "3", "7", "5"), (Drawn("charts"), Drawn("spans"), Drawn("ticks"), Drawn("faults")));
        Assert.Equal(6, TracePath().Count(dom));

        string Drawn(string what) => Regex.Match(dom, $"data-{what}=\"([0-9]+)\"").Groups[1].Value;
    }

    [GeneratedRegex("""<script type="application/json" id="data">(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();

    [GeneratedRegex("""<path class="trace" d="M[-0-9. HVLM]+">""")]
    private static partial Regex TracePath();
}
