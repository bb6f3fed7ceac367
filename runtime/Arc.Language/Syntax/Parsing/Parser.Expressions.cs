using System.Collections.Immutable;
using Arc.Language.Diagnostics;

namespace Arc.Language.Syntax;

internal sealed partial class Parser
{
    private const int LowestPrecedence = 1;

    private ExpressionSyntax ParseExpression() => ParseBinary(LowestPrecedence);

    private static int Precedence(TokenKind kind) => kind switch
    {
        TokenKind.Or => 1,
        TokenKind.And => 2,
        TokenKind.EqualEqual or TokenKind.NotEqual => 3,
        TokenKind.Less or TokenKind.Greater or TokenKind.LessEqual or TokenKind.GreaterEqual => 4,
        TokenKind.Plus or TokenKind.Minus => 5,
        TokenKind.Star or TokenKind.Slash or TokenKind.Percent => 6,
        _ => 0,
    };

    /// <summary>Binary operators from a level on; recursion is bounded by the number of levels, chains are a loop.</summary>
    private ExpressionSyntax ParseBinary(int minimum)
    {
        var left = ParseUnary();
        while (Precedence(Current.Kind) is var precedence && precedence >= minimum)
        {
            var token = Advance();
            CheckDashedMinus(token);
            var right = ParseRightOperand(precedence + 1);
            left = new BinarySyntax(left.Span.To(right.Span), token.Kind, token.Span, left, right);
        }

        return left;
    }

    private ExpressionSyntax ParseRightOperand(int minimum) => IsValueMissing("an expression after the operator") ? Hole() : ParseBinary(minimum);

    private ExpressionSyntax ParseUnaryOperand() => IsValueMissing("an expression after the operator") ? Hole() : ParseUnary();

    /// <summary>The value of a declaration or assignment.</summary>
    private ExpressionSyntax ParseValue(Token op) => IsValueMissing($"an expression after '{TextOf(op)}'") ? Hole() : ParseExpression();

    /// <summary>Reports a value that is not there; a declaration or assignment on the next line shows that.</summary>
    private bool IsValueMissing(string what)
    {
        if (!StartsStatementLine) return false;
        ReportMissing(what);
        return true;
    }

    /// <summary>Whether a declaration or assignment stands here on a line of its own, which no expression can go on with.</summary>
    private bool StartsStatementLine => Current.StartsLine && (StartsDeclaration() || StartsAssignment());

    private void CheckDashedMinus(Token token)
    {
        if (!_options.DashedIdentifiers || token.Kind != TokenKind.Minus) return;
        if (!IsWhitespace(token.Start - 1) || !IsWhitespace(token.End))
            ReportMild(DiagnosticCodes.Syntax, token.Span, "subtraction requires whitespace on both sides");
    }

    private bool IsWhitespace(int offset)
    {
        offset -= _textBase;
        return offset < 0 || offset >= _text.Length || _text[offset] is ' ' or '\t' or '\r' or '\n';
    }

    private ExpressionSyntax ParseUnary()
    {
        if (Current.Kind is not (TokenKind.Minus or TokenKind.Not)) return ParsePower();
        if (!Enter()) return Hole();
        var token = Advance();
        var operand = ParseUnaryOperand();
        Leave();
        return new UnarySyntax(token.Span.To(operand.Span), token.Kind, operand);
    }

    private ExpressionSyntax ParsePower()
    {
        var operand = ParsePostfix();
        if (!At(TokenKind.Caret)) return operand;
        if (!Enter()) return operand;
        var token = Advance();
        var exponent = ParseUnaryOperand();
        Leave();
        return new BinarySyntax(operand.Span.To(exponent.Span), token.Kind, token.Span, operand, exponent);
    }

    private ExpressionSyntax ParsePostfix()
    {
        var expression = ParsePrimary();
        while (true)
        {
            switch (Current.Kind)
            {
                case TokenKind.OpenParen:
                    expression = ParseCall(expression);
                    break;
                case TokenKind.OpenBracket:
                    expression = ParseIndexOrSlice(expression);
                    break;
                case TokenKind.Dot when !_recovering:
                    ReportMild(
                        DiagnosticCodes.Syntax,
                        Current.Span,
                        expression is QualifiedNameSyntax
                            ? "a qualified name has exactly two parts, 'module.member'"
                            : "expected an operator, found '.'; only a module name can stand before '.'");
                    Advance();
                    if (At(TokenKind.Identifier)) Advance();
                    break;
                default:
                    return expression;
            }
        }
    }

    private ExpressionSyntax ParseCall(ExpressionSyntax callee)
    {
        if (!Enter()) return Hole();
        var open = Advance();
        var arguments = ParseExpressionList(TokenKind.CloseParen, open);
        Leave();
        return new CallSyntax(callee.Span.To(SpanFrom(open.Start)), callee, arguments);
    }

    private ImmutableArray<ExpressionSyntax> ParseExpressionList(TokenKind close, Token open)
    {
        var items = ImmutableArray.CreateBuilder<ExpressionSyntax>();
        while (!At(close) && !At(TokenKind.EndOfFile) && !StartsStatementLine)
        {
            items.Add(ParseExpression());
            if (_recovering) SkipToListBoundary(close);
            if (!TryTake(TokenKind.Comma)) break;
            _recovering = false;
        }

        // A hole at the end tells that elements may be missing.
        if (!At(close)) items.Add(Hole());
        ExpectClose(close, open, "',' or ");
        return items.ToImmutable();
    }

    private void ExpectClose(TokenKind close, Token open, string alternatives = "")
    {
        if (TryTake(close)) return;
        ReportMissing(
            $"{alternatives}'{SyntaxFacts.Text(close)}' to close the '{SyntaxFacts.Text(open.Kind)}' of line {LineOf(open.Start)}",
            code: DiagnosticCodes.MissingDelimiter);
    }

    private ExpressionSyntax ParseIndexOrSlice(ExpressionSyntax target)
    {
        if (!Enter()) return target;
        var open = Advance();
        var first = At(TokenKind.Colon) ? null : ParseExpression();
        ExpressionSyntax result;
        if (TryTake(TokenKind.Colon))
        {
            var to = At(TokenKind.CloseBracket) ? null : ParseExpression();
            ExpectClose(TokenKind.CloseBracket, open);
            result = new SliceSyntax(target.Span.To(SpanFrom(open.Start)), target, first, to);
        }
        else
        {
            ExpectClose(TokenKind.CloseBracket, open);
            result = new IndexSyntax(target.Span.To(SpanFrom(open.Start)), target, first ?? Hole());
        }

        Leave();
        return result;
    }

    private ExpressionSyntax ParsePrimary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Identifier:
                return ParseName();
            case TokenKind.Authority when Peek(1).Kind == TokenKind.Dot:
                return ParseName();
            case TokenKind.Integer or TokenKind.Float:
                return ParseNumber();
            case TokenKind.String:
                return ParseString();
            case TokenKind.OpenBracket:
                if (!Enter()) return Hole();
                Advance();
                var elements = ParseExpressionList(TokenKind.CloseBracket, token);
                Leave();
                return new SeriesLiteralSyntax(SpanFrom(token.Start), elements);
            case TokenKind.OpenParen:
                if (!Enter()) return Hole();
                Advance();
                var inner = ParseExpression();
                ExpectClose(TokenKind.CloseParen, token);
                Leave();
                return new ParenthesizedSyntax(SpanFrom(token.Start), inner);
            default:
                if (SyntaxFacts.StartsType(token.Kind)) return ParseCast();
                ReportExpectedExpression();
                return Hole();
        }
    }

    private void ReportExpectedExpression()
    {
        var token = Current;
        var previous = _position > 0 && !_abandoned ? _tokens[_position - 1] : token;
        var advice = token.Kind switch
        {
            TokenKind.Plus when previous.Kind == TokenKind.Plus && previous.End == token.Start => "there is no '++'; write 'x += 1'",
            TokenKind.Plus => "there is no unary '+'",
            TokenKind.Assign when previous.Kind == TokenKind.Assign || previous.Kind == TokenKind.EqualEqual => "equality is written '=='",
            TokenKind.Assign => "'=' assigns and is no operator; equality is written '=='",
            TokenKind.OpenBrace => "'{' cannot start an expression",
            _ when SyntaxFacts.IsKeyword(token.Kind) && token.Kind != TokenKind.Else => $"'{TextOf(token)}' is a keyword",
            _ => null,
        };
        ReportMissing("an expression", advice);
    }

    private ExpressionSyntax ParseName()
    {
        var token = Advance();
        var head = new Identifier(TextOf(token), token.Span);
        if (!At(TokenKind.Dot)) return new NameSyntax(head);
        Advance();
        Identifier member;
        if (At(TokenKind.For))
        {
            var keyword = Advance();
            member = new Identifier("for", keyword.Span);
        }
        else
        {
            member = ExpectIdentifier("a member name after '.'");
        }

        return new QualifiedNameSyntax(SpanFrom(token.Start), head, member);
    }

    private NumberLiteralSyntax ParseNumber()
    {
        var token = Advance();
        Identifier? unit = null;
        if (At(TokenKind.Identifier) && Current.Start == token.End)
        {
            var suffix = Advance();
            unit = new Identifier(TextOf(suffix), suffix.Span);
        }

        return new NumberLiteralSyntax(SpanFrom(token.Start), TextOf(token), token.Kind == TokenKind.Float, unit);
    }

    private ExpressionSyntax ParseCast()
    {
        var start = Current;
        var type = ParseType("before '('");
        if (_recovering) return Hole();
        if (!At(TokenKind.OpenParen))
        {
            ReportMissing($"'(' after the type '{TextOf(type.Span)}'", "a type is no value, a cast is written 'f64(x)'");
            return Hole();
        }

        if (!Enter()) return Hole();
        var open = Advance();
        var operand = ParseExpression();
        if (At(TokenKind.Comma) && !_recovering)
        {
            Report(DiagnosticCodes.Syntax, Current.Span, "a cast takes exactly one value");
            SkipToListBoundary(TokenKind.CloseParen);
            while (TryTake(TokenKind.Comma)) SkipToListBoundary(TokenKind.CloseParen);
            _recovering = !At(TokenKind.CloseParen);
        }

        ExpectClose(TokenKind.CloseParen, open);
        Leave();
        return new CastSyntax(SpanFrom(start.Start), type, operand);
    }

    private MissingExpressionSyntax Hole() => new(new SourceSpan(Current.Start, 0));

    /// <summary>
    /// A literal with an optional sign, where the grammar admits nothing else (defaults, global constants).
    /// Anything else is read as an expression, so that what follows is understood, and reported.
    /// </summary>
    private ExpressionSyntax ParseLiteral(string what)
    {
        var start = Current;
        ExpressionSyntax literal;
        switch (start.Kind)
        {
            case TokenKind.Minus when Peek(1).Kind is TokenKind.Integer or TokenKind.Float:
                Advance();
                var number = ParseNumber();
                literal = new UnarySyntax(SpanFrom(start.Start), TokenKind.Minus, number);
                break;
            case TokenKind.Integer or TokenKind.Float:
                literal = ParseNumber();
                break;
            case TokenKind.String or TokenKind.OpenBracket:
                literal = ParsePrimary();
                break;
            case TokenKind.Identifier when TextOf(start) is "true" or "false" && Peek(1).Kind is not (TokenKind.Dot or TokenKind.OpenParen):
                literal = ParseName();
                break;
            default:
                if (!SyntaxFacts.StartsExpression(start.Kind))
                {
                    ReportMissing($"a literal as {what}");
                    return Hole();
                }

                var other = ParseExpression();
                ReportMild(DiagnosticCodes.LiteralRequired, other.Span, $"{what} must be a literal (a number, possibly negative or with a unit, or a string)");
                return new MissingExpressionSyntax(other.Span);
        }

        if (literal is FormatStringSyntax)
        {
            ReportMild(DiagnosticCodes.LiteralRequired, literal.Span, $"{what} must be a literal; a format string with placeholders is none");
            literal = new MissingExpressionSyntax(literal.Span);
        }

        var continues = Precedence(Current.Kind) > 0 || Current.Kind is TokenKind.Caret;
        if (!continues || (Current.StartsLine && At(TokenKind.Minus))) return literal;
        ReportMild(DiagnosticCodes.LiteralRequired, literal.Span, $"{what} must be a literal; it cannot be computed");
        Advance();
        ParseExpression();
        return new MissingExpressionSyntax(SpanFrom(start.Start));
    }
}
