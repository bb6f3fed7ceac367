namespace Arc.Language.Syntax;

/// <summary>Closing braces that are missing: the indentation tells where.</summary>
internal sealed partial class Parser
{
    // Tokens before which braces are missing, with their number; null if nothing is known.
    private Dictionary<int, int>? _missingBraces;

    // The program has more opening than closing braces.
    private bool _lacksBraces;

    private bool AtMissingBrace => _missingBraces is not null && !_abandoned && _missingBraces.ContainsKey(_position);

    /// <summary>Whether a block or body ends here, with or without its brace.</summary>
    private bool AtBlockEnd => At(TokenKind.CloseBrace) || At(TokenKind.EndOfFile) || AtMissingBrace || StartsItemAtMargin();

    /// <summary>
    /// If the text has more opening than closing braces, finds the blocks that lack theirs: those that are followed by a line that begins
    /// no further right than their header, or by a brace that stands left of it. Nothing is assumed if that does not explain
    /// the number of braces.
    /// </summary>
    private void FindMissingBraces()
    {
        var balance = _tokens.Count(static t => t.Kind == TokenKind.OpenBrace) - _tokens.Count(static t => t.Kind == TokenKind.CloseBrace);
        _lacksBraces = balance > 0;
        if (!_lacksBraces) return;
        var found = new Dictionary<int, int>();
        var open = new Stack<(TokenKind Kind, int Column)>();
        var header = 1;
        for (var i = 0; i < _tokens.Length - 1; i++)
        {
            var token = _tokens[i];
            if (token.StartsLine)
            {
                var column = ColumnOf(token);
                while (open.TryPeek(out var top) && top.Kind == TokenKind.OpenBrace && (token.Kind == TokenKind.CloseBrace ? column < top.Column : column <= top.Column))
                {
                    open.Pop();
                    found[i] = found.GetValueOrDefault(i) + 1;
                    balance--;
                }

                header = column;
            }

            switch (token.Kind)
            {
                case TokenKind.OpenBrace or TokenKind.OpenParen or TokenKind.OpenBracket:
                    open.Push((token.Kind, header));
                    break;
                case TokenKind.CloseBrace or TokenKind.CloseParen or TokenKind.CloseBracket:
                    if (!open.TryPop(out _)) return;
                    break;
            }
        }

        // What is open at the end of the text lacks its brace there.
        if (balance == open.Count(static o => o.Kind == TokenKind.OpenBrace)) _missingBraces = found;
    }
}
