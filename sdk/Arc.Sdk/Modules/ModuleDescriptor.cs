using System.Collections.Immutable;
using Arc.Sdk.Symbols;

namespace Arc.Sdk.Modules;

/// <summary>
/// What is known of a module without an instance of it. The generator emits one per module; the analyzer, the compiler and
/// the tools read nothing else, so a program can be checked against a module whose constructor wants a database.
/// </summary>
public sealed record ModuleDescriptor
{
    /// <summary>The module's name in Arc.</summary>
    public required string Name { get; init; }

    /// <summary>The module name of its WebAssembly imports (seed Q19).</summary>
    public required string WasmNamespace { get; init; }

    /// <summary>True for the compiler's own modules, which cannot be imported.</summary>
    public bool IsInternal { get; init; }

    /// <summary>The author's documentation.</summary>
    public string Documentation { get; init; } = "";

    /// <summary>The members, ordered by name.</summary>
    public required ImmutableArray<Symbol> Symbols { get; init; }

    /// <summary>The C# class.</summary>
    public required Type Type { get; init; }

    /// <summary>Makes an instance for one session; the provider has the session's stores, its other modules and the host's services.</summary>
    public required Func<IServiceProvider, IModule> Create { get; init; }
}
