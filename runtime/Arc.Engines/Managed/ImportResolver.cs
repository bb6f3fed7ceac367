using Arc.Engines.Decoding;
using Arc.Engines.Linking;
using Arc.Engines.Managed.Emission;
using Arc.Engines.Managed.Execution;

namespace Arc.Engines.Managed;

/// <summary>A module's imports, matched with what the linker offers.</summary>
/// <param name="Signature">The forms of the imported functions.</param>
/// <param name="Targets">Contents of the fields of bound functions, by number; null for direct calls.</param>
/// <param name="Names">What traps call the functions.</param>
/// <param name="Tables">Imported tables in order.</param>
/// <param name="Memories">The imported memory, if there is one.</param>
/// <param name="Globals">Imported globals in order.</param>
internal sealed record ResolvedImports(
    LinkSignature Signature, object?[] Targets, string[] Names, List<WasmTable> Tables, List<LinearMemory> Memories, List<WasmGlobal> Globals);

/// <summary>Matches imports by name and type and collects everything that does not fit.</summary>
internal static class ImportResolver
{
    /// <exception cref="LinkException">At least one import does not fit.</exception>
    public static ResolvedImports Resolve(ModuleInfo info, Linker linker, InstanceOptions options)
    {
        var bindings = new ImportBinding[info.ImportedFunctions];
        var resolved = new ResolvedImports(
            new LinkSignature(bindings), new object?[bindings.Length], new string[bindings.Length], [], [], []);
        ImportMatcher.Match(info, linker, options, (import, number, definition) =>
        {
            if (import.Kind != WasmExternKind.Function) return Mismatch(import, definition, resolved);
            if (definition is GuestFunctionDefinition { Function: not ManagedFunction } foreign && ForeignFunction.Obstacle(foreign.Function.Type) is { } obstacle)
                return obstacle;
            bindings[number] = ImportBinding.Of(definition, out resolved.Targets[number]);
            var member = definition is HostFunctionDefinition host ? host.Member : import.Name;
            resolved.Names[number] = $"{import.Module}.{member}";
            return null;
        });
        return resolved;
    }

    private static string? Mismatch(ImportInfo import, LinkDefinition definition, ResolvedImports resolved)
    {
        switch (import.Kind, (definition as ExternDefinition)?.Value)
        {
            case (WasmExternKind.Table, WasmTable table)
                when table.Element == import.Table.Element && ImportMatcher.Within((uint)table.Items.Length, table.DeclaredMaximum, import.Table.Limits):
                resolved.Tables.Add(table);
                return null;
            case (WasmExternKind.Memory, LinearMemory memory) when ImportMatcher.Within(memory.Pages, memory.DeclaredMaximum, import.Memory):
                memory.Shared = true;
                resolved.Memories.Add(memory);
                return null;
            case (WasmExternKind.Global, WasmGlobal global) when global.Type == import.Global.Type && global.Mutable == import.Global.Mutable:
                resolved.Globals.Add(global);
                return null;
            default:
                return ImportMatcher.Incompatible(import.Kind);
        }
    }
}
