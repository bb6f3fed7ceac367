using System.Text.Json;
using Arc.Cli.Tests.Explaining;

namespace Arc.Cli.Tests.Commands;

public sealed class ModulesCommandTests : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Overview_IsATable_WithAColumnStartingWhereItsTitleDoes()
    {
        var lines = _shell.Run("modules").Lines;
        Assert.StartsWith("module   meaning  ", lines[0], StringComparison.Ordinal);
        var members = lines[0].IndexOf("members", StringComparison.Ordinal);
        Assert.All(lines[1..], l => Assert.Equal((' ', ' ', false), (l[8], l[members - 1], l[members] == ' ')));
        Assert.Contains(lines, l => l.StartsWith("math ", StringComparison.Ordinal) && l[members..].StartsWith("abs acos ", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.StartsWith("series ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("modules", "--modules", "DLL", "signal")]
    [InlineData("modules", "--modules=DLL", "signal")]
    [InlineData("modules", "signal", "--modules", "DLL", "--modules", "DLL")]
    [InlineData("explain", "--modules", "DLL", "DLL", "signal.clamp")]
    public void Assemblies_EndWhereSomethingElseStands(params string[] line)
    {
        var result = _shell.Run([.. line.Select(w => w.Replace("DLL", Explained.SignalAssembly, StringComparison.Ordinal))]);
        Assert.Equal((0, ""), (result.Status, result.Error));
        Assert.Contains("signal.clamp", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Module_HasARowAForm_WithTypesAndChecks()
    {
        var lines = _shell.Run("modules", "signal", "--modules", Explained.SignalAssembly).Lines;
        Assert.Contains(lines, l => l.StartsWith("  call  signal.clamp(x T, lo T, hi T) -> T ", StringComparison.Ordinal) && l.Contains("  T: numeric ", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("  flow  signal.clamp{lo T, hi T}  (x T) -> (output T) ", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("  flow  signal.ema{alpha T = 0.1, hold_off i64 ns = 0}  (input T) -> (output T)", StringComparison.Ordinal) && l.Contains("T: float; alpha >= 0, <= 1     Exponential moving average.", StringComparison.Ordinal));
    }

    [Fact]
    public void Member_ListsPortsConfigDefaultsUnitsChecksAndDocs()
    {
        var text = _shell.Run("modules", "signal.ema", "--modules", Explained.SignalAssembly).Output;
        Assert.Equal(
            """
            signal.ema
              Exponential moving average.

              flow  signal.ema{alpha T = 0.1, hold_off i64 ns = 0}  (input T) -> (output T)  where T: float
                                         name      type    default  allowed     meaning
                config                   alpha     T       0.1      >= 0, <= 1  Weight of a new sample.
                config                   hold_off  i64 ns  0                    Least time between two samples that count.
                input, fed by the chain  input     T                            The samples.
                output                   output    T                            The average after each sample.
                woken by: new data on an input

            """, text, ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Terminal_IsNotOverrun(int width)
    {
        foreach (var words in new[] { "", "math", "math.avg", "status.set" })
        {
            var output = _shell.Run(new Shell.Setup(Width: width), ["modules", .. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).Output;
            Assert.All(output.Split('\n'), l => Assert.True(l.Length <= width, l));
        }
    }

    [Fact]
    public void Colour_IsForTerminalsOnly()
    {
        Assert.Contains("\e[1mmath.clamp\e[0m", _shell.Run(new Shell.Setup(IsTerminal: true), "modules", "math.clamp").Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', _shell.Run("modules", "math.clamp").Output);
    }

    [Fact]
    public void UnknownName_OffersNearOnes() =>
        Assert.Contains("there is no module or member 'mth'; did you mean math", _shell.Run("modules", "mth").Error, StringComparison.Ordinal);

    [Fact]
    public void Json_HasWhatAPaletteShows()
    {
        var ema = Member("signal.ema");
        var flow = ema.GetProperty("flow");
        var config = flow.GetProperty("config").EnumerateArray().ToList();
        Assert.Equal(("T", "0.1", "0", "1", false), (config[0].GetProperty("variable").GetString(), config[0].GetProperty("default").GetString(), config[0].GetProperty("minimum").GetString(), config[0].GetProperty("maximum").GetString(), config[0].GetProperty("required").GetBoolean()));
        Assert.Equal(("i64 ns", "ns"), (config[1].GetProperty("type").GetString(), config[1].GetProperty("unit").GetString()));
        Assert.Equal(["input"], flow.GetProperty("wake").EnumerateArray().Select(w => w.GetString()));

        var authority = Member("set_authority");
        Assert.True(authority.GetProperty("prelude")[0].GetProperty("deprecated").GetBoolean());
        Assert.Equal("write", authority.GetProperty("flow").GetProperty("config")[1].GetProperty("access").GetString());

        var clamp = Member("math.clamp");
        Assert.Contains("math.clamp_u8", clamp.GetProperty("call").GetProperty("imports").EnumerateArray().Select(i => i.GetString()));
        Assert.True(clamp.GetProperty("flow").GetProperty("checked_as_a_whole").GetBoolean());
    }

    [Fact]
    public void Json_IsDescribedMemberByMember()
    {
        var used = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var module in CliHost.StandardModules.Modules) JsonPage.Collect(Json(module.Name), used);
        JsonPage.Collect(Json("signal"), used);
        Assert.Equal(JsonPage.Described("modules.md"), used);
    }

    private JsonElement Json(string name)
    {
        var result = _shell.Run("modules", name, "--json", "--modules", Explained.SignalAssembly);
        Assert.Equal(0, result.Status);
        return JsonDocument.Parse(result.Output).RootElement;
    }

    private JsonElement Member(string name) => Json(name).GetProperty("modules")[0].GetProperty("members")[0];
}
