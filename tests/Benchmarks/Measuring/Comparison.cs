using System.Globalization;

namespace Benchmarks.Measuring;

/// <summary>
/// Measures several ways to do the same work, interleaved in one run: round after round, each once. The ratio of medians is what
/// counts; a time alone proves nothing on a shared machine.
/// </summary>
internal sealed class Comparison(string name, double operations, params Contender[] contenders)
{
    /// <summary>What is compared.</summary>
    public string Name => name;

    // Until everything is compiled for good, which takes a while after it is called often.
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(1);
    private const int WarmUpRounds = 5;
    private const int Rounds = 25;

    /// <summary>Runs the first contender over and over, for a profiler, and gives the best time of an operation.</summary>
    public string Repeat(TimeSpan time)
    {
        var start = TimeProvider.System.GetTimestamp();
        var best = double.MaxValue;
        while (TimeProvider.System.GetElapsedTime(start) < time) best = Math.Min(best, contenders[0].Run().Milliseconds);
        return Scale(best * 1e6 / operations);
    }

    /// <summary>
    /// Runs all contenders and gives one table line each: the median and the best round, and their ratios to those of the first contender. On a machine
    /// that is busy with other things the best rounds say more.
    /// </summary>
    public IEnumerable<string> Run()
    {
        var times = contenders.Select(_ => new List<double>()).ToArray();
        var bytes = new long[contenders.Length];
        string? result = null;
        var start = TimeProvider.System.GetTimestamp();
        var warmUp = 0;
        while (warmUp < WarmUpRounds || TimeProvider.System.GetElapsedTime(start) < WarmUpTime)
        {
            Round(null);
            warmUp++;
        }

        for (var round = 0; round < Rounds; round++) Round(times);
        var baseline = Median(times[0]);
        for (var i = 0; i < contenders.Length; i++)
        {
            var median = Median(times[i]);
            yield return string.Create(CultureInfo.InvariantCulture,
                $"| {(i == 0 ? name : "")} | {contenders[i].Name} | {Scale(median * 1e6 / operations)} | {median / baseline:F2} | {Scale(times[i][0] * 1e6 / operations)} | {times[i][0] / times[0][0]:F2} | {(bytes[i] < 0 ? "" : bytes[i].ToString(CultureInfo.InvariantCulture))} |");
        }

        void Round(List<double>[]? into)
        {
            for (var i = 0; i < contenders.Length; i++)
            {
                var sample = contenders[i].Run();
                result ??= sample.Result;
                if (sample.Result != result) throw new InvalidOperationException($"{name}: {contenders[i].Name} gave {sample.Result}, {contenders[0].Name} gave {result}");
                into?[i].Add(sample.Milliseconds);
                bytes[i] = sample.AllocatedBytes;
            }
        }
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }

    private static string Scale(double nanoseconds)
    {
        var (value, unit) = nanoseconds switch { < 1e3 => (nanoseconds, "ns"), < 1e6 => (nanoseconds / 1e3, "us"), _ => (nanoseconds / 1e6, "ms") };
        return string.Create(CultureInfo.InvariantCulture, $"{value:F2} {unit}");
    }
}
