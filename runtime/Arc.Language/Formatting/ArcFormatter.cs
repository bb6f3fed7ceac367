using System.Collections.Immutable;
using Arc.Language.Diagnostics;
using Arc.Language.Syntax;

namespace Arc.Language.Formatting;

/// <summary>What the formatter made of a text.</summary>
/// <param name="Text">The canonical text; null if the program has syntax errors.</param>
/// <param name="Diagnostics">The syntax errors.</param>
public sealed record FormatResult(string? Text, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>
/// Writes programs in their canonical form: four spaces a level, a statement a line, blocks opened on the line of their header,
/// lists and chains broken at 100 columns, at most one blank line, LF. The form depends only on the tokens, on where comments stand,
/// and on blank lines between statements and between items of one kind. Formatting what was formatted changes nothing.
/// </summary>
public static class ArcFormatter
{
    /// <summary>Columns of a line before lists and chains are broken.</summary>
    public const int LineWidth = 100;

    /// <summary>Spaces of one level of indentation.</summary>
    public const int IndentWidth = 4;

    /// <summary>Formats a program. Its tree and its comments stay the same.</summary>
    public static FormatResult Format(SourceText source, ParseOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= ParseOptions.Default;
        var parsed = ArcParser.ParseProgram(source, options);
        if (parsed.HasErrors) return new FormatResult(null, parsed.Diagnostics);
        var text = new Printer(parsed, Layout.Of(parsed)).Print();
        Verify(parsed, ArcParser.ParseProgram(new SourceText(text, source.Path), options));
        return new FormatResult(text, []);
    }

    /// <summary>A formatter must never change a program, whatever else it does.</summary>
    private static void Verify(ParseResult<ProgramSyntax> before, ParseResult<ProgramSyntax> after)
    {
        if (after.HasErrors || !Words(before).SequenceEqual(Words(after)) || !Comments(before).SequenceEqual(Comments(after)))
            throw new InvalidOperationException("the formatted text differs from the program; this is a bug of the formatter");
    }

    // Commas at the end of lists come and go.
    private static IEnumerable<string> Words(ParseResult<ProgramSyntax> parsed) =>
        parsed.Tokens.Where(static t => t.Kind != TokenKind.Comma).Select(t => parsed.Source.Slice(t.Span));

    private static IEnumerable<string> Comments(ParseResult<ProgramSyntax> parsed) =>
        parsed.Comments.Select(c => parsed.Source.Slice(c.Span).TrimEnd());
}
