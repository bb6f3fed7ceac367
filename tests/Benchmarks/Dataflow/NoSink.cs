using Arc.Dataflow;
using Arc.Sdk.Channels;

namespace Benchmarks.Dataflow;

/// <summary>Takes what a session produces and does nothing with it.</summary>
internal sealed class NoSink : ISessionSink
{
    public void OnAuthority(AuthorityChange change, ReadOnlySpan<int> channels)
    {
    }

    public void OnWrite(ChannelWrites writes)
    {
    }

    public void OnError(NodeError error) => throw new InvalidOperationException(error.ToString());
}
