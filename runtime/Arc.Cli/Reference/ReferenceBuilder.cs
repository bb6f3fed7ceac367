using System.Collections.Immutable;
using System.Globalization;
using Arc.Cli.Explaining;
using Arc.Cli.Printing;
using Arc.Compiler.Contracts;
using Arc.Sdk;
using Arc.Sdk.Modules;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Cli.Reference;

/// <summary>Says what is known of a module set, page by page: an index, one page a module, and the imports of compiled programs.</summary>
internal static class ReferenceBuilder
{
    public const string Index = "index";
    public const string Imports = "imports";

    public static ImmutableArray<ReferencePage> Pages(ModuleSet set, IReadOnlyCollection<string> wanted)
    {
        var modules = set.Modules.Where(m => !m.IsInternal && (wanted.Count == 0 || wanted.Contains(m.Name))).OrderBy(m => m.Name, StringComparer.Ordinal).ToList();
        return [IndexPage(modules), .. modules.Select(ModulePage), ImportsPage(set)];
    }

    private static IEnumerable<Symbol> Members(ModuleDescriptor module) => module.Symbols.Where(s => !s.IsInternal).OrderBy(s => s.Name, StringComparer.Ordinal);

    private static ReferencePage IndexPage(List<ModuleDescriptor> modules) => new(Index, "Arc module reference",
    [
        new Paragraph("What programs can use, as ", Inline.Code("arc reference"), " wrote it from the modules themselves. Every example was run before it was written down."),
        new Heading(2, "Modules"),
        new Table(["Module", "", "Members"], [.. modules.Select(m => Row(Link(m), m.Documentation, Count(m)))]),
        new Heading(2, "Members"),
        new Table(["Member", "Forms", ""], [.. modules.SelectMany(Members).Select(s => Row(Link(s), Forms(s), SymbolText.FirstSentence(s.Documentation)))]),
        new Paragraph("Hosts in other languages provide the ", new Inline("imports of compiled programs", Page: Imports), "."),
    ]);

    private static ReferencePage ModulePage(ModuleDescriptor module)
    {
        var blocks = ImmutableArray.CreateBuilder<Block>();
        blocks.Add(new Paragraph(module.Documentation));
        blocks.Add(new Code($"import {module.Name}"));
        blocks.Add(new Table(["Member", "Forms", ""], [.. Members(module).Select(s => Row(Link(s), Forms(s), SymbolText.FirstSentence(s.Documentation)))]));
        foreach (var symbol in Members(module)) AddMember(blocks, symbol);
        return new ReferencePage(module.Name, module.Name, blocks.ToImmutable());
    }

    private static void AddMember(ImmutableArray<Block>.Builder blocks, Symbol symbol)
    {
        blocks.Add(new Heading(2, symbol.QualifiedName, symbol.Name));
        if (symbol.Documentation.Length > 0) blocks.Add(new Paragraph(symbol.Documentation));
        if (symbol.FlowDocumentation.Length > 0) blocks.Add(new Paragraph($"As a node: {symbol.FlowDocumentation}"));
        if (symbol.Prelude.Length > 0) blocks.Add(new Paragraph([.. PreludeNames(symbol)]));
        blocks.Add(new Code(string.Join('\n', Signatures(symbol))));
        if (Parameters(symbol) is { Rows.IsEmpty: false } parameters) blocks.Add(parameters);
        if (symbol.Call is not null && symbol.ResultDocumentation.Length > 0) blocks.Add(new Paragraph($"Result of a call: {symbol.ResultDocumentation}"));
        if (symbol.Flow is not null) blocks.Add(new Paragraph($"The node runs {Wake(symbol.Wake, !symbol.Flow.Inputs.IsEmpty)}."));
        foreach (var example in symbol.Examples)
        {
            if (example.Caption.Length > 0) blocks.Add(new Paragraph(example.Caption));
            blocks.Add(new Code(example.Code));
        }

        if (symbol.Call is null) return;
        var imports = ModuleSetContract.Of(symbol);
        blocks.Add(new Details(imports.Length == 1 ? "1 import" : string.Create(CultureInfo.InvariantCulture, $"{imports.Length} imports"), [ImportTable(imports)]));
    }

    private static ReferencePage ImportsPage(ModuleSet set)
    {
        var blocks = ImmutableArray.CreateBuilder<Block>();
        blocks.Add(new Paragraph(
            "A compiled program is a WebAssembly module that imports these functions: those of the members that it calls, and of the primitives below that the compiler calls for language constructs. "
            + "The pair of names is the contract. A host in another language provides the functions that ", Inline.Code("arc contract PROGRAM.arc"), " lists."));
        foreach (var module in set.Modules.Where(m => m.Symbols.Any(s => s.IsInternal && s.Call is not null)).OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            blocks.Add(new Heading(2, module.Name, module.Name));
            if (module.IsInternal && module.Documentation.Length > 0) blocks.Add(new Paragraph(module.Documentation));
            foreach (var symbol in module.Symbols.Where(s => s.IsInternal && s.Call is not null).OrderBy(s => s.Name, StringComparer.Ordinal))
            {
                blocks.Add(new Heading(3, symbol.QualifiedName));
                if (symbol.Documentation.Length > 0) blocks.Add(new Paragraph(symbol.Documentation));
                blocks.Add(ImportTable(ModuleSetContract.Of(symbol)));
            }
        }

        return new ReferencePage(Imports, "Imports of compiled programs", blocks.ToImmutable());
    }

    private static Table ImportTable(IEnumerable<ImportContract> imports) =>
        new(["Import", "In Arc", "In WebAssembly"], [.. imports.Select(i => Row(Inline.Code($"{i.Module}.{i.Name}"), Inline.Code(i.Signature), Inline.Code(ContractEntries.FunctionText(i))))]);

    private static IEnumerable<string> Signatures(Symbol symbol)
    {
        if (symbol.Call is { } call) yield return symbol.QualifiedName + call + SymbolText.Constraints(call.Variables);
        if (symbol.Flow is { } flow)
            yield return $"({string.Join(", ", flow.Inputs)}) -> {symbol.QualifiedName}{{{string.Join(", ", flow.Config)}}} -> ({string.Join(", ", flow.Outputs)}){SymbolText.Constraints(flow.Variables)}";
    }

    /// <summary>Every name of either form once, with what it is in each.</summary>
    private static Table Parameters(Symbol symbol)
    {
        var named = new List<(Parameter Parameter, List<string> Roles)>();
        Collect(symbol.Call?.Parameters, "argument");
        Collect(symbol.Flow?.Config, "config");
        Collect(symbol.Flow?.Inputs, "input");
        Collect(symbol.Flow?.Outputs, "output");
        return new Table(["Name", "Type", "Is", "Default", "Allowed", ""], [.. named.Select(n => Row(
            Inline.Code(n.Parameter.Name), Inline.Code(n.Parameter.Type.ToString()), string.Join(", ", n.Roles),
            n.Parameter.Default is { } value ? Inline.Code(value.ToSource()) : "", Allowed(n.Parameter.Check), n.Parameter.Documentation))]);

        void Collect(IEnumerable<Parameter>? parameters, string role)
        {
            foreach (var parameter in parameters ?? [])
            {
                var at = named.FindIndex(n => n.Parameter.Name == parameter.Name && n.Parameter.Type.ToString() == parameter.Type.ToString());
                if (at < 0) named.Add((parameter, [role]));
                else
                {
                    // A bound belongs to config alone, and the form that has one is the one to show.
                    if (parameter.Check is not null) named[at] = (parameter, named[at].Roles);
                    named[at].Roles.Add(role);
                }
            }
        }
    }

    private static string Allowed(ValueCheck? check)
    {
        if (check is null) return "";
        if (!check.Allowed.IsDefaultOrEmpty) return string.Join(", ", check.Allowed);
        return string.Join(", ", new[] { check.Minimum is { } min ? $"at least {min}" : null, check.Maximum is { } max ? $"at most {max}" : null }.OfType<string>());
    }

    private static IEnumerable<Inline> PreludeNames(Symbol symbol)
    {
        yield return "Without import: ";
        for (var i = 0; i < symbol.Prelude.Length; i++)
        {
            if (i > 0) yield return ", ";
            yield return Inline.Code(symbol.Prelude[i].Name);
            if (symbol.Prelude[i].IsDeprecated) yield return " (deprecated)";
        }

        yield return ".";
    }

    private static string Wake(NodeWake wake, bool hasInputs)
    {
        if (wake == NodeWake.Default) return "when samples arrive";
        var reasons = new List<string>();
        if (wake.HasFlag(NodeWake.Input)) reasons.Add(hasInputs ? "when samples arrive" : "when what stands before it emits, or once each time its stage is entered if nothing stands before it");
        if (wake.HasFlag(NodeWake.Channel)) reasons.Add("when its channel receives something");
        if (wake.HasFlag(NodeWake.Timer)) reasons.Add("when its time has come");
        if (wake.HasFlag(NodeWake.Always)) reasons.Add("in every cycle if nothing stands before it");
        return string.Join(" and ", reasons);
    }

    private static string Forms(Symbol symbol) => symbol.Contexts switch
    {
        Contexts.Both => "call, node",
        Contexts.Call => "call",
        _ => "node",
    };

    private static string Count(ModuleDescriptor module) => Members(module).Count().ToString(CultureInfo.InvariantCulture);

    private static Inline Link(ModuleDescriptor module) => new(module.Name, IsCode: true, module.Name);

    private static Inline Link(Symbol symbol) => new(symbol.QualifiedName, IsCode: true, symbol.Module, symbol.Name);

    private static ImmutableArray<ImmutableArray<Inline>> Row(params ImmutableArray<Inline> cells) => [.. cells.Select(c => c.Text.Length == 0 ? ImmutableArray<Inline>.Empty : [c])];
}
