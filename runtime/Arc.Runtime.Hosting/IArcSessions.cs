using System.Diagnostics.CodeAnalysis;

namespace Arc.Runtime.Hosting;

/// <summary>The sessions of an application. A single one can also be injected: <see cref="HostedArcSession"/>, keyed by its name.</summary>
public interface IArcSessions
{
    /// <summary>All of them, in the order in which they were added.</summary>
    IReadOnlyList<HostedArcSession> All { get; }

    /// <summary>A session by name.</summary>
    /// <param name="name">As given to <c>AddArc</c>.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name; the message lists those that exist.</exception>
    HostedArcSession this[string name] { get; }

    /// <summary>Looks a session up.</summary>
    /// <param name="name">As given to <c>AddArc</c>.</param>
    /// <param name="session">The session.</param>
    bool TryGet(string name, [NotNullWhen(true)] out HostedArcSession? session);
}
