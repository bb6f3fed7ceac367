using Arc.Engines.Linking;

namespace Arc.Engines;

/// <summary>A validated module. Safe for concurrent use; it can be instantiated any number of times.</summary>
public abstract class WasmModule : IDisposable
{
    /// <summary>What the module asks of its host, in order.</summary>
    public abstract IReadOnlyList<WasmImport> Imports { get; }

    /// <summary>What the module offers, in order.</summary>
    public abstract IReadOnlyList<WasmExport> Exports { get; }

    /// <summary>Links the module, initialises its memory and runs its start function if it has one.</summary>
    /// <param name="linker">Where imports are looked up.</param>
    /// <param name="options">Bounds on the instance; the defaults if null.</param>
    /// <exception cref="LinkException">Imports are missing or have another type; all are listed, and no guest code has run.</exception>
    /// <exception cref="WasmTrapException">A segment does not fit, or the start function trapped.</exception>
    /// <exception cref="ObjectDisposedException">The module was disposed.</exception>
    public abstract WasmInstance Instantiate(Linker linker, InstanceOptions? options = null);

    /// <summary>Releases what the engine holds for the module. Instances made from it stay usable.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the engine holds for the module.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected abstract void Dispose(bool disposing);
}
