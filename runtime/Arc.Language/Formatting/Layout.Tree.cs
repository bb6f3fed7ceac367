using Arc.Language.Syntax;

namespace Arc.Language.Formatting;

/// <summary>The walk over the tree.</summary>
internal sealed partial class Layout
{
    private void Visit(ProgramSyntax root)
    {
        foreach (var item in root.Items)
        {
            var start = IndexAt(item.Span.Start);
            Gaps[start] = Gap.Hard;
            Items[start] = item switch
            {
                ImportSyntax => ItemKind.Import,
                AuthoritySyntax => ItemKind.Authority,
                GlobalConstantSyntax => ItemKind.Constant,
                FunctionSyntax or SequenceSyntax or StageSyntax => ItemKind.Declaration,
                _ => ItemKind.Flow,
            };
        }

        // Operators nest as deeply as the text is long, so the walk keeps its own stack. Outer nodes come first: what an item
        // decides about its first token is not taken back by what begins there.
        var pending = new Stack<SyntaxNode>(root.Items.Reverse());
        while (pending.TryPop(out var node))
        {
            Mark(node);
            if (node is FunctionSyntax function)
            {
                foreach (var parameter in function.Config.Concat(function.Inputs))
                {
                    if (parameter.Default is { } value) pending.Push(value);
                }
            }

            // The placeholders of a format string lie within one token.
            if (node is FormatStringSyntax) continue;
            foreach (var child in SyntaxChildren.Of(node)) pending.Push(child);
        }
    }

    private void Mark(SyntaxNode node)
    {
        switch (node)
        {
            case ImportSyntax { IsGrouped: true } import:
                Block(IndexAt(import.Span.Start) + 1, import.Items);
                break;
            case AuthoritySyntax authority:
                if (authority.IsGrouped) Block(IndexAt(authority.Span.Start) + 1, authority.Entries);
                foreach (var entry in authority.Entries) MarkValue(entry.ValueSpan);
                break;
            case FunctionSyntax function:
                MarkFunction(function);
                break;
            case StageSyntax stage:
                Block(BodyOf(stage, stage.Name), stage.Items);
                break;
            case SequenceSyntax sequence:
                Block(BodyOf(sequence, sequence.Name), sequence.Items);
                break;
            case BlockSyntax block:
                Block(IndexAt(block.Span.Start), block.Statements);
                break;
            case FlowStatementSyntax flow:
                MarkChain(flow);
                break;
            case InvocationSyntax invocation:
                List(IndexAt(invocation.Values.Span.Start), Gap.None);
                foreach (var value in invocation.Values.Values)
                {
                    if (value.Name is { } name) Tight(IndexAt(name.Span.Start) + 1);
                }

                break;
            case RoutingTableSyntax table:
                List(IndexAt(table.Span.Start), Gap.Space, Gap.Soft);
                foreach (var entry in table.Entries) Gaps[IndexAt(entry.Key.Span.Start) + 1] = Gap.None;
                break;
            default:
                MarkExpression(node);
                break;
        }
    }

    private void MarkExpression(SyntaxNode node)
    {
        switch (node)
        {
            case NumberLiteralSyntax { Unit: { } unit }:
                Gaps[IndexAt(unit.Span.Start)] = Gap.None;
                break;
            case UnarySyntax { Operator: TokenKind.Minus } unary:
                Gaps[IndexAt(unary.Span.Start) + 1] = Gap.None;
                break;
            case CallSyntax call:
                List(IndexAt(call.Callee.Span.End), Gap.None);
                break;
            case CastSyntax cast:
                Gaps[IndexAt(cast.Type.Span.End)] = Gap.None;
                break;
            case IndexSyntax index:
                Gaps[IndexAt(index.Target.Span.End)] = Gap.None;
                break;
            case SliceSyntax slice:
                var open = IndexAt(slice.Target.Span.End);
                Gaps[open] = Gap.None;
                Tight(slice.From is null ? open + 1 : IndexAt(slice.From.Span.End));
                break;
            case SeriesLiteralSyntax series:
                var at = IndexAt(series.Span.Start);
                List(at, Gaps[at]);
                break;
        }
    }

    private void MarkFunction(FunctionSyntax function)
    {
        var at = IndexAt(function.Name.Span.Start) + 1;
        if (_tokens[at].Kind == TokenKind.OpenBrace)
        {
            List(at, Gap.None);
            at = Close[at] + 1;
        }

        List(at, Gap.None);
        at = Close[at] + 1;
        if (_tokens[at].Kind == TokenKind.OpenParen) List(at, Gap.Space);
    }

    /// <summary>A value that the analysis judges by its text, such as <c>-1</c>: it stays as written.</summary>
    private void MarkValue(SourceSpan span)
    {
        for (var i = IndexAt(span.Start) + 1; i < _tokens.Length - 1 && _tokens[i].End <= span.End; i++)
        {
            if (_tokens[i].Start == _tokens[i - 1].End) Gaps[i] = Gap.None;
        }
    }

    private int BodyOf(SyntaxNode scope, Identifier? name) => IndexAt(scope.Span.Start) + (name is null ? 1 : 2);

    private void MarkChain(FlowStatementSyntax flow)
    {
        var start = IndexAt(flow.Span.Start);
        ChainEnd[start] = IndexAt(flow.Span.End) - 1;
        if (_tokens[^1].Start == flow.Span.End) ChainEnd[start] = _tokens.Length - 2;
        foreach (var arrow in flow.Operators)
        {
            var at = IndexAt(arrow.Span.Start);
            IsChainOperator[at] = true;
            Gaps[at] = Gap.Soft;
        }
    }
}
