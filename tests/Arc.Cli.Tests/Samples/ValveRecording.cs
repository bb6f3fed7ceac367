using System.Globalization;
using Arc.Cli.Tests.Commands;
using Arc.Engines.Tests.Support;

namespace Arc.Cli.Tests.Samples;

/// <summary>A recording of the benchmark: its labels, and what the sample says about it.</summary>
internal sealed class ValveRecording
{
    /// <summary>Rows that the program learns from; they are not counted.</summary>
    public const int Learned = 200;

    /// <summary>The recordings; null where they do not lie beside the checkout.</summary>
    public static string? Folder { get; } = SharedFolder.Find(Path.Combine("data", "skab"));

    private ValveRecording(string name, long[] times, bool[] labels, List<(long Time, bool On)> alarms)
    {
        Name = name;
        for (var i = Learned; i < times.Length; i++)
        {
            var isAlarm = alarms.LastOrDefault(a => a.Time <= times[i]).On;
            if (labels[i]) _ = isAlarm ? Found++ : Missed++;
            else _ = isAlarm ? False++ : Quiet++;
        }
    }

    public string Name { get; }

    public int Found { get; private set; }

    public int Missed { get; private set; }

    public int False { get; private set; }

    public int Quiet { get; private set; }

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder!, "*.csv").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    /// <summary>Runs a program over a recording; the sample unless another one is given.</summary>
    public static ValveRecording Run(Shell shell, string name, string? program = null)
    {
        var file = Path.Combine(Folder!, name + ".csv");
        var result = shell.Run(
            "run", program ?? SampleFiles.PathOf("skab", "valve.arc"), "--channels", SampleFiles.PathOf("skab", "channels.json"),
            "--map", "Volume Flow RateRMS=flow", "--input", file);
        Assert.Equal(0, result.Status);
        var alarms = result.Lines.Select(l => l.Split(',')).Where(c => c[1] == "fault").Select(c => (long.Parse(c[0], CultureInfo.InvariantCulture), c[2] == "1")).ToList();
        var rows = File.ReadAllLines(file).Skip(1).Select(l => l.Split(';')).ToList();
        return new ValveRecording(name, [.. rows.Select(r => Nanoseconds(r[0]))], [.. rows.Select(r => r.Length > 9 && r[9].StartsWith('1'))], alarms);
    }

    /// <summary>Share of rows without the label that had an alarm, in percent.</summary>
    public static double FalseAlarms(IEnumerable<ValveRecording> all) => Percent(all.Sum(r => r.False), all.Sum(r => r.Quiet));

    /// <summary>Share of rows with the label that had none, in percent; NaN where there is no such row.</summary>
    public static double MissedAlarms(IEnumerable<ValveRecording> all) => Percent(all.Sum(r => r.Missed), all.Sum(r => r.Found));

    private static double Percent(int part, int rest) => 100.0 * part / (part + rest);

    private static long Nanoseconds(string time) =>
        (DateTime.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal) - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;
}
