using System.Diagnostics;
using Arc.Engines.Tests.Support;

namespace Arc.Cli.Tests.Commands;

/// <summary><c>--engine</c>, with and without the native library.</summary>
public sealed class EngineOptionTests : IDisposable
{
    private const string Source = "func fib(n i64) i64 { if n < 2 { return n } return fib(n - 1) + fib(n - 2) }\nfunc bad(x i64) i64 { return 1 / x }\n";
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [WasmtimeFact]
    public void Call_OnWasmtime_GivesWhatTheManagedEngineGives()
    {
        var file = _shell.File("a.arc", Source);
        foreach (var arguments in (string[][])[["call", file, "fib", "20"], ["call", file, "bad", "0"]])
            Assert.Equal(_shell.Run(arguments), _shell.Run([.. arguments, "--engine", "wasmtime"]));
    }

    [WasmtimeFact]
    public void Test_OnWasmtime_RunsTheCases()
    {
        var cases = _shell.File("c.jsonl", """{"id":"a","source":"func f() i64 { return 6 * 7 }","function":"f","returns":42}""");

        var result = _shell.Run("test", cases, "--engine", "wasmtime");

        Assert.Equal((0, "1 passed, 0 failed\n"), (result.Status, result.Output));
    }

    [Fact]
    public void Call_WithAVariableThatNamesNoLibrary_SaysSoInOneSentence()
    {
        var (status, error) = Start("/nowhere/libwasmtime.so");

        Assert.Equal(ExitCode.CommandLineWrong, status);
        Assert.Equal("arc: ARC_WASMTIME_LIBRARY names '/nowhere/libwasmtime.so', which is not there or is no library for this machine.\n", error);
    }

    [Fact]
    public void Call_WithoutTheLibrary_SaysWhatToInstall_ALineAWay()
    {
        var (status, error) = Start(null);

        // A system that has the library needs no advice.
        if (status == ExitCode.Ok) return;
        Assert.Equal(ExitCode.CommandLineWrong, status);
        Assert.Equal(4, error.TrimEnd().Split('\n').Length);
        foreach (var way in (string[])["ARC_WASMTIME_LIBRARY", "ArcWasmtimePackage=true", "where the system looks"]) Assert.Contains(way, error, StringComparison.Ordinal);
    }

    // The library is looked for once a process, so this takes one of its own.
    private (int Status, string Error) Start(string? library)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!.Contains("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "arc.dll"), "call", _shell.File("a.arc", Source), "fib", "5", "--engine", "wasmtime"])
            start.ArgumentList.Add(argument);
        start.Environment.Remove("ARC_WASMTIME_LIBRARY");
        if (library is not null) start.Environment["ARC_WASMTIME_LIBRARY"] = library;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }

    private sealed class WasmtimeFactAttribute : FactAttribute
    {
        public WasmtimeFactAttribute() => Skip = WasmtimeHere.Problem;
    }
}
