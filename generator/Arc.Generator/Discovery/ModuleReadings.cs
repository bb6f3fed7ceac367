using Arc.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arc.Generator.Discovery;

/// <summary>
/// The methods and members of one module by the text that they were read from. Binding a method's attributes and signature is what
/// reading it costs, and an edit changes one of many; the others are what they were, unless the world around them changed.
/// </summary>
internal sealed class ModuleReadings
{
    private readonly ulong _world;
    private readonly Dictionary<ulong, Kept> _methods = [];
    private readonly Dictionary<string, SymbolModel> _symbols = new(StringComparer.Ordinal);
    private Dictionary<ulong, Kept>? _methodsBefore;
    private Dictionary<string, SymbolModel>? _symbolsBefore;
    private HashSet<string>? _methodNames;

    /// <param name="before">What the reading before kept, if there was one.</param>
    /// <param name="world">The hash of everything beyond the module that its methods depend on.</param>
    public ModuleReadings(ModuleReadings? before, ulong world)
    {
        _world = world;
        if (before?._world == world) _methodsBefore = before._methods;
        _symbolsBefore = before?._symbols;
    }

    /// <summary>What is known of a method; null if it must be read.</summary>
    public MethodReading? Find(IMethodSymbol method, CancellationToken cancellation)
    {
        if (_methodsBefore is null || HashOf(method, cancellation) is not { } hash) return null;
        if (!_methodsBefore.TryGetValue(hash, out var known) || NamesMethod(method, known.Names)) return null;
        _methods[hash] = known;
        return known.Reading;
    }

    /// <summary>Keeps what was read of a method, if nothing but its own text and the world decides it.</summary>
    public void Keep(IMethodSymbol method, MethodReading reading, CancellationToken cancellation)
    {
        if (reading.Check.Length > 0 || method.IsPartialDefinition || method.PartialDefinitionPart is not null) return;
        if (HashOf(method, cancellation) is not { } hash || method.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is not MethodDeclarationSyntax declaration) return;
        var names = NamesIn(declaration);
        if (!NamesMethod(method, names)) _methods[hash] = new Kept(reading, names);
    }

    /// <summary>The member as it was, if it is as it was.</summary>
    public SymbolModel Latest(SymbolModel symbol)
    {
        if (_symbolsBefore is not null && _symbolsBefore.TryGetValue(symbol.ArcName, out var before) && before.Equals(symbol)) symbol = before;
        return _symbols[symbol.ArcName] = symbol;
    }

    /// <summary>Ends the reading: what the one before kept is needed no more.</summary>
    public void Finish()
    {
        _methodsBefore = null;
        _symbolsBefore = null;
        _methodNames = null;
    }

    private static ulong? HashOf(IMethodSymbol method, CancellationToken cancellation) =>
        method.DeclaringSyntaxReferences is { Length: 1 } references ? Skeleton.OfMethod(references[0].SyntaxTree, references[0].Span.Start, cancellation) : null;

    // An argument of an attribute may be the name of a method, and methods are no part of the world.
    private bool NamesMethod(IMethodSymbol method, string[] names)
    {
        if (names.Length == 0) return false;
        _methodNames ??= new HashSet<string>(method.ContainingType.GetMembers().OfType<IMethodSymbol>().Select(m => m.Name), StringComparer.Ordinal);
        return names.Any(_methodNames.Contains);
    }

    private static string[] NamesIn(MethodDeclarationSyntax declaration)
    {
        HashSet<string>? names = null;
        Add(declaration.AttributeLists);
        foreach (var parameter in declaration.TypeParameterList?.Parameters ?? default) Add(parameter.AttributeLists);
        foreach (var parameter in declaration.ParameterList.Parameters)
        {
            Add(parameter.AttributeLists);
            if (parameter.Default is { } value) AddNames(value);
        }

        return names is null ? [] : [.. names];

        void Add(Microsoft.CodeAnalysis.SyntaxList<AttributeListSyntax> lists)
        {
            foreach (var attribute in lists.SelectMany(l => l.Attributes))
            {
                foreach (var argument in attribute.ArgumentList?.Arguments ?? default) AddNames(argument.Expression);
            }
        }

        void AddNames(SyntaxNode expression)
        {
            foreach (var name in expression.DescendantNodesAndSelf().OfType<SimpleNameSyntax>()) (names ??= new(StringComparer.Ordinal)).Add(name.Identifier.ValueText);
        }
    }

    private sealed record Kept(MethodReading Reading, string[] Names);
}
