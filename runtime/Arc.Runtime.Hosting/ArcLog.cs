using Microsoft.Extensions.Logging;

namespace Arc.Runtime.Hosting;

/// <summary>What hosted sessions log. The ids are stable; <c>sdk/docs/observability.md</c> lists them.</summary>
internal static partial class ArcLog
{
    [LoggerMessage(1, LogLevel.Information, "Arc session {Session} started: {Program}, {Channels} channels")]
    public static partial void SessionStarted(this ILogger logger, string session, string program, int channels);

    [LoggerMessage(2, LogLevel.Information, "Arc session {Session} stopped after {Cycles} cycles")]
    public static partial void SessionStopped(this ILogger logger, string session, long cycles);

    [LoggerMessage(3, LogLevel.Information, "Arc session {Session} ended: its input was closed and nothing is left to do")]
    public static partial void SessionEnded(this ILogger logger, string session);

    [LoggerMessage(4, LogLevel.Critical, "Arc session {Session} failed; then: {Action}")]
    public static partial void SessionFailed(this ILogger logger, Exception fault, string session, FaultAction action);

    [LoggerMessage(5, LogLevel.Warning, "Arc session {Session} starts again in {Delay}")]
    public static partial void SessionRestarting(this ILogger logger, string session, TimeSpan delay);

    [LoggerMessage(6, LogLevel.Information, "Arc session {Session} goes on with another program")]
    public static partial void ProgramReplaced(this ILogger logger, string session);

    [LoggerMessage(7, LogLevel.Error, "Arc session {Session} runs on with the old program; the new one has errors:\n{Diagnostics}")]
    public static partial void ProgramRefused(this ILogger logger, string session, string diagnostics);

    [LoggerMessage(8, LogLevel.Error, "Arc session {Session} runs on with the old program; the new one could not take over")]
    public static partial void ReplacementFailed(this ILogger logger, Exception fault, string session);

    [LoggerMessage(9, LogLevel.Warning, "Arc session {Session}: {Failure}; {Suppressed} more of this node since it was logged last")]
    public static partial void NodeFailed(this ILogger logger, Exception? fault, string session, NodeFailed failure, long suppressed);

    [LoggerMessage(10, LogLevel.Warning, "Arc session {Session} missed {Count} deadlines of {Deadline}")]
    public static partial void DeadlineMissed(this ILogger logger, string session, long count, TimeSpan? deadline);

    [LoggerMessage(EventId = 11, Message = "Arc session {Session} set its outputs to the safe state ({Cause}): {Reason}")]
    public static partial void SafeStateEntered(this ILogger logger, LogLevel level, string session, SafeStateCause cause, string reason);

    [LoggerMessage(12, LogLevel.Information, "Arc session {Session} goes on from the checkpoint {File}")]
    public static partial void CheckpointRestored(this ILogger logger, string session, string file);

    [LoggerMessage(13, LogLevel.Warning, "Arc session {Session} starts afresh; the checkpoint was put aside as {File}")]
    public static partial void CheckpointRefused(this ILogger logger, Exception reason, string session, string file);

    [LoggerMessage(14, LogLevel.Error, "Arc session {Session} could not write the checkpoint {File}")]
    public static partial void CheckpointFailed(this ILogger logger, Exception reason, string session, string file);

    [LoggerMessage(15, LogLevel.Critical, "Arc session {Session} did not stop in the time that the host allows; its safe state was written and the cycle cancelled")]
    public static partial void StopTimedOut(this ILogger logger, string session);

    [LoggerMessage(16, LogLevel.Error, "Arc session {Session} cannot read the file {File}")]
    public static partial void ProgramUnreadable(this ILogger logger, Exception reason, string session, string file);
}
