using Arc.Engines.Linking;
using Arc.Engines.Managed.Decoding;
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
        var problems = new List<LinkProblem>();
        var bindings = new ImportBinding[info.ImportedFunctions];
        var resolved = new ResolvedImports(
            new LinkSignature(bindings), new object?[bindings.Length], new string[bindings.Length], [], [], []);
        var function = 0;
        foreach (var import in info.Imports)
        {
            var number = import.Kind == WasmExternKind.Function ? function++ : -1;
            if (!linker.TryGet(import.Module, import.Name, out var definition))
            {
                Report(import, "missing", linker.Nearest(import.Module, import.Name));
                continue;
            }
            if (number < 0)
            {
                if (Mismatch(import, definition, resolved) is { } reason) Report(import, reason, null);
                continue;
            }
            var type = info.Types[import.Index];
            if (definition.Type is null || !definition.Type.Equals(type))
            {
                Report(import, $"incompatible import type: {type} wanted, {definition.Type?.ToString() ?? "no function"} offered", null);
                continue;
            }
            bindings[number] = ImportBinding.Of(definition, out resolved.Targets[number]);
            var member = definition is HostFunctionDefinition host ? host.Member : import.Name;
            resolved.Names[number] = $"{import.Module}.{member}";
        }
        CheckSizes(info, options, problems);
        return problems.Count == 0 ? resolved : throw new LinkException(problems);

        void Report(ImportInfo import, string reason, string? nearest)
        {
            var (member, suffix) = ImportName.Split(import.Name);
            problems.Add(new LinkProblem(import.Module, import.Name, member, suffix, reason, nearest));
        }
    }

    private static string? Mismatch(ImportInfo import, LinkDefinition definition, ResolvedImports resolved)
    {
        switch (import.Kind, (definition as ExternDefinition)?.Value)
        {
            case (WasmExternKind.Table, WasmTable table)
                when table.Element == import.Table.Element && Within((uint)table.Items.Length, table.DeclaredMaximum, import.Table.Limits):
                resolved.Tables.Add(table);
                return null;
            case (WasmExternKind.Memory, LinearMemory memory) when Within(memory.Pages, memory.DeclaredMaximum, import.Memory):
                memory.Shared = true;
                resolved.Memories.Add(memory);
                return null;
            case (WasmExternKind.Global, WasmGlobal global) when global.Type == import.Global.Type && global.Mutable == import.Global.Mutable:
                resolved.Globals.Add(global);
                return null;
            default:
                return $"incompatible import type: the {import.Kind.ToString().ToLowerInvariant()} offered is of another kind, type or size";
        }
    }

    private static bool Within(uint size, uint? maximum, Limits wanted) =>
        size >= wanted.Minimum && (wanted.Maximum is null || maximum <= wanted.Maximum);

    private static void CheckSizes(ModuleInfo info, InstanceOptions options, List<LinkProblem> problems)
    {
        foreach (var memory in info.Memories.Skip(info.ImportedMemories))
        {
            var bytes = (long)memory.Minimum * LinearMemory.PageBytes;
            if (bytes > options.MaxMemoryBytes)
                problems.Add(Size("memory", $"{bytes} bytes initially, more than InstanceOptions.MaxMemoryBytes = {options.MaxMemoryBytes}"));
        }
        long elements = 0;
        foreach (var table in info.Tables.Skip(info.ImportedTables)) elements += table.Limits.Minimum;
        if (elements > options.MaxTableElements)
        {
            problems.Add(Size(
                "tables", $"{elements} elements initially, more than InstanceOptions.MaxTableElements = {options.MaxTableElements}"));
        }

        static LinkProblem Size(string what, string reason) => new("(module)", what, what, null, reason, null);
    }
}
