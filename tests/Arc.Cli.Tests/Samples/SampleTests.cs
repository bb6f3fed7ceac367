using Arc.Cli.Tests.Commands;
using Arc.Engines.Tests.Support;

namespace Arc.Cli.Tests.Samples;

/// <summary>The samples print what lies beside them, byte for byte.</summary>
public sealed class SampleTests : IDisposable
{
    private readonly Shell _shell = new();

    public static TheoryData<string, string> Recorded => new()
    {
        { "alarm", "alarm.arc" },
        { "alarm", "alarm.arc.json" },
        { "teststand", "teststand.arc" },
    };

    public static TheoryData<string, string> Programs
    {
        get
        {
            var all = Recorded;
            all.Add("skab", "valve.arc");
            all.Add("tank-loop", "tank.arc");
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Run_OfASample_PrintsWhatLiesBesideIt(string sample, string program) => AssertRun(sample, program, "managed");

    [WasmtimeTheory]
    [MemberData(nameof(Recorded))]
    public void Run_OfASampleOnWasmtime_PrintsTheSame(string sample, string program) => AssertRun(sample, program, "wasmtime");

    [Theory]
    [MemberData(nameof(Programs))]
    public void Check_OfASample_FindsNothing(string sample, string program)
    {
        var result = _shell.Run("check", SampleFiles.PathOf(sample, program), "--channels", SampleFiles.PathOf(sample, "channels.json"));

        Assert.Equal(new Shell.Result(0, "", ""), result);
    }

    [Theory]
    [InlineData("alarm", "alarm.arc")]
    [InlineData("teststand", "teststand.arc")]
    [InlineData("skab", "valve.arc")]
    [InlineData("tank-loop", "tank.arc")]
    public void Source_OfASample_IsInItsCanonicalForm(string sample, string program)
    {
        var result = _shell.Run("fmt", "--check", SampleFiles.PathOf(sample, program));

        Assert.Equal((0, ""), (result.Status, result.Output));
    }

    public void Dispose() => _shell.Dispose();

    private void AssertRun(string sample, string program, string engine)
    {
        var result = _shell.Run(
            "run", SampleFiles.PathOf(sample, program), "--channels", SampleFiles.PathOf(sample, "channels.json"),
            "--input", SampleFiles.PathOf(sample, "recording.csv"), "--engine", engine);

        Assert.Equal(SampleFiles.Text(sample, "expected.csv"), result.Output);
        Assert.Contains("errors  0", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, result.Status);
    }

    private sealed class WasmtimeTheoryAttribute : TheoryAttribute
    {
        public WasmtimeTheoryAttribute() => Skip = WasmtimeHere.Problem;
    }
}
