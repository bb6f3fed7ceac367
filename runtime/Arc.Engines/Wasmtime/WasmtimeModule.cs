using System.Runtime.InteropServices;
using Arc.Engines.Decoding;
using Arc.Engines.Linking;
using Arc.Engines.Wasmtime.Native;

namespace Arc.Engines.Wasmtime;

/// <summary>A module of the Wasmtime engine, compiled once for every native engine on which it is instantiated.</summary>
internal sealed class WasmtimeModule : WasmModule
{
    // Beyond these the optimising compiler takes seconds, and gigabytes.
    private const int LargeBody = 16 << 10;
    private const int LargeModule = 1 << 20;
    private readonly WasmtimeEngine _engine;
    private readonly Lock _lock = new();
    private readonly List<NativeModule> _compiled = [];
    private CompilerKind _compiler;
    private bool _disposed;

    public WasmtimeModule(WasmtimeEngine engine, ModuleInfo info)
    {
        _engine = engine;
        Info = info;
        Imports = info.ImportList();
        Exports = info.ExportList();
        _compiler = engine.Compiler ?? CompilerFor(info);
        For(null, InstanceOptions.Default);
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
        var code = For(imports.Store?.Engine, options);
        var store = imports.Store ?? new WasmtimeStore(code.Engine, options);
        if (options.Group is { } group) group.Store = store;
        return new WasmtimeInstance(this, store, imports, options, code);
    }

    /// <summary>The module for the native engine of a store, or for one that suits the options.</summary>
    /// <exception cref="WasmFormatException">Wasmtime does not take the module.</exception>
    private NativeModule For(NativeEngine? wanted, InstanceOptions options)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(WasmModule));
            // An instance that comes later to the group's store may need what the baseline compiler does not know.
            if (options.Group is not null && _compiler == CompilerKind.Baseline) _compiler = CompilerKind.Quick;
            var engine = wanted ?? _engine.EngineOf(EngineVariant.Of(options, _compiler));
            if (_compiled.Find(module => module.Engine == engine) is { } known) return known;
            // Engines that differ in the size of the stack only can share code.
            var alike = _compiled.Find(module => module.Engine.Variant.SharesCodeWith(engine.Variant));
            var made = alike is null ? null : NativeModule.Deserialize(engine, alike.Serialize());
            if (made is null && wanted is null && _compiler == CompilerKind.Baseline)
            {
                made = _engine.TryCompile(engine, Info.Bytes, out _);
                if (made is null) engine = _engine.EngineOf(EngineVariant.Of(options, _compiler = CompilerKind.Quick));
            }
            made ??= _engine.Compile(engine, Info.Bytes);
            _compiled.Add(made);
            return made;
        }
    }

    private static CompilerKind CompilerFor(ModuleInfo info)
    {
        long total = 0;
        var largest = 0;
        foreach (var body in info.Bodies)
        {
            total += body.End - body.Start;
            largest = Math.Max(largest, body.End - body.Start);
        }
        if (total <= LargeModule && largest <= LargeBody) return CompilerKind.Optimising;
        return RuntimeInformation.ProcessArchitecture == Architecture.X64 ? CompilerKind.Baseline : CompilerKind.Quick;
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
