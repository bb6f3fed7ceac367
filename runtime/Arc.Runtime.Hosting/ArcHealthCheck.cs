using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Arc.Runtime.Hosting;

/// <summary>
/// Unhealthy when the session does not run; degraded when nodes failed or deadlines were missed since the last look.
/// </summary>
internal sealed class ArcHealthCheck(HostedArcSession session) : IHealthCheck
{
    private readonly Lock _lock = new();
    private ArcSession? _seen;
    private long _errors;
    private long _missed;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!session.TryGetCurrent(out var current))
            return Task.FromResult(new HealthCheckResult(context.Registration.FailureStatus, $"the session '{session.Name}' has not been started yet"));
        var statistics = current.Statistics;
        var (errors, missed) = Since(current, statistics);
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["state"] = session.State.ToString(),
            ["restarts"] = session.Restarts,
            ["cycles"] = statistics.Cycles,
            ["timerCycles"] = statistics.TimerCycles,
            ["samplesWritten"] = statistics.SamplesWritten,
            ["nodeErrors"] = statistics.Errors,
            ["deadlinesMissed"] = statistics.DeadlinesMissed,
            ["framesWaiting"] = statistics.WaitingFrames,
            ["workP99Milliseconds"] = statistics.Work.P99.TotalMilliseconds,
            ["latenessP99Milliseconds"] = statistics.Lateness.P99.TotalMilliseconds,
        };
        var result = session.State switch
        {
            HostedSessionState.Running when errors > 0 || missed > 0 =>
                new HealthCheckResult(HealthStatus.Degraded, $"since the last look {errors} node errors and {missed} missed deadlines", null, data),
            HostedSessionState.Running => new HealthCheckResult(HealthStatus.Healthy, null, null, data),
            HostedSessionState.Ended => new HealthCheckResult(context.Registration.FailureStatus, "the session has ended", null, data),
            var state => new HealthCheckResult(context.Registration.FailureStatus, $"the session failed ({state}): {session.Fault?.Message}", session.Fault, data),
        };
        return Task.FromResult(result);
    }

    private (long Errors, long Missed) Since(ArcSession current, SessionStatistics statistics)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(_seen, current)) (_seen, _errors, _missed) = (current, 0, 0);
            var since = (statistics.Errors - _errors, statistics.DeadlinesMissed - _missed);
            (_errors, _missed) = (statistics.Errors, statistics.DeadlinesMissed);
            return since;
        }
    }
}
