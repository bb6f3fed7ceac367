using Arc.Sdk.Channels;
using Arc.Sdk.Modules;
using Arc.Stl;

namespace Arc.Runtime.Hosting;

/// <summary>
/// One program in an application. Everything that a text can say is bound from configuration; relative paths are relative to the
/// application's content root. What is wrong is reported when the host starts.
/// </summary>
/// <example>
/// <code>
/// "Tank": {
///   "ProgramFile": "tank.arc", "Watch": true,
///   "Channels": { "level": "f64 m", "valve": "u8" },
///   "SafeState": { "valve": "0" }, "Deadline": "00:00:00.050", "OnFault": "Restart"
/// }
/// </code>
/// </example>
public sealed class ArcHostOptions
{
    /// <summary>The engine that needs nothing.</summary>
    public const string ManagedEngine = ArcEngines.Managed;

    /// <summary>Wasmtime through its C API.</summary>
    public const string WasmtimeEngine = ArcEngines.Wasmtime;

    /// <summary>The program's file: a graph if its name ends in <c>.arc.json</c>, else a text. Either this or <see cref="Source"/>.</summary>
    public string? ProgramFile { get; set; }

    /// <summary>The program itself. Either this or <see cref="ProgramFile"/>.</summary>
    public string? Source { get; set; }

    /// <summary>The source's name in messages, where <see cref="Source"/> is set; a graph if it ends in <c>.arc.json</c>.</summary>
    public string? SourceName { get; set; }

    /// <summary>The channels that the application offers, by name: <c>f64</c>, <c>f64 psi</c>, <c>str</c>, <c>timestamp</c>.</summary>
    public IDictionary<string, string> Channels { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A JSON file with the channels, as <c>arc --channels</c> takes it.</summary>
    public string? ChannelsFile { get; set; }

    /// <summary>The channels as objects, for applications that have them so.</summary>
    public IReadOnlyList<ChannelInfo>? OfferedChannels { get; set; }

    /// <summary>The modules that the program can use. The standard library unless set.</summary>
    public ModuleSet Modules { get; set; } = ModuleSet.Standard;

    /// <summary><see cref="ManagedEngine"/> unless set; or <see cref="WasmtimeEngine"/>.</summary>
    public string Engine { get; set; } = ManagedEngine;

    /// <summary>What channels are set to when the program no longer looks after them: values by channel, as <c>arc call</c> takes arguments.</summary>
    public IDictionary<string, string> SafeState { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The authority that the safe state sets on every channel that the program writes, 0 to 255; 0 gives control away, null leaves it.</summary>
    public byte? SafeAuthority { get; set; }

    /// <summary>Longest time from when a cycle is due to its end; null for none.</summary>
    public TimeSpan? Deadline { get; set; }

    /// <summary>What happens when <see cref="Deadline"/> is missed.</summary>
    public DeadlineAction OnDeadlineMissed { get; set; }

    /// <summary>Loop iterations and calls of all compiled functions in one cycle together. Default 100 million, 0 means no bound.</summary>
    public long CycleBudget { get; set; } = ArcSessionOptions.Default.CycleBudget;

    /// <summary>What happens when the session fails.</summary>
    public FaultAction OnFault { get; set; }

    /// <summary>Time until the first restart; it doubles with every failure in a row. Default one second.</summary>
    public TimeSpan RestartDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest time until a restart; a session that ran as long has recovered. Default one minute.</summary>
    public TimeSpan LongestRestartDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether the session goes on with <see cref="ProgramFile"/> whenever the file is saved. A version with errors is logged, and the
    /// program that runs goes on.
    /// </summary>
    public bool Watch { get; set; }

    /// <summary>A file that keeps the whole state: written every <see cref="CheckpointInterval"/> and at the stop, read at the start. Null for none.</summary>
    public string? CheckpointFile { get; set; }

    /// <summary>Time between two checkpoints. Default ten seconds.</summary>
    public TimeSpan CheckpointInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Shortest time between two log entries on failures of one node; those between are counted. Default ten seconds.</summary>
    public TimeSpan NodeErrorInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Last word on the session's options, for what has no property here: an output, limits on the guest, a clock.</summary>
    public Func<ArcSessionOptions, ArcSessionOptions>? ConfigureSession { get; set; }
}
