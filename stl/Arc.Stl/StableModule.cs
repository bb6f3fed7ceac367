namespace Arc.Stl;

/// <summary>Values that hold still.</summary>
[Module("stable")]
public sealed partial class StableModule
{
    /// <summary>
    /// Emits a value after it has not changed for a time span; a value is not repeated until another one was sent. Behind another node it looks only when samples
    /// arrive: a source that falls silent is not answered.
    /// </summary>
    /// <example><code>
    /// import stable
    /// pressure -> stable.for{duration=2s} -> steady
    /// // at 0s, pressure: 5
    /// // at 1s, pressure: 5
    /// // at 2s, pressure: 5 -> steady: 5
    /// // at 3s, pressure: 6
    /// </code></example>
    [ReactiveNode("for", Wake = NodeWake.Input | NodeWake.Always)]
    [Prelude("stable_for", Deprecated = true)]
    public sealed partial class For<T>
    {
        private bool _hasCurrent;
        private T _current = default!;
        private long _changedAt;
        private bool _hasSent;
        private T _sent = default!;

        /// <summary>How long a value must hold still.</summary>
        [Config(Min = "0"), Unit("ns")]
        public required long Duration { get; init; }

        /// <summary>The samples.</summary>
        [Input]
        public partial InputPort<T> Input { get; }

        /// <summary>The values that held still.</summary>
        [Output]
        public partial OutputPort<T> Output { get; }

        /// <summary>Looks at new samples, then whether the current value is old enough.</summary>
        public void Execute(ref NodeContext node)
        {
            if (Input.IsNew)
            {
                for (var i = 0; i < Input.Count; i++) Observe(Input.Values[i], Input.Times[i]);
            }

            if (!_hasCurrent || node.Now - _changedAt < Duration || (_hasSent && Same(_current, _sent))) return;
            (_hasSent, _sent) = (true, _current);
            node.Emit(Output, _current);
        }

        private void Observe(T sample, long time)
        {
            if (_hasCurrent && Same(sample, _current)) return;
            (_hasCurrent, _current, _changedAt) = (true, sample, time);
        }

        private static bool Same(T a, T b) => EqualityComparer<T>.Default.Equals(a, b);
    }
}
