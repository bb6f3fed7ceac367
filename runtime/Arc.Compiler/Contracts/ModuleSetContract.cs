using System.Collections.Immutable;
using Arc.Sdk.Modules;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Compiler.Contracts;

/// <summary>Everything that programs could import from a module set: each member with a call form, once per specialisation.</summary>
public static class ModuleSetContract
{
    /// <summary>The imports, ordered by module and name.</summary>
    public static ImmutableArray<ImportContract> Of(ModuleSet modules)
    {
        ArgumentNullException.ThrowIfNull(modules);
        return
        [
            .. modules.Modules.SelectMany(m => m.Symbols).SelectMany(s => Of(s))
                .OrderBy(i => i.Module, StringComparer.Ordinal).ThenBy(i => i.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The imports of one member, one per specialisation in the order of their types; none if it has no call form.</summary>
    public static ImmutableArray<ImportContract> Of(Symbol symbol)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        return symbol.Call is null ? [] : [.. TypeVariables.Bindings(symbol.Call.Variables).Select(binding => Specialise(symbol, binding))];
    }

    private static ImportContract Specialise(Symbol symbol, ImmutableDictionary<string, Primitive> binding)
    {
        var call = symbol.Call!;
        return new ImportContract(
            symbol.WasmNamespace, symbol.ImportName(variable => binding[variable]), symbol.QualifiedName,
            [.. call.Variables.Select(v => binding[v.Name])],
            [.. call.Parameters.Select(p => ContractValue.Of(p.Name, Concrete(p.Type)))],
            call.Result is { } result ? ContractValue.Of("output", Concrete(result)) : null);

        ArcType Concrete(ArcType type) => TypeVariables.Substitute(type, variable => ArcType.Of(binding[variable]));
    }
}
