using System.Diagnostics;
using System.Globalization;
using Arc.Dataflow;

namespace Benchmarks.Dataflow;

/// <summary>
/// A control loop at 1 kHz beside an empty one: both on one thread, second by second in turn, so that they meet the same machine. The thread
/// waits by asking for the time, as a loop does that must not be late.
/// </summary>
internal static class ControlLoop
{
    private const int Rate = 1000;

    private const string Controller = """
        func f(level f64) f64 {
            integral f64 $= 0.0
            error := 50.0 - level
            integral = integral + error * 0.001
            if integral > 10.0 { integral = 10.0 }
            if integral < 0.0 - 10.0 { integral = 0.0 - 10.0 }
            return error * 0.9 + integral
        }
        """;

    /// <summary>Runs the loops and prints what they did.</summary>
    /// <param name="seconds">How long each runs.</param>
    public static void Run(int seconds)
    {
        using var program = new FlowProgram(FlowProgram.Chains(1, 20, "f{}", Controller));
        var (empty, busy) = (new Lateness(), new Lateness());
        var work = new DurationHistogram();
        // Compiled for good before anything counts.
        for (var i = 0; i < 200_000; i++) program.Feed(0, i % 100);
        Thread.Sleep(500);
        for (var i = 0; i < 200_000; i++) program.Feed(0, i % 100);
        Second(empty, null, null);
        Second(busy, program, work);
        (empty, busy, work) = (new Lateness(), new Lateness(), new DurationHistogram());

        GC.Collect();
        var collections = GC.CollectionCount(0);
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < seconds; i++)
        {
            Second(empty, null, null);
            Second(busy, program, work);
        }

        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        collections = GC.CollectionCount(0) - collections;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds} s at {Rate} Hz, {seconds * Rate:N0} cycles of 22 nodes: {bytes} bytes allocated, {collections} collections"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"work of a cycle: p50 {Text(work.Quantile(0.5))}, p99 {Text(work.Quantile(0.99))}, at most {Text(work.Longest)}"));
        Console.WriteLine($"lateness, empty loop: {empty}");
        Console.WriteLine($"lateness, Arc:        {busy}");
    }

    private static void Second(Lateness lateness, FlowProgram? program, DurationHistogram? work)
    {
        var period = Stopwatch.Frequency / Rate;
        var due = Stopwatch.GetTimestamp() + period;
        for (var i = 0; i < Rate; i++, due += period)
        {
            long now;
            while ((now = Stopwatch.GetTimestamp()) < due) Thread.SpinWait(10);
            lateness.Add(now - due);
            if (program is null) continue;
            program.Feed(0, i % 100);
            work!.Add((Stopwatch.GetTimestamp() - now) * (1_000_000_000 / Stopwatch.Frequency));
        }
    }

    private static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:F1} us");

    private sealed class Lateness
    {
        private readonly DurationHistogram _times = new();

        public void Add(long ticks) => _times.Add(ticks * (1_000_000_000 / Stopwatch.Frequency));

        public override string ToString() =>
            $"p50 {Text(_times.Quantile(0.5))}, p99 {Text(_times.Quantile(0.99))}, p99.99 {Text(_times.Quantile(0.9999))}, at most {Text(_times.Longest)}";
    }
}
