namespace Arc.Language.Syntax;

/// <summary>The direct children of a node, for walks that keep their own stack.</summary>
public static class SyntaxChildren
{
    /// <summary>The children in source order. Types, parameters and outputs are not nodes of interest to such walks and are left out.</summary>
    public static IEnumerable<SyntaxNode> Of(SyntaxNode node) => node switch
    {
        ProgramSyntax n => n.Items,
        GlobalConstantSyntax n => [n.Value],
        FunctionSyntax n => [n.Body],
        SequenceSyntax n => n.Items,
        StageSyntax n => n.Items,
        FlowStatementSyntax n => n.Elements,
        SingleNodeSyntax n => [n.Node],
        InvocationSyntax n => n.Values.Values.Select(static v => v.Value),
        FlowExpressionSyntax n => [n.Expression],
        InlineStageSyntax n => [n.Stage],
        InlineSequenceSyntax n => [n.Sequence],
        RoutingTableSyntax n => n.Entries,
        RoutingEntrySyntax n => n.Nodes,
        BlockSyntax n => n.Statements,
        VariableDeclarationSyntax n => [n.Value],
        AssignmentSyntax n => [n.Target, n.Value],
        IfSyntax n => n.Else is null ? n.Clauses : [.. n.Clauses, n.Else],
        IfClauseSyntax n => [n.Condition, n.Body],
        ForSyntax n => n.Clause is null ? [n.Body] : [n.Clause, n.Body],
        ForConditionSyntax n => [n.Condition],
        ForEachSyntax n => [n.Source],
        ReturnSyntax { Value: { } value } => [value],
        ExpressionStatementSyntax n => [n.Expression],
        ParenthesizedSyntax n => [n.Inner],
        UnarySyntax n => [n.Operand],
        BinarySyntax n => [n.Left, n.Right],
        CallSyntax n => [n.Callee, .. n.Arguments],
        IndexSyntax n => [n.Target, n.Index],
        SliceSyntax n => new[] { n.Target, n.From, n.To }.OfType<SyntaxNode>(),
        CastSyntax n => [n.Operand],
        SeriesLiteralSyntax n => n.Elements,
        FormatStringSyntax n => n.Parts,
        FormatPlaceholderSyntax n => [n.Expression],
        _ => [],
    };
}
