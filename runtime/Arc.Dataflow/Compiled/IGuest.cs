using Arc.Engines;
using Arc.Sdk;
using Arc.Sdk.Hosting;

namespace Arc.Dataflow;

/// <summary>An instantiated guest module, as far as the dataflow runtime needs it.</summary>
public interface IGuest : IDisposable
{
    /// <summary>Reader of the guest's memory, for outputs that functions leave there.</summary>
    GuestMemory Memory { get; }

    /// <summary>An exported function; null if there is none of that name.</summary>
    IGuestFunction? Find(string name);
}

/// <summary>An exported function of a guest. Slots are 64 bits: an i32 or the bits of an f32 in the low half.</summary>
public interface IGuestFunction
{
    /// <summary>Runs the function. Allocates nothing.</summary>
    /// <param name="arguments">One slot an argument.</param>
    /// <param name="results">Receives one slot a result.</param>
    /// <param name="node">The node on whose behalf it runs; host functions see it in their context (seed Q40).</param>
    /// <param name="cancellation">Ends the invocation when signalled.</param>
    void Invoke(ReadOnlySpan<ulong> arguments, Span<ulong> results, NodeKey node, CancellationToken cancellation);
}

/// <summary>Makes guests: an engine with a compiled module behind it.</summary>
public interface IGuestFactory
{
    /// <summary>The module names of the guest's imports (<see cref="Arc.Sdk.Modules.ModuleDescriptor.WasmNamespace"/>); null if they are not known.</summary>
    IReadOnlySet<string>? ImportedModules => null;

    /// <summary>Links the module to host functions and instantiates it.</summary>
    /// <param name="bind">Registers the host functions of the session's modules.</param>
    /// <param name="allowance">What all outermost invocations of the guest, and of guests that it is linked to, share; null for nothing.</param>
    IGuest Instantiate(Action<ILinker> bind, ExecutionAllowance? allowance);
}
