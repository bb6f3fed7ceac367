using System.Text.RegularExpressions;
using Arc.Language.Analysis;
using Arc.Sdk.Modules;

namespace Arc.Cases.Examples;

/// <summary>Expressions name modules without importing them; the program around one imports what it names.</summary>
internal static class ExpressionImports
{
    /// <summary>The import lines for a text. An import that is not used is an error, so only what the text names is imported.</summary>
    public static string For(ModuleSet modules, string text) => string.Concat(modules.Modules
        .Where(m => !m.IsInternal && Regex.IsMatch(text, $@"(?<![\w.]){Regex.Escape(ModuleSymbol.AliasOf(m.Name))}\s*\."))
        .Select(static m => $"import {m.Name}\n"));
}
