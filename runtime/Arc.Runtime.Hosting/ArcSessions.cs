using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;

namespace Arc.Runtime.Hosting;

/// <summary>A session that was added to the services.</summary>
internal sealed record ArcRegistration(string Name);

internal sealed class ArcSessions(IEnumerable<ArcRegistration> registrations, IServiceProvider services) : IArcSessions
{
    public IReadOnlyList<HostedArcSession> All { get; } = [.. registrations.Select(r => services.GetRequiredKeyedService<HostedArcSession>(r.Name))];

    public HostedArcSession this[string name] => TryGet(name, out var session)
        ? session
        : throw new KeyNotFoundException($"there is no Arc session '{name}'; those that were added: {string.Join(", ", All.Select(s => s.Name))}");

    public bool TryGet(string name, [NotNullWhen(true)] out HostedArcSession? session)
    {
        ArgumentNullException.ThrowIfNull(name);
        session = All.FirstOrDefault(s => s.Name == name);
        return session is not null;
    }
}
