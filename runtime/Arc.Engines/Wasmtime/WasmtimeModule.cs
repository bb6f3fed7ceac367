using Arc.Engines.Decoding;
using Arc.Engines.Linking;
using Arc.Engines.Wasmtime.Native;

namespace Arc.Engines.Wasmtime;

/// <summary>A module of the Wasmtime engine, compiled once for every native engine on which it is instantiated.</summary>
internal sealed class WasmtimeModule : WasmModule
{
    private readonly WasmtimeEngine _engine;
    private readonly Lock _lock = new();
    private readonly List<NativeModule> _compiled = [];
    private bool _disposed;

    public WasmtimeModule(WasmtimeEngine engine, ModuleInfo info)
    {
        _engine = engine;
        Info = info;
        Imports = info.ImportList();
        Exports = info.ExportList();
    }

    public ModuleInfo Info { get; }

    public override IReadOnlyList<WasmImport> Imports { get; }

    public override IReadOnlyList<WasmExport> Exports { get; }

    public override WasmInstance Instantiate(Linker linker, InstanceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(linker);
        ObjectDisposedException.ThrowIf(_disposed, typeof(WasmModule));
        options ??= InstanceOptions.Default;
        options.Validate();
        var imports = WasmtimeImports.Resolve(Info, linker, options);
        var code = For(imports.Store?.Engine ?? _engine.EngineOf(EngineVariant.Of(options)));
        var store = imports.Store ?? new WasmtimeStore(code.Engine, options);
        if (options.Group is { } group) group.Store ??= store;
        return new WasmtimeInstance(this, store, imports, options, code);
    }

    /// <summary>The module for a native engine.</summary>
    /// <exception cref="WasmFormatException">Wasmtime does not take the module.</exception>
    public NativeModule For(NativeEngine engine)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(WasmModule));
            if (_compiled.Find(module => module.Engine == engine) is { } known) return known;
            // Engines that differ in the size of the stack only can share code.
            var alike = _compiled.Find(module => module.Engine.Variant.CountsFuel == engine.Variant.CountsFuel);
            var made = (alike is null ? null : NativeModule.Deserialize(engine, alike.Serialize())) ?? _engine.Compile(engine, Info.Bytes);
            _compiled.Add(made);
            return made;
        }
    }

    protected override void Dispose(bool disposing)
    {
        lock (_lock)
        {
            _disposed = true;
            foreach (var module in _compiled) module.Dispose();
            _compiled.Clear();
        }
    }
}
