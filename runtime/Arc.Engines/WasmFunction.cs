using Arc.Sdk;

namespace Arc.Engines;

/// <summary>An exported function of one instance.</summary>
public abstract class WasmFunction
{
    /// <summary>The function's name: in the name section, else its first export name, else its index.</summary>
    public abstract string Name { get; }

    /// <summary>The function's signature.</summary>
    public abstract FunctionType Type { get; }

    /// <summary>Runs the function. Allocates nothing.</summary>
    /// <param name="args">
    /// One 64-bit slot an argument: an i32 or the bits of an f32 in the low half (the high half is ignored), an i64 or the bits of an f64
    /// in full.
    /// </param>
    /// <param name="results">Receives one slot a result in the same form; the high half of a 32-bit result is zero.</param>
    /// <param name="node">The node on whose behalf the guest runs; host functions see it in their context.</param>
    /// <param name="cancellation">Ends the invocation when signalled, within 10 ms.</param>
    /// <exception cref="ArgumentException">The number of slots does not fit the signature.</exception>
    /// <exception cref="WasmTrapException">The guest trapped.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    /// <exception cref="ObjectDisposedException">The instance was disposed.</exception>
    public abstract void Invoke(
        ReadOnlySpan<ulong> args, Span<ulong> results, NodeKey node = default, CancellationToken cancellation = default);

    /// <summary>Makes a typed entry point, the fastest way to call the function.</summary>
    /// <typeparam name="TDelegate">
    /// A delegate type with the function's parameters and at most one result as <see cref="int"/>, <see cref="long"/>,
    /// <see cref="float"/> and <see cref="double"/>, optionally preceded by a <see cref="NodeKey"/> and a <see cref="CancellationToken"/>,
    /// in that order.
    /// </typeparam>
    /// <exception cref="ArgumentException">The delegate type does not fit the signature.</exception>
    /// <exception cref="ObjectDisposedException">The instance was disposed.</exception>
    public abstract TDelegate CreateDelegate<TDelegate>() where TDelegate : Delegate;
}
