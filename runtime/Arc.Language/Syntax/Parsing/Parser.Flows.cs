using System.Collections.Immutable;
using Arc.Language.Diagnostics;

namespace Arc.Language.Syntax;

internal sealed partial class Parser
{
    private enum FlowPlace
    {
        TopLevel,
        Sequence,
        Stage,
    }

    private static bool StartsFlowElement(TokenKind kind) =>
        SyntaxFacts.StartsExpression(kind) || kind is TokenKind.OpenBrace or TokenKind.Next or TokenKind.Stage or TokenKind.Sequence;

    private bool AtArrow => Current.Kind is TokenKind.Arrow or TokenKind.ConditionalArrow;

    /// <summary>A flow statement, or a single node or scope where the place admits one.</summary>
    private TopLevelItemSyntax ParseFlowItem(FlowPlace place)
    {
        var start = Current.Start;
        var first = ParseFlowElement(tableAllowed: true);
        if (AtArrow && !_recovering) return ParseChain(start, first);
        return _recovering ? BrokenItem(first, start) : LoneItem(first, place, start);
    }

    /// <summary>What an error leaves of an item: the name of a broken body is known.</summary>
    private TopLevelItemSyntax BrokenItem(FlowElementSyntax first, int start) => first switch
    {
        InlineStageSyntax { Stage: { Name: not null } broken } => broken,
        InlineSequenceSyntax { Sequence: { Name: not null } broken } => broken,
        _ => new MissingItemSyntax(SpanFrom(start)),
    };

    private TopLevelItemSyntax LoneItem(FlowElementSyntax first, FlowPlace place, int start)
    {
        switch (first)
        {
            case InlineSequenceSyntax { Sequence: var sequence }:
                return sequence;
            case InlineStageSyntax { Stage: var stage }:
                if (place != FlowPlace.Stage) return stage;
                ReportMild(
                    DiagnosticCodes.Misplaced,
                    stage.Span with { Length = Math.Min(stage.Span.Length, 5) },
                    "a stage cannot stand directly in another stage; its items run in parallel already, or put it in a sequence");
                return stage;
            case not (RoutingTableSyntax or NextSyntax) when place != FlowPlace.TopLevel:
                CheckBodyTail();
                return _recovering ? new MissingItemSyntax(SpanFrom(start)) : new SingleNodeSyntax(first);
            default:
                ReportLoneElement(first);
                return new FlowStatementSyntax(SpanFrom(start), [first], []);
        }
    }

    private void ReportLoneElement(FlowElementSyntax element)
    {
        if (Current.Kind is TokenKind.Declare or TokenKind.DeclareStateful or TokenKind.OpenBrace || SyntaxFacts.IsAssignment(Current.Kind) || (!Current.StartsLine && !At(TokenKind.EndOfFile)))
        {
            ReportExpected("'->' or '=>'", "a flow statement requires at least two nodes");
            return;
        }

        ReportMild(
            DiagnosticCodes.Flow,
            element.Span,
            "flow statement requires at least two nodes; connect it with '->' or '=>', statements belong in functions");
    }

    /// <summary>Explains what looks like a statement in the body of a sequence or stage.</summary>
    private void CheckBodyTail()
    {
        if (_recovering) return;
        if (Current.Kind is TokenKind.Declare or TokenKind.DeclareStateful)
            ReportExpected("'->', '=>' or another item", "variables are declared in function bodies, constants at the top level");
        else if (SyntaxFacts.IsAssignment(Current.Kind))
            ReportExpected("'->', '=>' or another item", "in a sequence or stage a channel is written by a flow, 'value -> channel'");
    }

    private FlowStatementSyntax ParseChain(int start, FlowElementSyntax first)
    {
        var elements = ImmutableArray.CreateBuilder<FlowElementSyntax>();
        var operators = ImmutableArray.CreateBuilder<FlowOperatorSyntax>();
        elements.Add(first);
        while (AtArrow && !_recovering)
        {
            var token = Advance();
            operators.Add(new FlowOperatorSyntax(token.Kind == TokenKind.ConditionalArrow, token.Span));
            elements.Add(ParseFlowElement(tableAllowed: true));
        }

        return new FlowStatementSyntax(SpanFrom(start), elements.ToImmutable(), operators.ToImmutable());
    }

    private FlowElementSyntax ParseFlowElement(bool tableAllowed)
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.OpenBrace:
                if (!tableAllowed)
                    ReportMild(DiagnosticCodes.Routing, token.Span, "a routing table cannot stand inside a routing table");
                return ParseRoutingTable();
            case TokenKind.Next:
                Advance();
                return new NextSyntax(token.Span);
            case TokenKind.Stage:
                return new InlineStageSyntax(ParseStage());
            case TokenKind.Sequence:
                return new InlineSequenceSyntax(ParseSequence());
        }

        if (StartsInvocation()) return ParseInvocation();
        if (!SyntaxFacts.StartsExpression(token.Kind))
        {
            ReportMissing("a channel, an instance 'f{}', an expression, 'next', a stage or a sequence", token.Kind switch
            {
                TokenKind.Arrow or TokenKind.ConditionalArrow => "an element is missing between two arrows",
                TokenKind.EndOfFile or TokenKind.CloseBrace => "the chain ends with an arrow",
                _ => null,
            });
            return new MissingFlowElementSyntax(new SourceSpan(token.Start, 0));
        }

        var expression = ParseExpression();
        if (_recovering) return new MissingFlowElementSyntax(SpanFrom(token.Start));
        return expression is NameSyntax name ? new FlowNameSyntax(name.Name) : new FlowExpressionSyntax(expression);
    }

    private bool StartsInvocation()
    {
        var at = 1;
        switch (Current.Kind)
        {
            case TokenKind.Identifier or TokenKind.Authority when Peek(1).Kind == TokenKind.Dot:
                if (Peek(2).Kind is not (TokenKind.Identifier or TokenKind.For)) return false;
                at = 3;
                break;
            case TokenKind.Identifier:
                break;
            default:
                return false;
        }

        if (Peek(at).Kind != TokenKind.OpenBrace) return false;

        // `{ name:` starts a routing table, of the next statement if it stands apart.
        var isTable = Peek(at + 1).Kind == TokenKind.Identifier && Peek(at + 2).Kind == TokenKind.Colon;
        return !isTable || Peek(at).Start == Peek(at - 1).End;
    }

    private InvocationSyntax ParseInvocation()
    {
        var start = Advance();
        Identifier? module = null;
        var name = new Identifier(TextOf(start), start.Span);
        if (TryTake(TokenKind.Dot))
        {
            module = name;
            var member = Advance();
            name = new Identifier(TextOf(member), member.Span);
        }

        var values = ParseConfigValues();
        var invocation = new InvocationSyntax(SpanFrom(start.Start), module, name, values);
        if (!_recovering && (Precedence(Current.Kind) > 0 || Current.Kind is TokenKind.Caret or TokenKind.OpenParen) && !Current.StartsLine)
            ReportExpected("'->' or '=>'", "an instance 'f{}' is a node of its own and no operand; use its value in the next element");
        return invocation;
    }

    private ConfigValuesSyntax ParseConfigValues()
    {
        var open = Advance();
        var values = ImmutableArray.CreateBuilder<ConfigValueSyntax>();
        var named = 0;
        while (!At(TokenKind.CloseBrace) && !At(TokenKind.EndOfFile) && Enter())
        {
            var value = ParseConfigValue();
            Leave();
            if (value.Name is not null) named++;
            values.Add(value);
            if (values.Count > 1 && named > 0 && named < values.Count && (named == 1 || value.Name is null))
                ReportMild(DiagnosticCodes.Syntax, value.Span, "config values are all named or all positional; do not mix the two");
            if (_recovering) SkipToListBoundary(TokenKind.CloseBrace);
            if (!TryTake(TokenKind.Comma)) break;
            _recovering = false;
        }

        ExpectClose(TokenKind.CloseBrace, open, "',' or ");
        return new ConfigValuesSyntax(SpanFrom(open.Start), values.ToImmutable());
    }

    private ConfigValueSyntax ParseConfigValue()
    {
        var start = Current;
        var isName = start.Kind == TokenKind.Identifier || (SyntaxFacts.IsKeyword(start.Kind) && Peek(1).Kind == TokenKind.Assign);
        if (!isName || Peek(1).Kind is not (TokenKind.Assign or TokenKind.Colon or TokenKind.Declare))
        {
            var positional = ParseExpression();
            return new ConfigValueSyntax(SpanFrom(start.Start), null, positional);
        }

        var name = ExpectIdentifier("a config parameter name", takeKeyword: true);
        if (!At(TokenKind.Assign))
            ReportMild(DiagnosticCodes.Syntax, Current.Span, $"expected '=', found '{TextOf(Current)}'; a config value is written 'name = value'");
        Advance();
        var value = ParseExpression();
        return new ConfigValueSyntax(SpanFrom(start.Start), name, value);
    }

    private RoutingTableSyntax ParseRoutingTable()
    {
        if (!Enter()) return new RoutingTableSyntax(new SourceSpan(Current.Start, 0), []);
        var open = Advance();
        var entries = ImmutableArray.CreateBuilder<RoutingEntrySyntax>();
        if (At(TokenKind.CloseBrace)) ReportMild(DiagnosticCodes.Syntax, Current.Span, "expected a routing entry 'name: target', found '}'");
        while (!At(TokenKind.CloseBrace) && !At(TokenKind.EndOfFile))
        {
            entries.Add(ParseRoutingEntry());
            if (_recovering) SkipToListBoundary(TokenKind.CloseBrace);
            if (!TryTake(TokenKind.Comma)) break;
            _recovering = false;
        }

        ExpectClose(TokenKind.CloseBrace, open, "',' or ");
        Leave();
        return new RoutingTableSyntax(SpanFrom(open.Start), entries.ToImmutable());
    }

    private RoutingEntrySyntax ParseRoutingEntry()
    {
        var start = Current.Start;
        var key = ExpectIdentifier("an output name or a source channel");
        Expect(TokenKind.Colon, "between the name and its target");
        var nodes = ImmutableArray.CreateBuilder<FlowElementSyntax>();
        if (!_recovering)
        {
            nodes.Add(ParseFlowElement(tableAllowed: false));
            while (AtArrow && !_recovering)
            {
                if (At(TokenKind.ConditionalArrow))
                    ReportMild(DiagnosticCodes.Syntax, Current.Span, "expected '->', found '=>'; the edges of a routing table are continuous");
                Advance();
                nodes.Add(ParseFlowElement(tableAllowed: false));
            }
        }

        Identifier? parameter = null;
        if (!_recovering && TryTake(TokenKind.Colon)) parameter = ExpectIdentifier("a parameter name after ':'");
        return new RoutingEntrySyntax(SpanFrom(start), key, nodes.ToImmutable(), parameter);
    }

    private SequenceSyntax ParseSequence()
    {
        var start = Advance().Start;
        var name = ParseScopeName("sequence");
        var items = ParseBody(FlowPlace.Sequence);
        return new SequenceSyntax(SpanFrom(start), name, items);
    }

    private StageSyntax ParseStage()
    {
        var start = Advance().Start;
        var name = ParseScopeName("stage");
        var items = ParseBody(FlowPlace.Stage);
        return new StageSyntax(SpanFrom(start), name, items);
    }

    private Identifier? ParseScopeName(string what)
    {
        if (At(TokenKind.OpenBrace)) return null;
        var name = ExpectIdentifier($"a name or '{{' after '{what}'", takeKeyword: true);
        return name.IsMissing ? null : name;
    }

    private ImmutableArray<TopLevelItemSyntax> ParseBody(FlowPlace place)
    {
        var what = place == FlowPlace.Sequence ? "the steps of the sequence" : "the items of the stage";
        var open = Current;
        if (!At(TokenKind.OpenBrace) && !SkipToBrace(what, ref open)) return [];
        if (!Enter()) return [];

        _recovering = false;
        if (TryTake(TokenKind.OpenBrace)) open = _tokens[_position - 1];
        var items = ImmutableArray.CreateBuilder<TopLevelItemSyntax>();
        _bodies++;
        while (!AtBlockEnd)
        {
            var before = _position;
            items.Add(ParseBodyItem(place));
            if (_recovering) SkipToBoundary();
            if (_position == before && !At(TokenKind.CloseBrace)) SkipGroup();
            TryTake(TokenKind.Comma);
        }

        _bodies--;
        ExpectBraceClose(open);
        Leave();
        return items.ToImmutable();
    }

    private TopLevelItemSyntax ParseBodyItem(FlowPlace place)
    {
        var token = Current;
        if (MeantBody() is { } meant) return meant == TokenKind.Stage ? ParseStage() : ParseSequence();
        return StartsFlowElement(token.Kind) && !(token.Kind == TokenKind.Authority && Peek(1).Kind != TokenKind.Dot)
            ? ParseFlowItem(place)
            : ParseStrayBodyItem(token, place);
    }

    /// <summary>What a misspelt <c>stage</c> or <c>sequence</c> stands for, after reporting it; null if there is none.</summary>
    private TokenKind? MeantBody()
    {
        if (!At(TokenKind.Identifier) || Peek(1) is not { Kind: TokenKind.Identifier, StartsLine: false } name) return null;
        if (Peek(2) is not { Kind: TokenKind.OpenBrace } brace || brace.Start == name.End) return null;
        var meant = MeantKeyword(TextOf(Current));
        if (meant is not (TokenKind.Stage or TokenKind.Sequence) || !HasArrowInBraces(2)) return null;
        ReportMild(DiagnosticCodes.Syntax, Current.Span, $"expected '{SyntaxFacts.Text(meant.Value)}', found '{TextOf(Current)}'");
        return meant;
    }

    /// <summary>Whether the braces that open some tokens ahead enclose a flow, as those of config values never do.</summary>
    private bool HasArrowInBraces(int ahead)
    {
        var open = 0;
        for (; Peek(ahead).Kind != TokenKind.EndOfFile; ahead++)
        {
            switch (Peek(ahead).Kind)
            {
                case TokenKind.Arrow or TokenKind.ConditionalArrow:
                    return true;
                case TokenKind.OpenBrace:
                    open++;
                    break;
                case TokenKind.CloseBrace when --open == 0:
                    return false;
            }
        }

        return false;
    }

    private MissingItemSyntax ParseStrayBodyItem(Token token, FlowPlace place)
    {
        switch (token.Kind)
        {
            case TokenKind.If or TokenKind.For or TokenKind.Return or TokenKind.Break or TokenKind.Continue or TokenKind.Else:
                ReportMild(
                    DiagnosticCodes.Misplaced,
                    token.Span,
                    $"'{TextOf(token)}' is not allowed in a sequence or stage; statements belong in functions, a condition is written 'condition => target'");
                ParseStatement();
                break;
            case TokenKind.Func or TokenKind.Import or TokenKind.Authority:
                ReportMild(
                    DiagnosticCodes.Misplaced,
                    token.Span,
                    $"'{TextOf(token)}' is not allowed in a sequence or stage; move it to the top level, or close the body with '}}' before it");
                ParseItem();
                break;
            default:
                ReportExpected(
                    place == FlowPlace.Sequence ? "a step (a flow, an instance, an expression, a stage or a sequence)" : "a flow, an instance, an expression or a sequence",
                    token.Kind is TokenKind.Arrow or TokenKind.ConditionalArrow ? "an element is missing before the arrow" : null);
                break;
        }

        return new MissingItemSyntax(SpanFrom(token.Start));
    }
}
