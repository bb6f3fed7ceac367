using Arc.Engines;
using Arc.Engines.Linking;
using Arc.Sdk;
using Arc.Sdk.Hosting;

namespace Arc.Dataflow;

/// <summary>Makes guests on a WebAssembly engine.</summary>
/// <param name="module">The compiled program; stays the caller's to dispose.</param>
/// <param name="options">Bounds on each instance; the defaults if null.</param>
public sealed class EngineGuestFactory(WasmModule module, InstanceOptions? options = null) : IGuestFactory
{
    /// <inheritdoc/>
    public IReadOnlySet<string> ImportedModules => field ??= module.Imports.Select(i => i.Module).ToHashSet(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IGuest Instantiate(Action<ILinker> bind, ExecutionAllowance? allowance)
    {
        ArgumentNullException.ThrowIfNull(bind);
        var linker = new Linker();
        bind(linker);
        return new EngineGuest(module.Instantiate(linker, allowance is null ? options : (options ?? InstanceOptions.Default) with { Allowance = allowance }));
    }

    private sealed class EngineGuest(WasmInstance instance) : IGuest
    {
        public GuestMemory Memory => instance.Memory;

        public IGuestFunction? Find(string name) => instance.TryGetFunction(name, out var function) ? new EngineFunction(function) : null;

        public void Dispose() => instance.Dispose();
    }

    private sealed class EngineFunction(WasmFunction function) : IGuestFunction
    {
        public void Invoke(ReadOnlySpan<ulong> arguments, Span<ulong> results, NodeKey node, CancellationToken cancellation) =>
            function.Invoke(arguments, results, node, cancellation);
    }
}
