using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Arc.Sdk;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;
using Symbol = Arc.Sdk.Symbols.Symbol;

namespace Arc.Cli.Commands;

/// <summary><c>arc modules [MODULE[.MEMBER]]</c>: what the module set offers.</summary>
internal static class ModulesCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create(CliHost host)
    {
        var name = new Argument<string?>("name") { Description = "A module, or module.member.", Arity = ArgumentArity.ZeroOrOne };
        var json = CommonOptions.Json();
        var modules = CommonOptions.Modules();
        var command = new Command("modules", "Lists the modules, or one module's or member's signatures and docs.\n\nExample: arc modules math.clamp") { name, json, modules };
        command.SetAction(parsed =>
        {
            var set = ModuleLoader.Add(host.Modules, parsed.GetValue(modules) ?? []);
            var symbols = Select(set, parsed.GetValue(name));
            if (parsed.GetValue(json)) host.Output.WriteLine(Json(set, symbols).ToJsonString(Indented));
            else if (parsed.GetValue(name) is null) PrintModules(host.Output, set);
            else PrintMembers(host.Output, symbols);
            return ExitCode.Ok;
        });
        return command;
    }

    private static List<Symbol> Select(ModuleSet set, string? name)
    {
        if (name is null) return [.. set.Modules.Where(m => !m.IsInternal).SelectMany(m => m.Symbols).Where(s => !s.IsInternal)];
        if (set.Find(name) is { } module) return [.. module.Symbols];
        if (set.Symbols.Resolve(name) is { } symbol) return [symbol];
        if (set.Prelude.TryGetValue(name, out var entries)) return [.. entries.Select(e => e.Symbol)];
        throw new CliException($"there is no module or member '{name}'; 'arc modules' lists them");
    }

    private static void PrintModules(TextWriter output, ModuleSet set)
    {
        foreach (var module in set.Modules.Where(m => !m.IsInternal).OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            output.WriteLine($"{module.Name,-10} {FirstLine(module.Documentation)}");
            output.WriteLine($"           {string.Join(' ', module.Symbols.Where(s => !s.IsInternal).Select(s => s.Name))}");
        }
    }

    private static void PrintMembers(TextWriter output, IEnumerable<Symbol> symbols)
    {
        foreach (var symbol in symbols)
        {
            output.WriteLine(symbol.QualifiedName + (symbol.IsInternal ? "  (internal)" : ""));
            if (symbol.Documentation.Length > 0) output.WriteLine($"  {FirstLine(symbol.Documentation)}");
            if (symbol.Call is { } call) output.WriteLine($"  call  {symbol.QualifiedName}{call}{Constraints(call.Variables)}");
            if (symbol.Flow is { } flow)
            {
                output.WriteLine($"  flow  {symbol.QualifiedName}{{{string.Join(", ", flow.Config)}}}  ({string.Join(", ", flow.Inputs)}) -> ({string.Join(", ", flow.Outputs)}){Constraints(flow.Variables)}");
                foreach (var parameter in flow.Config.Where(p => p.Check is not null)) output.WriteLine($"          {parameter.Name} {Bounds(parameter.Check!)}");
            }

            foreach (var prelude in symbol.Prelude) output.WriteLine($"  also as {prelude.Name}{(prelude.IsDeprecated ? " (deprecated)" : "")}");
        }
    }

    private static string Constraints(IEnumerable<VariableType> variables)
    {
        var parts = variables.Select(v => $"{v.Name}: {v.Constraint}").ToArray();
        return parts.Length == 0 ? "" : $"  where {string.Join(", ", parts)}";
    }

    private static string Bounds(ValueCheck check)
    {
        if (!check.Allowed.IsDefaultOrEmpty) return $"one of {string.Join(", ", check.Allowed)}";
        return string.Join(", ", new[] { check.Minimum is { } min ? $"at least {min}" : null, check.Maximum is { } max ? $"at most {max}" : null }.OfType<string>());
    }

    private static string FirstLine(string documentation) => documentation.Split('\n', 2)[0].Trim();

    private static JsonObject Json(ModuleSet set, List<Symbol> symbols) => new()
    {
        ["version"] = 1,
        ["modules"] = new JsonArray([.. symbols.GroupBy(s => s.Module, StringComparer.Ordinal).Select(g => (JsonNode)new JsonObject
        {
            ["name"] = g.Key,
            ["wasm_namespace"] = set.Find(g.Key)!.WasmNamespace,
            ["internal"] = set.Find(g.Key)!.IsInternal,
            ["documentation"] = set.Find(g.Key)!.Documentation,
            ["members"] = new JsonArray([.. g.Select(s => (JsonNode)Member(s))]),
        })]),
    };

    private static JsonObject Member(Symbol symbol)
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
        if (symbol.Call is { } call)
        {
            member["call"] = new JsonObject
            {
                ["parameters"] = Parameters(call.Parameters),
                ["result"] = call.Result?.ToString(),
                ["variables"] = Variables(call.Variables),
            };
        }

        if (symbol.Flow is { } flow)
        {
            member["flow"] = new JsonObject
            {
                ["config"] = Parameters(flow.Config),
                ["inputs"] = Parameters(flow.Inputs),
                ["outputs"] = Parameters(flow.Outputs),
                ["variables"] = Variables(flow.Variables),
            };
        }

        return member;
    }

    private static JsonArray Parameters(IEnumerable<Parameter> parameters) => new([.. parameters.Select(p =>
    {
        var parameter = new JsonObject { ["name"] = p.Name, ["type"] = p.Type.ToString(), ["documentation"] = p.Documentation };
        if (p.Default is { } value) parameter["default"] = value.ToString();
        if (p.Check?.Minimum is { } min) parameter["minimum"] = min.ToString();
        if (p.Check?.Maximum is { } max) parameter["maximum"] = max.ToString();
        if (p.Check is { Allowed.IsDefaultOrEmpty: false } check) parameter["allowed"] = new JsonArray([.. check.Allowed.Select(a => (JsonNode)a.ToString())]);
        return (JsonNode)parameter;
    })]);

    private static JsonObject Variables(IEnumerable<VariableType> variables)
    {
        var result = new JsonObject();
        foreach (var variable in variables) result[variable.Name] = new JsonArray([.. variable.Constraint.Members.Select(m => (JsonNode)m.Name())]);
        return result;
    }
}
