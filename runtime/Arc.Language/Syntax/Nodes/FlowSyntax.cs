using System.Collections.Immutable;

namespace Arc.Language.Syntax;

/// <summary>A chain of elements joined by arrows.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Elements">At least two, unless the text is broken.</param>
/// <param name="Operators">The arrow behind element i, at index i.</param>
public sealed record FlowStatementSyntax(
    SourceSpan Span, ImmutableArray<FlowElementSyntax> Elements, ImmutableArray<FlowOperatorSyntax> Operators)
    : TopLevelItemSyntax(Span);

/// <summary><c>-></c> or <c>=></c>.</summary>
/// <param name="IsConditional">Whether it is <c>=></c>.</param>
/// <param name="Span">Where it stands.</param>
public readonly record struct FlowOperatorSyntax(bool IsConditional, SourceSpan Span);

/// <summary>A node that stands alone as a step of a sequence or an item of a stage.</summary>
/// <param name="Node">The node.</param>
public sealed record SingleNodeSyntax(FlowElementSyntax Node) : TopLevelItemSyntax(Node.Span);

/// <summary>An element of a chain.</summary>
public abstract record FlowElementSyntax(SourceSpan Span) : SyntaxNode(Span);

/// <summary>A hole: an element was required and none was found. The error has been reported.</summary>
public sealed record MissingFlowElementSyntax(SourceSpan Span) : FlowElementSyntax(Span);

/// <summary>A bare name: a channel, a constant, a stage or a sequence.</summary>
/// <param name="Name">The name.</param>
public sealed record FlowNameSyntax(Identifier Name) : FlowElementSyntax(Name.Span);

/// <summary><c>f{values}</c> or <c>module.f{values}</c>.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Module">The module alias.</param>
/// <param name="Name">The function or member.</param>
/// <param name="Values">The config values.</param>
public sealed record InvocationSyntax(SourceSpan Span, Identifier? Module, Identifier Name, ConfigValuesSyntax Values)
    : FlowElementSyntax(Span);

/// <summary><c>{ values }</c>: all named or all positional.</summary>
/// <param name="Span">The text covered, braces included.</param>
/// <param name="Values">The values in order.</param>
public sealed record ConfigValuesSyntax(SourceSpan Span, ImmutableArray<ConfigValueSyntax> Values) : SyntaxNode(Span);

/// <summary>One config value.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Name">The parameter, if the values are named.</param>
/// <param name="Value">The value.</param>
public sealed record ConfigValueSyntax(SourceSpan Span, Identifier? Name, ExpressionSyntax Value) : SyntaxNode(Span);

/// <summary>An expression that is no bare name.</summary>
/// <param name="Expression">The expression.</param>
public sealed record FlowExpressionSyntax(ExpressionSyntax Expression) : FlowElementSyntax(Expression.Span);

/// <summary><c>next</c>.</summary>
public sealed record NextSyntax(SourceSpan Span) : FlowElementSyntax(Span);

/// <summary>An inline <c>stage { }</c>.</summary>
/// <param name="Stage">The stage.</param>
public sealed record InlineStageSyntax(StageSyntax Stage) : FlowElementSyntax(Stage.Span);

/// <summary>An inline <c>sequence { }</c>.</summary>
/// <param name="Sequence">The sequence.</param>
public sealed record InlineSequenceSyntax(SequenceSyntax Sequence) : FlowElementSyntax(Sequence.Span);

/// <summary><c>{ name: chain, ... }</c> before or after an instance.</summary>
/// <param name="Span">The text covered, braces included.</param>
/// <param name="Entries">The entries in order.</param>
public sealed record RoutingTableSyntax(SourceSpan Span, ImmutableArray<RoutingEntrySyntax> Entries) : FlowElementSyntax(Span);

/// <summary><c>key: node -> node : parameter</c>.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Key">An output (behind an instance) or a source channel (before one).</param>
/// <param name="Nodes">The chain, at least one.</param>
/// <param name="Parameter">The input of the last node, if selected.</param>
public sealed record RoutingEntrySyntax(
    SourceSpan Span, Identifier Key, ImmutableArray<FlowElementSyntax> Nodes, Identifier? Parameter) : SyntaxNode(Span);

/// <summary><c>sequence name? { steps }</c>.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Name">The name.</param>
/// <param name="Items">The steps in order.</param>
public sealed record SequenceSyntax(SourceSpan Span, Identifier? Name, ImmutableArray<TopLevelItemSyntax> Items)
    : TopLevelItemSyntax(Span);

/// <summary><c>stage name? { items }</c>.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Name">The name.</param>
/// <param name="Items">The items in order.</param>
public sealed record StageSyntax(SourceSpan Span, Identifier? Name, ImmutableArray<TopLevelItemSyntax> Items)
    : TopLevelItemSyntax(Span);
