using System.Collections.Immutable;
using Arc.Sdk.Ir;

namespace Arc.Dataflow;

/// <summary>A compiled program, ready to be loaded any number of times (arc-runtime.md, section 1).</summary>
/// <param name="Ir">The graph.</param>
/// <param name="OutputMemoryBases">Where the guest leaves the named outputs of a function, by function.</param>
public sealed record DataflowProgram(IrProgram Ir, ImmutableSortedDictionary<string, int> OutputMemoryBases)
{
    /// <summary>Channels that the program reads and writes, by key: those of its nodes and of its authority block.</summary>
    public IrChannels Channels { get; } = new(
        Ir.Nodes.SelectMany(n => n.Channels.Read).DistinctBy(c => c.Key).ToImmutableSortedDictionary(),
        Ir.Nodes.SelectMany(n => n.Channels.Write).Concat(Ir.Authorities.Channels.Keys.Select(k => KeyValuePair.Create(k, "")))
            .DistinctBy(c => c.Key).ToImmutableSortedDictionary());
}
