using Arc.Compiler.Contracts;
using Arc.Language.Analysis;
using Arc.Runtime;
using Arc.Sdk.Modules;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Cli.Explaining;

/// <summary>Small programs that make the compiler emit a call of a member. What an explanation shows has been compiled.</summary>
internal static class ExamplePrograms
{
    // TYPE stands for the type of the specialisation. Each shows what makes the compiler call its primitives.
    private static readonly string[] Constructs =
    [
        "func example(c chan TYPE) TYPE { return c }",
        "func example(c chan TYPE, x TYPE) { c = x }",
        "func example(x TYPE) TYPE {\n    last TYPE $= x\n    before := last\n    last = x\n    return before\n}",
        "func example(x TYPE) series TYPE {\n    last series TYPE $= [x]\n    before := last\n    last = [x]\n    return before\n}",
        "func example(x TYPE) series TYPE { return [x, x] }",
        "func example(s series TYPE) TYPE { return s[0] }",
        "func example(s series TYPE, x TYPE) series TYPE {\n    s[0] = x\n    return s\n}",
        "func example(s series TYPE) TYPE {\n    last TYPE := s[0]\n    for x := s {\n        last = x\n    }\n    return last\n}",
        "func example(s series TYPE) series TYPE { return s[1:3] }",
        "func example(x TYPE) TYPE { return x ^ x }",
        "func example(x TYPE) str { return str(x) }",
        "func example(x TYPE) str { return f\"{x:g}\" }",
        "func example(x TYPE) str { return f\"{x:d}\" }",
        "func example(x TYPE) str { return f\"{x:s}\" }",
        "func example(s series TYPE) series TYPE { return -s }",
        "func example(s series u8) series u8 { return not s }",
        "func example(a str, b str) str { return a + b }",
        "func example(a str, b str) u8 { return a == b }",
        "func example(a str) u8 { return a[0] }",
        "func example(a str) str { return a[1:3] }",
        "func example() str { return \"text\" }",
        .. new[] { "+", "-", "*", "/", "%" }.SelectMany(o => new[]
        {
            $"func example(a series TYPE, b series TYPE) series TYPE {{ return a {o} b }}",
            $"func example(s series TYPE, x TYPE) series TYPE {{ return s {o} x }}",
            $"func example(s series TYPE, x TYPE) series TYPE {{ return x {o} s }}",
        }),
        .. new[] { ">", "<", ">=", "<=", "==", "!=" }.SelectMany(o => new[]
        {
            $"func example(a series TYPE, b series TYPE) series u8 {{ return a {o} b }}",
            $"func example(s series TYPE, x TYPE) series u8 {{ return s {o} x }}",
        }),
    ];

    /// <summary>A program that has the import; null if none is known.</summary>
    /// <param name="set">The modules.</param>
    /// <param name="symbol">The member.</param>
    /// <param name="import">The specialisation.</param>
    public static ExplainedExample? For(ModuleSet set, Symbol symbol, ImportContract import) =>
        Sources(set, symbol, import).Select(source => Try(set, source, import)).FirstOrDefault(e => e is not null);

    private static IEnumerable<string> Sources(ModuleSet set, Symbol symbol, ImportContract import)
    {
        var isVisible = !symbol.IsInternal && !set.Find(symbol.Module)!.IsInternal;
        if (isVisible || symbol.Prelude.Any(p => !p.IsDeprecated))
        {
            yield return CallOf(symbol, import, [.. import.Parameters.Select(p => p.Name)]);
            // A parameter may be named as a keyword or as something that the language knows.
            yield return CallOf(symbol, import, [.. import.Parameters.Select((_, i) => $"x{i + 1}")]);
        }

        if (isVisible) yield break;
        foreach (var construct in Constructs)
        {
            if (import.Suffixes.Length > 0) yield return construct.Replace("TYPE", import.Suffixes[0].Name(), StringComparison.Ordinal);
            else if (!construct.Contains("TYPE", StringComparison.Ordinal)) yield return construct;
            else yield return construct.Replace("TYPE", "f64", StringComparison.Ordinal);
        }
    }

    private static string CallOf(Symbol symbol, ImportContract import, string[] names)
    {
        var parameters = string.Join(", ", import.Parameters.Zip(names, (p, name) => $"{name} {TypeOf(p.Type)}"));
        var arguments = string.Join(", ", names);
        var bare = symbol.Prelude.FirstOrDefault(p => !p.IsDeprecated);
        var module = ModuleSymbol.AliasOf(symbol.Module);
        var call = $"{(bare is null ? $"{module}.{symbol.Name}" : bare.Name)}({arguments})";
        var head = bare is null ? $"import {symbol.Module}\n" : "";
        return import.Result is { } result
            ? $"{head}func example({parameters}) {TypeOf(result.Type)} {{ return {call} }}"
            : $"{head}func example({parameters}) {{ {call} }}";
    }

    private static string TypeOf(ArcType type) => type is AnySeriesType ? "series f64" : type.ToString();

    private static ExplainedExample? Try(ModuleSet set, string source, ImportContract import)
    {
        using var program = ArcProgram.Compile(source, new ArcOptions { Modules = set }).Program;
        return program?.Compiled.Imports.FirstOrDefault(i => i.Module == import.Module && i.Name == import.Name) is { } found
            ? new ExplainedExample(source, ContractEntries.WasmText(found))
            : null;
    }
}
