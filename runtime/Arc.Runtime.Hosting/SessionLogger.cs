using Microsoft.Extensions.Logging;

namespace Arc.Runtime.Hosting;

/// <summary>Logs what a session produces, beside its loop. A node that fails a thousand times a second is logged once an interval.</summary>
internal sealed class SessionLogger(ILogger logger, string session, TimeSpan interval, TimeProvider time)
{
    private readonly Dictionary<string, NodeLog> _nodes = new(StringComparer.Ordinal);

    /// <summary>Logs until the events end, which they do when the session does.</summary>
    public async Task RunAsync(Subscription<SessionEvent> events)
    {
        try
        {
            await foreach (var item in events.ConfigureAwait(false)) Log(item);
        }
        catch (Exception) when (events.Reader.Completion.IsFaulted)
        {
            // The session failed, and whoever runs it logs that.
        }
    }

    private void Log(SessionEvent item)
    {
        switch (item)
        {
            case NodeFailed failure: LogFailure(failure); break;
            case SafeStateEntered safe:
                logger.SafeStateEntered(safe.Cause == SafeStateCause.Stopped ? LogLevel.Information : LogLevel.Critical, session, safe.Cause, safe.Reason);
                break;
            case ProgramReplaced:
                _nodes.Clear();
                logger.ProgramReplaced(session);
                break;
        }
    }

    private void LogFailure(NodeFailed failure)
    {
        var now = time.GetTimestamp();
        if (_nodes.TryGetValue(failure.Error.Node, out var log) && time.GetElapsedTime(log.LoggedAt, now) < interval)
        {
            log.Suppressed++;
            return;
        }

        logger.NodeFailed(failure.Error.Exception, session, failure, log?.Suppressed ?? 0);
        _nodes[failure.Error.Node] = new NodeLog { LoggedAt = now };
    }

    private sealed class NodeLog
    {
        public long LoggedAt { get; init; }

        public long Suppressed { get; set; }
    }
}
