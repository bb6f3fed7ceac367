using Arc.Sdk.Channels;

namespace Arc.Dataflow;

/// <summary>Receives what a session produces, at the end of each cycle: authority changes first, then writes, then errors.</summary>
public interface ISessionSink
{
    /// <summary>A change of control authority.</summary>
    /// <param name="change">The change as the program made it; channel 0 stands for all that the program writes.</param>
    /// <param name="channels">The channels that it concerns.</param>
    void OnAuthority(AuthorityChange change, ReadOnlySpan<int> channels);

    /// <summary>Everything that the cycle wrote to one channel; valid during the call.</summary>
    void OnWrite(ChannelWrites writes);

    /// <summary>Something went wrong in a node.</summary>
    void OnError(NodeError error);
}
