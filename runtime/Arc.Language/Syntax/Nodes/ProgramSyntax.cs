using System.Collections.Immutable;

namespace Arc.Language.Syntax;

/// <summary>A whole program.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Items">The items in order.</param>
public sealed record ProgramSyntax(SourceSpan Span, ImmutableArray<TopLevelItemSyntax> Items) : SyntaxNode(Span);

/// <summary>
/// Something that stands at the top level of a program, or in the body of a sequence or stage
/// (<see cref="FlowStatementSyntax"/>, <see cref="SingleNodeSyntax"/>, <see cref="SequenceSyntax"/>, <see cref="StageSyntax"/>).
/// </summary>
public abstract record TopLevelItemSyntax(SourceSpan Span) : SyntaxNode(Span);

/// <summary><c>import</c> with one item or a parenthesised list.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Items">The imports in order.</param>
/// <param name="IsGrouped">Whether the items stand between parentheses.</param>
public sealed record ImportSyntax(SourceSpan Span, ImmutableArray<ImportItemSyntax> Items, bool IsGrouped) : TopLevelItemSyntax(Span);

/// <summary><c>path.to.module as alias</c>.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Segments">The path; never empty.</param>
/// <param name="As">The written alias.</param>
public sealed record ImportItemSyntax(SourceSpan Span, ImmutableArray<Identifier> Segments, Identifier? As) : SyntaxNode(Span)
{
    /// <summary>The path as it is looked up among the modules.</summary>
    public string Path => string.Join('.', Segments.Select(static s => s.Name));

    /// <summary>The name that the program uses: the alias, else the last segment.</summary>
    public Identifier Alias => As ?? Segments[^1];
}

/// <summary><c>authority</c> with one value or a parenthesised list.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Entries">The entries in order.</param>
/// <param name="IsGrouped">Whether the entries stand between parentheses.</param>
public sealed record AuthoritySyntax(SourceSpan Span, ImmutableArray<AuthorityEntrySyntax> Entries, bool IsGrouped)
    : TopLevelItemSyntax(Span);

/// <summary>A default authority, or the authority of one channel.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Channel">The channel; none for the default.</param>
/// <param name="ValueText">The value as written; whether it is an integer in range is for the analysis to say.</param>
/// <param name="ValueSpan">Where the value stands.</param>
public sealed record AuthorityEntrySyntax(SourceSpan Span, Identifier? Channel, string ValueText, SourceSpan ValueSpan)
    : SyntaxNode(Span);

/// <summary><c>NAME type? := literal</c> at the top level.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Name">The constant.</param>
/// <param name="Type">The declared type.</param>
/// <param name="Value">A literal, possibly under a unary minus; a hole where something else was written.</param>
public sealed record GlobalConstantSyntax(SourceSpan Span, Identifier Name, TypeSyntax? Type, ExpressionSyntax Value)
    : TopLevelItemSyntax(Span);

/// <summary>A config or input parameter.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Name">The name.</param>
/// <param name="Type">The type.</param>
/// <param name="Default">The default value, a literal possibly under a unary minus.</param>
public sealed record ParameterSyntax(SourceSpan Span, Identifier Name, TypeSyntax Type, ExpressionSyntax? Default) : SyntaxNode(Span);

/// <summary>An output; the name is null for the single unnamed one.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Name">The name.</param>
/// <param name="Type">The type.</param>
public sealed record OutputSyntax(SourceSpan Span, Identifier? Name, TypeSyntax Type) : SyntaxNode(Span);

/// <summary><c>func name{config}(inputs) outputs { body }</c>.</summary>
/// <param name="Span">The text covered.</param>
/// <param name="Name">The function.</param>
/// <param name="Config">Config parameters; default when there is no config block.</param>
/// <param name="Inputs">Input parameters.</param>
/// <param name="Outputs">Outputs; empty for none.</param>
/// <param name="Body">The body.</param>
public sealed record FunctionSyntax(
    SourceSpan Span,
    Identifier Name,
    ImmutableArray<ParameterSyntax> Config,
    ImmutableArray<ParameterSyntax> Inputs,
    ImmutableArray<OutputSyntax> Outputs,
    BlockSyntax Body) : TopLevelItemSyntax(Span);

/// <summary>A hole: the text could not be read as an item. The error has been reported.</summary>
public sealed record MissingItemSyntax(SourceSpan Span) : TopLevelItemSyntax(Span);
