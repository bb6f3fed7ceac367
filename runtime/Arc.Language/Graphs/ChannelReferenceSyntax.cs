using Arc.Language.Syntax;
using Arc.Sdk.Channels;

namespace Arc.Language.Graphs;

/// <summary>A channel in a graph's config, looked up by name or key.</summary>
/// <param name="Span">Where it stands.</param>
/// <param name="Key">Its key.</param>
/// <param name="Channel">The channel; null if the host has none of that key.</param>
internal sealed record ChannelReferenceSyntax(SourceSpan Span, int Key, ChannelInfo? Channel) : ExpressionSyntax(Span);
