using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using Arc.Engines.Decoding;
using Arc.Engines.Linking;
using Arc.Engines.Wasmtime.Native;
using Arc.Sdk;
using Arc.Sdk.Hosting;

namespace Arc.Engines.Wasmtime;

/// <summary>An instance of the Wasmtime engine.</summary>
internal sealed unsafe class WasmtimeInstance : WasmInstance, IExternProvider
{
    /// <summary>Wasmtime counts instructions, the budget loop iterations and calls: this many instructions to one of them.</summary>
    public const long FuelPerUnit = 16;

    private readonly WasmtimeModule _module;
    private readonly Dictionary<int, WasmtimeFunction> _functions = [];
    private readonly Dictionary<(WasmExternKind Kind, int Index), WasmtimeItem> _items = [];
    private InstanceId _id;
    private bool _disposed;

    public WasmtimeInstance(WasmtimeModule module, WasmtimeStore store, WasmtimeImports imports, InstanceOptions options, NativeModule code)
    {
        _module = module;
        Store = store;
        Options = options;
        Fuel = options.ExecutionBudget == 0 ? long.MaxValue : (ulong)Math.Min(options.ExecutionBudget, long.MaxValue / FuelPerUnit) * (ulong)FuelPerUnit;
        HostImports = imports.Functions;
        foreach (var (kind, index, item) in imports.Items) _items.Add((kind, index), item);
        if (_items.TryGetValue((WasmExternKind.Memory, 0), out var imported)) Memory = new WasmtimeMemory(this, imported);
        store.ThrowIfBusy();
        store.Add(this);
        try
        {
            var externs = Externs(imports);
            fixed (ExternId* first = externs)
            fixed (InstanceId* id = &_id)
            {
                store.Instantiate(this, code, first, externs.Length, id);
            }
        }
        catch
        {
            // What the segments put into shared tables and memories before the failure stays (WebAssembly 2.0, section 4.5.4).
            Dispose();
            throw;
        }
        // A host function that the start function calls finds no memory of the module's own yet: until here there is no way to name it.
        if (imported is null && Info.Exports.Find(static export => export.Kind == WasmExternKind.Memory) is { } exported)
            Memory = new WasmtimeMemory(this, Item(exported));
    }

    public WasmtimeStore Store { get; }

    public InstanceOptions Options { get; }

    /// <summary>Instructions of an outermost invocation.</summary>
    public ulong Fuel { get; }

    public HostImport[] HostImports { get; }

    public ModuleInfo Info => _module.Info;

    /// <summary>Whether the memory can no longer be read.</summary>
    public bool Released => _disposed && !Store.Active;

    public override WasmModule Module => _module;

    public override GuestMemory Memory { get; } = GuestMemory.Unreadable;

    public override bool TryGetFunction(string export, [NotNullWhen(true)] out WasmFunction? function)
    {
        ArgumentNullException.ThrowIfNull(export);
        ThrowIfDisposed();
        function = null;
        if (!Info.ExportsByName.TryGetValue(export, out var candidate) || candidate.Kind != WasmExternKind.Function) return false;
        if (!_functions.TryGetValue(candidate.Index, out var found))
            _functions.Add(candidate.Index, found = new WasmtimeFunction(this, candidate.Index, Find(export).Function));
        function = found;
        return true;
    }

    public override bool TryReadGlobal(string export, out ulong bits)
    {
        ArgumentNullException.ThrowIfNull(export);
        ThrowIfDisposed();
        bits = 0;
        if (!Info.ExportsByName.TryGetValue(export, out var found) || found.Kind != WasmExternKind.Global) return false;
        bits = Item(found).Read();
        return true;
    }

    public object GetExtern(string export)
    {
        ThrowIfDisposed();
        if (!Info.ExportsByName.TryGetValue(export, out var found))
            throw new ArgumentException($"The module exports no '{export}'.", nameof(export));
        return found.Kind == WasmExternKind.Function ? GetFunction(export) : Item(found);
    }

    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, typeof(WasmInstance));

    /// <summary>The running invocation as this instance's host functions see it.</summary>
    public HostContext CurrentContext() => new(Store.Node, Memory, Store.Cancellation);

    internal override ulong AddReference(object? reference) => Store.AddReference(reference);

    internal override object? GetReference(ulong slot) => Store.GetReference(slot);

    protected override void Dispose(bool disposing)
    {
        if (_disposed) return;
        _disposed = true;
        Store.Release();
    }

    private ExternId[] Externs(WasmtimeImports imports)
    {
        var externs = new ExternId[Info.Imports.Count];
        var environments = imports.HostFunctions == 0 ? null : (HostCall.Environment*)NativeMemory.Alloc((nuint)imports.HostFunctions, (nuint)sizeof(HostCall.Environment));
        if (environments is not null)
        {
            var self = GCHandle.Alloc(this, GCHandleType.Weak);
            Store.Keep((nint)environments, self);
            for (var i = 0; i < imports.HostFunctions; i++) environments[i] = new HostCall.Environment { Instance = GCHandle.ToIntPtr(self) };
        }
        var (function, host, item) = (0, 0, 0);
        fixed (ExternId* first = externs)
        {
            for (var i = 0; i < externs.Length; i++)
            {
                var import = Info.Imports[i];
                if (import.Kind != WasmExternKind.Function)
                {
                    first[i].Kind = KindOf(import.Kind);
                    first[i].Item = imports.Items[item++].Item.Id;
                    continue;
                }
                var number = function++;
                first[i].Kind = ExternId.FunctionKind;
                if (HostImports[number].Guest is { } guest)
                {
                    first[i].Function = guest;
                    continue;
                }
                var environment = environments + host++;
                environment->Import = number;
                Api.FunctionNew(Store.Context, Store.Engine.FunctionTypes.Of(Info.TypeOf(number)), HostCall.Trampoline, (nint)environment, 0, &first[i].Function);
            }
        }
        return externs;
    }

    private WasmtimeItem Item(ExportInfo export)
    {
        if (_items.TryGetValue((export.Kind, export.Index), out var known)) return known;
        var id = Find(export.Name).Item;
        var item = export.Kind switch
        {
            WasmExternKind.Table => new WasmtimeItem(Store, export.Kind, id, Info.Tables[export.Index], default, default),
            WasmExternKind.Memory => new WasmtimeItem(Store, export.Kind, id, default, Info.Memories[export.Index], default),
            _ => new WasmtimeItem(Store, export.Kind, id, default, default, Info.Globals[export.Index]),
        };
        _items.Add((export.Kind, export.Index), item);
        return item;
    }

    private ExternId Find(string export)
    {
        var name = Encoding.UTF8.GetBytes(export);
        ExternId found = default;
        fixed (byte* text = name)
        fixed (InstanceId* id = &_id)
        {
            byte empty = 0;
            if (Api.InstanceExport(Store.Context, id, text is null ? &empty : text, (nuint)name.Length, &found) == 0)
                throw new InvalidOperationException($"Wasmtime does not know the export '{export}'.");
        }
        GC.KeepAlive(Store);
        return found;
    }

    private static byte KindOf(WasmExternKind kind) => kind switch
    {
        WasmExternKind.Table => ExternId.TableKind,
        WasmExternKind.Memory => ExternId.MemoryKind,
        _ => ExternId.GlobalKind,
    };
}
