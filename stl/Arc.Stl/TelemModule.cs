using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;

namespace Arc.Stl;

/// <summary>Channels as sources and sinks of flows.</summary>
[Module("telem")]
public sealed partial class TelemModule
{
    /// <summary>Emits the batches that a channel receives, one a cycle. What was received before the node was reset is passed over.</summary>
    /// <example><code>
    /// import telem
    /// telem.on{channel=pressure} -> copy
    /// // pressure: 1 2 -> copy: 1 2
    /// // -> nothing
    /// </code></example>
    [ReactiveNode(Wake = NodeWake.Channel)]
    [Prelude]
    public sealed partial class On<T>
    {
        private readonly ChannelReader<T> _reader;

        /// <summary>Makes the node and its place in the channel.</summary>
        /// <param name="channels">The session's channels.</param>
        /// <param name="request">Names the node and the channel.</param>
        public On(ChannelStore channels, NodeRequest request)
        {
            ArgumentNullException.ThrowIfNull(channels);
            ArgumentNullException.ThrowIfNull(request);
            _reader = channels.AddReader<T>(request.Config.Get<int>("channel"), request.Key);
        }

        /// <summary>The channel.</summary>
        [Config, ChannelAccess(ChannelAccess.Read)]
        public required Channel<T> Channel { get; init; }

        /// <summary>The samples.</summary>
        [Output]
        public partial OutputPort<T> Output { get; }

        /// <summary>Passes over everything that was received up to now.</summary>
        public void Reset() => _reader.SkipReceived();

        /// <summary>Emits the next unread batch.</summary>
        public void Execute(ref NodeContext node)
        {
            if (!_reader.TryTake(out var batch)) return;
            Output.Alignment = batch.Alignment;
            for (var i = 0; i < batch.Values.Length; i++)
            {
                if (batch.HasTimes) node.Emit(Output, batch.Values[i], batch.Times[i]);
                else node.Emit(Output, batch.Values[i]);
            }
        }
    }

    /// <summary>Writes the incoming samples to a channel, with their time stamps, and emits a 1 per batch.</summary>
    /// <param name="channels">The session's channels.</param>
    /// <example><code>
    /// import telem
    /// pressure -> telem.write{channel=copy}
    /// // pressure: 1 2 -> copy f64: 1 2
    /// </code></example>
    [ReactiveNode]
    [Prelude]
    public sealed partial class Write<T>(ChannelStore channels)
    {
        /// <summary>The channel.</summary>
        [Config, ChannelAccess(ChannelAccess.Write)]
        public required Channel<T> Channel { get; init; }

        /// <summary>The samples.</summary>
        [Input]
        public partial InputPort<T> Input { get; }

        /// <summary>1 for every batch written.</summary>
        [Output]
        public partial OutputPort<byte> Output { get; }

        /// <summary>Writes a batch.</summary>
        public void Execute(ref NodeContext node)
        {
            channels.Write(Channel.Key, Input.Values, Input.Times, Input.Alignment);
            node.Emit(Output, (byte)1, Input.LastTime);
        }
    }
}
