using Arc.Language.Diagnostics;

namespace Arc.Language.Syntax;

internal sealed partial class Lexer
{
    private void ScanOperator(int start, char c)
    {
        var kind = (c, Peek(1)) switch
        {
            ('-', '>') => TokenKind.Arrow,
            (':', '=') => TokenKind.Declare,
            ('$', '=') => TokenKind.DeclareStateful,
            ('=', '>') => TokenKind.ConditionalArrow,
            ('+', '=') => TokenKind.PlusAssign,
            ('-', '=') => TokenKind.MinusAssign,
            ('*', '=') => TokenKind.StarAssign,
            ('/', '=') => TokenKind.SlashAssign,
            ('%', '=') => TokenKind.PercentAssign,
            ('=', '=') => TokenKind.EqualEqual,
            ('!', '=') => TokenKind.NotEqual,
            ('<', '=') => TokenKind.LessEqual,
            ('>', '=') => TokenKind.GreaterEqual,
            _ => TokenKind.EndOfFile,
        };

        if (kind != TokenKind.EndOfFile)
        {
            _position += 2;
            Add(kind, start);
            return;
        }

        kind = c switch
        {
            '=' => TokenKind.Assign,
            '+' => TokenKind.Plus,
            '-' => TokenKind.Minus,
            '*' => TokenKind.Star,
            '/' => TokenKind.Slash,
            '%' => TokenKind.Percent,
            '^' => TokenKind.Caret,
            '<' => TokenKind.Less,
            '>' => TokenKind.Greater,
            '(' => TokenKind.OpenParen,
            ')' => TokenKind.CloseParen,
            '{' => TokenKind.OpenBrace,
            '}' => TokenKind.CloseBrace,
            '[' => TokenKind.OpenBracket,
            ']' => TokenKind.CloseBracket,
            ',' => TokenKind.Comma,
            ':' => TokenKind.Colon,
            '.' => TokenKind.Dot,
            _ => TokenKind.EndOfFile,
        };

        if (kind != TokenKind.EndOfFile)
        {
            _position++;
            Add(kind, start);
            return;
        }

        ScanUnexpected(start, c);
    }

    /// <summary>Reports a character that starts no token; spellings of other languages are read as what they mean.</summary>
    private void ScanUnexpected(int start, char c)
    {
        switch (c)
        {
            case '&' when Peek(1) == '&':
                _position += 2;
                Unexpected(start, "unexpected '&&'; the logical operator is written 'and'");
                Add(TokenKind.And, start);
                return;
            case '|' when Peek(1) == '|':
                _position += 2;
                Unexpected(start, "unexpected '||'; the logical operator is written 'or'");
                Add(TokenKind.Or, start);
                return;
            case '!':
                _position++;
                Unexpected(start, "unexpected '!'; the logical operator is written 'not'");
                Add(TokenKind.Not, start);
                return;
            case ';':
                _position++;
                ScanSemicolon(start);
                return;
            case '&' or '|' or '~':
                _position++;
                Unexpected(start, $"unexpected character '{c}'; there are no bitwise operators");
                Add(TokenKind.Bad, start);
                return;
            case '\'':
                _position++;
                Unexpected(start, "unexpected character '''; strings are written between double quotes");
                Add(TokenKind.Bad, start);
                return;
            case '#':
                var line = _text.AsSpan(start).IndexOfAny('\r', '\n');
                _position = line < 0 ? _text.Length : start + line;
                Unexpected(start, "unexpected character '#'; comments start with '//'");
                return;
        }

        _position += char.IsHighSurrogate(c) && char.IsLowSurrogate(Peek(1)) ? 2 : 1;
        var shown = char.IsControl(c) || char.IsSurrogate(c) && _position - start == 1
            ? $"U+{(int)c:X4}"
            : $"'{_text.AsSpan(start, _position - start)}'";
        Unexpected(start, $"unexpected character {shown}");

        // A run of such characters (text in another script, binary data) is one mistake.
        while (_position < _text.Length && (_text[_position] > '\u007F' || (char.IsControl(_text[_position]) && _text[_position] is not ('\r' or '\n' or '\t'))))
            _position++;
        Add(TokenKind.Bad, start);
    }

    /// <summary>A terminator of other languages is skipped; in the head of a counting loop it stands for a form that does not exist.</summary>
    private void ScanSemicolon(int start)
    {
        if (_inLoopHead)
        {
            Unexpected(start, "unexpected ';'; a counting loop is written 'for i := range(0, 10) { }'");
            Add(TokenKind.Bad, start);
            return;
        }

        Unexpected(start, "unexpected ';'; statements need no terminator");
    }

    private void Unexpected(int start, string message) =>
        _diagnostics.Error(DiagnosticCodes.UnexpectedCharacter, Span(start, _position - start), message);
}
