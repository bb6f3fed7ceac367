using System.Globalization;
using System.Text;
using Arc.Language.Diagnostics;

namespace Arc.Language.Syntax;

/// <summary>The entry points of the parser (language section 2). No input throws; every error is a diagnostic.</summary>
public static class ArcParser
{
    /// <summary>Parses a whole program.</summary>
    public static ParseResult<ProgramSyntax> ParseProgram(SourceText source, ParseOptions? options = null) =>
        Run(source, options, static parser => parser.ParseProgram());

    /// <summary>Parses a single expression.</summary>
    public static ParseResult<ExpressionSyntax> ParseExpression(SourceText source, ParseOptions? options = null) =>
        Run(source, options, static parser => parser.ParseWholeExpression());

    /// <summary>Parses a single statement.</summary>
    public static ParseResult<StatementSyntax> ParseStatement(SourceText source, ParseOptions? options = null) =>
        Run(source, options, static parser => parser.ParseWholeStatement());

    /// <summary>Parses a single block, braces included.</summary>
    public static ParseResult<BlockSyntax> ParseBlock(SourceText source, ParseOptions? options = null) =>
        Run(source, options, static parser => parser.ParseWholeBlock());

    private static ParseResult<T> Run<T>(SourceText source, ParseOptions? options, Func<Parser, T> parse)
        where T : SyntaxNode
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= ParseOptions.Default;
        var diagnostics = new DiagnosticBag(source, options.MaxErrors);
        var text = source.Text;
        if ((long)text.Length * 3 > options.MaxSourceBytes && Encoding.UTF8.GetByteCount(text) > options.MaxSourceBytes)
        {
            diagnostics.Error(
                DiagnosticCodes.SourceTooLarge,
                new SourceSpan(0, 0),
                string.Create(CultureInfo.InvariantCulture, $"the source is larger than {options.MaxSourceBytes} bytes (MaxSourceBytes); it is not read"));
            text = "";
        }

        var lexer = new Lexer(text, 0, diagnostics, options);
        var tokens = lexer.Run();
        var root = parse(new Parser(tokens, text, 0, diagnostics, options));
        return new ParseResult<T>(source, root, tokens, lexer.Comments, diagnostics.ToImmutable());
    }
}
