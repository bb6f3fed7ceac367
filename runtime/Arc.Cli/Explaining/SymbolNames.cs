using System.Text.RegularExpressions;
using Arc.Language.Analysis;
using Arc.Sdk.Modules;
using Arc.Sdk.Symbols;
using Arc.Sdk.Types;

namespace Arc.Cli.Explaining;

/// <summary>What a word on the command line means: a member, a bare name, an import.</summary>
internal static partial class SymbolNames
{
    /// <summary>The members, several for a bare name such as <c>len</c>, and the type that a suffix asks for.</summary>
    /// <exception cref="CliException">There is none; near names are offered.</exception>
    public static (IReadOnlyList<Symbol> Symbols, Primitive? Type) Find(ModuleSet set, string name)
    {
        if (set.Symbols.Resolve(name) is { } symbol) return ([symbol], null);
        if (set.Prelude.TryGetValue(name, out var entries)) return ([.. entries.Select(e => e.Symbol)], null);
        foreach (var candidate in set.Modules.SelectMany(m => m.Symbols))
        {
            if (candidate.Call is not { } call) continue;
            if (call.Variables.IsEmpty && $"{candidate.WasmNamespace}.{candidate.Name}" == name) return ([candidate], null);
            if (!call.Variables.IsEmpty && SuffixOf(candidate, call, name) is { } type) return ([candidate], type);
        }

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

    private static Primitive? SuffixOf(Symbol symbol, CallSignature call, string name)
    {
        foreach (var prefix in new[] { $"{symbol.WasmNamespace}.{symbol.Name}", symbol.QualifiedName })
        {
            if (!name.StartsWith(prefix + "_", StringComparison.Ordinal)) continue;
            var suffixes = name[(prefix.Length + 1)..].Split('_');
            if (suffixes.Length != call.Variables.Length) continue;
            if (suffixes.Zip(call.Variables).All(p => PrimitiveFacts.TryParse(p.First, out var type) && p.Second.Constraint.Contains(type)) && PrimitiveFacts.TryParse(suffixes[0], out var first)) return first;
        }

        return null;
    }

    [GeneratedRegex(@"^ARCG?\d{4}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
