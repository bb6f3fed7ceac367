using Arc.Sdk.Modules;

namespace Arc.Stl;

public sealed partial class OpModule
{
    /// <summary>Sends a 1 to <c>true</c> for every sample that is exactly 1, and a 1 to <c>false</c> for every other.</summary>
    /// <example><code>
    /// import op
    /// alarm -> op.select{} -> { true: raised, false: cleared }
    /// // alarm u8: 1 -> raised: 1
    /// // alarm u8: 0 -> cleared: 1
    /// </code></example>
    [ReactiveNode]
    [Prelude]
    public sealed partial class Select
    {
        /// <summary>The flags.</summary>
        [Input(Name = "output")]
        public partial InputPort<byte> Input { get; }

        /// <summary>A 1 for every sample that is 1.</summary>
        [Output]
        public partial OutputPort<byte> True { get; }

        /// <summary>A 1 for every sample that is not 1.</summary>
        [Output]
        public partial OutputPort<byte> False { get; }

        /// <summary>Distributes a batch.</summary>
        public void Execute(ref NodeContext node)
        {
            for (var i = 0; i < Input.Count; i++) node.Emit(Input.Values[i] == 1 ? True : False, (byte)1, Input.Times[i]);
        }
    }

    /// <summary>A value: once when its scope is entered, or whenever what stands before it emits.</summary>
    /// <param name="request">Tells whether anything stands before it.</param>
    [ReactiveNode(Wake = NodeWake.Input, Internal = true)]
    public sealed partial class Constant<T>(NodeRequest request)
    {
        private readonly bool _isTriggered = request.ConnectedInputs.Count > 0;
        private bool _isDone;

        /// <summary>The value.</summary>
        [Config]
        public required T Value { get; init; }

        /// <summary>The value.</summary>
        [Output]
        public partial OutputPort<T> Output { get; }

        /// <summary>Emits the value.</summary>
        public void Execute(ref NodeContext node)
        {
            if (_isDone) return;
            _isDone = !_isTriggered;
            node.Emit(Output, Value);
        }
    }
}
