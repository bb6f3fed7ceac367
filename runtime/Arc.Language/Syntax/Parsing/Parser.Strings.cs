namespace Arc.Language.Syntax;

internal sealed partial class Parser
{
    private ExpressionSyntax ParseString()
    {
        var token = Advance();
        var text = TextOf(token).AsSpan();
        var prefix = text.IndexOfAny('"', '`');
        var isRaw = text[..prefix].Contains('r');
        var isFormat = text[..prefix].Contains('f');
        var quote = text[prefix];
        var bodyStart = token.Start + prefix + 1;
        var closed = text.Length > prefix + 1 && text[^1] == quote;
        var bodyEnd = closed ? token.End - 1 : token.End;
        if (!closed) _recovering = true;
        if (isFormat && !closed) return new MissingExpressionSyntax(token.Span);
        var body = new StringBody(_text, _textBase, bodyStart, bodyEnd, quote, isRaw, _diagnostics);
        return isFormat
            ? new FormatStringReader(body, _diagnostics, _options, _depth).Read(token.Span)
            : new StringLiteralSyntax(token.Span, body.Text);
    }

    /// <summary>The expression of a placeholder; it counts as one level of nesting.</summary>
    public ExpressionSyntax ParsePlaceholder()
    {
        if (_depth < _options.MaxNesting) return Whole(ParseExpression());
        Abandon();
        return Hole();
    }
}
