using System.Text.Json;
using Xunit.Abstractions;

namespace Arc.Cli.Tests.Commands;

public sealed class CommandTests(ITestOutputHelper log) : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Check_CleanProgram_SaysNothing()
    {
        var result = _shell.Run("check", _shell.File("a.arc", "func f() i64 { return 1 }"));
        Assert.Equal((0, "", ""), (result.Status, result.Output, result.Error));
    }

    [Fact]
    public void Check_Error_HasPlaceSeverityCodeMessageSourceLineAndCaret()
    {
        var file = _shell.File("a.arc", "func f() i64 {\n    return nowhere\n}\n");
        var result = _shell.Run("check", file);
        Assert.Equal(1, result.Status);
        Assert.Empty(result.Output);
        var lines = result.Error.Split('\n');
        Assert.Equal($"{file}:2:12: error ARC4001: undefined symbol: nowhere", lines[0]);
        Assert.Contains("return nowhere", lines[1], StringComparison.Ordinal);
        Assert.Equal(lines[1].IndexOf("nowhere", StringComparison.Ordinal), lines[2].IndexOf('^', StringComparison.Ordinal));
    }

    [Fact]
    public void Check_SeveralFiles_ReportsThemAll()
    {
        var result = _shell.Run("check", _shell.File("a.arc", "func f() i64 { return a }"), _shell.File("b.arc", "func f() i64 { return b }"));
        Assert.Equal(1, result.Status);
        Assert.Contains("a.arc:1:23", result.Error, StringComparison.Ordinal);
        Assert.Contains("b.arc:1:23", result.Error, StringComparison.Ordinal);
        Assert.Contains("2 errors", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_Json_IsOneObjectPerDiagnostic()
    {
        var result = _shell.Run("check", "--json", _shell.File("a.arc", "func f() i64 { return a + b }"));
        Assert.Equal(1, result.Status);
        var diagnostics = result.Lines.Select(l => JsonDocument.Parse(l).RootElement).ToList();
        Assert.Equal(["undefined symbol: a", "undefined symbol: b"], diagnostics.Select(d => d.GetProperty("message").GetString()));
        Assert.Equal((1, 23, 24), (diagnostics[0].GetProperty("line").GetInt32(), diagnostics[0].GetProperty("column").GetInt32(), diagnostics[0].GetProperty("end_column").GetInt32()));
    }

    [Fact]
    public void Check_Warning_DoesNotFail()
    {
        var result = _shell.Run("check", _shell.File("a.arc", "func f() i64 { return now() }"));
        Assert.Equal(0, result.Status);
        Assert.Contains("warning ARC4003", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_Channels_AreOffered()
    {
        var channels = _shell.File("channels.json", """{"p": "f64 psi"}""");
        var program = _shell.File("a.arc", "func f() f64 { return p }");
        Assert.Equal(0, _shell.Run("check", program, "--channels", channels).Status);
        Assert.Equal(1, _shell.Run("check", program).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Colour_IsForTerminalsOnly(bool isTerminal)
    {
        var result = _shell.Run(new Shell.Setup(IsTerminal: isTerminal), "check", _shell.File("a.arc", "func f() i64 { return a }"));
        Assert.Equal(isTerminal, result.Error.Contains('\e', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("check")]
    [InlineData("build")]
    [InlineData("call", "f")]
    [InlineData("contract")]
    public void MissingFile_IsOneSentence(string command, params string[] rest)
    {
        var result = _shell.Run([command, "nowhere.arc", .. rest]);
        Assert.Equal((1, "arc: the file 'nowhere.arc' does not exist\n"), (result.Status, result.Error));
    }

    [Theory]
    [InlineData("func f(x f64) f64 { return x * 2 }", "7.5", "15")]
    [InlineData("func f(x i8) i8 { return -x }", "-128", "-128")]
    [InlineData("func f(x u64) u64 { return x }", "18446744073709551615", "18446744073709551615")]
    [InlineData("func f(s str) str { return s + \"!\" }", "grün", "grün!")]
    [InlineData("func f(s series f64) series f64 { return s * 2 }", "[1, 2.5]", "[2, 5]")]
    [InlineData("func f(s series str) i64 { return len(s) }", "[\"a\", \"b\"]", "2")]
    [InlineData("func f(x f64) f64 { return x }", "NaN", "NaN")]
    public void Call_ArgumentsAndResult_AreReadByTheFunctionsTypes(string source, string argument, string expected)
    {
        var result = _shell.Run("call", _shell.File("a.arc", source), "f", "--", argument);
        Assert.Equal((0, expected + "\n", ""), (result.Status, result.Output, result.Error));
    }

    [Fact]
    public void Call_SeveralOutputs_AreNamed()
    {
        var file = _shell.File("a.arc", "func f(x i64) (a i64, b str) { a = x }");
        Assert.Equal("a = 5\nb = (not set)\n", _shell.Run("call", file, "f", "5").Output);
        Assert.Equal("{\"a\":5,\"b\":null}\n", _shell.Run("call", file, "f", "5", "--json").Output);
    }

    [Theory]
    [InlineData("nope", 1, "has no function 'nope'; it has f")]
    [InlineData("f 1 2", 2, "takes 1 argument, found 2")]
    [InlineData("f x", 2, "x")]
    [InlineData("f 1.5", 2, "1.5")]
    [InlineData("f 0", 1, "'f' trapped: ")]
    public void Call_Mistakes_AreOneSentence(string words, int status, string expected)
    {
        var result = _shell.Run(["call", _shell.File("a.arc", "func f(x i64) i64 { return 1 / x }"), .. words.Split(' ')]);
        Assert.Equal(status, result.Status);
        Assert.Contains(expected, Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public void Call_EndlessLoop_EndsAtTheBudget()
    {
        var result = _shell.Run("call", _shell.File("a.arc", "func f() i64 { n := 0 for { n += 1 } return n }"), "f", "--budget", "10000");
        Assert.Equal(1, result.Status);
        Assert.Contains("execution budget exhausted", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_WritesModuleIrAndContract()
    {
        var result = _shell.Run("build", _shell.File("a.arc", "func f(x f64) f64 { return x ^ 2 }"), "-o", _shell.Folder);
        Assert.Equal(0, result.Status);
        Assert.Equal([0, (byte)'a', (byte)'s', (byte)'m'], File.ReadAllBytes(Path.Combine(_shell.Folder, "program.wasm"))[..4]);
        using var ir = JsonDocument.Parse(File.ReadAllText(Path.Combine(_shell.Folder, "program.ir.json")));
        using var contract = JsonDocument.Parse(File.ReadAllText(Path.Combine(_shell.Folder, "program.contract.json")));
        Assert.Equal("pow_f64", contract.RootElement.GetProperty("imports")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void Build_ProgramWithErrors_LeavesNothingBehind()
    {
        var target = Path.Combine(_shell.Folder, "out");
        Assert.Equal(1, _shell.Run("build", _shell.File("a.arc", "func f() i64 { return a }"), "-o", target).Status);
        Assert.False(Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any());
    }

    [Fact]
    public void Contract_OfTheWholeSet_HasEveryImport()
    {
        using var contract = JsonDocument.Parse(_shell.Run("contract").Output);
        var imports = contract.RootElement.GetProperty("imports").EnumerateArray().Select(i => $"{i.GetProperty("module")}.{i.GetProperty("name")}").ToList();
        Assert.Contains("series.get_str", imports);
        Assert.Contains("op.series_compare_gt_scalar_u8", imports);
        Assert.Contains("string.format_f64", imports);
    }

    [Fact]
    public void Modules_ListsAndDescribes()
    {
        Assert.Contains("math", _shell.Run("modules").Output, StringComparison.Ordinal);
        Assert.Contains("clamp", _shell.Run("modules", "math.clamp").Output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(_shell.Run("modules", "--json").Output);
        Assert.True(json.RootElement.GetProperty("modules").GetArrayLength() >= 6);
        Assert.Equal(1, _shell.Run("modules", "nowhere").Status);
    }

    [Fact]
    public void CommandLine_Unknown_IsStatusTwo()
    {
        Assert.Equal(2, _shell.Run("frobnicate").Status);
        Assert.Equal(2, _shell.Run("check").Status);
        Assert.Equal(2, _shell.Run("check", "--frobnicate", "x").Status);
        Assert.Equal(2, _shell.Run("test", "x.jsonl", "--report", "yaml").Status);
        Assert.Equal(2, _shell.Run("modules", "--modules", "nowhere.dll").Status);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("build")]
    [InlineData("call")]
    [InlineData("run")]
    [InlineData("modules")]
    [InlineData("explain")]
    [InlineData("contract")]
    [InlineData("test")]
    public void Help_OfEveryCommand_HasAnExample(string command)
    {
        var result = _shell.Run(command, "--help");
        Assert.Equal(0, result.Status);
        Assert.Contains($"Example: arc {command}", result.Output, StringComparison.Ordinal);
    }

    [Fact, Trait("Kind", "Random")]
    public void AnyWords_NeverAreAnInternalFailure()
    {
        var seed = Soak.Seed(log);
        var random = new Random(seed);
        string[] words =
        [
            "check", "build", "call", "contract", "modules", "explain", "math.clamp", "test", "run", "--json", "--report", "json", "--modules", "--channels", "--filter", "*", "-o", "--budget", "-5", "", "-", "--", "f", "9",
            _shell.File("good.arc", "func f(x i64) i64 { return x }"), _shell.File("bad.arc", "func ("), _shell.File("binary.arc", "\0\u0001\uFFFF{{"),
            _shell.File("c.jsonl", """{"id":"a","source":"func f() i64 { return 1 }","function":"f","returns":1}"""), _shell.File("channels.json", "[1]"), _shell.Folder,
            "--for", "1s", "--input", "--output", "--wide", "--timeout", "0",
        ];
        for (var i = 0; i < 400; i++)
        {
            string[] line = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => words[random.Next(words.Length)])];
            var result = _shell.Run(line);
            Assert.True(result.Status is 0 or 1 or 2, $"arc {string.Join(' ', line)}: status {result.Status}: {result.Error}");
            Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        }
    }
}
