using Arc.Cli.Data;
using Arc.Engines;
using Arc.Runtime;

namespace Arc.Cli.Running;

/// <summary>What <c>arc run</c> was asked to do.</summary>
internal sealed record RunOptions
{
    public required string Program { get; init; }

    /// <summary>The recording; <c>-</c> for standard input; null for none.</summary>
    public string? Input { get; init; }

    /// <summary>Where writes go; null for standard output.</summary>
    public string? Output { get; init; }

    /// <summary>Where the report goes; null for none.</summary>
    public string? Report { get; init; }

    /// <summary>How long to run in ns; null: until the input ends.</summary>
    public long? For { get; init; }

    public bool Realtime { get; init; }

    public bool Wide { get; init; }

    public string? ChannelsFile { get; init; }

    public IReadOnlyList<string> Modules { get; init; } = [];

    /// <summary>Runs compiled functions.</summary>
    public IWasmEngine Engine { get; init; } = ArcProgram.DefaultEngine;

    /// <summary>Loop iterations and calls of one cycle; 0: no bound.</summary>
    public long Budget { get; init; }

    public RecordingOptions Recording { get; init; } = new();
}
