using System.Numerics;
using Arc.Sdk;

namespace Arc.ThirdParty;

/// <summary>Signal conditioning.</summary>
[Module("signal")]
public sealed partial class SignalModule
{
    [ModuleState]
    private readonly NodeState<long> _runs = new();

    /// <summary>Clamps <paramref name="x"/> into [<paramref name="lo"/>, <paramref name="hi"/>].</summary>
    /// <param name="x">The value.</param>
    /// <param name="lo">The least result.</param>
    /// <param name="hi">The greatest result.</param>
    [HostFunction]
    public static T Clamp<T>(T x, [Config] T lo, [Config] T hi) where T : INumber<T> => T.Clamp(x, lo, hi);

    /// <summary>First difference; one element shorter than its input.</summary>
    [HostFunction(Contexts.Call)]
    public static Series<T> Diff<T>(Series<T> s) where T : INumber<T>
    {
        ArgumentNullException.ThrowIfNull(s);
        var result = new Series<T>(Math.Max(0, s.Length - 1));
        for (var i = 0; i < result.Length; i++) result[i] = s[i + 1] - s[i];
        return result;
    }

    /// <summary>A label such as <c>rpm (1/min)</c>.</summary>
    /// <param name="name">What is measured.</param>
    /// <param name="unit">In which unit.</param>
    [HostFunction]
    public static string Label(string name, [Config(Default = "1")] string unit) => $"{name} ({unit})";

    /// <summary>How often this node has run since its stage was entered.</summary>
    [HostFunction]
    public long Runs(HostContext context) => ++_runs[context.Node];

    /// <summary>The mean of the last samples, and whether it rises: nodes may remember in many ways.</summary>
    [ReactiveNode]
    public sealed partial class Recent<T> where T : struct, IFloatingPointIeee754<T>
    {
        private readonly Queue<T> _window = new();
        private (T Mean, long Time)? _before;
        private Trend _trend;

        private enum Trend
        {
            Unknown,
            Falls,
            Rises,
        }

        /// <summary>How many samples the mean is taken of.</summary>
        [Config(Default = "3", Min = "1", Max = "1000")]
        public int Count { get; init; }

        /// <summary>The samples.</summary>
        [Input]
        public partial InputPort<T> Input { get; }

        /// <summary>The mean after each sample.</summary>
        [Output]
        public partial OutputPort<T> Mean { get; }

        /// <summary>A 1 where the mean begins to rise, a 0 where it begins to fall.</summary>
        [Output]
        public partial OutputPort<byte> Rises { get; }

        /// <summary>Takes one batch in.</summary>
        public void Execute(ref NodeContext node)
        {
            for (var i = 0; i < Input.Count; i++)
            {
                _window.Enqueue(Input.Values[i]);
                if (_window.Count > Count) _window.Dequeue();
                var mean = T.Zero;
                foreach (var sample in _window) mean += sample;
                mean /= T.CreateTruncating(_window.Count);
                var time = Input.Times[i];
                node.Emit(Mean, mean, time);
                var trend = _before is not { } before || mean == before.Mean ? _trend : mean > before.Mean ? Trend.Rises : Trend.Falls;
                if (trend != _trend) node.Emit(Rises, (byte)(trend == Trend.Rises ? 1 : 0), time);
                (_before, _trend) = ((mean, time), trend);
            }
        }
    }

    /// <summary>Exponential moving average.</summary>
    [ReactiveNode]
    public sealed partial class Ema<T> where T : IFloatingPointIeee754<T>
    {
        private T _mean = T.Zero;
        private bool _started;

        /// <summary>Weight of a new sample.</summary>
        [Config(Default = "0.1", Min = "0", Max = "1")]
        public required T Alpha { get; init; }

        /// <summary>Least time between two samples that count.</summary>
        [Config(Default = "0"), Unit("ns")]
        public long HoldOff { get; init; }

        /// <summary>The samples.</summary>
        [Input]
        public partial InputPort<T> Input { get; }

        /// <summary>The average after each sample.</summary>
        [Output]
        public partial OutputPort<T> Output { get; }

        private long _last = long.MinValue;

        /// <summary>Folds one batch in.</summary>
        public void Execute(ref NodeContext node)
        {
            var times = Input.Times;
            for (var i = 0; i < times.Length; i++)
            {
                if (_started && times[i] - _last < HoldOff) continue;
                _mean = _started ? _mean + (Alpha * (Input.Values[i] - _mean)) : Input.Values[i];
                _started = true;
                _last = times[i];
                node.Emit(Output, _mean, times[i]);
            }
        }
    }
}
