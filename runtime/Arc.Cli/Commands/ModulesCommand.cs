using System.CommandLine;
using System.Text.Json;
using Arc.Cli.Explaining;
using Arc.Cli.Printing;
using Arc.Sdk.Modules;
using Arc.Sdk.Types;
using Symbol = Arc.Sdk.Symbols.Symbol;

namespace Arc.Cli.Commands;

/// <summary><c>arc modules [MODULE[.MEMBER]]</c>: what the module set offers.</summary>
internal static class ModulesCommand
{
    private const int Indent = 2;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create(CliHost host)
    {
        var name = CommonOptions.RefuseOptions(new Argument<string?>("name") { Description = "A module, or module.member.", Arity = ArgumentArity.ZeroOrOne });
        var json = CommonOptions.Json();
        var modules = CommonOptions.Modules();
        var command = new Command("modules", "Lists the modules, or one module's or member's signatures and docs.\n\nExample: arc modules math.clamp") { name, json, modules };
        command.SetAction(parsed =>
        {
            var set = ModuleLoader.Add(host.Modules, parsed.GetValue(modules) ?? []);
            var asked = parsed.GetValue(name);
            var symbols = Select(set, asked);
            var page = TextPage.Of(host);
            if (parsed.GetValue(json)) host.Output.WriteLine(ModulesJson.Of(set, symbols).ToJsonString(Indented));
            else if (asked is null) WriteOverview(page, set);
            else if (set.Find(asked) is { } module) WriteModule(page, module);
            else WriteMembers(page, symbols);
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
        throw new CliException($"there is no module or member '{name}'{SymbolNames.Near(set, name)}; 'arc modules' lists them");
    }

    private static void WriteOverview(TextPage page, ModuleSet set)
    {
        var table = TextTable.Titled("module", "meaning", "members");
        foreach (var module in set.Modules.Where(m => !m.IsInternal).OrderBy(m => m.Name, StringComparer.Ordinal))
            table.Row(module.Name, SymbolText.FirstSentence(module.Documentation), string.Join(' ', module.Symbols.Where(s => !s.IsInternal).Select(s => s.Name)));
        page.Table(table);
    }

    private static void WriteModule(TextPage page, ModuleDescriptor module)
    {
        page.Title($"{module.Name}{(module.IsInternal ? "  (the compiler's own, cannot be imported)" : "")}");
        if (module.Documentation.Length > 0) page.Paragraph(module.Documentation, Indent);
        if (module.WasmNamespace != module.Name) page.Paragraph($"WebAssembly module name: {module.WasmNamespace}", Indent);
        foreach (var group in module.Symbols.GroupBy(s => s.IsInternal && !module.IsInternal).OrderBy(g => g.Key))
        {
            page.Gap();
            var table = TextTable.Titled("form", group.Key ? "for the compiler only" : "signature", "where", "meaning");
            foreach (var symbol in group)
            {
                var meaning = SymbolText.FirstSentence(symbol.Documentation);
                if (symbol.Call is { } call) table.Row("call", $"{symbol.QualifiedName}{call}", Conditions(call.Variables, call.Parameters), meaning);
                if (symbol.Flow is { } flow) table.Row("flow", Flow(symbol.QualifiedName, flow), Conditions(flow.Variables, flow.Config), symbol.Call is null ? meaning : "");
            }

            page.Table(table, Indent);
        }
    }

    private static string Conditions(IEnumerable<VariableType> variables, IEnumerable<Parameter> parameters) =>
        string.Join("; ", variables.Select(v => $"{v.Name}: {v.Constraint}").Concat(parameters.Where(p => p.Check is not null).Select(p => $"{p.Name} {ParameterTable.Bounds(p.Check)}")));

    private static void WriteMembers(TextPage page, List<Symbol> symbols)
    {
        for (var i = 0; i < symbols.Count; i++)
        {
            if (i > 0) page.Gap();
            WriteMember(page, symbols[i]);
        }
    }

    private static void WriteMember(TextPage page, Symbol symbol)
    {
        page.Title(symbol.QualifiedName + (symbol.IsInternal ? "  (internal)" : ""));
        if (symbol.Documentation.Length > 0) page.Paragraph(symbol.Documentation, Indent);
        foreach (var prelude in symbol.Prelude) page.Paragraph($"also as {prelude.Name}{(prelude.IsDeprecated ? " (deprecated)" : "")}, without import", Indent);
        if (symbol.Call is { } call)
        {
            page.Gap();
            page.Paragraph($"call  {symbol.QualifiedName}{call}{SymbolText.Constraints(call.Variables)}", Indent);
            page.Table(ParameterTable.Of(call), Indent + Indent);
        }

        if (symbol.Flow is { } flow)
        {
            page.Gap();
            page.Paragraph($"flow  {Flow(symbol.QualifiedName, flow)}{SymbolText.Constraints(flow.Variables)}", Indent);
            page.Table(ParameterTable.Of(flow), Indent + Indent);
            page.Paragraph($"woken by: {string.Join("; ", Explainer.WakesOf(symbol))}{(symbol.ConfigCheck is null ? "" : "; its config is checked as a whole")}", Indent + Indent);
        }

        foreach (var example in symbol.Examples)
        {
            page.Gap();
            page.Paragraph(example.Caption.Length > 0 ? $"example: {example.Caption}" : "example", Indent);
            foreach (var line in example.Code.Split('\n')) page.Code(line, Indent + Indent);
        }
    }

    private static string Flow(string name, FlowSignature flow) => $"{name}{{{string.Join(", ", flow.Config)}}}  ({string.Join(", ", flow.Inputs)}) -> ({string.Join(", ", flow.Outputs)})";
}
