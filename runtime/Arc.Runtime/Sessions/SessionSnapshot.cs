using System.Collections.Immutable;

namespace Arc.Runtime;

/// <summary>A session between two cycles, for people who look at it.</summary>
/// <param name="Elapsed">Time that the program has run.</param>
/// <param name="Channels">What the channels hold.</param>
/// <param name="Scopes">The stages and sequences of the program.</param>
/// <param name="Statistics">What was done so far.</param>
public sealed record SessionSnapshot(
    TimeSpan Elapsed, ImmutableArray<ChannelSnapshot> Channels, ImmutableArray<ScopeSnapshot> Scopes, SessionStatistics Statistics);

/// <summary>One channel.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it carries, as in source.</param>
/// <param name="IsRead">Whether the program reads it.</param>
/// <param name="IsWritten">Whether the program writes it.</param>
/// <param name="Value">The last sample that was received or written, in JSON's terms; null before the first.</param>
public sealed record ChannelSnapshot(string Name, string Type, bool IsRead, bool IsWritten, object? Value);

/// <summary>One stage or sequence.</summary>
/// <param name="Key">Its key in the graph.</param>
/// <param name="IsActive">Whether it runs: it and everything around it is active.</param>
/// <param name="Step">The step at which a sequence is; null if it is none or not active.</param>
public sealed record ScopeSnapshot(string Key, bool IsActive, string? Step);
