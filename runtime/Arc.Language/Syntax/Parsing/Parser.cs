using System.Collections.Immutable;
using System.Globalization;
using Arc.Language.Diagnostics;

namespace Arc.Language.Syntax;

/// <summary>
/// Recursive-descent parser. After an error it is <em>recovering</em>: further errors are silent until a statement, item or
/// list element boundary. Beyond the nesting limit it <em>abandons</em> the current item: every rule then sees the end of the
/// file and unwinds, and parsing goes on behind the item.
/// </summary>
internal sealed partial class Parser
{
    private readonly ImmutableArray<Token> _tokens;
    private readonly DiagnosticBag _diagnostics;
    private readonly ParseOptions _options;
    private readonly string _text;
    private readonly int _textBase;
    private int _position;
    private int _lastEnd;
    private int _depth;
    private int _itemStart;
    private int _bodies;
    private bool _recovering;
    private bool _abandoned;

    /// <param name="tokens">The tokens.</param>
    /// <param name="text">The characters that the tokens were made from.</param>
    /// <param name="textBase">Where <paramref name="text"/> stands in the source.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <param name="options">Limits.</param>
    /// <param name="depth">Nesting of what surrounds the tokens.</param>
    public Parser(
        ImmutableArray<Token> tokens, string text, int textBase, DiagnosticBag diagnostics, ParseOptions options, int depth = 0)
    {
        _text = text;
        _textBase = textBase;
        _tokens = tokens;
        _diagnostics = diagnostics;
        _options = options;
        _depth = depth;
        _lastEnd = tokens[0].Start;
    }

    private Token Current => _abandoned ? _tokens[^1] : _tokens[_position];

    public ExpressionSyntax ParseWholeExpression() => Whole(ParseExpression());

    public StatementSyntax ParseWholeStatement() => Whole(ParseStatement());

    public BlockSyntax ParseWholeBlock() => Whole(ParseBlock("a block"));

    public TypeSyntax ParseWholeType() => Whole(ParseType("of a parameter or output"));

    private T Whole<T>(T root)
    {
        if (!At(TokenKind.EndOfFile)) ReportExpected("the end of the text");
        return root;
    }

    private Token Peek(int ahead)
    {
        if (_abandoned) return _tokens[^1];
        var at = _position + ahead;
        return at < _tokens.Length ? _tokens[at] : _tokens[^1];
    }

    private bool At(TokenKind kind) => Current.Kind == kind;

    private Token Advance()
    {
        var token = Current;
        if (token.Kind == TokenKind.EndOfFile) return token;
        _position++;
        _lastEnd = token.End;
        return token;
    }

    private bool TryTake(TokenKind kind)
    {
        if (!At(kind)) return false;
        Advance();
        return true;
    }

    private bool Expect(TokenKind kind, string? context = null)
    {
        if (TryTake(kind)) return true;
        ReportMissing($"'{SyntaxFacts.Text(kind)}'{(context is null ? "" : " " + context)}");
        return false;
    }

    /// <summary>Takes a name. A keyword in its place is reported and, if asked, consumed so that the rest can be read.</summary>
    private Identifier ExpectIdentifier(string what, bool takeKeyword = false)
    {
        var token = Current;
        if (token.Kind == TokenKind.Identifier)
        {
            Advance();
            return new Identifier(TextOf(token), token.Span);
        }

        // On a line of its own it begins the next item.
        if (SyntaxFacts.IsKeyword(token.Kind) && !(token.StartsLine && IsItemKeyword(token.Kind)))
        {
            Report(DiagnosticCodes.Syntax, token.Span, $"expected {what}, found the keyword '{TextOf(token)}', which cannot be a name");
            if (takeKeyword)
            {
                Advance();
                _recovering = false;
            }
        }
        else
        {
            ReportMissing(what);
        }

        return new Identifier("", new SourceSpan(token.Start, 0));
    }

    private string TextOf(Token token) => TextOf(token.Span);

    private string TextOf(SourceSpan span) => _text.Substring(span.Start - _textBase, span.Length);

    private SourceSpan SpanFrom(int start) => SourceSpan.FromBounds(start, Math.Max(start, _lastEnd));

    private bool Enter()
    {
        if (_abandoned) return false;
        if (_depth >= _options.MaxNesting)
        {
            Abandon();
            return false;
        }

        _depth++;
        return true;
    }

    private void Leave() => _depth--;

    private void Abandon()
    {
        _recovering = false;
        Report(
            DiagnosticCodes.NestingTooDeep,
            Current.Span,
            string.Create(CultureInfo.InvariantCulture, $"nesting is deeper than {_options.MaxNesting} levels (MaxNesting); split the expression or move inner blocks into functions"));
        _position = EndOfItem();
        _abandoned = true;
    }

    /// <summary>Index of the first token behind the current item, judged by brackets alone.</summary>
    private int EndOfItem()
    {
        var open = 0;
        for (var i = _itemStart; i < _tokens.Length - 1; i++)
        {
            var token = _tokens[i];
            if (i > _position && token.StartsLine && IsItemKeyword(token.Kind) && (open <= 0 || ColumnOf(token) == 1)) return i;
            switch (token.Kind)
            {
                case TokenKind.OpenBrace or TokenKind.OpenParen or TokenKind.OpenBracket:
                    open++;
                    break;
                case TokenKind.CloseBrace or TokenKind.CloseParen or TokenKind.CloseBracket:
                    open--;
                    if (open <= 0 && i >= _position && token.Kind == TokenKind.CloseBrace) return i + 1;
                    break;
            }
        }

        return _tokens.Length - 1;
    }

    private static bool IsItemKeyword(TokenKind kind) =>
        kind is TokenKind.Func or TokenKind.Import or TokenKind.Sequence or TokenKind.Stage or TokenKind.Authority;

    private int ColumnOf(Token token) => _diagnostics.Source.PositionAt(token.Start).Column;

    private int LineOf(int offset) => _diagnostics.Source.PositionAt(offset).Line;

    private void ReportExpected(string what, string? advice = null) =>
        Report(
            DiagnosticCodes.Syntax,
            Current.Span,
            $"expected {what}, found {Describe(Current)}{(advice is null ? "" : "; " + advice)}");

    /// <summary>Reports something missing from a construct: where it is missing, if the next token is on another line.</summary>
    private void ReportMissing(string what, string? advice = null, string code = DiagnosticCodes.Syntax) =>
        Report(code, GapSpan, $"expected {what}, found {Describe(Current)}{(advice is null ? "" : "; " + advice)}");

    private SourceSpan GapSpan =>
        _position > 0 && (Current.StartsLine || At(TokenKind.EndOfFile)) ? new SourceSpan(_lastEnd, 0) : Current.Span;

    /// <summary>Reports an error after which the text cannot be trusted: the parser is recovering until the next boundary.</summary>
    private void Report(string code, SourceSpan span, string message)
    {
        if (!_recovering && !_abandoned && !At(TokenKind.Bad)) _diagnostics.Error(code, span, message);
        _recovering = true;
    }

    /// <summary>Reports an error that does not disturb the reading of what follows.</summary>
    private void ReportMild(string code, SourceSpan span, string message)
    {
        if (!_recovering && !_abandoned) _diagnostics.Error(code, span, message);
    }

    private string Describe(Token token)
    {
        switch (token.Kind)
        {
            case TokenKind.EndOfFile:
                return "the end of the text";
            case TokenKind.String:
                return "a string";
            default:
                var text = TextOf(token);
                return text.Length <= 40 ? $"'{text}'" : $"'{text.AsSpan(0, 40)}...'";
        }
    }

    /// <summary>Skips one token, or a bracketed group with everything inside.</summary>
    private void SkipGroup()
    {
        var open = 0;
        do
        {
            switch (Advance().Kind)
            {
                case TokenKind.OpenBrace or TokenKind.OpenParen or TokenKind.OpenBracket:
                    open++;
                    break;
                case TokenKind.CloseBrace or TokenKind.CloseParen or TokenKind.CloseBracket:
                    open--;
                    break;
            }
        }
        while (open > 0 && !At(TokenKind.EndOfFile) && !StartsItemAtMargin());
    }

    /// <summary>
    /// Whether an item keyword stands at the start of a line in the first column: an enclosing brace is missing. A stage or sequence
    /// may stand there inside another one too; then the number of braces tells.
    /// </summary>
    private bool StartsItemAtMargin() =>
        Current.StartsLine && IsItemKeyword(Current.Kind) && ColumnOf(Current) == 1
        && !(At(TokenKind.Authority) && Peek(1).Kind == TokenKind.Dot)
        && (_bodies == 0 || _lacksBraces || Current.Kind is not (TokenKind.Stage or TokenKind.Sequence));

    /// <summary>Skips to a place where another statement or body item can start; the parser is no longer recovering.</summary>
    private void SkipToBoundary()
    {
        _recovering = false;
        while (!At(TokenKind.EndOfFile) && !At(TokenKind.CloseBrace))
        {
            var token = Current;
            if (token.StartsLine && (SyntaxFacts.StartsExpression(token.Kind) || SyntaxFacts.IsKeyword(token.Kind) || token.Kind == TokenKind.OpenBrace)) return;
            if (token.Kind is TokenKind.If or TokenKind.For or TokenKind.Return or TokenKind.Break or TokenKind.Continue) return;
            SkipGroup();
        }
    }

    /// <summary>Skips to the next element of a list: a comma or a closing bracket on this level.</summary>
    private void SkipToListBoundary(TokenKind close)
    {
        while (!At(TokenKind.EndOfFile) && !At(TokenKind.Comma) && !At(close)
            && Current.Kind is not (TokenKind.CloseBrace or TokenKind.CloseParen or TokenKind.CloseBracket or TokenKind.OpenBrace)
            && !StartsItemAtMargin())
            SkipGroup();
    }
}
