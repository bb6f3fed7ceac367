using System.Text;
using Arc.Compiler.Wasm;

namespace Arc.Compiler.Contracts;

/// <summary>
/// Writes an import contract as a C++ header: one abstract class a module, one method an import, so that a host which implements the
/// classes has forgotten nothing.
/// </summary>
public static class ContractCpp
{
    private static readonly HashSet<string> Reserved =
    [
        "alignas", "alignof", "and", "asm", "auto", "bitand", "bitor", "bool", "break", "case", "catch", "char", "class", "compl", "const", "continue",
        "decltype", "default", "delete", "do", "double", "else", "enum", "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if",
        "inline", "int", "long", "mutable", "namespace", "new", "noexcept", "not", "nullptr", "operator", "or", "private", "protected", "public",
        "register", "requires", "return", "short", "signed", "sizeof", "static", "struct", "switch", "template", "this", "throw", "true", "try",
        "typedef", "typeid", "typename", "union", "unsigned", "using", "virtual", "void", "volatile", "while", "xor",
    ];

    /// <summary>The header.</summary>
    /// <param name="imports">The imports, for example of a program or of a whole module set.</param>
    public static string Write(IEnumerable<ImportContract> imports)
    {
        ArgumentNullException.ThrowIfNull(imports);
        var text = new StringBuilder();
        text.Append("""
            // Host functions that an Arc guest imports, by WebAssembly module and name.
            // Strings, series and channels are int32_t handles and keys; integers below 32 bits are int32_t, extended by their sign.
            #pragma once

            #include <cstdint>

            namespace arc::imports {

            """.ReplaceLineEndings("\n"));
        foreach (var module in imports.GroupBy(i => i.Module, StringComparer.Ordinal).OrderBy(m => m.Key, StringComparer.Ordinal))
        {
            text.Append('\n').Append("// Module \"").Append(module.Key).Append("\".\nclass ").Append(Name(module.Key)).Append(" {\npublic:\n");
            text.Append("    virtual ~").Append(Name(module.Key)).Append("() = default;\n");
            foreach (var import in module.OrderBy(i => i.Name, StringComparer.Ordinal)) Write(text, import);
            text.Append("};\n");
        }

        return text.Append("\n}  // namespace arc::imports\n").ToString();
    }

    private static void Write(StringBuilder text, ImportContract import)
    {
        text.Append("    // ").Append(import).Append("\n    virtual ").Append(import.Result is { } result ? TypeOf(result.Wasm) : "void").Append(' ').Append(Name(import.Name)).Append('(');
        text.AppendJoin(", ", import.Parameters.Select(p => $"{TypeOf(p.Wasm)} {Name(p.Name)}"));
        text.Append(") = 0;\n");
    }

    private static string Name(string name)
    {
        name = name.Replace('.', '_');
        return Reserved.Contains(name) ? name + "_" : name;
    }

    private static string TypeOf(WasmType type) => type switch
    {
        WasmType.I32 => "int32_t",
        WasmType.I64 => "int64_t",
        WasmType.F32 => "float",
        _ => "double",
    };
}
