using System.Collections.Immutable;
using Arc.Sdk.Symbols;

namespace Arc.Sdk.Modules;

/// <summary>
/// A recipe: the one list of modules from which the symbol resolver, the import contract, the node factories and the host
/// bindings are derived (seed Q12). Immutable; a session makes its own instances from it, so two sessions share no state.
/// </summary>
public sealed class ModuleSet
{
    private readonly Lazy<ISymbolResolver> _resolver;
    private readonly Lazy<IReadOnlyDictionary<string, ImmutableArray<PreludeEntry>>> _prelude;

    private ModuleSet(ImmutableArray<ModuleDescriptor> modules)
    {
        Modules = modules;
        _resolver = new(() => new CompoundResolver(Modules.Select(ResolverOf)));
        _prelude = new(BuildPrelude);
    }

    /// <summary>The set without modules.</summary>
    public static ModuleSet Empty { get; } = new([]);

    /// <summary>The modules in the order in which they were added.</summary>
    public ImmutableArray<ModuleDescriptor> Modules { get; }

    /// <summary>Resolves canonical names <c>module.member</c>, internal members included.</summary>
    public ISymbolResolver Symbols => _resolver.Value;

    /// <summary>The bare names that need no import, each with the members it stands for (several for <c>len</c>).</summary>
    public IReadOnlyDictionary<string, ImmutableArray<PreludeEntry>> Prelude => _prelude.Value;

    /// <summary>This set and one more module.</summary>
    /// <exception cref="ModuleSetException">The module's name or a prelude name is taken already.</exception>
    public ModuleSet Add<T>() where T : IModuleClass => Add(T.Descriptor);

    /// <summary>This set and one more module.</summary>
    /// <exception cref="ModuleSetException">The module's name or a prelude name is taken already, or the descriptor is inconsistent.</exception>
    public ModuleSet Add(ModuleDescriptor module)
    {
        ArgumentNullException.ThrowIfNull(module);
        Verify(module);
        return new ModuleSet(Modules.Add(module));
    }

    /// <summary>The module with a name; null if there is none.</summary>
    public ModuleDescriptor? Find(string name) => Modules.FirstOrDefault(m => m.Name == name);

    /// <summary>Makes one instance of every module.</summary>
    /// <param name="services">The session's stores and the host's services.</param>
    /// <param name="needed">
    /// Whether a program uses a module. One that cannot be made and that nobody needs is left out, so that a host need not offer what only other
    /// programs ask for; null: all are needed.
    /// </param>
    /// <exception cref="ModuleSetException">A module that is needed could not be made, or modules depend on each other in a circle.</exception>
    public ModuleInstances Instantiate(SessionServices services, Func<ModuleDescriptor, bool>? needed = null) => new(this, services, needed);

    private static ModuleResolver ResolverOf(ModuleDescriptor module) =>
        new(module.Name, new MapResolver(module.Symbols.Select(s => KeyValuePair.Create(s.Name, s))));

    private Dictionary<string, ImmutableArray<PreludeEntry>> BuildPrelude() =>
        Modules.SelectMany(m => m.Symbols)
            .SelectMany(s => s.Prelude.Select(p => (p.Name, Entry: new PreludeEntry(s, p.IsDeprecated))))
            .GroupBy(p => p.Name, p => p.Entry, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.ToImmutableArray(), StringComparer.Ordinal);

    private void Verify(ModuleDescriptor module)
    {
        if (Find(module.Name) is { } taken)
            throw new ModuleSetException($"two modules are named '{module.Name}': {taken.Type} and {module.Type}; rename one of them");
        foreach (var group in module.Symbols.GroupBy(s => s.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
            throw new ModuleSetException($"module '{module.Name}' has the member '{group.Key}' {group.Count()} times");
        foreach (var symbol in module.Symbols)
        {
            if (symbol.Module != module.Name)
                throw new ModuleSetException($"module '{module.Name}' offers '{symbol.QualifiedName}', which belongs to another module");
            if (symbol.Contexts == Contexts.None)
                throw new ModuleSetException($"'{symbol.QualifiedName}' has neither a call form nor a flow form, so nobody could use it");
            foreach (var prelude in symbol.Prelude)
            {
                if (Prelude.TryGetValue(prelude.Name, out var others) && others.FirstOrDefault(o => Overlaps(o.Symbol, symbol)) is { } other)
                    throw new ModuleSetException($"the prelude name '{prelude.Name}' stands for '{other.Symbol.QualifiedName}' already; '{symbol.QualifiedName}' cannot take it too");
            }
        }
    }

    // One bare name may stand for several members as long as the argument tells them apart, as `len` does.
    private static bool Overlaps(Symbol left, Symbol right) =>
        (left.Flow is not null && right.Flow is not null)
        || (left.Call is { } a && right.Call is { } b && a.Parameters.Select(p => p.Type).SequenceEqual(b.Parameters.Select(p => p.Type)));
}

/// <summary>A member behind a bare name.</summary>
/// <param name="Symbol">The member.</param>
/// <param name="IsDeprecated">True if using the bare name is a warning (ARC4003).</param>
public sealed record PreludeEntry(Symbol Symbol, bool IsDeprecated);

/// <summary>Modules do not fit together. A mistake of the host or of a module's author.</summary>
/// <param name="message">What does not fit, and what to do.</param>
/// <param name="inner">The cause, if there is one.</param>
public sealed class ModuleSetException(string message, Exception? inner = null) : Exception(message, inner);
