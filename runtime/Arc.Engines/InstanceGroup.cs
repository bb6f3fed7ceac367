namespace Arc.Engines;

/// <summary>
/// Instances that may share memories, tables and globals with each other. On Wasmtime such instances live in one store, which is fixed
/// when an instance is made: an instance that imports from another one joins that one's store by itself, but one that is to import from
/// several must find them in one group. Their memory is released when all of them are disposed. They serve one thread at a time
/// together, and the limits on growth are those of the first. The managed engine needs no groups and ignores them.
/// </summary>
public sealed class InstanceGroup
{
    /// <summary>What the engine keeps for the group.</summary>
    internal object? Store { get; set; }
}
