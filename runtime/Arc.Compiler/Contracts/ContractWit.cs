using System.Text;
using Arc.Compiler.Wasm;

namespace Arc.Compiler.Contracts;

/// <summary>
/// Writes an import contract in WIT notation: one interface a module, for reading and for generators of bindings. The guest is a core
/// module: its imports have the names in the comments.
/// </summary>
public static class ContractWit
{
    /// <summary>The text.</summary>
    /// <param name="imports">The imports, for example of a program or of a whole module set.</param>
    public static string Write(IEnumerable<ImportContract> imports)
    {
        ArgumentNullException.ThrowIfNull(imports);
        var modules = imports.GroupBy(i => i.Module, StringComparer.Ordinal).OrderBy(m => m.Key, StringComparer.Ordinal).ToArray();
        var text = new StringBuilder("// Strings, series and channels are s32 handles and keys.\npackage arc:contract@1.0.0;\n");
        foreach (var module in modules)
        {
            text.Append("\n/// Module \"").Append(module.Key).Append("\".\ninterface ").Append(Name(module.Key)).Append(" {\n");
            foreach (var import in module.OrderBy(i => i.Name, StringComparer.Ordinal))
            {
                text.Append("    /// ").Append(import).Append("\n    ").Append(Name(import.Name)).Append(": func(");
                text.AppendJoin(", ", import.Parameters.Select(p => $"{Name(p.Name)}: {TypeOf(p.Wasm)}"));
                text.Append(')').Append(import.Result is { } result ? $" -> {TypeOf(result.Wasm)}" : "").Append(";\n");
            }

            text.Append("}\n");
        }

        text.Append("\nworld guest {\n");
        foreach (var module in modules) text.Append("    import ").Append(Name(module.Key)).Append(";\n");
        return text.Append("}\n").ToString();
    }

    // Words are separated by a dash and begin with a letter; % keeps a name from being a keyword.
    private static string Name(string name)
    {
        var text = new StringBuilder("%");
        foreach (var word in name.ToLowerInvariant().Split(['_', '.'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (text.Length > 1 && char.IsAsciiLetter(word[0])) text.Append('-');
            text.Append(word);
        }

        return text.ToString();
    }

    private static string TypeOf(WasmType type) => type switch
    {
        WasmType.I32 => "s32",
        WasmType.I64 => "s64",
        WasmType.F32 => "f32",
        _ => "f64",
    };
}
