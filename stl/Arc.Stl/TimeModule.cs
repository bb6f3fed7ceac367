using Arc.Sdk.Hosting;

namespace Arc.Stl;

/// <summary>The clock and timers. Times are in ns since the epoch, time spans in ns.</summary>
/// <param name="clock">The session's clock.</param>
[Module("time")]
public sealed partial class TimeModule(SessionClock clock)
{
    /// <summary>The wall clock in ns since the Unix epoch, strictly increasing within a session.</summary>
    /// <example><code>time.now() &gt;= 0   // 1</code></example>
    [HostFunction(Contexts.Call)]
    [Prelude(Deprecated = true)]
    [return: Unit("ns")]
    public long Now() => clock.NextUnique();

    /// <summary>Emits the clock: in every cycle, or whenever what stands before it emits.</summary>
    /// <param name="clock">The session's clock.</param>
    [ReactiveNode("now", Wake = NodeWake.Always)]
    public sealed partial class NowNode(SessionClock clock)
    {
        /// <summary>The time in ns since the Unix epoch.</summary>
        [Output, Unit("ns")]
        public partial OutputPort<long> Output { get; }

        /// <summary>Emits the time.</summary>
        public void Execute(ref NodeContext node) => node.Emit(Output, clock.NextUnique());
    }

    private static long Later(long start, long span) => start > long.MaxValue - span ? long.MaxValue : start + span;

    /// <summary>Emits a 1 in the first timer cycle and then once a period.</summary>
    /// <example><code>
    /// import time
    /// time.interval{period=1s} -> beat
    /// // at 0s -> beat: 1
    /// // at 0.4s -> nothing
    /// // at 1s -> beat: 1
    /// </code></example>
    [ReactiveNode(Wake = NodeWake.Timer)]
    [Prelude(Deprecated = true)]
    public sealed partial class Interval
    {
        private long? _lastFired;

        /// <summary>Time between two emissions.</summary>
        [Config(Min = "1"), Unit("ns")]
        public required long Period { get; init; }

        /// <summary>1 at every period.</summary>
        [Output]
        public partial OutputPort<byte> Output { get; }

        /// <summary>Emits if the period is over, and asks for the next cycle.</summary>
        public void Execute(ref NodeContext node)
        {
            if (node.Reason == CycleReason.Timer && (_lastFired is not { } last || node.Elapsed - last >= Period - node.Tolerance))
            {
                _lastFired = node.Elapsed;
                node.Emit(Output, (byte)1);
            }

            node.WakeAt(_lastFired is { } fired ? Later(fired, Period) : node.Elapsed);
        }
    }

    /// <summary>Emits a 1 once, a time span after it first ran.</summary>
    /// <example><code>
    /// import time
    /// time.wait{duration=3s} -> ready
    /// // at 0s -> nothing
    /// // at 3s -> ready: 1
    /// // at 9s -> nothing
    /// </code></example>
    [ReactiveNode(Wake = NodeWake.Timer)]
    [Prelude(Deprecated = true)]
    public sealed partial class Wait
    {
        private long? _start;
        private bool _isDone;

        /// <summary>How long to wait.</summary>
        [Config(Min = "0"), Unit("ns")]
        public required long Duration { get; init; }

        /// <summary>1 when the time is over.</summary>
        [Output]
        public partial OutputPort<byte> Output { get; }

        /// <summary>Emits if the time is over, else asks for a cycle when it is.</summary>
        public void Execute(ref NodeContext node)
        {
            if (_isDone) return;
            var start = _start ??= node.Elapsed;
            if (node.Reason == CycleReason.Timer && node.Elapsed - start >= Duration - node.Tolerance)
            {
                _isDone = true;
                node.Emit(Output, (byte)1);
                return;
            }

            node.WakeAt(Later(start, Duration));
        }
    }
}
