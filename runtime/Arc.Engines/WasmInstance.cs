using Arc.Sdk.Hosting;

namespace Arc.Engines;

/// <summary>
/// A linked module with its own memory and state. One invocation tree at a time: an instance must not be used by two threads
/// at once, and a host function that re-enters it does so on the thread that called it.
/// </summary>
public abstract class WasmInstance : IDisposable
{
    /// <summary>The module this instance was made from.</summary>
    public abstract WasmModule Module { get; }

    /// <summary>Reader of the instance's first memory; <see cref="GuestMemory.Unreadable"/> if it has none.</summary>
    public abstract GuestMemory Memory { get; }

    /// <summary>Finds an exported function. The same object is returned every time.</summary>
    /// <exception cref="ArgumentException">There is no such export, or it is no function.</exception>
    /// <exception cref="ObjectDisposedException">The instance was disposed.</exception>
    public WasmFunction GetFunction(string export)
    {
        ArgumentNullException.ThrowIfNull(export);
        return TryGetFunction(export, out var function)
            ? function
            : throw new ArgumentException($"The module exports no function '{export}'.", nameof(export));
    }

    /// <summary>Finds an exported function; false if there is none of that name.</summary>
    /// <exception cref="ObjectDisposedException">The instance was disposed.</exception>
    public abstract bool TryGetFunction(string export, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out WasmFunction? function);

    /// <summary>Reads an exported global variable.</summary>
    /// <param name="export">Its name.</param>
    /// <param name="bits">Receives its value as a slot; see <see cref="WasmFunction.Invoke"/>.</param>
    /// <returns>False if no global is exported under that name.</returns>
    /// <exception cref="ObjectDisposedException">The instance was disposed.</exception>
    public virtual bool TryReadGlobal(string export, out ulong bits)
    {
        bits = 0;
        return false;
    }

    /// <summary>A slot for a reference: 0 is null.</summary>
    internal virtual ulong AddReference(object? reference) => throw new NotSupportedException();

    /// <summary>The reference that a slot means.</summary>
    internal virtual object? GetReference(ulong slot) => throw new NotSupportedException();

    /// <summary>Releases the instance's memory. Later calls give <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the instance's memory.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected abstract void Dispose(bool disposing);
}
