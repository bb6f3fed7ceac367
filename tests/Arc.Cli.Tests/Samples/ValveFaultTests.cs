using System.Globalization;
using Arc.Cli.Tests.Commands;
using Xunit.Abstractions;

namespace Arc.Cli.Tests.Samples;

/// <summary>
/// One program finds the faults of all recordings of the Skoltech Anomaly Benchmark, counted row by row against its labels, the rows
/// that it learns from left out.
/// </summary>
public sealed class ValveFaultTests(ITestOutputHelper log) : IDisposable
{
    private const string Healthy = "anomaly-free";
    private static readonly string? Missing = ValveRecording.Folder is null
        ? "the recordings of the Skoltech Anomaly Benchmark are not beside the checkout (shared/data/skab)" : null;

    private readonly Shell _shell = new();

    [RecordingsFact]
    public void Program_OverTheValveRecordings_KeepsToFivePercentFalseAndFortyPercentMissed()
    {
        var valves = All().ToList();

        Assert.Equal(10, valves.Count);
        Assert.InRange(ValveRecording.FalseAlarms(valves), 0, 5);
        Assert.InRange(ValveRecording.MissedAlarms(valves), 0, 40);
    }

    [RecordingsFact]
    public void Program_OverTheRecordingWithoutAFault_IsRarelyWrong() =>
        Assert.InRange(ValveRecording.FalseAlarms([ValveRecording.Run(_shell, Healthy)]), 0, 5);

    [RecordingsTheory]
    [InlineData("smoothing f64 = 0.05")]
    [InlineData("drift f64 = 0.001")]
    [InlineData("closed f64 = 1.1")]
    [InlineData("reopened f64 = 0.3")]
    public void Program_WithANumberMovedByAQuarter_KeepsToTheLimits(string number)
    {
        var split = number.LastIndexOf(' ') + 1;
        var value = double.Parse(number[split..], CultureInfo.InvariantCulture);
        foreach (var factor in (double[])[0.75, 1.25])
        {
            var moved = string.Create(CultureInfo.InvariantCulture, $"{number[..split]}{value * factor:F6}");
            var program = _shell.File("moved.arc", SampleFiles.Text("skab", "valve.arc").Replace(number, moved, StringComparison.Ordinal));
            var valves = All(program).ToList();
            var (wrong, missed) = (ValveRecording.FalseAlarms(valves), ValveRecording.MissedAlarms(valves));
            log.WriteLine($"{moved}: {wrong:F1} % {missed:F1} %");
            Assert.InRange(wrong, 0, 5);
            Assert.InRange(missed, 0, 22);
        }
    }

    [RecordingsFact]
    public void Readme_HasTheFigures()
    {
        var all = All().ToList();
        string[] rows =
        [
            Row("valve1, eight recordings, which the numbers were chosen on", all.Where(r => r.Name.StartsWith("valve1", StringComparison.Ordinal))),
            Row("valve2, two recordings", all.Where(r => r.Name.StartsWith("valve2", StringComparison.Ordinal))),
            Row("all ten", all),
            Row("2.6 hours without a fault", [ValveRecording.Run(_shell, Healthy)]),
        ];
        foreach (var row in rows) log.WriteLine(row);

        var readme = File.ReadAllLines(Path.Combine(SampleFiles.Root, "README.md"));
        Assert.All(rows, row => Assert.Contains(row, readme));
    }

    public void Dispose() => _shell.Dispose();

    private static string Row(string name, IEnumerable<ValveRecording> recordings)
    {
        var (wrong, missed) = (ValveRecording.FalseAlarms(recordings), ValveRecording.MissedAlarms(recordings));
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {wrong:F1} % | {(double.IsNaN(missed) ? "" : $"{missed:F1} % ")}|");
    }

    private IEnumerable<ValveRecording> All(string? program = null) =>
        ValveRecording.Names.Where(n => n != Healthy).Select(name => ValveRecording.Run(_shell, name, program));

    private sealed class RecordingsFactAttribute : FactAttribute
    {
        public RecordingsFactAttribute() => Skip = Missing;
    }

    private sealed class RecordingsTheoryAttribute : TheoryAttribute
    {
        public RecordingsTheoryAttribute() => Skip = Missing;
    }
}
