using Arc.Sdk.Hosting;
using Arc.Sdk.Nodes;
using Arc.Sdk.State;
using Arc.Sdk.Sync;
using Arc.Sdk.Values;

namespace Arc.Sdk.Modules;

/// <summary>
/// The facets of a module instance. Implemented by generated code only; every member has exactly one consumer, which the
/// README's facet table names.
/// </summary>
public interface IModule
{
    /// <summary>Registers the module's host functions under their import names.</summary>
    /// <param name="linker">Where they are registered.</param>
    /// <param name="handles">The session's handle stores, through which wrappers marshal strings and series.</param>
    void Bind(ILinker linker, HandleStores handles);

    /// <summary>Makes the node of a member's flow form for concrete types.</summary>
    /// <returns>Null if the module has no such node: "not mine".</returns>
    Node? CreateNode(NodeRequest request);

    /// <summary>Calls a member synchronously with dynamic values; the facet of workflow scripts.</summary>
    /// <param name="context">New ids and the time, and nothing else.</param>
    /// <param name="self">The value that the member was read from; null for the module itself.</param>
    /// <param name="member">The member's name.</param>
    /// <param name="arguments">The arguments.</param>
    SyncResult Call(in SyncContext context, Val? self, string member, ReadOnlySpan<Val> arguments);

    /// <summary>Registers the module's state slices.</summary>
    void RegisterState(StateRegistry registry);
}

/// <summary>A module class: its facets, and the descriptor that needs no instance. Implemented by generated code only.</summary>
public interface IModuleClass : IModule
{
    /// <summary>The recipe: everything that is known without an instance.</summary>
    static abstract ModuleDescriptor Descriptor { get; }
}
