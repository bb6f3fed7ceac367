using System.Collections.Immutable;
using Arc.Language.Diagnostics;

namespace Arc.Language.Syntax;

internal sealed partial class Parser
{
    private const int MaxLookAhead = 2000;

    /// <param name="what">What the block is, for messages.</param>
    /// <param name="isBranch">Whether an <c>else</c> may follow: one inside the block then shows that its brace is missing.</param>
    private BlockSyntax ParseBlock(string what, bool isBranch = false)
    {
        var open = Current;
        if (!At(TokenKind.OpenBrace) && !SkipToBrace(what, ref open))
            return MissingBlock();
        if (!Enter()) return MissingBlock();

        _recovering = false;
        if (TryTake(TokenKind.OpenBrace)) open = _tokens[_position - 1];
        var statements = ImmutableArray.CreateBuilder<StatementSyntax>();
        while (!AtBlockEnd)
        {
            if (isBranch && At(TokenKind.Else))
            {
                ReportMild(DiagnosticCodes.MissingDelimiter, Current.Span, $"expected '}}' before 'else' to close the block opened in line {LineOf(open.Start)}");
                Leave();
                return new BlockSyntax(SpanFrom(open.Start), statements.ToImmutable()) { IsClosed = false };
            }

            var before = _position;
            statements.Add(ParseStatement());
            if (_recovering) SkipToBoundary();
            if (_position == before && !At(TokenKind.CloseBrace)) SkipGroup();
        }

        var isClosed = ExpectBraceClose(open);
        Leave();
        return new BlockSyntax(SpanFrom(open.Start), statements.ToImmutable()) { IsClosed = isClosed };
    }

    private BlockSyntax MissingBlock() => new(new SourceSpan(Current.Start, 0), []) { IsClosed = false };

    private bool ExpectBraceClose(Token open)
    {
        if (AtMissingBrace)
        {
            if (--_missingBraces![_position] == 0) _missingBraces.Remove(_position);
            ReportMild(
                DiagnosticCodes.MissingDelimiter,
                Current.Span,
                $"expected '}}' before {Describe(Current)} to close the block opened in line {LineOf(open.Start)}, as the indentation shows");
            return false;
        }

        if (TryTake(TokenKind.CloseBrace)) return true;
        Report(
            DiagnosticCodes.MissingDelimiter,
            Current.Span,
            $"expected '}}' to close the block opened in line {LineOf(open.Start)}, found {Describe(Current)}");
        return false;
    }

    /// <summary>
    /// Reports a missing opening brace. Reading goes on if one follows on the same line, or if the indentation of the closing
    /// brace shows that only the opening one is missing.
    /// </summary>
    private bool SkipToBrace(string what, ref Token open)
    {
        var advice = Current.Kind switch
        {
            TokenKind.Assign => "'=' assigns; equality is written '=='",
            TokenKind.Identifier when TextOf(Current) == "then" => "'then' is not needed",
            TokenKind.Colon => "blocks are written between braces",
            _ => null,
        };
        ReportMissing($"'{{' to start {what}", advice);
        if (OnlyOpeningBraceIsMissing()) return true;
        while (!At(TokenKind.EndOfFile) && !At(TokenKind.OpenBrace) && !At(TokenKind.CloseBrace) && !Current.StartsLine)
            SkipGroup();
        open = Current;
        return At(TokenKind.OpenBrace);
    }

    private bool OnlyOpeningBraceIsMissing()
    {
        if (!Current.StartsLine || _position == 0 || At(TokenKind.EndOfFile)) return false;
        var header = _position - 1;
        while (header > 0 && !_tokens[header].StartsLine) header--;

        // The look ahead is short, so that a text of nothing but such mistakes is still read in linear time.
        var braces = 0;
        for (var i = _position; i < Math.Min(_tokens.Length, _position + MaxLookAhead); i++)
        {
            if (_tokens[i].Kind == TokenKind.OpenBrace) braces++;
            if (_tokens[i].Kind == TokenKind.CloseBrace && --braces < 0)
                return _tokens[i].StartsLine && ColumnOf(_tokens[i]) == ColumnOf(_tokens[header]);
            if (_tokens[i] is { StartsLine: true, Kind: TokenKind.Func }) return false;
        }

        return false;
    }

    private StatementSyntax ParseStatement()
    {
        var token = Current;
        if (IsKeywordDeclaration()) return ParseKeywordDeclaration();
        switch (token.Kind)
        {
            case TokenKind.If:
                return ParseIf();
            case TokenKind.For:
                return ParseFor();
            case TokenKind.Break:
                Advance();
                return new BreakSyntax(token.Span);
            case TokenKind.Continue:
                Advance();
                return new ContinueSyntax(token.Span);
            case TokenKind.Return:
                return ParseReturn();
            case TokenKind.Else:
                return ParseStrayElse();
        }

        if (MeantStatement() is { } meant)
        {
            ReportMild(DiagnosticCodes.Syntax, token.Span, $"expected '{SyntaxFacts.Text(meant)}', found '{TextOf(token)}'");
            return meant switch
            {
                TokenKind.Return => ParseReturn(),
                TokenKind.If => ParseIf(),
                _ => ParseFor(),
            };
        }

        if (IsForeignHeader()) return ParseForeignHeader();
        if (IsItemKeyword(token.Kind) && !(token.Kind == TokenKind.Authority && Peek(1).Kind == TokenKind.Dot)) return ParseStrayItem();
        if (StartsDeclaration()) return ParseVariableDeclaration();
        if (SyntaxFacts.StartsExpression(token.Kind)) return ParseExpressionStatement();

        ReportExpected("a statement", token.Kind switch
        {
            TokenKind.OpenBrace => "a block stands behind 'if', 'else' or 'for'; values in braces are for flows, in a body call 'f(...)'",
            TokenKind.CloseParen or TokenKind.CloseBracket => "there is no matching opening bracket",
            TokenKind.Next => "'next' is a transition of sequences and stands in flows",
            TokenKind.Arrow or TokenKind.ConditionalArrow => "flow statements stand outside functions",
            _ => null,
        });
        return new MissingStatementSyntax(new SourceSpan(token.Start, 0));
    }

    private bool IsKeywordDeclaration() =>
        SyntaxFacts.IsKeyword(Current.Kind)
        && (Peek(1).Kind is TokenKind.Declare or TokenKind.DeclareStateful or TokenKind.Assign
            || (!SyntaxFacts.StartsType(Current.Kind) && SyntaxFacts.IsPrimitive(Peek(1).Kind) && Peek(2).Kind is TokenKind.Declare or TokenKind.DeclareStateful));

    private MissingStatementSyntax ParseKeywordDeclaration()
    {
        var token = Advance();
        Report(DiagnosticCodes.Syntax, token.Span, $"expected a name, found the keyword '{TextOf(token)}', which cannot be a name");
        _recovering = false;
        if (SyntaxFacts.StartsType(Current.Kind)) ParseType("of the variable");
        Advance();
        ParseExpression();
        return new MissingStatementSyntax(SpanFrom(token.Start));
    }

    private MissingStatementSyntax ParseStrayItem()
    {
        var token = Current;
        Report(
            DiagnosticCodes.Misplaced,
            token.Span,
            $"'{TextOf(token)}' is not allowed inside a function body; move it to the top level, or close the body with '}}' before it");
        _recovering = false;

        // An item has larger stack frames than a block and counts as two levels.
        if (Enter())
        {
            ParseItem();
            Leave();
        }

        return new MissingStatementSyntax(SpanFrom(token.Start));
    }

    private MissingStatementSyntax ParseStrayElse()
    {
        var token = Advance();
        Report(DiagnosticCodes.Misplaced, token.Span, "'else' must directly follow the block of an 'if' or 'else if'");
        _recovering = false;
        if (At(TokenKind.If)) ParseIf();
        else ParseBlock("the 'else' branch");
        return new MissingStatementSyntax(SpanFrom(token.Start));
    }

    private bool StartsDeclaration()
    {
        if (!At(TokenKind.Identifier)) return false;
        var next = Peek(1).Kind;
        if (next is TokenKind.Declare or TokenKind.DeclareStateful) return true;
        if (!SyntaxFacts.StartsType(next)) return false;

        // `a` followed by a line `i64(b)` is an expression and a cast.
        var at = 1;
        if (Peek(at).Kind == TokenKind.Chan) at++;
        if (Peek(at).Kind == TokenKind.Series) at++;
        if (!SyntaxFacts.IsPrimitive(Peek(at).Kind)) return true;
        at++;
        if (Peek(at).Kind == TokenKind.Identifier && Peek(at + 1).Kind is not TokenKind.Assign) at++;
        if (Peek(at).Kind is TokenKind.Declare or TokenKind.DeclareStateful) return true;
        return Peek(at).Kind != TokenKind.OpenParen;
    }

    private VariableDeclarationSyntax ParseVariableDeclaration()
    {
        var start = Current.Start;
        var name = ExpectIdentifier("a variable name");
        var type = SyntaxFacts.StartsType(Current.Kind) ? ParseType($"for '{name.Name}'") : null;
        var op = Current;
        var isStateful = op.Kind == TokenKind.DeclareStateful;
        switch (op.Kind)
        {
            case TokenKind.Declare or TokenKind.DeclareStateful:
                break;
            case TokenKind.Assign:
                ReportMild(DiagnosticCodes.Syntax, op.Span, "expected ':=' or '$=', found '='; '=' assigns to an existing variable, ':=' declares one");
                break;
            default:
                ReportMissing("':=' or '$=' and an initial value", "a variable needs a value when it is declared");
                return new VariableDeclarationSyntax(SpanFrom(start), name, type, isStateful, Hole());
        }

        Advance();
        var value = ParseValue(op);
        return new VariableDeclarationSyntax(SpanFrom(start), name, type, isStateful, value);
    }

    private StatementSyntax ParseExpressionStatement()
    {
        var first = Current;
        var expression = ParseExpression();
        if (_recovering) return new ExpressionStatementSyntax(expression);
        if (SyntaxFacts.IsAssignment(Current.Kind)) return ParseAssignment(expression);

        switch (Current.Kind)
        {
            case TokenKind.Arrow or TokenKind.ConditionalArrow:
                Report(
                    DiagnosticCodes.Misplaced,
                    Current.Span,
                    $"'{TextOf(Current)}' is not allowed inside a function body; flow statements stand at the top level or in sequences and stages, a channel is written with 'channel = value'");
                break;
            case TokenKind.OpenBrace when expression is NameSyntax or QualifiedNameSyntax && !Current.StartsLine:
                var name = TextOf(expression.Span);
                Report(DiagnosticCodes.Misplaced, Current.Span, $"'{name}{{...}}' is a flow form; inside a function body call '{name}(...)'");
                SkipGroup();
                break;
            case TokenKind.OpenBrace when first.Kind == TokenKind.Identifier:
                ReportForeignHeader(first);
                SkipGroup();
                break;
            case TokenKind.Declare or TokenKind.DeclareStateful:
                Report(DiagnosticCodes.Syntax, Current.Span, $"expected a variable name before '{TextOf(Current)}'; only names can be declared");
                Advance();
                ParseExpression();
                break;
        }

        return new ExpressionStatementSyntax(expression);
    }

    /// <summary>The keyword that a misspelt word before a value stands for; two values never follow each other on a line.</summary>
    private TokenKind? MeantStatement()
    {
        if (!At(TokenKind.Identifier) || Peek(1).StartsLine) return null;
        if (Peek(1).Kind is not (TokenKind.Identifier or TokenKind.Integer or TokenKind.Float or TokenKind.String or TokenKind.Not)) return null;
        return TextOf(Current) switch
        {
            "fi" or "iff" or "fif" or "If" or "IF" => TokenKind.If,
            "fro" or "fr" or "ofr" or "foor" or "fot" or "forr" or "For" or "FOR" or "foreach" => TokenKind.For,
            { Length: >= 4 } word when Analysis.Suggestions.Distance(word, "return") <= 2 => TokenKind.Return,
            _ => null,
        };
    }

    /// <summary>Whether a loop or branch of another language stands here, such as <c>while x {</c>.</summary>
    private bool IsForeignHeader() =>
        At(TokenKind.Identifier)
        && !Peek(1).StartsLine
        && Peek(1).Kind is TokenKind.Identifier or TokenKind.Integer or TokenKind.Float or TokenKind.Not or TokenKind.OpenBrace
        && TextOf(Current) is "while" or "until" or "loop" or "elif" or "elsif" or "elseif" or "unless" or "switch" or "match";

    private MissingStatementSyntax ParseForeignHeader()
    {
        var token = Advance();
        ReportForeignHeader(token);
        _recovering = false;
        if (!At(TokenKind.OpenBrace)) ParseExpression();
        ParseBlock("the block");
        return new MissingStatementSyntax(SpanFrom(token.Start));
    }

    private void ReportForeignHeader(Token first)
    {
        var name = TextOf(first);
        Report(
            DiagnosticCodes.Syntax,
            first.Span,
            name is "while" or "until" or "loop"
                ? $"there is no '{name}'; a loop is written 'for condition {{ }}'"
                : $"expected a statement, found '{name}' and a block; branches are written 'if a {{ }} else if b {{ }} else {{ }}'");
    }

    private StatementSyntax ParseAssignment(ExpressionSyntax target)
    {
        var op = Advance();
        var assignable = target is NameSyntax or IndexSyntax { Target: NameSyntax } or SliceSyntax { Target: NameSyntax };
        if (!assignable)
        {
            ReportMild(
                DiagnosticCodes.Syntax,
                target.Span,
                $"cannot assign to this expression with '{TextOf(op)}'; the target must be a variable, an element 's[i]' or a channel");
        }

        var value = ParseValue(op);
        var span = target.Span.To(SpanFrom(op.Start));
        return assignable
            ? new AssignmentSyntax(span, target, op.Kind, op.Span, value)
            : new MissingStatementSyntax(span);
    }

    private IfSyntax ParseIf()
    {
        var start = Current.Start;
        var clauses = ImmutableArray.CreateBuilder<IfClauseSyntax>();
        BlockSyntax? otherwise = null;
        while (true)
        {
            var clauseStart = Advance().Start;
            var condition = ParseCondition("if");
            var body = ParseBlock("the block of 'if'", isBranch: true);
            clauses.Add(new IfClauseSyntax(SpanFrom(clauseStart), condition, body));
            if (_recovering || !At(TokenKind.Else)) break;
            Advance();
            if (At(TokenKind.If)) continue;
            otherwise = ParseBlock("the 'else' branch");
            break;
        }

        return new IfSyntax(SpanFrom(start), clauses.ToImmutable(), otherwise);
    }

    private ExpressionSyntax ParseCondition(string keyword)
    {
        if (At(TokenKind.OpenBrace))
        {
            ReportExpected($"a condition after '{keyword}'");
            _recovering = false;
            return Hole();
        }

        var condition = ParseExpression();
        if (!At(TokenKind.Assign) || _recovering) return condition;
        ReportMild(DiagnosticCodes.Syntax, Current.Span, "expected '==' in a condition, found '='; '=' assigns, '==' compares");
        Advance();
        ParseExpression();
        // What binds to what is unknown.
        return new MissingExpressionSyntax(SpanFrom(condition.Span.Start));
    }

    private ForSyntax ParseFor()
    {
        var start = Advance().Start;
        ForClauseSyntax? clause = null;
        if (!At(TokenKind.OpenBrace))
        {
            clause = StartsForEach() ? ParseForEach() : new ForConditionSyntax(ParseCondition("for"));
        }

        var body = ParseBlock("the body of 'for'");
        return new ForSyntax(SpanFrom(start), clause, body);
    }

    private bool StartsForEach() =>
        At(TokenKind.Identifier) && (Peek(1).Kind is TokenKind.Declare or TokenKind.Comma || IsWordIn(Peek(1)));

    private bool IsWordIn(Token token) => token.Kind == TokenKind.Identifier && !token.StartsLine && TextOf(token) == "in";

    private ForEachSyntax ParseForEach()
    {
        var start = Current.Start;
        var first = ExpectIdentifier("a loop variable");
        Identifier? second = TryTake(TokenKind.Comma) ? ExpectIdentifier("a second loop variable") : null;
        if (IsWordIn(Current))
        {
            ReportMild(DiagnosticCodes.Syntax, Current.Span, "expected ':=', found 'in'; a loop over a series is written 'for x := s { }'");
            Advance();
        }
        else
        {
            Expect(TokenKind.Declare, "and the series or range");
        }

        var source = ParseExpression();
        if (At(TokenKind.Bad)) source = Hole();
        return new ForEachSyntax(SpanFrom(start), first, second, source);
    }

    private ReturnSyntax ParseReturn()
    {
        var token = Advance();
        if (!SyntaxFacts.StartsExpression(Current.Kind) || StartsDeclaration() || (Current.StartsLine && StartsAssignment()))
        {
            if (_recovering) return new ReturnSyntax(token.Span, null);
            // An operator without its left operand: the value is there, but broken.
            if (Precedence(Current.Kind) > 0 && !Current.StartsLine) return new ReturnSyntax(token.Span, ParseExpression());
            if (Current.Kind is TokenKind.Arrow or TokenKind.Assign or TokenKind.Declare) ReportExpected("a value after 'return'");
            return new ReturnSyntax(token.Span, null);
        }

        var value = ParseExpression();
        return new ReturnSyntax(SpanFrom(token.Start), value);
    }

    /// <summary>Whether an assignment statement follows; a <c>return</c> before it has no value.</summary>
    private bool StartsAssignment()
    {
        if (!At(TokenKind.Identifier)) return false;
        var at = 1;
        if (Peek(at).Kind == TokenKind.OpenBracket)
        {
            var open = 0;
            do
            {
                switch (Peek(at).Kind)
                {
                    case TokenKind.OpenBracket or TokenKind.OpenParen:
                        open++;
                        break;
                    case TokenKind.CloseBracket or TokenKind.CloseParen:
                        open--;
                        break;
                    case TokenKind.EndOfFile or TokenKind.OpenBrace or TokenKind.CloseBrace:
                        return false;
                }

                at++;
            }
            while (open > 0);
        }

        return SyntaxFacts.IsAssignment(Peek(at).Kind);
    }
}
