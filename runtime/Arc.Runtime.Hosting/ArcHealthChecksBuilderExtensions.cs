using Arc.Runtime.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the health of Arc sessions.</summary>
public static class ArcHealthChecksBuilderExtensions
{
    extension(IHealthChecksBuilder builder)
    {
        /// <summary>
        /// Adds the check of a session: it fails when the session does not run, and is degraded when nodes failed or deadlines were missed since
        /// the last look. Its data are the session's statistics.
        /// </summary>
        /// <param name="name">The session's name, which is also the check's.</param>
        /// <param name="failureStatus">What a failure is reported as; unhealthy if null.</param>
        /// <param name="tags">Tags of the check.</param>
        public IHealthChecksBuilder AddArc(string name = ArcServiceCollectionExtensions.DefaultName, HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
        {
            ArgumentNullException.ThrowIfNull(builder);
            builder.Services.AddKeyedSingleton(name, static (s, key) => new ArcHealthCheck(s.GetRequiredKeyedService<HostedArcSession>(key)));
            return builder.Add(new HealthCheckRegistration(name, s => s.GetRequiredKeyedService<ArcHealthCheck>(name), failureStatus, tags));
        }
    }
}
