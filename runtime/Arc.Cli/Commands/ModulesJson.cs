using System.Text.Json.Nodes;
using Arc.Compiler.Contracts;
using Arc.Sdk;
using Arc.Sdk.Modules;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Cli.Commands;

/// <summary>A module set for machines: what an editor's palette reads (sdk/docs/modules.md).</summary>
internal static class ModulesJson
{
    /// <summary>The document.</summary>
    /// <param name="set">The modules.</param>
    /// <param name="symbols">The members that it lists.</param>
    public static JsonObject Of(ModuleSet set, IEnumerable<Symbol> symbols)
    {
        var imports = ModuleSetContract.Of(set).ToLookup(i => i.Member, StringComparer.Ordinal);
        return new JsonObject
        {
            ["schema"] = "arc-modules",
            ["version"] = 1,
            ["modules"] = new JsonArray([.. symbols.GroupBy(s => s.Module, StringComparer.Ordinal).Select(g => (JsonNode)Module(set.Find(g.Key)!, g, imports))]),
        };
    }

    /// <summary>Parameters, config values or ports.</summary>
    public static JsonArray Parameters(IEnumerable<Parameter> parameters) => new([.. parameters.Select(p =>
    {
        var parameter = new JsonObject
        {
            ["name"] = p.Name,
            ["type"] = p.Type.ToString(),
            ["documentation"] = p.Documentation,
            ["required"] = p.Default is null,
        };
        if (TypeVariables.VariableOf(p.Type) is { } variable) parameter["variable"] = variable.Name;
        if (UnitOf(p.Type) is { } unit) parameter["unit"] = unit.Name;
        if (p.Type is ChannelType channel) parameter["access"] = channel.Access.ToString().ToLowerInvariant();
        if (p.Default is { } value) parameter["default"] = value.ToString();
        if (p.Check?.Minimum is { } min) parameter["minimum"] = min.ToString();
        if (p.Check?.Maximum is { } max) parameter["maximum"] = max.ToString();
        if (p.Check is { Allowed.IsDefaultOrEmpty: false } check) parameter["allowed"] = new JsonArray([.. check.Allowed.Select(a => (JsonNode)a.ToString())]);
        return (JsonNode)parameter;
    })]);

    private static JsonObject Module(ModuleDescriptor module, IEnumerable<Symbol> symbols, ILookup<string, ImportContract> imports) => new()
    {
        ["name"] = module.Name,
        ["wasm_namespace"] = module.WasmNamespace,
        ["internal"] = module.IsInternal,
        ["documentation"] = module.Documentation,
        ["assembly"] = module.Type.Assembly.GetName().Name,
        ["members"] = new JsonArray([.. symbols.Select(s => (JsonNode)Member(s, imports[s.QualifiedName]))]),
    };

    private static JsonObject Member(Symbol symbol, IEnumerable<ImportContract> imports)
    {
        var member = new JsonObject
        {
            ["name"] = symbol.Name,
            ["qualified_name"] = symbol.QualifiedName,
            ["internal"] = symbol.IsInternal,
            ["documentation"] = symbol.Documentation,
            ["contexts"] = new JsonArray([.. Enum.GetValues<Contexts>().Where(c => c is Contexts.Call or Contexts.Flow && symbol.Contexts.HasFlag(c)).Select(c => (JsonNode)c.ToString().ToLowerInvariant())]),
            ["prelude"] = new JsonArray([.. symbol.Prelude.Select(p => (JsonNode)new JsonObject { ["name"] = p.Name, ["deprecated"] = p.IsDeprecated })]),
        };
        if (!symbol.Examples.IsEmpty)
            member["examples"] = new JsonArray([.. symbol.Examples.Select(e => (JsonNode)new JsonObject { ["caption"] = e.Caption, ["code"] = e.Code })]);
        if (symbol.Call is { } call)
        {
            member["call"] = new JsonObject
            {
                ["signature"] = call.ToString(),
                ["parameters"] = Parameters(call.Parameters),
                ["result"] = call.Result?.ToString(),
                ["result_unit"] = call.Result is { } result && UnitOf(result) is { } unit ? unit.Name : null,
                ["variables"] = Variables(call.Variables),
                ["imports"] = new JsonArray([.. imports.Select(i => (JsonNode)$"{i.Module}.{i.Name}")]),
            };
        }

        if (symbol.Flow is { } flow)
        {
            member["flow"] = new JsonObject
            {
                ["signature"] = flow.ToString(),
                ["config"] = Parameters(flow.Config),
                ["inputs"] = Parameters(flow.Inputs),
                ["outputs"] = Parameters(flow.Outputs),
                ["variables"] = Variables(flow.Variables),
                ["wake"] = new JsonArray([.. Enum.GetValues<NodeWake>().Where(w => w != NodeWake.Default && symbol.Wake.HasFlag(w)).Select(w => (JsonNode)w.ToString().ToLowerInvariant())]),
                ["checked_as_a_whole"] = symbol.ConfigCheck is not null,
            };
        }

        return member;
    }

    private static Unit? UnitOf(ArcType type) => type switch
    {
        PrimitiveType primitive => primitive.Unit,
        SeriesType series => UnitOf(series.Element),
        ChannelType channel => UnitOf(channel.Value),
        _ => null,
    };

    /// <summary>Type variables with the types that each may stand for.</summary>
    public static JsonObject Variables(IEnumerable<VariableType> variables)
    {
        var result = new JsonObject();
        foreach (var variable in variables) result[variable.Name] = new JsonArray([.. variable.Constraint.Members.Select(m => (JsonNode)m.Name())]);
        return result;
    }
}
