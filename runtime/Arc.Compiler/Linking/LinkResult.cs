using System.Collections.Immutable;
using Arc.Compiler.Contracts;
using Arc.Compiler.Wasm;

namespace Arc.Compiler.Linking;

/// <summary>Phase two of compile-then-link: who is an import, who is local, and which index each handle gets.</summary>
internal sealed class LinkResult
{
    private LinkResult(int[] indices, List<WasmImportEntry> imports, ImmutableArray<ImportContract> contracts)
    {
        Indices = indices;
        Imports = imports;
        Contracts = contracts;
    }

    /// <summary>The function index of each handle.</summary>
    public int[] Indices { get; }

    /// <summary>Imports in order of first use: functions 0 to N - 1.</summary>
    public List<WasmImportEntry> Imports { get; }

    /// <summary>The same imports for hosts.</summary>
    public ImmutableArray<ImportContract> Contracts { get; }

    /// <summary>Partitions the references. A reference whose name has a compiled body is local, every other one is an import.</summary>
    public static LinkResult Of(IReadOnlyList<FunctionReference> references, IReadOnlyList<WasmBody> bodies)
    {
        var locals = new Dictionary<string, int>(bodies.Count, StringComparer.Ordinal);
        for (var i = 0; i < bodies.Count; i++) locals.Add(bodies[i].Name, i);

        var imports = new List<WasmImportEntry>();
        var contracts = ImmutableArray.CreateBuilder<ImportContract>();
        var indices = new int[references.Count];
        for (var handle = 0; handle < references.Count; handle++)
        {
            var reference = references[handle];
            if (locals.ContainsKey(reference.Name)) continue;
            indices[handle] = imports.Count;
            imports.Add(new WasmImportEntry(reference.ImportModule, reference.ImportName, reference.Signature));
            contracts.Add(reference.ToContract());
        }

        for (var handle = 0; handle < references.Count; handle++)
        {
            if (locals.TryGetValue(references[handle].Name, out var local)) indices[handle] = imports.Count + local;
        }

        return new LinkResult(indices, imports, contracts.ToImmutable());
    }
}
