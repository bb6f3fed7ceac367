using System.Globalization;
using Arc.Cli.Tests.Commands;

namespace Arc.Cli.Tests.Samples;

/// <summary>
/// The README's pictures are drawn from what the samples do: the graphs by the tool, the charts here. <c>ARC_DRAW_IMAGES=1</c> draws them
/// again.
/// </summary>
public sealed class ImageTests : IDisposable
{
    private static readonly string Folder = Path.Combine(SampleFiles.Root, "sdk", "docs", "images");
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("alarm", "alarm.arc")]
    [InlineData("teststand", "teststand.arc")]
    [InlineData("tank-loop", "tank.arc")]
    [InlineData("skab", "valve.arc")]
    public void Graph_IsWhatTheToolDraws(string sample, string program)
    {
        var path = SampleFiles.PathOf(sample, program);
        var result = _shell.Run("graph", path, "--channels", SampleFiles.PathOf(sample, "channels.json"), "--format", "svg");

        Assert.Equal(0, result.Status);
        // The picture names places in the file as the command was given it.
        AssertImage($"{sample}-graph.svg", result.Output.Replace(path, $"sdk/samples/{sample}/{program}", StringComparison.Ordinal));
    }

    [Fact]
    public void Chart_OfTheAlarm_ShowsTheRun()
    {
        var (recording, output) = Data("alarm");
        AssertImage("alarm-chart.svg", new Chart(recording.Seconds)
            .Curve("pressure", recording.Numbers("pressure"), 7, 8)
            .Switch("alarm", output.Switches("alarm"))
            .Draw());
    }

    [Fact]
    public void Chart_OfTheTestStand_ShowsThreeRuns()
    {
        var (recording, output) = Data("teststand");
        AssertImage("teststand-chart.svg", new Chart(recording.Seconds)
            .Curve("pressure", recording.Numbers("pressure"), 7.8)
            .Texts("phase", output.Texts("phase"))
            .Switch("fill_valve", output.Switches("fill_valve"))
            .Switch("pump", output.Switches("pump"))
            .Switch("vent_valve", output.Switches("vent_valve"))
            .Texts("verdict", output.Texts("verdict"))
            .Draw());
    }

    [Fact]
    public void Chart_OfTheClosedLoop_ShowsTheTank()
    {
        var table = new Table(SampleFiles.PathOf("tank-loop", "expected.csv"), ',');
        AssertImage("tank-loop-chart.svg", new Chart(table.Seconds)
            .Curve("level", table.Numbers("level"), 40, 60)
            .Switch("pump", [.. table.Numbers("pump").Select(p => (p.Time, p.Value > 0))])
            .Draw());
    }

    [ValveFact]
    public void Chart_OfAValve_ShowsAlarmAndLabel()
    {
        var file = Path.Combine(ValveRecording.Folder!, "valve1-5.csv");
        var recording = new Table(file, ';');
        var result = _shell.Run("run", SampleFiles.PathOf("skab", "valve.arc"), "--map", "Volume Flow RateRMS=flow", "--input", file);
        AssertImage("skab-chart.svg", new Chart(recording.Seconds)
            .Curve("flow", recording.Numbers("Volume Flow RateRMS"))
            .Switch("label", [.. recording.Numbers("anomaly").Select(p => (p.Time, p.Value > 0))], isTruth: true)
            .Switch("fault", new Written(result.Output, recording.Start).Switches("fault"))
            .Draw());
    }

    private static (Table Recording, Written Output) Data(string sample)
    {
        var recording = new Table(SampleFiles.PathOf(sample, "recording.csv"), ',');
        return (recording, new Written(SampleFiles.Text(sample, "expected.csv"), recording.Start));
    }

    private static void AssertImage(string name, string drawn)
    {
        var path = Path.Combine(Folder, name);
        if (Environment.GetEnvironmentVariable("ARC_DRAW_IMAGES") == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(path, drawn);
        }

        Assert.True(File.Exists(path) && File.ReadAllText(path) == drawn, $"{name} is not what is drawn now; ARC_DRAW_IMAGES=1 with these tests draws it again");
    }

    /// <summary>A recording, its times in seconds from the first row.</summary>
    private sealed class Table
    {
        private readonly string[] _header;
        private readonly List<(double Time, string[] Cells)> _rows = [];

        public Table(string file, char delimiter)
        {
            var lines = File.ReadAllLines(file);
            _header = lines[0].Split(delimiter);
            foreach (var cells in lines.Skip(1).Select(l => l.Split(delimiter))) _rows.Add((Time(cells[0]), cells));
            Start = _rows[0].Time;
        }

        /// <summary>Seconds since the epoch.</summary>
        public double Start { get; }

        public double Seconds => _rows[^1].Time - Start;

        public IReadOnlyList<(double Time, double Value)> Numbers(string column)
        {
            var index = Array.IndexOf(_header, column);
            return [.. _rows.Select(r => (r.Time - Start, double.Parse(r.Cells[index], CultureInfo.InvariantCulture)))];
        }

        private static double Time(string text) => double.TryParse(text, CultureInfo.InvariantCulture, out var seconds)
            ? seconds
            : (DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal) - DateTime.UnixEpoch).TotalSeconds;
    }

    /// <summary>What a program wrote: time, channel, value.</summary>
    private sealed class Written(string csv, double start)
    {
        private readonly string[][] _rows = [.. csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(',', 3))];

        public IReadOnlyList<(double Time, bool On)> Switches(string channel) => [.. Texts(channel).Select(t => (t.Time, t.Value == "1"))];

        public IReadOnlyList<(double Time, string Value)> Texts(string channel) => [.. _rows
            .Where(r => r[1] == channel)
            .Select(r => (long.Parse(r[0], CultureInfo.InvariantCulture) / 1e9 - start, r[2]))];
    }

    private sealed class ValveFactAttribute : FactAttribute
    {
        public ValveFactAttribute()
        {
            if (ValveRecording.Folder is null) Skip = "the recordings are not beside the checkout (shared/data/skab)";
        }
    }
}
