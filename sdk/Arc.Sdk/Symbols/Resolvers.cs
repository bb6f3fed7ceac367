using System.Collections.Frozen;

namespace Arc.Sdk.Symbols;

/// <summary>Finds library members by name. Resolvers compose; what is behind one is its own business (seed Q27).</summary>
public interface ISymbolResolver
{
    /// <summary>The symbol of a name, or null: "not mine".</summary>
    Symbol? Resolve(string name);

    /// <summary>Every symbol that the resolver knows, for suggestions and palettes.</summary>
    IEnumerable<Symbol> Symbols { get; }
}

/// <summary>Unqualified names to symbols.</summary>
/// <param name="members">The symbols by the names under which they are found.</param>
public sealed class MapResolver(IEnumerable<KeyValuePair<string, Symbol>> members) : ISymbolResolver
{
    private readonly FrozenDictionary<string, Symbol> _members = members.ToFrozenDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IEnumerable<Symbol> Symbols => _members.Values.OrderBy(s => s.QualifiedName, StringComparer.Ordinal);

    /// <inheritdoc/>
    public Symbol? Resolve(string name) => _members.GetValueOrDefault(name);
}

/// <summary>
/// The members of one module, behind its name and a dot. What remains after the prefix goes to the members, so that a nested
/// module is a resolver of its own: <c>math.fft.transform</c> asks <c>math</c> for <c>fft.transform</c>.
/// </summary>
/// <param name="name">The module's name.</param>
/// <param name="members">Its members under unqualified names, nested modules included.</param>
public sealed class ModuleResolver(string name, ISymbolResolver members) : ISymbolResolver
{
    private readonly string _prefix = name + ".";

    /// <summary>The module's name.</summary>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public IEnumerable<Symbol> Symbols => members.Symbols;

    /// <inheritdoc/>
    public Symbol? Resolve(string name) =>
        name.StartsWith(_prefix, StringComparison.Ordinal) ? members.Resolve(name[_prefix.Length..]) : null;
}

/// <summary>Asks several resolvers in order; the first match wins.</summary>
/// <param name="resolvers">The resolvers.</param>
public sealed class CompoundResolver(params IEnumerable<ISymbolResolver> resolvers) : ISymbolResolver
{
    private readonly ISymbolResolver[] _resolvers = [.. resolvers];

    /// <inheritdoc/>
    public IEnumerable<Symbol> Symbols => _resolvers.SelectMany(r => r.Symbols);

    /// <inheritdoc/>
    public Symbol? Resolve(string name)
    {
        foreach (var resolver in _resolvers)
        {
            if (resolver.Resolve(name) is { } symbol) return symbol;
        }

        return null;
    }
}

/// <summary>Translates the first part of a name: after <c>import time as t</c>, <c>t.now</c> is <c>time.now</c>, and <c>time.now</c> is nothing.</summary>
/// <param name="inner">Resolves canonical names.</param>
/// <param name="aliases">Module names by alias. A name whose first part is no alias is not resolved.</param>
public sealed class AliasResolver(ISymbolResolver inner, IReadOnlyDictionary<string, string> aliases) : ISymbolResolver
{
    /// <inheritdoc/>
    public IEnumerable<Symbol> Symbols => inner.Symbols.Where(s => aliases.Values.Contains(s.Module));

    /// <inheritdoc/>
    public Symbol? Resolve(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && aliases.TryGetValue(name[..dot], out var module) ? inner.Resolve(module + name[dot..]) : null;
    }
}
