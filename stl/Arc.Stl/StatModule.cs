using System.Numerics;
using Arc.Stl.Statistics;

namespace Arc.Stl;

/// <summary>Another name for the statistics of the module <c>math</c>.</summary>
[Module("stat")]
public sealed partial class StatModule
{
    /// <summary>The mean of the samples since the last reset, computed in the type of the samples.</summary>
    /// <example><code>
    /// import stat
    /// flow -> stat.avg{count=3} -> mean
    /// // flow: 2 -> mean: 2
    /// // flow: 4 -> mean: 3
    /// </code></example>
    [ReactiveNode("avg", Wake = NodeWake.Input | NodeWake.Always)]
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
    /// import stat
    /// flow -> stat.min{} -> least
    /// // flow: 5 3 -> least: 3
    /// </code></example>
    [ReactiveNode("min", Wake = NodeWake.Input | NodeWake.Always)]
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
    /// import stat
    /// flow -> stat.max{} -> peak
    /// // flow: 5 3 -> peak: 5
    /// </code></example>
    [ReactiveNode("max", Wake = NodeWake.Input | NodeWake.Always)]
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
}
