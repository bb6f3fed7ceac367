using System.Collections.Concurrent;

namespace Arc.Generator.Discovery;

/// <summary>What was read of each module the last time. Nothing of it refers to a compilation.</summary>
internal sealed class ModuleMemory
{
    private readonly ConcurrentDictionary<string, ModuleReadings> _last = new(StringComparer.Ordinal);

    /// <summary>What a reading of a module may use.</summary>
    /// <param name="type">The module's class.</param>
    /// <param name="world">What modules depend on beyond their own declarations (see <see cref="Skeleton.WorldOf"/>).</param>
    public ModuleReadings Begin(string type, ulong world) => new(_last.TryGetValue(type, out var last) ? last : null, world);

    /// <summary>Replaces what was read the last time.</summary>
    public void Keep(string type, ModuleReadings readings)
    {
        readings.Finish();
        _last[type] = readings;
    }
}
