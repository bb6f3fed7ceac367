using Arc.Language.Syntax;
using Arc.Sdk.Modules;

namespace Arc.Language.Analysis;

/// <summary>What the host offers to a program, and limits.</summary>
public sealed record AnalysisOptions
{
    /// <summary>The modules that can be imported, and the prelude.</summary>
    public required ModuleSet Modules { get; init; }

    /// <summary>The channels that names refer to.</summary>
    public IChannelResolver Channels { get; init; } = ChannelCatalog.Empty;

    /// <summary>Limits and options of the parser.</summary>
    public ParseOptions Parsing { get; init; } = ParseOptions.Default;
}
