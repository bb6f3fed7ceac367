using System.Text;
using Arc.Language.Syntax;

namespace Arc.Language.Formatting;

/// <summary>Writes tokens and comments as a layout says, and decides which lists and chains are broken.</summary>
internal sealed class Printer
{
    private readonly ParseResult<ProgramSyntax> _parsed;
    private readonly Layout _layout;
    private readonly string _source;
    private readonly List<Comment>?[] _comments;
    private readonly bool[] _forcesBreak;
    private readonly StringBuilder _text = new();

    // Lists, blocks and chains around the current token: the last token of each, whether it is broken, whether it is a chain.
    private readonly Stack<(int End, bool IsBroken, bool IsChain)> _open = new();
    // Depths of the chains that have been broken: from their first arrow on they are indented.
    private readonly Stack<int> _arrows = new();
    private int _lineStart;
    private int _previousEnd;
    private int _indent;
    private ItemKind _item;

    public Printer(ParseResult<ProgramSyntax> parsed, Layout layout)
    {
        _parsed = parsed;
        _layout = layout;
        _source = parsed.Source.Text;
        _comments = new List<Comment>?[parsed.Tokens.Length];
        _forcesBreak = new bool[parsed.Tokens.Length];
        var token = 0;
        foreach (var comment in parsed.Comments)
        {
            while (parsed.Tokens[token].Start < comment.Span.End) token++;
            (_comments[token] ??= []).Add(comment);
            _forcesBreak[token] |= !comment.IsBlock || HasLineBreak(token == 0 ? 0 : parsed.Tokens[token - 1].End, parsed.Tokens[token].Start);
        }
    }

    private int Column => _text.Length - _lineStart;

    public string Print()
    {
        var tokens = _parsed.Tokens;
        List<Comment>? carried = null;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (carried is not null)
            {
                (_comments[i] ??= []).InsertRange(0, carried);
                _forcesBreak[i] |= carried.Exists(static c => !c.IsBlock);
                carried = null;
            }

            if (IsLastComma(i))
            {
                // It is written again where the list is broken.
                carried = _comments[i];
                continue;
            }

            EmitGap(i);
            if (tokens[i].Kind == TokenKind.EndOfFile) break;
            Append(_source.AsSpan(tokens[i].Start, tokens[i].Length));
            _previousEnd = tokens[i].End;
            Open(i);
            Close(i);
        }

        if (_text.Length > 0 && _text[^1] != '\n') _text.Append('\n');
        return _text.ToString();
    }

    private bool HasLineBreak(int from, int to) => _source.AsSpan(from, to - from).IndexOfAny('\n', '\r') >= 0;

    private bool IsLastComma(int token) =>
        _parsed.Tokens[token].Kind == TokenKind.Comma && _open.TryPeek(out var list) && !list.IsChain && list.End == token + 1 && IsList(token + 1);

    private bool IsList(int close) => _layout.Gaps[close] is Gap.Soft or Gap.SoftNone && !_layout.IsChainOperator[close];

    /// <summary>Enters the list, block or chain that begins at a token which has just been written.</summary>
    private void Open(int token)
    {
        if (_layout.ChainEnd[token] is > 0 and var end)
            _open.Push((end, !Fits(token, end, Column - _parsed.Tokens[token].Length), true));
        if (_layout.Close[token] is not (> 0 and var close)) return;
        var isBroken = _layout.Brackets[token] switch
        {
            Bracket.Block => close > token + 1 || _comments[close] is not null,
            Bracket.List => close > token + 1 && (MustBreak(token, close) || !Fits(token, close, Column - 1)),
            _ => false,
        };
        _open.Push((close, isBroken, false));
        if (isBroken) _indent++;
    }

    /// <summary>Leaves the chains that end at a token. Brackets are left before their closing token is written.</summary>
    private void Close(int token)
    {
        while (_open.TryPeek(out var top) && top.IsChain && top.End == token)
        {
            _open.Pop();
            if (top.IsBroken && _arrows.TryPeek(out var at) && at == _open.Count)
            {
                _arrows.Pop();
                _indent--;
            }
        }
    }

    private bool MustBreak(int open, int close)
    {
        for (var i = open + 1; i <= close; i++)
        {
            if (_forcesBreak[i]) return true;
            if (_layout.Brackets[i] == Bracket.Block && _layout.Close[i] > i + 1) return true;
        }

        return false;
    }

    /// <summary>Whether the tokens from one to another, and what cannot be separated from them, fit on the line as they are.</summary>
    private bool Fits(int from, int to, int column)
    {
        var tokens = _parsed.Tokens;
        for (var i = from; i < tokens.Length - 1; i++)
        {
            var isBlock = _layout.Brackets[i] == Bracket.Block;
            if (i > from)
            {
                var gap = _layout.Gaps[i];
                if (gap == Gap.Hard) break;
                if (i > to && (gap is Gap.Soft or Gap.SoftNone)) break;
                if (gap is Gap.Space or Gap.Soft) column++;
                foreach (var comment in _comments[i] ?? []) column += comment.Span.Length + 1;
            }

            column += tokens[i].Length;
            if (column > ArcFormatter.LineWidth) return false;
            if (isBlock && _layout.Close[i] > i + 1) break;
            if (i > to && _layout.Brackets[i] == Bracket.List) break;
        }

        return true;
    }

    private void EmitGap(int token)
    {
        var tokens = _parsed.Tokens;
        var isClose = _open.TryPeek(out var top) && !top.IsChain && top.End == token;
        var gap = _layout.Gaps[token];
        var isBroken = gap switch
        {
            Gap.Hard => !isClose || top.IsBroken,
            Gap.Soft when _layout.IsChainOperator[token] => ChainIsBroken(),
            Gap.Soft or Gap.SoftNone => isClose ? top.IsBroken : InnermostListIsBroken(),
            _ => isClose && top.IsBroken,
        };
        // The list is broken, so its last element has a comma.
        if (isClose && top.IsBroken && IsList(token) && _layout.Gaps[token] != Gap.Hard && _text[^1] != ',') _text.Append(',');
        var isStatement = gap == Gap.Hard;
        if (_layout.IsChainOperator[token] && isBroken && (_arrows.Count == 0 || _arrows.Peek() != _open.Count - 1))
        {
            _arrows.Push(_open.Count - 1);
            _indent++;
        }

        var previousEnd = _previousEnd;
        var mustBreak = isBroken;
        var needsBlank = NeedsBlankLine(token);
        if (_comments[token] is { } comments)
        {
            // A comment in the middle of an expression does not end the line's indentation.
            var deeper = isStatement || isBroken || isClose ? 0 : 1;
            _indent += deeper;
            foreach (var comment in comments)
            {
                var startsLine = (token == 0 && _text.Length == 0) || HasLineBreak(previousEnd, comment.Span.Start);
                if (startsLine || (_text.Length > 0 && _text[^1] == '\n'))
                {
                    var blank = (isStatement && HasBlankLine(previousEnd, comment.Span.Start)) || needsBlank;
                    NewLine(blank && !IsAtBlockStart(token, comments, comment));
                    needsBlank = false;
                }
                else
                {
                    _text.Append(' ');
                }

                Append(_source.AsSpan(comment.Span.Start, comment.Span.Length).TrimEnd());
                previousEnd = comment.Span.End;
                mustBreak |= !comment.IsBlock;
            }

            mustBreak |= HasLineBreak(previousEnd, tokens[token].Start);
            if (isClose && top.IsBroken) _indent--;
            if (mustBreak) NewLine((isStatement && !isClose && token < tokens.Length - 1 && HasBlankLine(previousEnd, tokens[token].Start)) || needsBlank);
            else _text.Append(' ');
            _indent -= deeper;
        }
        else
        {
            if (isClose && top.IsBroken) _indent--;
            var isFirst = token > 0 && _layout.Brackets[token - 1] == Bracket.Block;
            if (token == tokens.Length - 1) NewLine(false);
            else if (isBroken) NewLine((isStatement && !isClose && !isFirst && HasBlankLine(previousEnd, tokens[token].Start)) || needsBlank);
            else if (token > 0 && gap is Gap.Space or Gap.Soft) _text.Append(' ');
        }

        if (isClose) _open.Pop();
        if (_layout.Items[token] != ItemKind.None) _item = _layout.Items[token];
    }

    private bool IsAtBlockStart(int token, List<Comment> comments, Comment comment) =>
        token > 0 && _layout.Brackets[token - 1] == Bracket.Block && comments[0] == comment;

    private bool ChainIsBroken()
    {
        foreach (var (_, isBroken, isChain) in _open)
        {
            if (isChain) return isBroken;
        }

        return false;
    }

    private bool InnermostListIsBroken()
    {
        foreach (var (_, isBroken, isChain) in _open)
        {
            if (!isChain) return isBroken;
        }

        return false;
    }

    /// <summary>Functions, sequences and stages are set apart, and so are items of different kinds.</summary>
    private bool NeedsBlankLine(int token) =>
        _text.Length > 0 && _item != ItemKind.None
        && _layout.Items[token] is not ItemKind.None and var kind && (kind != _item || kind == ItemKind.Declaration);

    private bool HasBlankLine(int from, int to)
    {
        var breaks = 0;
        for (var i = from; i < to; i++)
        {
            if (_source[i] == '\n' || (_source[i] == '\r' && (i + 1 == _source.Length || _source[i + 1] != '\n'))) breaks++;
        }

        return breaks > 1;
    }

    private void Append(ReadOnlySpan<char> text)
    {
        if (Column == 0 && text.Length > 0) _text.Append(' ', _indent * ArcFormatter.IndentWidth);
        _text.Append(text);
        var lastBreak = text.LastIndexOf('\n');
        if (lastBreak >= 0) _lineStart = _text.Length - (text.Length - lastBreak - 1);
    }

    private void NewLine(bool blank)
    {
        if (_text.Length == 0) return;
        if (_text[^1] != '\n') _text.Append('\n');
        if (blank && !(_text.Length > 1 && _text[^2] == '\n')) _text.Append('\n');
        _lineStart = _text.Length;
    }
}
