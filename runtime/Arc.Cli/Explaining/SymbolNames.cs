using System.Text.RegularExpressions;
using Arc.Compiler.Contracts;
using Arc.Language.Analysis;
using Arc.Sdk.Modules;
using Arc.Sdk.Symbols;

namespace Arc.Cli.Explaining;

/// <summary>What a word on the command line means: a member, a bare name, an import.</summary>
internal static partial class SymbolNames
{
    /// <summary>The members, several for a bare name such as <c>len</c>, and the import if the word is the name of one.</summary>
    /// <exception cref="CliException">There is none; near names are offered.</exception>
    public static (IReadOnlyList<Symbol> Symbols, string? Import) Find(ModuleSet set, string name)
    {
        if (set.Symbols.Resolve(name) is { } symbol) return ([symbol], null);
        if (set.Prelude.TryGetValue(name, out var entries)) return ([.. entries.Select(e => e.Symbol)], null);
        var imports = ModuleSetContract.Of(set);
        // The WASM namespace is what imports are called by; where it differs from the module's name, people may write that.
        if ((imports.FirstOrDefault(i => $"{i.Module}.{i.Name}" == name) ?? imports.FirstOrDefault(i => $"{i.Member[..i.Member.LastIndexOf('.')]}.{i.Name}" == name)) is { } import)
            return ([set.Symbols.Resolve(import.Member)!], import.Name);
        if (set.Find(name) is { } module)
            throw new CliException($"'{name}' is a module; ask for one of its members: {string.Join(", ", module.Symbols.Select(s => s.QualifiedName))}");
        throw new CliException($"there is no member '{name}'{Near(set, name)}; 'arc modules' lists them");
    }

    /// <summary>Names that somebody may have meant, as the end of a sentence.</summary>
    public static string Near(ModuleSet set, string name)
    {
        var symbols = set.Modules.SelectMany(m => m.Symbols).ToList();
        string[] found =
        [
            .. symbols.Where(s => s.Name == name).Select(s => s.QualifiedName),
            .. Suggestions.For(name, symbols.Select(s => s.QualifiedName).Concat(set.Prelude.Keys).Concat(set.Modules.Select(m => m.Name))),
            .. symbols.Where(s => Suggestions.Distance(s.Name, name[(name.LastIndexOf('.') + 1)..]) <= 1).Select(s => s.QualifiedName),
        ];
        return found.Length == 0 ? "" : $"; did you mean {string.Join(", ", found.Distinct(StringComparer.Ordinal).Take(4))}?";
    }

    /// <summary>Whether a word is the code of a diagnostic.</summary>
    public static bool IsCode(string word) => Code().IsMatch(word);

    [GeneratedRegex(@"^ARCG?\d{4}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
