using System.Text;
using Arc.Generator.Emit;
using Arc.Generator.Model;
using Arc.Sdk.Types;

namespace Arc.Sdk.Testing;

/// <summary>
/// The contract of modules and members as text, one fact a line: what a review wants to read of a change. It needs no compiled
/// module, so that it exists also where the rest of the project does not compile.
/// </summary>
internal static class ContractText
{
    /// <summary>A module without its members.</summary>
    public static string Write(ModuleModel module)
    {
        var lines = new List<string> { $"module {module.ArcName}{(module.IsInternal ? " (internal)" : "")}" };
        AddDocumentation(lines, Documentation.Read(module.Documentation).Summary);
        if (module.WasmNamespace != module.ArcName) lines.Add($"imported from {module.WasmNamespace}");
        lines.AddRange(module.State.Select(s => $"state {s.ArcName}"));
        lines.AddRange(module.Services.Where(s => s.Source is ServiceSource.Required or ServiceSource.Optional).Select(s => $"needs {Short(s.Type)}{(s.Source == ServiceSource.Optional ? " if there is one" : "")}"));
        lines.AddRange(module.Symbols.Select(s => $"member {s.ArcName}"));
        return string.Join('\n', lines);
    }

    /// <summary>A member.</summary>
    public static string Write(ModuleModel module, SymbolModel symbol)
    {
        var contract = new SymbolContract(module, symbol);
        var lines = new List<string> { $"{contract.Name}{(module.IsInternal || symbol.IsInternal ? " (internal)" : "")}" };
        AddDocumentation(lines, contract.Documentation);
        lines.AddRange(symbol.Prelude.Select(p => $"also as {p.Name}{(p.IsDeprecated ? " (deprecated)" : "")}"));
        if (contract.Call is { } call) AddCall(lines, contract, call);
        if (contract.Flow is { } flow) AddNode(lines, contract, flow);
        if (SyncWriter.IsCallable(symbol)) AddSync(lines, contract);
        foreach (var (code, caption) in contract.Examples)
        {
            lines.Add("");
            lines.Add($"example{(caption.Length > 0 ? ": " + caption : "")}");
            lines.AddRange(code.Split('\n').Select(l => l.Length == 0 ? l : "  " + l));
        }

        var imports = contract.Imports.ToList();
        if (imports.Count > 0) lines.Add("");
        lines.AddRange(imports);
        return string.Join('\n', lines);
    }

    private static void AddCall(List<string> lines, SymbolContract contract, CallSignature call)
    {
        lines.Add("");
        lines.Add($"call {contract.Name}{call}{Where(call.Variables)}");
        lines.AddRange(call.Parameters.Where(p => p.Documentation.Length > 0 || p.Check is not null).Select(p => Describe($"  {p.Name}", p)));
        if (contract.Returns.Length > 0) lines.Add($"  returns: {contract.Returns}");
    }

    private static void AddNode(List<string> lines, SymbolContract contract, FlowSignature flow)
    {
        lines.Add("");
        lines.Add($"node {contract.Name}{{{string.Join(", ", flow.Config)}}} ({string.Join(", ", flow.Inputs)}) -> ({string.Join(", ", flow.Outputs)}){Where(flow.Variables)}");
        AddDocumentation(lines, contract.NodeDocumentation);
        lines.AddRange(flow.Config.Select(p => Describe($"  config {p}", p)));
        lines.AddRange(flow.Inputs.Select(p => Describe($"  input {p}", p)));
        lines.AddRange(flow.Outputs.Select(p => Describe($"  output {p}", p)));
        if (contract.Check.Length > 0) lines.Add($"  config is checked by {contract.Check}");
        lines.Add($"  wakes on {contract.Wake.ToString().ToLowerInvariant()}");
        if (contract.Remembers.Length > 0) lines.Add($"  remembers {contract.Remembers}");
    }

    private static void AddSync(List<string> lines, SymbolContract contract)
    {
        lines.Add("");
        lines.AddRange(contract.Sync);
    }

    private static void AddDocumentation(List<string> lines, string documentation)
    {
        if (documentation.Length > 0) lines.Add($"  {documentation}");
    }

    private static string Describe(string start, Parameter parameter)
    {
        var text = new StringBuilder(start);
        if (parameter.Check is { } check)
        {
            if (check.Minimum is { } least) text.Append(", at least ").Append(least);
            if (check.Maximum is { } most) text.Append(", at most ").Append(most);
            if (!check.Allowed.IsDefaultOrEmpty) text.Append(", one of ").AppendJoin(", ", check.Allowed);
        }

        if (parameter.Documentation.Length > 0) text.Append(": ").Append(parameter.Documentation);
        return text.ToString();
    }

    private static string Where(IEnumerable<VariableType> variables)
    {
        var parts = variables.Select(v => $"{v.Name}: {v.Constraint}").ToList();
        return parts.Count == 0 ? "" : $" where {string.Join(", ", parts)}";
    }

    private static string Short(string type) => type.Replace("global::", "", StringComparison.Ordinal);
}
