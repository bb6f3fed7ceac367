using Arc.Cli.Data;
using Arc.Dataflow;
using Arc.Language.Lowering;
using Arc.Sdk.Channels;
using Arc.Sdk.Hosting;

namespace Arc.Cli.Running;

/// <summary>Writes what a session flushes, and reports errors on standard error as they happen.</summary>
internal sealed class SessionOutput(OutputWriter writer, TextWriter errors, TimeProvider clock, IReadOnlyDictionary<string, NodePlace> places, IRunObserver? observer = null) : ISessionSink, IChannelWritesVisitor
{
    /// <summary>More errors than this are only counted.</summary>
    public const int MaxReportedErrors = 20;

    private readonly SessionClock _clock = new(clock);

    public long Errors { get; private set; }

    public void OnAuthority(AuthorityChange change, ReadOnlySpan<int> channels)
    {
        // A recording has nobody to yield to: changes of authority have no effect in this host.
    }

    public void OnWrite(ChannelWrites writes) => writes.Visit(this);

    public void Visit<T>(ChannelWrites<T> writes)
    {
        var time = _clock.Now;
        foreach (var value in writes.Values)
        {
            writer.Write(time, writes.Channel.Name, value);
            observer?.OnWrite(writes.Channel, time, value);
        }
    }

    public void OnError(NodeError error)
    {
        Errors++;
        observer?.OnError(_clock.Now, error);
        if (Errors <= MaxReportedErrors) errors.WriteLine(places.GetValueOrDefault(error.Node) is { } place ? $"{place}: error: {error}" : $"arc: {error}");
        if (Errors == MaxReportedErrors) errors.WriteLine("arc: further errors are only counted");
    }
}
