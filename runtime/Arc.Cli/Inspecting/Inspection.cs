namespace Arc.Cli.Inspecting;

/// <summary>A session between two cycles.</summary>
/// <param name="Elapsed">Time since its start in ns.</param>
/// <param name="Time">The time in ns since the epoch.</param>
/// <param name="Cycles">Cycles that were run.</param>
/// <param name="NextDeadline">When the next cycle is due without input, in ns since the start; null if only input causes one.</param>
/// <param name="Scopes">The scopes but the root, each before those inside it.</param>
/// <param name="Nodes">The nodes.</param>
/// <param name="Channels">What was read and written.</param>
/// <param name="State">The state of every module.</param>
internal sealed record Inspection(
    long Elapsed, long Time, long Cycles, long? NextDeadline,
    IReadOnlyList<InspectedScope> Scopes, IReadOnlyList<InspectedNode> Nodes, IReadOnlyList<InspectedChannel> Channels, IReadOnlyList<InspectedSlice> State);

/// <summary>A scope.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Title">Its kind and name.</param>
/// <param name="Depth">Number of scopes around it, without the root.</param>
/// <param name="IsActive">Whether it and everything around it is active.</param>
/// <param name="Step">The step at which a sequence is, from 1; 0 if at none.</param>
internal sealed record InspectedScope(string Key, string Title, int Depth, bool IsActive, int Step);

/// <summary>A node.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Type">Its type.</param>
/// <param name="Label">Its source form.</param>
/// <param name="Place">Where it stands in the source; null if that is not known.</param>
/// <param name="Outputs">Its outputs.</param>
internal sealed record InspectedNode(string Key, string Type, string Label, string? Place, IReadOnlyList<InspectedOutput> Outputs);

/// <summary>An output of a node.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Samples">The batch of its latest emission.</param>
/// <param name="Times">The batch's time stamps in ns since the epoch.</param>
internal sealed record InspectedOutput(string Name, string Type, IReadOnlyList<object?> Samples, IReadOnlyList<long> Times);

/// <summary>A channel.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsInput">Whether it was read; else it was written.</param>
/// <param name="Samples">How many samples.</param>
/// <param name="Value">The latest.</param>
/// <param name="Time">When that was, in ns since the epoch.</param>
internal sealed record InspectedChannel(string Name, string Type, bool IsInput, long Samples, object? Value, long Time);

/// <summary>A slice of a module's state.</summary>
/// <param name="Module">The module.</param>
/// <param name="Name">The slice's name.</param>
/// <param name="Entries">What it holds.</param>
internal sealed record InspectedSlice(string Module, string Name, IReadOnlyList<InspectedEntry> Entries);

/// <summary>A value of a slice.</summary>
/// <param name="Node">The node that it belongs to; empty if to none.</param>
/// <param name="Name">Its name within the node; empty if there is just one.</param>
/// <param name="Value">The value.</param>
internal sealed record InspectedEntry(string Node, string Name, object? Value);
