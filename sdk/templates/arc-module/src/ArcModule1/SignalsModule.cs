using System.Numerics;
using Arc.Sdk;

namespace ArcModule1;

/// <summary>Signal conditioning.</summary>
[Module("signals")]
public sealed partial class SignalsModule
{
    /// <summary>Limits a sample to a range: in a body <c>signals.limit(x, 0, 10)</c>, in a flow <c>signals.limit{lo=0, hi=10}</c>.</summary>
    /// <param name="x">The sample.</param>
    /// <param name="lo">The least value that leaves.</param>
    /// <param name="hi">The greatest value that leaves.</param>
    /// <example><code>signals.limit(12.0, 0, 10)   // 10</code></example>
    [HostFunction]
    public static T Limit<T>(T x, [Config] T lo, [Config] T hi) where T : INumber<T> => T.Clamp(x, lo, hi);

    /// <summary>An exponential average: follows its input, the slower the smaller <c>alpha</c> is.</summary>
    /// <example><code>
    /// import signals
    /// pressure -> signals.smooth{alpha=0.5} -> mean
    /// // pressure: 8 4 4 -> mean: 8 6 5
    /// </code></example>
    [ReactiveNode]
    public sealed partial class Smooth<T> where T : IFloatingPointIeee754<T>
    {
        private bool _hasStarted;
        private T _mean = T.Zero;

        /// <summary>The weight of a new sample, 0 to 1.</summary>
        [Config(Default = "0.1", Min = "0", Max = "1")]
        public T Alpha { get; init; } = T.Zero;

        /// <summary>The samples.</summary>
        [Input]
        public partial InputPort<T> Input { get; }

        /// <summary>The average after each sample.</summary>
        [Output]
        public partial OutputPort<T> Output { get; }

        /// <summary>Runs once a batch. When its stage is entered again, the fields start over.</summary>
        public void Execute(ref NodeContext node)
        {
            for (var i = 0; i < Input.Count; i++)
            {
                var sample = Input.Values[i];
                _mean = _hasStarted ? _mean + Alpha * (sample - _mean) : sample;
                _hasStarted = true;
                node.Emit(Output, _mean, Input.Times[i]);
            }
        }
    }
}
