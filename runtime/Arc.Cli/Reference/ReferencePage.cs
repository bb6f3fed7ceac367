using System.Collections.Immutable;

namespace Arc.Cli.Reference;

/// <summary>A page of the reference, in no format yet.</summary>
/// <param name="Name">Its file's name without extension.</param>
/// <param name="Title">Its title.</param>
/// <param name="Blocks">What it says, from top to bottom.</param>
internal sealed record ReferencePage(string Name, string Title, ImmutableArray<Block> Blocks);

/// <summary>A part of a page.</summary>
internal abstract record Block;

/// <summary>A heading.</summary>
/// <param name="Level">2 for a member or a section; the title is 1.</param>
/// <param name="Text">The heading.</param>
/// <param name="Anchor">What links name; empty if nothing links here.</param>
internal sealed record Heading(int Level, string Text, string Anchor = "") : Block;

/// <summary>A paragraph.</summary>
internal sealed record Paragraph(params ImmutableArray<Inline> Text) : Block;

/// <summary>Program text or a signature.</summary>
internal sealed record Code(string Text) : Block;

/// <summary>A table; a cell is a list of inlines.</summary>
internal sealed record Table(ImmutableArray<string> Head, ImmutableArray<ImmutableArray<ImmutableArray<Inline>>> Rows) : Block;

/// <summary>What is shown when somebody asks for it.</summary>
/// <param name="Summary">What there is to open.</param>
/// <param name="Content">What it holds.</param>
internal sealed record Details(string Summary, ImmutableArray<Block> Content) : Block;

/// <summary>A run of text.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsCode">Whether it is code.</param>
/// <param name="Page">The page that it leads to; null if it is no link.</param>
/// <param name="Anchor">The place on that page; empty for its top.</param>
internal readonly record struct Inline(string Text, bool IsCode = false, string? Page = null, string Anchor = "")
{
    public static implicit operator Inline(string text) => new(text);

    public static Inline Code(string text) => new(text, IsCode: true);
}
