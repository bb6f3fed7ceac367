using System.Globalization;

namespace Benchmarks.Measuring;

/// <summary>Times work in this process.</summary>
internal static class Measure
{
    public static Contender InProcess<T>(string name, Func<T> work) => new(name, () =>
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = TimeProvider.System.GetTimestamp();
        var result = work();
        var time = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        return new Sample(Convert.ToString(result, CultureInfo.InvariantCulture) ?? "", time, bytes);
    });
}
