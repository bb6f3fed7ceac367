using System.Collections.Immutable;
using Arc.Compiler.Contracts;
using Arc.Sdk.Ir;

namespace Arc.Compiler;

/// <summary>A compiled program: everything that a host in any language needs, and nothing that depends on one.</summary>
public sealed record CompiledProgram
{
    /// <summary>The guest module.</summary>
    public required ReadOnlyMemory<byte> Wasm { get; init; }

    /// <summary>What the guest imports, in the order of its import section: functions 0 to N - 1.</summary>
    public required ImmutableArray<ImportContract> Imports { get; init; }

    /// <summary>What the guest exports, in the order of its functions.</summary>
    public required ImmutableArray<CompiledFunction> Functions { get; init; }

    /// <summary>Address of the output area of each function with named outputs.</summary>
    public required ImmutableSortedDictionary<string, int> OutputMemoryBases { get; init; }

    /// <summary>What a scheduler runs.</summary>
    public required IrProgram Ir { get; init; }

    /// <summary>A function by its name; null if there is none.</summary>
    public CompiledFunction? Find(string name) => Functions.FirstOrDefault(f => f.Name == name);
}
