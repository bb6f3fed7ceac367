using System.Collections.Immutable;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Sdk.Testing.Modules;

/// <summary>A member for concrete types: one entry of the import contract (arc-stl.md, section 1.1).</summary>
internal sealed class Specialisation
{
    public Specialisation(Symbol symbol, IReadOnlyDictionary<string, Primitive> binding)
    {
        Symbol = symbol;
        Binding = binding;
        Types = [.. symbol.Call!.Variables.Select(v => binding[v.Name])];
        Import = symbol.ImportName(name => binding[name]);
        Name = Types.IsEmpty ? symbol.QualifiedName : $"{symbol.QualifiedName}<{string.Join(", ", Types.Select(t => t.Name()))}>";
        Parameters = [.. symbol.Call.Parameters.Select(p => Concrete(p.Type))];
        Result = symbol.Call.Result is { } result ? Concrete(result) : null;
    }

    public Symbol Symbol { get; }

    /// <summary>What the type variables stand for.</summary>
    public IReadOnlyDictionary<string, Primitive> Binding { get; }

    /// <summary>The same in the order of the import's suffixes.</summary>
    public ImmutableArray<Primitive> Types { get; }

    /// <summary>The name of the import, for example <c>limit_f64</c>.</summary>
    public string Import { get; }

    /// <summary>The name for people, for example <c>signals.limit&lt;f64&gt;</c>.</summary>
    public string Name { get; }

    /// <summary>The types of the arguments; a series of any type stays one.</summary>
    public ImmutableArray<ArcType> Parameters { get; }

    /// <summary>The type of the result; null if there is none.</summary>
    public ArcType? Result { get; }

    /// <summary>Every specialisation of a member with a call form.</summary>
    public static IEnumerable<Specialisation> All(Symbol symbol) => TypeVariables.Bindings(symbol.Call!.Variables).Select(b => new Specialisation(symbol, b));

    public override string ToString() => Name;

    private ArcType Concrete(ArcType type) => TypeVariables.Substitute(type, name => ArcType.Of(Binding[name]));
}
