using Arc.Sdk.Channels;
using Arc.Sdk.Types;

namespace Arc.Stl;

/// <summary>Control authority over channels.</summary>
[Module("control")]
public sealed partial class ControlModule
{
    /// <summary>Changes the control authority once each time its scope is entered; 0 releases control.</summary>
    /// <param name="authority">The session's changes of authority.</param>
    /// <example><code>
    /// import control
    /// start -> control.set_authority{value=200, channel=valve}
    /// opening -> valve
    /// // start u8: 1, opening: 40 -> authority(valve): 200, valve f64: 40
    /// </code></example>
    [ReactiveNode(Wake = NodeWake.Input | NodeWake.Always)]
    [Prelude(Deprecated = true)]
    public sealed partial class SetAuthority<T>(AuthorityBuffer authority)
    {
        private bool _isDone;

        /// <summary>The new authority.</summary>
        [Config]
        public required byte Value { get; init; }

        /// <summary>The channel; 0 stands for every channel that the program writes.</summary>
        [Config(Default = "0"), ChannelAccess(ChannelAccess.Write)]
        public Channel<T> Channel { get; init; }

        /// <summary>Triggers the change, whatever its value.</summary>
        [Input(Name = "output", Default = "0")]
        public partial InputPort<byte> Trigger { get; }

        /// <summary>Makes the change, the first time.</summary>
        public void Execute(ref NodeContext node)
        {
            if (_isDone) return;
            _isDone = true;
            authority.Set(Channel.Key, Value);
        }
    }
}
