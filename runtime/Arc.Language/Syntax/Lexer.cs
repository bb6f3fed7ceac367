using System.Collections.Immutable;
using System.Globalization;
using Arc.Language.Diagnostics;

namespace Arc.Language.Syntax;

/// <summary>
/// Splits text into tokens (language section 1). Every input gives a token list that ends in <see cref="TokenKind.EndOfFile"/>;
/// characters that start no token are reported and skipped.
/// </summary>
internal sealed partial class Lexer
{
    private readonly string _text;
    private readonly int _base;
    private readonly DiagnosticBag _diagnostics;
    private readonly ParseOptions _options;
    private readonly ImmutableArray<Token>.Builder _tokens = ImmutableArray.CreateBuilder<Token>();
    private readonly ImmutableArray<Comment>.Builder _comments = ImmutableArray.CreateBuilder<Comment>();
    private int _position;
    private bool _startsLine = true;
    private bool _inLoopHead;

    /// <param name="text">The characters to split.</param>
    /// <param name="baseOffset">Where <paramref name="text"/> stands in the source, added to every offset.</param>
    /// <param name="diagnostics">Receives what is wrong.</param>
    /// <param name="options">Limits.</param>
    public Lexer(string text, int baseOffset, DiagnosticBag diagnostics, ParseOptions options)
    {
        _text = text;
        _base = baseOffset;
        _diagnostics = diagnostics;
        _options = options;
    }

    public ImmutableArray<Comment> Comments => _comments.ToImmutable();

    public ImmutableArray<Token> Run()
    {
        // A byte order mark at the very start is no character of the program.
        if (_base == 0 && _text.Length > 0 && _text[0] == '\uFEFF') _position = 1;

        while (true)
        {
            SkipTrivia();
            if (_position >= _text.Length) break;
            if (_tokens.Count >= _options.MaxTokens)
            {
                _diagnostics.Error(
                    DiagnosticCodes.TooManyTokens,
                    Span(_position, 1),
                    string.Create(CultureInfo.InvariantCulture, $"the program has more than {_options.MaxTokens} tokens (MaxTokens); the rest is not read"));
                _position = _text.Length;
                break;
            }

            Scan();
        }

        _tokens.Add(new Token(TokenKind.EndOfFile, _base + _text.Length, 0, _startsLine));
        return _tokens.ToImmutable();
    }

    private SourceSpan Span(int start, int length) => new(_base + start, Math.Min(length, _text.Length - start));

    private char Peek(int ahead = 0) => _position + ahead < _text.Length ? _text[_position + ahead] : '\0';

    private void Add(TokenKind kind, int start)
    {
        if (_startsLine) _inLoopHead = kind == TokenKind.For;
        else if (kind == TokenKind.OpenBrace) _inLoopHead = false;
        _tokens.Add(new Token(kind, _base + start, _position - start, _startsLine));
        _startsLine = false;
    }

    private void SkipTrivia()
    {
        while (_position < _text.Length)
        {
            switch (_text[_position])
            {
                case '\r' or '\n':
                    _startsLine = true;
                    _position++;
                    break;
                case ' ' or '\t':
                    _position++;
                    break;
                case '/' when Peek(1) == '/':
                    SkipLineComment();
                    break;
                case '/' when Peek(1) == '*':
                    SkipBlockComment();
                    break;
                default:
                    return;
            }
        }
    }

    private void SkipLineComment()
    {
        var start = _position;
        var length = _text.AsSpan(start).IndexOfAny('\r', '\n');
        _position = length < 0 ? _text.Length : start + length;
        _comments.Add(new Comment(Span(start, _position - start), IsBlock: false));
    }

    private void SkipBlockComment()
    {
        var start = _position;
        var close = _text.IndexOf("*/", start + 2, StringComparison.Ordinal);
        if (close < 0)
        {
            _diagnostics.Error(
                DiagnosticCodes.UnterminatedComment, Span(start, 2), "unterminated comment: '/*' is never closed with '*/'");
            _position = _text.Length;
        }
        else
        {
            _position = close + 2;
        }

        if (_text.AsSpan(start, _position - start).IndexOfAny('\r', '\n') >= 0) _startsLine = true;
        _comments.Add(new Comment(Span(start, _position - start), IsBlock: true));
    }

    private void Scan()
    {
        var start = _position;
        var c = _text[start];
        if (IsIdentifierStart(c))
        {
            ScanWord(start);
        }
        else if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
        {
            ScanNumber(start);
        }
        else if (c is '"' or '`')
        {
            ScanString(start, c);
        }
        else
        {
            ScanOperator(start, c);
        }
    }

    private void ScanWord(int start)
    {
        while (IsIdentifierPart(Peek()) || JoinsDash()) _position++;
        var word = _text.AsSpan(start, _position - start);
        if (Peek() is '"' or '`' && word is "r" or "f" or "rf" or "fr")
        {
            ScanString(start, Peek());
            return;
        }

        Add(SyntaxFacts.WordKind(word), start);
    }

    private bool JoinsDash() => _options.DashedIdentifiers && Peek() == '-' && IsIdentifierPart(Peek(1));

    private void ScanNumber(int start)
    {
        while (char.IsAsciiDigit(Peek())) _position++;
        var kind = TokenKind.Integer;
        if (Peek() == '.')
        {
            kind = TokenKind.Float;
            _position++;
            while (char.IsAsciiDigit(Peek())) _position++;
        }

        Add(kind, start);
    }

    private void ScanString(int start, char quote)
    {
        var open = _position++;
        while (_position < _text.Length)
        {
            var c = _text[_position];
            if (c == quote)
            {
                _position++;
                Add(TokenKind.String, start);
                return;
            }

            if (quote == '"' && c is '\r' or '\n') break;
            _position += c == '\\' && _position + 1 < _text.Length && !(quote == '"' && _text[_position + 1] is '\r' or '\n') ? 2 : 1;
        }

        // The rest of the program is not swallowed: an unclosed string ends with its first line.
        var line = _text.AsSpan(open).IndexOfAny('\r', '\n');
        _position = line < 0 ? _text.Length : open + line;
        _diagnostics.Error(
            DiagnosticCodes.UnterminatedString,
            Span(start, _position - start),
            quote == '"'
                ? "unterminated string: expected a closing '\"' on the same line; a text over several lines is written between back quotes"
                : "unterminated string: expected a closing back quote");
        Add(TokenKind.String, start);
    }

    private static bool IsIdentifierStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private static bool IsIdentifierPart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
