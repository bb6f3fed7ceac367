namespace Arc.Language.Analysis;

/// <summary>Declarations of one level (language section 6). Lookups go outwards to the program's root, which ends the chain.</summary>
/// <param name="parent">The enclosing level; null for the root.</param>
internal sealed class Scope(Scope? parent)
{
    private Dictionary<string, DeclaredSymbol>? _symbols;

    public Scope? Parent { get; } = parent;

    public IEnumerable<DeclaredSymbol> Symbols => _symbols?.Values ?? Enumerable.Empty<DeclaredSymbol>();

    public DeclaredSymbol? FindDeclared(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._symbols is not null && scope._symbols.TryGetValue(name, out var symbol)) return symbol;
        }

        return null;
    }

    public void Add(DeclaredSymbol symbol) => (_symbols ??= new(StringComparer.Ordinal))[symbol.Name] = symbol;
}
