using System.Collections.Immutable;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;
using Arc.Sdk.Ir;

namespace Arc.Language.Analysis;

/// <summary>Imports (language section 15) and authority (section 16).</summary>
internal sealed partial class ProgramAnalysis
{
    private void CheckOrder()
    {
        var others = false;
        var declarations = false;
        foreach (var item in Syntax.Items)
        {
            switch (item)
            {
                case ImportSyntax:
                    if (others)
                        Error(DiagnosticCodes.ImportOrder, item.Span, "import statements must appear before any other top-level declarations");
                    break;
                case AuthoritySyntax:
                    if (declarations)
                        Error(DiagnosticCodes.Authority, item.Span, "authority declaration must appear before function, flow, and sequence declarations");
                    others = true;
                    break;
                case MissingItemSyntax:
                    break;
                default:
                    others = declarations = true;
                    break;
            }
        }
    }

    private void CollectImports()
    {
        foreach (var item in Syntax.Items.OfType<ImportSyntax>().SelectMany(static i => i.Items))
        {
            var alias = item.Alias;
            var module = Options.Modules.Find(item.Path);
            if (module is null or { IsInternal: true })
            {
                Error(
                    DiagnosticCodes.UnknownModule,
                    item.Span,
                    $"unknown module \"{item.Path}\"{Suggestions.Phrase(item.Path, Options.Modules.Modules.Where(static m => !m.IsInternal).Select(static m => m.Name))}");
                module = null;
            }

            if (Root.FindDeclared(alias.Name) is ModuleSymbol)
                Error(DiagnosticCodes.DuplicateImport, item.Span, $"duplicate import: \"{alias.Name}\" is already imported");
            else
                Root.Add(new ModuleSymbol(alias.Name, alias.Span, module));
        }
    }

    /// <summary>Reports imports that nothing mentions. Names cannot be shadowed, so a mention in the text is a use.</summary>
    private void CheckUnusedImports()
    {
        if (_syntaxErrors.Length > 0) MentionedModules.Collect(_parsed.Tokens, Source, _mentionedInFlows);
        foreach (var symbol in Root.Symbols.OfType<ModuleSymbol>())
        {
            if (symbol is { Module: not null, IsUsed: false } && !_mentionedInFlows.Contains(symbol.Name))
                Error(DiagnosticCodes.UnusedImport, symbol.Declaration!.Value, $"imported module \"{symbol.Name}\" is unused");
        }
    }

    private void CheckAuthorities()
    {
        byte? standard = null;
        var channels = ImmutableSortedDictionary.CreateBuilder<int, byte>();
        foreach (var entry in Syntax.Items.OfType<AuthoritySyntax>().SelectMany(static a => a.Entries))
        {
            if (!byte.TryParse(entry.ValueText, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var value))
            {
                Error(DiagnosticCodes.Authority, entry.ValueSpan, $"authority value must be an integer in range 0-255, got '{entry.ValueText}'");
            }

            if (entry.Channel is not { } name)
            {
                if (standard is not null) Error(DiagnosticCodes.Authority, entry.Span, "multiple default authority values; a program has one default");
                standard = value;
            }
            else if (Options.Channels.Find(name.Name) is not { } channel)
            {
                Error(
                    DiagnosticCodes.Authority,
                    name.Span,
                    $"channel '{name.Name}' not found{Suggestions.Phrase(name.Name, Options.Channels.Channels.Select(static c => c.Name))}");
            }
            else if (!channels.TryAdd(channel.Key, value))
            {
                Error(DiagnosticCodes.Authority, name.Span, $"duplicate authority for '{name.Name}'");
            }
        }

        Authorities = new IrAuthorities(standard, channels.ToImmutable());
    }
}
