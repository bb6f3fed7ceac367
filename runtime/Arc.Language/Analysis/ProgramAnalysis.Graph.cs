using System.Collections.Immutable;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;
using Arc.Sdk.Symbols;

namespace Arc.Language.Analysis;

/// <summary>What the type of a graph's node stands for (runtime section 3).</summary>
internal sealed partial class ProgramAnalysis
{
    private ILookup<string, Symbol>? _membersByName;

    /// <summary>
    /// What a node instantiates: a function of the graph, a bare name of the prelude, a qualified member, or the only member of a
    /// bare name; internal members too. Null after reporting why nothing.
    /// </summary>
    public FlowTarget? ResolveNodeType(Identifier type)
    {
        switch (Root.FindDeclared(type.Name))
        {
            case FunctionSymbol { IsBroken: true }:
                return null;
            case FunctionSymbol function:
                return new FlowTarget(function.Name, function.Flow, function, null);
        }

        var symbols = Options.Modules.Symbols;
        if (Options.Modules.Prelude.TryGetValue(type.Name, out var entries)) return FlowTargetOf(entries, type);
        if (symbols.Resolve(type.Name) is { } member) return FlowTargetOf(member, member.QualifiedName, type.Span);
        _membersByName ??= symbols.Symbols.Where(static s => s.Flow is not null).ToLookup(static s => s.Name, StringComparer.Ordinal);
        var bare = _membersByName[type.Name].ToImmutableArray();
        if (bare.Length == 1) return FlowTargetOf(bare[0], bare[0].QualifiedName, type.Span);
        if (bare.Length > 1)
        {
            Error(DiagnosticCodes.SymbolUndefined, type.Span, $"'{type}' is ambiguous; write {string.Join(" or ", bare.Select(static s => s.QualifiedName).Order(StringComparer.Ordinal))}");
            return null;
        }

        if (Options.Modules.Find(type.Name) is not null)
        {
            Error(DiagnosticCodes.Flow, type.Span, $"'{type}' is a module and cannot be a node; name one of its members, as in {type}.member");
            return null;
        }

        // Beyond the cap nobody sees the suggestions.
        var hint = Diagnostics.ErrorCount >= Options.Parsing.MaxErrors ? "" : Suggestions.Phrase(type.Name, NodeTypes());
        Error(DiagnosticCodes.SymbolUndefined, type.Span, $"undefined symbol: {type}{hint}");
        return null;
    }

    private IEnumerable<string> NodeTypes() =>
        Functions.Select(static f => f.Name)
            .Concat(Options.Modules.Prelude.Where(static p => p.Value.Any(static e => e.Symbol.Flow is not null)).Select(static p => p.Key))
            .Concat(Options.Modules.Symbols.Symbols.Where(static s => s.Flow is not null).Select(static s => s.QualifiedName));
}
