using System.Diagnostics;
using System.Diagnostics.Metrics;
using Arc.Dataflow;

namespace Arc.Runtime;

/// <summary>Metrics and traces of all sessions of a process; the names are listed in <c>sdk/docs/observability.md</c>.</summary>
public static class Telemetry
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "Arc.Runtime";

    private static readonly Meter Meter = new(Name);
    private static readonly List<WeakReference<ArcSession>> Watched = [];
    private static readonly Counter<long> Cycles = Meter.CreateCounter<long>("arc.session.cycles", "{cycle}", "Cycles that were run.");
    private static readonly Histogram<double> Work = Meter.CreateHistogram<double>("arc.session.cycle.duration", "s", "Time from the start of a cycle to its end.");
    private static readonly Histogram<double> Lateness = Meter.CreateHistogram<double>("arc.session.cycle.lateness", "s", "Time from when a cycle was due to its start.");

    static Telemetry() => Meter.CreateObservableGauge("arc.session.frames.waiting", Waiting, "{frame}", "Frames that wait for the loop.");

    internal static ActivitySource Source { get; } = new(Name);

    internal static UpDownCounter<int> Sessions { get; } = Meter.CreateUpDownCounter<int>("arc.sessions.open", "{session}", "Sessions that are open.");

    internal static Counter<long> Samples { get; } = Meter.CreateCounter<long>("arc.session.samples.written", "{sample}", "Samples that were written.");

    internal static Counter<long> Errors { get; } = Meter.CreateCounter<long>("arc.session.node.errors", "{error}", "Samples and nodes that failed.");

    internal static Counter<long> DeadlinesMissed { get; } = Meter.CreateCounter<long>("arc.session.deadlines.missed", "{deadline}", "Deadlines that were missed.");

    internal static Counter<long> Replacements { get; } = Meter.CreateCounter<long>("arc.session.replacements", "{replacement}", "Programs that took over from another one.");

    internal static void Cycle(CycleTiming timing, in KeyValuePair<string, object?> session)
    {
        Cycles.Add(1, session);
        if (Work.Enabled) Work.Record(timing.Work / 1e9, session);
        if (Lateness.Enabled) Lateness.Record(timing.Lateness / 1e9, session);
    }

    /// <summary>Lets a session's queue be observed until the result is disposed.</summary>
    internal static IDisposable Watch(ArcSession session)
    {
        var reference = new WeakReference<ArcSession>(session);
        lock (Watched) Watched.Add(reference);
        return new Watching(reference);
    }

    private static List<Measurement<int>> Waiting()
    {
        var measured = new List<Measurement<int>>();
        lock (Watched)
        {
            foreach (var reference in Watched)
            {
                if (reference.TryGetTarget(out var session))
                    measured.Add(new Measurement<int>(session.Statistics.WaitingFrames, new KeyValuePair<string, object?>("arc.session", session.Name)));
            }
        }

        return measured;
    }

    private sealed class Watching(WeakReference<ArcSession> reference) : IDisposable
    {
        public void Dispose()
        {
            lock (Watched) Watched.Remove(reference);
        }
    }
}
