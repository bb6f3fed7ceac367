using Arc.Language.Syntax;
using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Stl;

namespace Arc.Runtime;

/// <summary>What a program is compiled against.</summary>
public sealed record ArcOptions
{
    /// <summary>The defaults: the standard library, no channels.</summary>
    public static ArcOptions Default { get; } = new();

    /// <summary>The modules that the program can use. The standard library unless set.</summary>
    public ModuleSet Modules { get; init; } = ModuleSet.Standard;

    /// <summary>The channels that the host offers.</summary>
    public IReadOnlyList<ChannelInfo> Channels { get; init; } = [];

    /// <summary>
    /// Whether a name that the program writes and no channel has becomes a channel of the type that the program needs (cli.md): for
    /// hosts that record whatever a program writes.
    /// </summary>
    public bool DeclareWrittenChannels { get; init; }

    /// <summary>The source's name in messages; may be empty.</summary>
    public string FileName { get; init; } = "";

    /// <summary>Limits on the source, and options of the parser.</summary>
    public ParseOptions Parsing { get; init; } = ParseOptions.Default;
}
