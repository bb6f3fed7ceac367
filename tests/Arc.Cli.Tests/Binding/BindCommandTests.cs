using Arc.Cli.Tests.Commands;
using Arc.Dataflow;
using Arc.Runtime;
using Arc.Sdk.Testing;
using Plant;

namespace Arc.Cli.Tests.Binding;

/// <summary><c>arc bind</c>: what it writes is a snapshot, which this project compiles and runs.</summary>
public sealed class BindCommandTests : IDisposable
{
    private const string Program = "// keeps the level: \"\"\" is no end\nlevel > setpoint -> valve\nlevel => note\n\nsequence note {\n    \"full\" -> session\n}\n\nbutton -> setpoint\n";
    private const string Channels = """{ "level": "f64 m", "setpoint": "f64 m", "button": "f64 m", "valve": "u8", "session": "str", "spare": "i32" }""";

    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Class_OfAProgram_IsTheSnapshot() => Snapshot.Match(Bind("tank.arc", Program).Output, "TankSession");

    [Fact]
    public async Task Class_WhenCompiled_RunsTheProgram()
    {
        await using var tank = TankSession.Open(new ArcSessionOptions { Time = new ManualClock() });
        using var valve = tank.Valve.Subscribe();
        await tank.Setpoint.SendAsync(2.0);
        await tank.Level.SendAsync(1.0, 3.0);
        await tank.Level.Writer.WriteAsync(1.0);
        tank.Session.RunUntilIdle();
        Assert.Equal((byte)0, tank.Valve.Latest);
        Assert.Equal("full", tank.SessionChannel.Latest.ToString());
        Assert.Equal("f64 m", tank.Level.Info.Type.ToString());
        Assert.True(valve.Reader.TryRead(out _));
        await tank.Button.SendAsync(5.0);
        tank.Session.RunUntilIdle();
        Assert.Equal(5.0, tank.Setpoint.Latest);
    }

    [Fact]
    public async Task Class_AttachedToASession_LeavesItToItsOwner()
    {
        using var program = TankSession.Compile();
        await using var session = program.Open();
        await TankSession.Attach(session).DisposeAsync();
        Assert.True(session.IsAlive);
    }

    [Fact]
    public async Task Class_AttachedToAnotherProgram_NamesTheChannelThatIsMissing()
    {
        using var program = ArcProgram.Compile("").ProgramOrThrow();
        await using var session = program.Open();
        Assert.Contains("there is no channel 'level'", Assert.Throws<ArgumentException>(() => TankSession.Attach(session)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EmbeddedProgram_IsTheFile() => Assert.Equal(Program, TankSession.Source.ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("u8")]
    [InlineData("i64 ns")]
    [InlineData("f32 psi")]
    [InlineData("str")]
    [InlineData("series f64 bar")]
    public void Type_OfAChannel_IsReadBackAsItWasWritten(string type)
    {
        var text = ChannelList.ParseType(type)!.ToString()!;
        Assert.Equal(text, ChannelList.ParseType(text)!.ToString());
    }

    [Theory]
    [InlineData("tank.arc", "class TankSession")]
    [InlineData("main_tank.arc", "class MainTankSession")]
    [InlineData("2nd-tank.arc", "class _2ndTankSession")]
    public void Class_WithoutAName_IsNamedAfterTheFile(string file, string expected) =>
        Assert.Contains(expected, _shell.Run("bind", _shell.File(file, "")).Output, StringComparison.Ordinal);

    [Fact]
    public void Errors_ForABuild_NameFileLineAndColumn()
    {
        var file = _shell.File("tank.arc", "level ->\nvalv");
        var result = _shell.Run("bind", file, "--diagnostics", "msbuild", "--channels", _shell.File("channels.json", Channels));
        Assert.Equal((1, ""), (result.Status, result.Output));
        Assert.StartsWith($"{file}(2,1): error ARC4", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Failures_ForABuild_AreErrorsOfTheBuild()
    {
        var file = _shell.File("tank.arc", "");
        var result = _shell.Run("bind", file, "--diagnostics", "msbuild", "--channels", "missing.json");
        Assert.Equal($"{file} : error ARC0000: the file 'missing.json' does not exist (sdk/docs/diagnostics/ARC0000.md)\n", result.Error);
    }

    [Theory]
    [InlineData("--class", "tank", "'tank' cannot be the name of a class")]
    [InlineData("--namespace", "Plant.", "'Plant.' cannot be a namespace")]
    public void Name_ThatIsNone_IsRefused(string option, string value, string message)
    {
        var result = _shell.Run("bind", _shell.File("tank.arc", ""), option, value);
        Assert.Equal(2, result.Status);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    private Shell.Result Bind(string file, string program) =>
        _shell.Run("bind", _shell.File(file, program), "--channels", _shell.File("channels.json", Channels), "--namespace", "Plant");
}
