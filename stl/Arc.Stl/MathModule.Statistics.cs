using System.Numerics;
using Arc.Stl.Statistics;

namespace Arc.Stl;

// Statistics over the samples of a flow. A window ends when `reset` says 1, after a duration, or after a number of samples; it is
// looked at before a batch is added, so a batch is never split.
public sealed partial class MathModule
{
    /// <summary>The mean of the samples since the last reset, computed in the type of the samples.</summary>
    /// <example><code>
    /// import math
    /// flow -> math.avg{count=3} -> mean
    /// // flow: 2 -> mean: 2
    /// // flow: 4 -> mean: 3
    /// // flow: 9 -> mean: 5
    /// // flow: 1 -> mean: 1
    /// </code></example>
    [ReactiveNode("avg", Wake = NodeWake.Input | NodeWake.Always)]
    [Prelude(Deprecated = true)]
    public sealed partial class Average<T> where T : INumber<T>
    {
        private Statistic<T, Mean> _statistic;

        /// <summary>Time after which the window starts over; 0 for never.</summary>
        [Config(Default = "0"), Unit("ns")]
        public long Duration { get; init; }

        /// <summary>Number of samples after which the window starts over; 0 for never.</summary>
        [Config(Default = "0")]
        public long Count { get; init; }

        /// <summary>The samples.</summary>
        [Input]
        public partial InputPort<T> Input { get; }

        /// <summary>A 1 that is newer than the last one seen starts the window over.</summary>
        [Input(Default = "0")]
        public partial InputPort<byte> Reset { get; }

        /// <summary>The mean after each batch.</summary>
        [Output]
        public partial OutputPort<T> Output { get; }

        /// <summary>Folds a batch in.</summary>
        public void Execute(ref NodeContext node) => _statistic.Fold(ref node, Input, Reset, Output, Duration, Count);
    }

    /// <summary>The least sample since the last reset. NaN stays only if it is the first value of a window.</summary>
    /// <example><code>
    /// import math
    /// flow -> math.min{} -> least
    /// // flow: 5 -> least: 5
    /// // flow: 3 4 -> least: 3
    /// // flow: 8 -> least: 3
    /// </code></example>
    [ReactiveNode("min", Wake = NodeWake.Input | NodeWake.Always)]
    [Prelude(Deprecated = true)]
    public sealed partial class Minimum<T> where T : INumber<T>
    {
        private Statistic<T, Least> _statistic;

        /// <summary>Time after which the window starts over; 0 for never.</summary>
        [Config(Default = "0"), Unit("ns")]
        public long Duration { get; init; }

        /// <summary>Number of samples after which the window starts over; 0 for never.</summary>
        [Config(Default = "0")]
        public long Count { get; init; }

        /// <summary>The samples.</summary>
        [Input]
        public partial InputPort<T> Input { get; }

        /// <summary>A 1 that is newer than the last one seen starts the window over.</summary>
        [Input(Default = "0")]
        public partial InputPort<byte> Reset { get; }

        /// <summary>The least sample after each batch.</summary>
        [Output]
        public partial OutputPort<T> Output { get; }

        /// <summary>Folds a batch in.</summary>
        public void Execute(ref NodeContext node) => _statistic.Fold(ref node, Input, Reset, Output, Duration, Count);
    }

    /// <summary>The greatest sample since the last reset. NaN stays only if it is the first value of a window.</summary>
    /// <example><code>
    /// import math
    /// flow -> math.max{duration=10s} -> peak
    /// // at 0s, flow: 5 -> peak: 5
    /// // at 5s, flow: 3 -> peak: 5
    /// // at 10s, flow: 3 -> peak: 3
    /// </code></example>
    [ReactiveNode("max", Wake = NodeWake.Input | NodeWake.Always)]
    [Prelude(Deprecated = true)]
    public sealed partial class Maximum<T> where T : INumber<T>
    {
        private Statistic<T, Greatest> _statistic;

        /// <summary>Time after which the window starts over; 0 for never.</summary>
        [Config(Default = "0"), Unit("ns")]
        public long Duration { get; init; }

        /// <summary>Number of samples after which the window starts over; 0 for never.</summary>
        [Config(Default = "0")]
        public long Count { get; init; }

        /// <summary>The samples.</summary>
        [Input]
        public partial InputPort<T> Input { get; }

        /// <summary>A 1 that is newer than the last one seen starts the window over.</summary>
        [Input(Default = "0")]
        public partial InputPort<byte> Reset { get; }

        /// <summary>The greatest sample after each batch.</summary>
        [Output]
        public partial OutputPort<T> Output { get; }

        /// <summary>Folds a batch in.</summary>
        public void Execute(ref NodeContext node) => _statistic.Fold(ref node, Input, Reset, Output, Duration, Count);
    }

    /// <summary>The change per second from sample to sample; 0 for the first one and where time does not advance.</summary>
    /// <example><code>
    /// import math
    /// level -> math.derivative{} -> rate
    /// // at 0s, level: 10 -> rate: 0
    /// // at 2s, level: 14 -> rate: 2
    /// </code></example>
    [ReactiveNode]
    [Prelude(Deprecated = true)]
    public sealed partial class Derivative<T> where T : INumber<T>
    {
        private const double NanosecondsPerSecond = 1e9;

        private bool _hasPrevious;
        private double _previous;
        private long _previousTime;

        /// <summary>The samples.</summary>
        [Input]
        public partial InputPort<T> Input { get; }

        /// <summary>The change per second at each sample.</summary>
        [Output]
        public partial OutputPort<double> Output { get; }

        /// <summary>Answers every sample of a batch.</summary>
        public void Execute(ref NodeContext node)
        {
            var values = Input.Values;
            var times = Input.Times;
            for (var i = 0; i < values.Length; i++)
            {
                var value = double.CreateTruncating(values[i]);
                var advances = _hasPrevious && times[i] > _previousTime;
                node.Emit(Output, advances ? (value - _previous) / ((times[i] - _previousTime) / NanosecondsPerSecond) : 0, times[i]);
                (_hasPrevious, _previous, _previousTime) = (true, value, times[i]);
            }
        }
    }
}
