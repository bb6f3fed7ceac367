using System.Collections.Immutable;
using Arc.Language.Syntax;

namespace Arc.Language.Formatting;

/// <summary>What stands before a token.</summary>
internal enum Gap : byte
{
    /// <summary>A space.</summary>
    Space,

    /// <summary>Nothing.</summary>
    None,

    /// <summary>A line break where the enclosing list or chain is broken, otherwise a space.</summary>
    Soft,

    /// <summary>A line break where the enclosing list is broken, otherwise nothing.</summary>
    SoftNone,

    /// <summary>A line break.</summary>
    Hard,
}

/// <summary>What an opening bracket opens.</summary>
internal enum Bracket : byte
{
    /// <summary>Nothing that is ever broken over lines.</summary>
    Plain,

    /// <summary>A list that is broken when it is too long, and then ends in a comma.</summary>
    List,

    /// <summary>A block: always broken unless it is empty.</summary>
    Block,
}

/// <summary>What kind of top-level item begins at a token; a blank line separates kinds.</summary>
internal enum ItemKind : byte
{
    None,
    Import,
    Authority,
    Constant,
    Flow,

    /// <summary>A function, sequence or stage: always set apart.</summary>
    Declaration,
}

/// <summary>How the tokens of a program are laid out, as its tree tells.</summary>
internal sealed partial class Layout
{
    private readonly ImmutableArray<Token> _tokens;

    private Layout(ImmutableArray<Token> tokens)
    {
        _tokens = tokens;
        Gaps = new Gap[tokens.Length];
        Brackets = new Bracket[tokens.Length];
        Items = new ItemKind[tokens.Length];
        Close = new int[tokens.Length];
        ChainEnd = new int[tokens.Length];
        IsChainOperator = new bool[tokens.Length];
    }

    /// <summary>What stands before each token.</summary>
    public Gap[] Gaps { get; }

    /// <summary>What each opening bracket opens.</summary>
    public Bracket[] Brackets { get; }

    /// <summary>The top-level item that begins at a token.</summary>
    public ItemKind[] Items { get; }

    /// <summary>The closing bracket of each opening one.</summary>
    public int[] Close { get; }

    /// <summary>The last token of the chain that begins at a token; 0 if none does.</summary>
    public int[] ChainEnd { get; }

    /// <summary>Whether a token is an arrow of a flow statement.</summary>
    public bool[] IsChainOperator { get; }

    /// <summary>Lays out a program without syntax errors.</summary>
    public static Layout Of(ParseResult<ProgramSyntax> parsed)
    {
        var layout = new Layout(parsed.Tokens);
        layout.MatchBrackets();
        layout.SpaceTokens();
        layout.Visit(parsed.Root);
        layout.Gaps[^1] = Gap.Hard;
        return layout;
    }

    private void MatchBrackets()
    {
        var open = new Stack<int>();
        for (var i = 0; i < _tokens.Length; i++)
        {
            switch (_tokens[i].Kind)
            {
                case TokenKind.OpenBrace or TokenKind.OpenParen or TokenKind.OpenBracket:
                    open.Push(i);
                    break;
                case TokenKind.CloseBrace or TokenKind.CloseParen or TokenKind.CloseBracket:
                    Close[open.Pop()] = i;
                    break;
            }
        }
    }

    /// <summary>Spaces that depend on nothing but the tokens.</summary>
    private void SpaceTokens()
    {
        for (var i = 0; i < _tokens.Length; i++)
        {
            switch (_tokens[i].Kind)
            {
                case TokenKind.Comma:
                    Gaps[i] = Gap.None;
                    break;
                case TokenKind.Dot:
                    Tight(i);
                    break;
                case TokenKind.OpenBrace or TokenKind.OpenParen or TokenKind.OpenBracket:
                    Gaps[i + 1] = Gap.None;
                    Gaps[Close[i]] = Gap.None;
                    break;
            }
        }
    }

    private void Tight(int token)
    {
        Gaps[token] = Gap.None;
        Gaps[token + 1] = Gap.None;
    }

    /// <summary>The token at an offset, or the first one behind it.</summary>
    private int IndexAt(int offset)
    {
        var low = 0;
        var high = _tokens.Length - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_tokens[middle].Start < offset) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>A list between brackets: breaks may stand at its ends and behind its commas.</summary>
    private void List(int open, Gap before, Gap inside = Gap.SoftNone)
    {
        if (Gaps[open] != Gap.Hard) Gaps[open] = before;
        Brackets[open] = Bracket.List;
        var close = Close[open];
        if (close == open + 1) return;
        Gaps[open + 1] = inside;
        Gaps[close] = inside;
        for (var i = open + 1; i < close; i++)
        {
            if (Close[i] > i) i = Close[i];
            else if (_tokens[i].Kind == TokenKind.Comma && i + 1 < close) Gaps[i + 1] = Gap.Soft;
        }
    }

    /// <summary>A block: what it contains stands on lines of its own.</summary>
    private void Block(int open, IEnumerable<SyntaxNode> items)
    {
        Brackets[open] = Bracket.Block;
        Gaps[open] = Gap.Space;
        var close = Close[open];
        if (close == open + 1) return;
        Gaps[close] = Gap.Hard;
        foreach (var item in items) Gaps[IndexAt(item.Span.Start)] = Gap.Hard;
    }
}
