using System.Numerics;
using Arc.Sdk;

namespace Guard.Modules;

/// <summary>Signal conditioning.</summary>
[Module("signal")]
public sealed partial class SignalModule
{
    /// <summary>Limits <paramref name="x"/> to [<paramref name="lo"/>, <paramref name="hi"/>].</summary>
    /// <param name="x">The sample.</param>
    /// <param name="lo">The least value that leaves.</param>
    /// <param name="hi">The greatest value that leaves.</param>
    [HostFunction]
    public static T Clamp<T>(T x, [Config] T lo, [Config] T hi) where T : INumber<T> => T.Clamp(x, lo, hi);

    /// <summary>The mean of the last samples; of fewer, until so many have arrived.</summary>
    [ReactiveNode]
    public sealed partial class MovingAverage<T> where T : IFloatingPointIeee754<T>
    {
        private readonly Queue<T> _window = new();

        /// <summary>How many samples the window holds.</summary>
        [Config(Min = "1", Max = "1000000")]
        public required long Count { get; init; }

        /// <summary>The samples.</summary>
        [Input]
        public partial InputPort<T> Input { get; }

        /// <summary>The mean after each sample.</summary>
        [Output]
        public partial OutputPort<T> Output { get; }

        /// <summary>Emits one mean per sample.</summary>
        public void Execute(ref NodeContext node)
        {
            var values = Input.Values;
            for (var i = 0; i < values.Length; i++)
            {
                _window.Enqueue(values[i]);
                if (_window.Count > Count) _window.Dequeue();
                // Summing afresh keeps one NaN or infinity from spoiling every later mean.
                var sum = T.Zero;
                foreach (var value in _window) sum += value;
                node.Emit(Output, sum / T.CreateChecked(_window.Count), Input.Times[i]);
            }
        }
    }

    /// <summary>
    /// A switch with two thresholds: emits 1 when the signal rises to <c>high</c>, 0 when it has fallen to <c>low</c> again,
    /// and nothing in between.
    /// </summary>
    [ReactiveNode(Check = nameof(CheckHysteresis))]
    public sealed partial class Hysteresis<T> where T : INumber<T>
    {
        private bool _isHigh;

        /// <summary>Where the switch opens again.</summary>
        [Config]
        public required T Low { get; init; }

        /// <summary>Where the switch closes.</summary>
        [Config]
        public required T High { get; init; }

        /// <summary>The signal.</summary>
        [Input]
        public partial InputPort<T> Input { get; }

        /// <summary>The new position, whenever it changes.</summary>
        [Output]
        public partial OutputPort<byte> Output { get; }

        /// <summary>Emits the changes that a batch brings.</summary>
        public void Execute(ref NodeContext node)
        {
            var values = Input.Values;
            for (var i = 0; i < values.Length; i++)
            {
                var isHigh = _isHigh ? values[i] > Low : values[i] >= High;
                if (isHigh == _isHigh) continue;
                _isHigh = isHigh;
                node.Emit(Output, (byte)(isHigh ? 1 : 0), Input.Times[i]);
            }
        }
    }

    /// <summary>The two thresholds must leave room between them.</summary>
    public static string? CheckHysteresis(Arc.Sdk.Modules.ConfigValues values) =>
        values["low"].Float < values["high"].Float ? null : "low must be below high";
}
