using System.Globalization;
using System.Runtime.InteropServices;

namespace Guard.Modules;

/// <summary>What a system tells about its load.</summary>
internal abstract partial class MachineReadings
{
    public static MachineReadings ForThisSystem() =>
        OperatingSystem.IsLinux() ? new Linux() : OperatingSystem.IsWindows() ? new Windows() : new Unknown();

    /// <summary>Processor time used and processor time in all, in one unit, since an unspecified start; null if unknown.</summary>
    public virtual (long Busy, long Total)? ProcessorTimes() => null;

    /// <summary>Time in which something waited for a processor since an unspecified start; null if unknown.</summary>
    public virtual long? StalledMicroseconds() => null;

    /// <summary>Memory in use in percent of what there is.</summary>
    public virtual double MemoryUsed()
    {
        var info = GC.GetGCMemoryInfo();
        return info.TotalAvailableMemoryBytes <= 0 ? double.NaN : 100.0 * info.MemoryLoadBytes / info.TotalAvailableMemoryBytes;
    }

    private sealed class Unknown : MachineReadings;

    private sealed class Linux : MachineReadings
    {
        private const string Pressure = "/proc/pressure/cpu";

        public override (long Busy, long Total)? ProcessorTimes()
        {
            // cpu user nice system idle iowait irq softirq steal ...
            var line = File.ReadLines("/proc/stat").First();
            var times = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
                .Select(t => long.Parse(t, CultureInfo.InvariantCulture)).ToArray();
            var total = times.Sum();
            return (total - times[3] - times[4], total);
        }

        public override long? StalledMicroseconds()
        {
            if (!File.Exists(Pressure)) return null;
            var some = File.ReadLines(Pressure).First();
            return long.Parse(some.AsSpan(some.IndexOf("total=", StringComparison.Ordinal) + 6), CultureInfo.InvariantCulture);
        }

        public override double MemoryUsed()
        {
            long total = 0, available = 0;
            foreach (var line in File.ReadLines("/proc/meminfo"))
            {
                if (line.StartsWith("MemTotal:", StringComparison.Ordinal)) total = Kilobytes(line);
                else if (line.StartsWith("MemAvailable:", StringComparison.Ordinal)) available = Kilobytes(line);
            }

            return total == 0 ? double.NaN : 100.0 * (total - available) / total;
        }

        private static long Kilobytes(string line) =>
            long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private sealed partial class Windows : MachineReadings
    {
        public override (long Busy, long Total)? ProcessorTimes() =>
            GetSystemTimes(out var idle, out var kernel, out var user) ? (kernel + user - idle, kernel + user) : null;

        // Kernel time includes idle time.
        [LibraryImport("kernel32.dll", SetLastError = true)]
        [return: MarshalAs(UnmanagedType.Bool)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        private static partial bool GetSystemTimes(out long idle, out long kernel, out long user);
    }
}
