using System.Diagnostics.CodeAnalysis;
using Arc.Engines.Decoding;
using Arc.Engines.Linking;
using Arc.Engines.Managed.Emission;
using Arc.Engines.Managed.Execution;

namespace Arc.Engines.Managed;

/// <summary>A module of the managed engine. Emitted code is kept for every way in which the module was linked lately.</summary>
[RequiresDynamicCode("The managed engine emits IL.")]
internal sealed class ManagedModule : WasmModule
{
    private const int MaxCached = 4;
    private readonly ModuleInfo _info;
    private readonly bool _compileBodies;
    private readonly Lock _lock = new();
    private readonly List<ManagedCode> _codes = [];
    private bool _disposed;

    public ManagedModule(ModuleInfo info, bool compileBodies)
    {
        _compileBodies = compileBodies;
        _info = info;
        Imports = info.ImportList();
        Exports = info.ExportList();
    }

    public override IReadOnlyList<WasmImport> Imports { get; }

    public override IReadOnlyList<WasmExport> Exports { get; }

    public override WasmInstance Instantiate(Linker linker, InstanceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(linker);
        ObjectDisposedException.ThrowIf(_disposed, typeof(WasmModule));
        options ??= InstanceOptions.Default;
        options.Validate();
        var links = ImportResolver.Resolve(_info, linker, options);
        var instance = new ManagedInstance(this, Code(links.Signature), links, options);
        instance.Start(links);
        return instance;
    }

    protected override void Dispose(bool disposing)
    {
        lock (_lock)
        {
            _disposed = true;
            _codes.Clear();
        }
    }

    private ManagedCode Code(LinkSignature signature)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(WasmModule));
            var at = _codes.FindIndex(code => code.Links.Equals(signature));
            ManagedCode code;
            if (at >= 0)
            {
                code = _codes[at];
                _codes.RemoveAt(at);
            }
            else
            {
                code = ModuleEmitter.Emit(_info, signature, _compileBodies);
                if (_codes.Count == MaxCached) _codes.RemoveAt(0);
            }
            _codes.Add(code);
            return code;
        }
    }
}
