using Arc.Engines.Decoding;
using Arc.Engines.Linking;
using Arc.Engines.Wasmtime.Native;

namespace Arc.Engines.Wasmtime;

/// <summary>A module's imports, matched with what the linker offers.</summary>
/// <param name="Functions">Imported functions in order.</param>
/// <param name="Items">Imported memories, tables and globals in order, with their index.</param>
/// <param name="Store">The store that an import belongs to; null if every store will do.</param>
/// <param name="HostFunctions">How many functions are the host's.</param>
internal sealed record WasmtimeImports(
    HostImport[] Functions, List<(WasmExternKind Kind, int Index, WasmtimeItem Item)> Items, WasmtimeStore? Store, int HostFunctions)
{
    private const string Disposed = "the instance that offers it was disposed";

    /// <summary>Looks every import up.</summary>
    /// <exception cref="LinkException">At least one import does not fit.</exception>
    public static WasmtimeImports Resolve(ModuleInfo info, Linker linker, InstanceOptions options)
    {
        var functions = new HostImport[info.ImportedFunctions];
        var items = new List<(WasmExternKind, int, WasmtimeItem)>();
        var store = options.Group?.Store is WasmtimeStore { Deleted: false } shared ? shared : null;
        var hosts = 0;
        // Memories, tables and globals decide about the store; functions of another one are called through the host.
        ImportMatcher.Match(info, linker, options, (import, number, definition) =>
        {
            if (import.Kind == WasmExternKind.Function) return null;
            if ((definition as ExternDefinition)?.Value is WasmtimeItem { Store.Deleted: true }) return Disposed;
            if ((definition as ExternDefinition)?.Value is not WasmtimeItem item || !Fits(import, item)) return ImportMatcher.Incompatible(import.Kind);
            if (store is not null && item.Store != store)
                return $"the {import.Kind.ToString().ToLowerInvariant()} offered belongs to an instance of another store; instances that share more than functions with several others need one InstanceOptions.Group";
            store = item.Store;
            items.Add((import.Kind, number, item));
            return null;
        });
        ImportMatcher.Match(info, linker, options, (import, number, definition) =>
        {
            if (import.Kind != WasmExternKind.Function) return null;
            if (definition is GuestFunctionDefinition { Function: WasmtimeFunction { Instance.Store.Deleted: true } }) return Disposed;
            if (definition is GuestFunctionDefinition { Function: WasmtimeFunction guest } && Joins(guest.Instance.Store))
            {
                functions[number] = new HostImport(import.Name, null, null, guest.Id);
                return null;
            }
            hosts++;
            if (definition is HostFunctionDefinition host)
            {
                functions[number] = new HostImport($"{import.Module}.{host.Member}", host.Function, HostStubs.Of(host.Function), null);
                return null;
            }
            var foreign = ((GuestFunctionDefinition)definition).Function;
            unsafe
            {
                functions[number] = new HostImport($"{import.Module}.{import.Name}", foreign, HostStubs.CallForeign, null);
            }
            return foreign.Type.Parameters.ContainsAny(WasmValueType.FuncRef, WasmValueType.ExternRef) || foreign.Type.Results.ContainsAny(WasmValueType.FuncRef, WasmValueType.ExternRef)
                ? "references mean nothing to another store"
                : null;
        });
        return new WasmtimeImports(functions, items, store, hosts);

        // For the sake of a function alone an instance does not give up limits of its own.
        bool Joins(WasmtimeStore candidate)
        {
            if (store is null && EngineVariant.Of(options, candidate.Engine.Variant.Compiler) == candidate.Engine.Variant) store = candidate;
            return store == candidate;
        }
    }

    private static bool Fits(ImportInfo import, WasmtimeItem item) => item.Kind == import.Kind && import.Kind switch
    {
        WasmExternKind.Table => item.Table.Element == import.Table.Element && ImportMatcher.Within(item.TableSize, item.Table.Limits.Maximum, import.Table.Limits),
        WasmExternKind.Memory => ImportMatcher.Within(item.Pages, item.Memory.Maximum, import.Memory),
        _ => item.Global.Type == import.Global.Type && item.Global.Mutable == import.Global.Mutable,
    };
}
