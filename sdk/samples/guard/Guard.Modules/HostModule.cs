using Arc.Sdk;

namespace Guard.Modules;

/// <summary>The machine that the program runs on.</summary>
[Module("host")]
public sealed partial class HostModule
{
    [ModuleState] private readonly NodeState<long> _busy = new();
    [ModuleState] private readonly NodeState<long> _total = new();
    [ModuleState] private readonly NodeState<long> _stalled = new();
    [ModuleState] private readonly NodeState<long> _stalledAt = new();

    private readonly MachineReadings _machine = MachineReadings.ForThisSystem();

    /// <summary>
    /// Share of processor time that was used since this node asked last, in percent; 0 the first time, NaN where the system
    /// does not tell.
    /// </summary>
    [HostFunction]
    public double Cpu(HostContext context)
    {
        if (_machine.ProcessorTimes() is not var (busy, total)) return double.NaN;
        var isFirst = !_total.Has(context.Node);
        var (used, passed) = (busy - _busy[context.Node], total - _total[context.Node]);
        (_busy[context.Node], _total[context.Node]) = (busy, total);
        return isFirst || passed <= 0 ? 0 : Math.Clamp(100.0 * used / passed, 0, 100);
    }

    /// <summary>Share of memory in use, in percent.</summary>
    [HostFunction]
    public double Memory() => _machine.MemoryUsed();

    /// <summary>
    /// Share of time in which something waited for a processor since this node asked last, in percent; 0 the first time, NaN
    /// where the system does not tell.
    /// </summary>
    [HostFunction]
    public double Pressure(HostContext context)
    {
        if (_machine.StalledMicroseconds() is not { } stalled) return double.NaN;
        var now = TimeProvider.System.GetTimestamp();
        var isFirst = !_stalledAt.Has(context.Node);
        var waited = stalled - _stalled[context.Node];
        var passed = TimeProvider.System.GetElapsedTime(_stalledAt[context.Node], now).TotalMicroseconds;
        (_stalled[context.Node], _stalledAt[context.Node]) = (stalled, now);
        return isFirst || passed <= 0 ? 0 : Math.Clamp(100.0 * waited / passed, 0, 100);
    }
}
