using System.Collections.Immutable;
using Arc.Language.Diagnostics;

namespace Arc.Language.Syntax;

internal sealed partial class Parser
{
    public ProgramSyntax ParseProgram()
    {
        FindMissingBraces();
        var items = ImmutableArray.CreateBuilder<TopLevelItemSyntax>();
        while (!At(TokenKind.EndOfFile))
        {
            _itemStart = _position;
            var depth = _depth;
            items.Add(ParseItem());
            _depth = depth;
            if (_abandoned) _abandoned = _recovering = false;
            if (_recovering) SkipToItem();
            if (_position == _itemStart) SkipGroup();
        }

        return new ProgramSyntax(new SourceSpan(0, _tokens[^1].End), items.ToImmutable());
    }

    /// <summary>Skips to a place where another item can start; the parser is no longer recovering.</summary>
    private void SkipToItem()
    {
        _recovering = false;
        while (!At(TokenKind.EndOfFile))
        {
            var token = Current;
            if (token.StartsLine && _position > _itemStart)
            {
                if (IsItemKeyword(token.Kind)) return;
                if (ColumnOf(token) == 1 && (SyntaxFacts.StartsExpression(token.Kind) || token.Kind == TokenKind.OpenBrace)) return;
            }

            SkipGroup();
        }
    }

    private TopLevelItemSyntax ParseItem()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Import:
                return ParseImport();
            case TokenKind.Authority when Peek(1).Kind != TokenKind.Dot:
                return ParseAuthority();
            case TokenKind.Func:
                return ParseFunction();
            case TokenKind.Identifier when Peek(1).Kind is TokenKind.Declare or TokenKind.DeclareStateful or TokenKind.Assign || SyntaxFacts.StartsType(Peek(1).Kind):
                return ParseGlobalConstant();
            case TokenKind.Identifier when Peek(1) is { Kind: TokenKind.Identifier, StartsLine: false } && MeantKeyword(TextOf(token)) is { } meant:
                ReportMild(DiagnosticCodes.Syntax, token.Span, $"expected '{SyntaxFacts.Text(meant)}', found '{TextOf(token)}'");
                return meant switch
                {
                    TokenKind.Func => ParseFunction(),
                    TokenKind.Import => ParseImport(),
                    TokenKind.Sequence => ParseSequence(),
                    _ => ParseStage(),
                };
            case TokenKind.If or TokenKind.For or TokenKind.Return or TokenKind.Break or TokenKind.Continue or TokenKind.Else:
                if (token.Kind != TokenKind.Else)
                {
                    ReportMild(
                        DiagnosticCodes.Misplaced,
                        token.Span,
                        $"'{TextOf(token)}' is not allowed at the top level; statements belong in the body of a function");
                }

                ParseStatement();
                return new MissingItemSyntax(SpanFrom(token.Start));
            case TokenKind.CloseBrace:
                ReportExpected("a top-level item", "there is no block to close here");
                Advance();
                return new MissingItemSyntax(SpanFrom(token.Start));
        }

        if (IsKeywordDeclaration() && !IsItemKeyword(token.Kind))
        {
            ParseKeywordDeclaration();
            return new MissingItemSyntax(SpanFrom(token.Start));
        }

        if (StartsFlowElement(token.Kind)) return ParseFlowItem(FlowPlace.TopLevel);
        ReportExpected("an import, a constant, a function, a flow, a sequence or a stage");
        return new MissingItemSyntax(SpanFrom(token.Start));
    }

    /// <summary>
    /// The item keyword that a word before a name stands for: a slip of the pen, or another language's spelling. Two names never
    /// follow each other in a flow.
    /// </summary>
    private TokenKind? MeantKeyword(string word)
    {
        if (Peek(2).Kind is TokenKind.OpenParen || (Peek(2).Kind is TokenKind.OpenBrace && Analysis.Suggestions.Distance(word, "func") <= 2)) return TokenKind.Func;
        foreach (var kind in (ReadOnlySpan<TokenKind>)[TokenKind.Sequence, TokenKind.Stage, TokenKind.Import])
        {
            if (Analysis.Suggestions.Distance(word, SyntaxFacts.Text(kind)) <= 2) return kind;
        }

        return null;
    }

    private ImportSyntax ParseImport()
    {
        var start = Advance().Start;
        var items = ImmutableArray.CreateBuilder<ImportItemSyntax>();
        if (!At(TokenKind.OpenParen))
        {
            if (ParseImportItem(grouped: false) is { } single) items.Add(single);
            return new ImportSyntax(SpanFrom(start), items.ToImmutable(), IsGrouped: false);
        }

        var open = Advance();
        while (!At(TokenKind.CloseParen) && !At(TokenKind.EndOfFile) && !StartsNextItem())
        {
            var before = _position;
            if (ParseImportItem(grouped: true) is { } item) items.Add(item);
            if (At(TokenKind.Comma) && !_recovering)
            {
                ReportMild(DiagnosticCodes.Syntax, Current.Span, "unexpected ','; imports in a list are separated by whitespace");
                Advance();
            }

            if (_recovering || _position == before) break;
        }

        if (!_recovering) ExpectClose(TokenKind.CloseParen, open);
        else TryTake(TokenKind.CloseParen);
        return new ImportSyntax(SpanFrom(start), items.ToImmutable(), IsGrouped: true);
    }

    /// <summary>Whether another item begins within a list of imports or authorities, whose bracket is missing then.</summary>
    private bool StartsNextItem()
    {
        if (At(TokenKind.Authority)) return Peek(1).Kind is TokenKind.Integer or TokenKind.OpenParen;
        if (IsItemKeyword(Current.Kind)) return true;
        return At(TokenKind.Identifier) && Current.StartsLine && !Peek(1).StartsLine
            && (Peek(1).Kind is TokenKind.Declare or TokenKind.Arrow or TokenKind.ConditionalArrow or TokenKind.OpenBrace || SyntaxFacts.StartsType(Peek(1).Kind));
    }

    private ImportItemSyntax? ParseImportItem(bool grouped)
    {
        var start = Current;
        if (start.Kind == TokenKind.String)
        {
            ReportMild(DiagnosticCodes.Syntax, start.Span, "expected a module name, found a string; modules are named without quotes");
            Advance();
            return null;
        }

        var segments = ImmutableArray.CreateBuilder<Identifier>();
        if (start.Kind == TokenKind.Authority || (SyntaxFacts.IsKeyword(start.Kind) && (grouped || !start.StartsLine)))
        {
            // A module of such a name cannot exist, except for `authority`; the analysis says so.
            Advance();
            segments.Add(new Identifier(TextOf(start), start.Span));
        }
        else segments.Add(ExpectIdentifier("a module name"));
        while (TryTake(TokenKind.Dot)) segments.Add(ExpectIdentifier("a module name after '.'"));
        Identifier? alias = TryTake(TokenKind.As) ? ExpectIdentifier("an alias after 'as'", takeKeyword: true) : null;
        if (segments.Any(static s => s.IsMissing)) return null;
        return new ImportItemSyntax(SpanFrom(start.Start), segments.ToImmutable(), alias is { IsMissing: true } ? null : alias);
    }

    private AuthoritySyntax ParseAuthority()
    {
        var start = Advance().Start;
        var entries = ImmutableArray.CreateBuilder<AuthorityEntrySyntax>();
        if (!At(TokenKind.OpenParen))
        {
            var valueStart = Current.Start;
            if (ParseAuthorityValue() is { } value)
                entries.Add(new AuthorityEntrySyntax(SpanFrom(valueStart), null, value, SpanFrom(valueStart)));
            return new AuthoritySyntax(SpanFrom(start), entries.ToImmutable(), IsGrouped: false);
        }

        var open = Advance();
        while (!At(TokenKind.CloseParen) && !At(TokenKind.EndOfFile) && !_recovering && !StartsNextItem())
        {
            var entryStart = Current.Start;
            Identifier? channel = At(TokenKind.Identifier) ? ExpectIdentifier("a channel") : null;
            var valueStart = Current.Start;
            if (ParseAuthorityValue() is { } value)
                entries.Add(new AuthorityEntrySyntax(SpanFrom(entryStart), channel, value, SpanFrom(valueStart)));
            if (!At(TokenKind.Comma) || _recovering) continue;
            ReportMild(DiagnosticCodes.Syntax, Current.Span, "unexpected ','; authority entries are separated by whitespace");
            Advance();
        }

        if (_recovering) SkipToListBoundary(TokenKind.CloseParen);
        else ExpectClose(TokenKind.CloseParen, open);
        if (_recovering && TryTake(TokenKind.CloseParen)) _recovering = false;
        return new AuthoritySyntax(SpanFrom(start), entries.ToImmutable(), IsGrouped: true);
    }

    private string? ParseAuthorityValue()
    {
        var start = Current;
        var negative = TryTake(TokenKind.Minus);
        if (Current.Kind is TokenKind.Integer or TokenKind.Float or TokenKind.String || (At(TokenKind.Identifier) && !Current.StartsLine))
        {
            var end = Advance();
            if (At(TokenKind.Identifier) && Current.Start == end.End) end = Advance();
            return TextOf(SourceSpan.FromBounds(start.Start, end.End));
        }

        ReportMissing("an authority value (an integer from 0 to 255)", negative ? null : "authority is written 'authority 200' or 'authority ( 200 channel 100 )'");
        return null;
    }

    private TopLevelItemSyntax ParseGlobalConstant()
    {
        var start = Current.Start;
        var name = ExpectIdentifier("a constant name");
        var type = SyntaxFacts.StartsType(Current.Kind) ? ParseType($"for '{name.Name}'") : null;
        switch (Current.Kind)
        {
            case TokenKind.Declare:
                break;
            case TokenKind.DeclareStateful:
                ReportMild(DiagnosticCodes.Syntax, Current.Span, "expected ':=', found '$='; stateful variables are declared in function bodies only");
                break;
            case TokenKind.Assign:
                ReportMild(DiagnosticCodes.Syntax, Current.Span, "expected ':=', found '='; a constant is declared with ':='");
                break;
            default:
                ReportMissing("':=' and a literal", "a global constant needs a value");
                return new MissingItemSyntax(SpanFrom(start));
        }

        Advance();
        var value = ParseLiteral("the value of a global constant");
        return new GlobalConstantSyntax(SpanFrom(start), name, type, value);
    }

    private FunctionSyntax ParseFunction()
    {
        var start = Advance().Start;
        var name = ExpectIdentifier("a function name after 'func'", takeKeyword: true);
        ImmutableArray<ParameterSyntax> config = [];
        if (At(TokenKind.OpenBrace)) config = ParseParameters(TokenKind.CloseBrace, "config parameter");
        ImmutableArray<ParameterSyntax> inputs = [];
        if (At(TokenKind.OpenParen)) inputs = ParseParameters(TokenKind.CloseParen, "parameter");
        else ReportMissing("'(' and the parameter list", name.IsMissing ? null : $"a function without parameters is written 'func {name.Name}() {{ }}'");

        if (At(TokenKind.Arrow) && !_recovering)
        {
            ReportMild(DiagnosticCodes.Syntax, Current.Span, "unexpected '->'; the output type follows the parameter list directly");
            Advance();
        }

        var outputs = ParseOutputs();
        var body = ParseBlock("the body of the function");
        return new FunctionSyntax(SpanFrom(start), name, config, inputs, outputs, body);
    }

    private ImmutableArray<ParameterSyntax> ParseParameters(TokenKind close, string what)
    {
        var open = Advance();
        var parameters = ImmutableArray.CreateBuilder<ParameterSyntax>();
        while (!At(close) && !At(TokenKind.EndOfFile))
        {
            parameters.Add(ParseParameter(what));
            if (_recovering)
            {
                SkipToListBoundary(close);
                if (At(TokenKind.Comma) || At(close)) _recovering = false;
            }

            if (TryTake(TokenKind.Comma)) continue;
            if (_recovering || !At(TokenKind.Identifier) || !SyntaxFacts.StartsType(Peek(1).Kind)) break;
            ReportMild(DiagnosticCodes.MissingDelimiter, GapSpan, $"expected ',' or '{SyntaxFacts.Text(close)}' after the parameter, found {Describe(Current)}");
        }

        ExpectClose(close, open, "',' or ");
        return parameters.ToImmutable();
    }

    private ParameterSyntax ParseParameter(string what)
    {
        var start = Current.Start;
        if (IsTypeBeforeName()) return ParseTypeBeforeName(what);
        var name = ExpectIdentifier($"a {what} name", takeKeyword: !SyntaxFacts.StartsType(Current.Kind));
        var type = _recovering
            ? new TypeSyntax(new SourceSpan(start, 0), false, false, TokenKind.EndOfFile, null)
            : ParseType($"for {what} '{name.Name}'", isParameter: true);
        ExpressionSyntax? value = null;
        if (!_recovering && At(TokenKind.Declare))
        {
            ReportMild(DiagnosticCodes.Syntax, Current.Span, "expected '=' before a default value, found ':='");
            Advance();
            value = ParseLiteral("a default value");
        }
        else if (TryTake(TokenKind.Assign))
        {
            value = ParseLiteral("a default value");
        }

        return new ParameterSyntax(SpanFrom(start), name, type, value);
    }

    /// <summary>Whether a parameter is written as in C, <c>i64 x</c>.</summary>
    private bool IsTypeBeforeName() =>
        SyntaxFacts.IsPrimitive(Current.Kind) && Peek(1).Kind == TokenKind.Identifier
        && Peek(2).Kind is TokenKind.Comma or TokenKind.CloseParen or TokenKind.CloseBrace or TokenKind.Assign;

    private ParameterSyntax ParseTypeBeforeName(string what)
    {
        var token = Advance();
        var name = ExpectIdentifier($"a {what} name");
        ReportMild(DiagnosticCodes.Syntax, token.Span, $"expected a {what} name, found the type '{TextOf(token)}'; the name comes first, as in '{name} {TextOf(token)}'");
        var value = TryTake(TokenKind.Assign) ? ParseLiteral("a default value") : null;
        return new ParameterSyntax(SpanFrom(token.Start), name, new TypeSyntax(token.Span, false, false, token.Kind, null), value);
    }

    private ImmutableArray<OutputSyntax> ParseOutputs()
    {
        var start = Current.Start;
        switch (Current.Kind)
        {
            case TokenKind.OpenParen:
                var open = Advance();
                var outputs = ImmutableArray.CreateBuilder<OutputSyntax>();
                if (At(TokenKind.CloseParen)) ReportMild(DiagnosticCodes.Syntax, Current.Span, "expected a named output, found ')'; a function without output has no output list");
                while (!At(TokenKind.CloseParen) && !At(TokenKind.EndOfFile))
                {
                    outputs.Add(ParseNamedOutput());
                    if (_recovering)
                    {
                        SkipToListBoundary(TokenKind.CloseParen);
                        if (At(TokenKind.Comma) || At(TokenKind.CloseParen)) _recovering = false;
                    }

                    if (!TryTake(TokenKind.Comma)) break;
                }

                ExpectClose(TokenKind.CloseParen, open, "',' or ");
                return outputs.ToImmutable();
            case TokenKind.Identifier when !_recovering:
                return [ParseNamedOutput(isOutput: true)];
            default:
                if (_recovering || !SyntaxFacts.StartsType(Current.Kind)) return [];
                var type = ParseType("of the output", isOutput: true);
                return [new OutputSyntax(SpanFrom(start), null, type)];
        }
    }

    private OutputSyntax ParseNamedOutput(bool isOutput = false)
    {
        var start = Current.Start;
        if (SyntaxFacts.StartsType(Current.Kind))
        {
            ReportMild(DiagnosticCodes.Syntax, Current.Span, "expected an output name before its type; outputs in parentheses are named, '(a f64, b i64)'");
            var unnamed = ParseType("of the output");
            return new OutputSyntax(SpanFrom(start), new Identifier("", new SourceSpan(start, 0)), unnamed);
        }

        var name = ExpectIdentifier("an output name", takeKeyword: true);
        return new OutputSyntax(SpanFrom(start), name, ParseType($"for output '{name.Name}'", isOutput));
    }
}
