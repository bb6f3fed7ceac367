using Arc.Cli.Data;
using Arc.Dataflow;
using Arc.Language.Lowering;
using Arc.Sdk;
using Arc.Sdk.Channels;

namespace Arc.Cli.Running;

/// <summary>Writes what a session flushes, and reports errors on standard error as they happen.</summary>
internal sealed class SessionOutput(OutputWriter writer, TextWriter errors, TimeProvider clock, IReadOnlyDictionary<string, NodePlace> places, IRunObserver? observer = null) : ISessionSink
{
    /// <summary>More errors than this are only counted.</summary>
    public const int MaxReportedErrors = 20;

    public long Errors { get; private set; }

    public void OnAuthority(AuthorityChange change, ReadOnlySpan<int> channels)
    {
        // A recording has nobody to yield to: changes of authority have no effect in this host.
    }

    public void OnWrite(ChannelWrites writes)
    {
        var time = Now();
        switch (writes)
        {
            case ChannelWrites<double> typed: Write(typed, time); break;
            case ChannelWrites<float> typed: Write(typed, time); break;
            case ChannelWrites<byte> typed: Write(typed, time); break;
            case ChannelWrites<ushort> typed: Write(typed, time); break;
            case ChannelWrites<uint> typed: Write(typed, time); break;
            case ChannelWrites<ulong> typed: Write(typed, time); break;
            case ChannelWrites<sbyte> typed: Write(typed, time); break;
            case ChannelWrites<short> typed: Write(typed, time); break;
            case ChannelWrites<int> typed: Write(typed, time); break;
            case ChannelWrites<long> typed: Write(typed, time); break;
            case ChannelWrites<Text> typed: Write(typed, time); break;
        }
    }

    public void OnError(NodeError error)
    {
        Errors++;
        observer?.OnError(Now(), error);
        if (Errors <= MaxReportedErrors) errors.WriteLine(places.GetValueOrDefault(error.Node) is { } place ? $"{place}: error: {error}" : $"arc: {error}");
        if (Errors == MaxReportedErrors) errors.WriteLine("arc: further errors are only counted");
    }

    private void Write<T>(ChannelWrites<T> writes, long time)
    {
        foreach (var value in writes.Values)
        {
            writer.Write(time, writes.Channel.Name, value);
            observer?.OnWrite(writes.Channel, time, value);
        }
    }

    private long Now() => (clock.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) * TimeSpan.NanosecondsPerTick;
}
