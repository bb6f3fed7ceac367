using Arc.Compiler;
using Arc.Engines;
using Arc.Sdk.Modules;

namespace Arc.Runtime;

/// <summary>
/// An instance of a program whose functions are called by name. It has its own module instances, stores and memory; stateful variables
/// keep their values from call to call, strings and series live for one call. Used from one thread at a time; a host
/// function that a call runs may call again. After a trap it can be used again.
/// </summary>
public sealed class CallSession : IDisposable
{
    private readonly ArcProgram _program;
    private readonly ModuleInstances _modules;
    private readonly WasmInstance _instance;
    private readonly Dictionary<string, BoundCall> _calls = new(StringComparer.Ordinal);
    private int _depth;
    private bool _isDisposed;

    internal CallSession(ArcProgram program, SessionServices services, ModuleInstances modules, WasmInstance instance)
    {
        _program = program;
        Services = services;
        _modules = modules;
        _instance = instance;
    }

    /// <summary>
    /// The session's stores. A host sets what channels read through them, and finds there what the last call wrote: write buffers are
    /// emptied when the next call of the host begins.
    /// </summary>
    public SessionServices Services { get; }

    /// <summary>The session's modules.</summary>
    public ModuleInstances Modules => _modules;

    /// <summary>Calls a function.</summary>
    /// <param name="function">Its name.</param>
    /// <param name="inputs">Its inputs in order; missing trailing ones take their defaults.</param>
    /// <param name="config">Config values by name; missing ones take their defaults.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="ArgumentException">There is no such function, or an argument is missing, too much, unknown or of another type.</exception>
    /// <exception cref="WasmTrapException">The guest trapped or a host function threw; the message says why.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    public CallResult Call(
        string function, IReadOnlyList<ArcValue> inputs, IReadOnlyDictionary<string, ArcValue>? config = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(inputs);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var call = Find(function);
        // A host function may call back: what the outer call holds lives until that one ends.
        if (_depth == 0) Services.Channels.ClearWrites();
        _depth++;
        try
        {
            return call.Invoke(inputs, config, cancellation);
        }
        finally
        {
            if (--_depth == 0) Services.Handles.Clear();
        }
    }

    /// <summary>Calls a function.</summary>
    /// <param name="function">Its name.</param>
    /// <param name="inputs">Its inputs in order; missing trailing ones take their defaults.</param>
    /// <exception cref="ArgumentException">There is no such function, or an argument is missing, too much or of another type.</exception>
    /// <exception cref="WasmTrapException">The guest trapped or a host function threw; the message says why.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    public CallResult Call(string function, params ArcValue[] inputs) => Call(function, inputs, null);

    /// <summary>Disposes the guest and the modules.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _instance.Dispose();
        _modules.Dispose();
    }

    private BoundCall Find(string name)
    {
        if (_calls.TryGetValue(name, out var call)) return call;
        var function = _program.Compiled.Find(name) ?? throw new ArgumentException(
            $"the program has no function '{name}'{Known(_program.Compiled)}", nameof(name));
        call = new BoundCall(function, _instance.GetFunction(name), _instance.Memory, Services);
        _calls.Add(name, call);
        return call;
    }

    private static string Known(CompiledProgram program) =>
        program.Functions.IsEmpty ? "; it has no functions at all" : $"; it has {string.Join(", ", program.Functions.Select(f => f.Name).Take(20))}";
}
