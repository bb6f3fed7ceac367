using System.Globalization;
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
        var interfaces = new Names("guest");
        var world = new StringBuilder();
        foreach (var module in modules)
        {
            var name = interfaces.Of(module.Key);
            var functions = new Names();
            text.Append("\n/// Module \"").Append(module.Key).Append("\".\ninterface ").Append(name).Append(" {\n");
            foreach (var import in module.OrderBy(i => i.Name, StringComparer.Ordinal))
            {
                var parameters = new Names();
                text.Append("    /// ").Append(import).Append("\n    ").Append(functions.Of(import.Name)).Append(": func(");
                text.AppendJoin(", ", import.Parameters.Select(p => $"{parameters.Of(p.Name)}: {TypeOf(p.Wasm)}"));
                text.Append(')').Append(import.Result is { } result ? $" -> {TypeOf(result.Wasm)}" : "").Append(";\n");
            }

            text.Append("}\n");
            world.Append("    import ").Append(name).Append(";\n");
        }

        return text.Append("\nworld guest {\n").Append(world).Append("}\n").ToString();
    }

    private static string TypeOf(WasmType type) => type switch
    {
        WasmType.I32 => "s32",
        WasmType.I64 => "s64",
        WasmType.F32 => "f32",
        _ => "f64",
    };

    /// <summary>The names of one scope: words of ASCII letters and digits that a dash separates, each name once.</summary>
    private sealed class Names(params string[] taken)
    {
        private readonly HashSet<string> _taken = [.. taken];

        /// <summary>The name as WIT allows it; % keeps it from being a keyword.</summary>
        public string Of(string name)
        {
            var id = Kebab(name);
            var unique = id;
            for (var i = 2; !_taken.Add(unique); i++) unique = string.Create(CultureInfo.InvariantCulture, $"{id}-n{i}");
            return "%" + unique;
        }

        private static string Kebab(string name)
        {
            var text = new StringBuilder();
            foreach (var word in name.ToLowerInvariant().Split(['_', '.'], StringSplitOptions.RemoveEmptyEntries))
            {
                // A word begins with a letter: a digit belongs to the word before.
                if (text.Length == 0 && !char.IsAsciiLetter(word[0])) text.Append('n');
                else if (text.Length > 0 && char.IsAsciiLetter(word[0])) text.Append('-');
                foreach (var c in word)
                {
                    if (char.IsAsciiLetterOrDigit(c)) text.Append(c);
                    else text.Append(CultureInfo.InvariantCulture, $"u{(int)c:x4}");
                }
            }

            return text.Length > 0 ? text.ToString() : "n";
        }
    }
}
