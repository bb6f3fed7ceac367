using Arc.Engines;
using Arc.Sdk.Channels;

namespace Arc.Runtime.Hosting;

/// <summary>What the options of a session amount to: its channels, program and session options. Messages name the option that is wrong.</summary>
/// <param name="name">The session's name.</param>
/// <param name="options">Its options.</param>
/// <param name="root">The folder of relative paths.</param>
internal sealed class HostedProgram(string name, ArcHostOptions options, string root)
{
    private IReadOnlyList<ChannelInfo>? _channels;

    // Programs keep their code by engine: a restarted session takes what the one before compiled.
    private IWasmEngine? _engine;

    public ArcHostOptions Options { get; } = options;

    public string Name { get; } = name;

    public string? ProgramPath => PathOf(Options.ProgramFile);

    public string? CheckpointPath => PathOf(Options.CheckpointFile);

    /// <summary>The channels that the application offers.</summary>
    /// <exception cref="ArcHostOptionException">They are malformed.</exception>
    public IReadOnlyList<ChannelInfo> Channels => _channels ??= ReadChannels();

    /// <summary>Compiles the program that the options name.</summary>
    /// <exception cref="ArcHostOptionException">It cannot be read.</exception>
    public ArcCompilation Compile()
    {
        if (Options.Source is { } source) return Compile(source, Options.SourceName ?? Name);
        return Compile(Read(ProgramPath!, nameof(ArcHostOptions.ProgramFile)), ProgramPath!);
    }

    /// <summary>Compiles another source against the same channels and modules.</summary>
    public ArcCompilation Compile(string source, string fileName) =>
        ArcProgram.CompileFile(source, new ArcOptions { Modules = Options.Modules, Channels = Channels, FileName = fileName });

    /// <summary>The options of the session.</summary>
    /// <exception cref="ArcHostOptionException">The safe state or the engine is wrong.</exception>
    public ArcSessionOptions SessionOptions(TimeProvider time, IServiceProvider? services)
    {
        var session = new ArcSessionOptions
        {
            Name = Name,
            Engine = _engine ??= Engine(),
            Time = time,
            Services = services,
            CycleBudget = Options.CycleBudget,
            SafeState = SafeState(),
            Deadline = Options.Deadline,
            OnDeadlineMissed = Options.OnDeadlineMissed,
        };
        return Options.ConfigureSession?.Invoke(session) ?? session;
    }

    private SafeState SafeState()
    {
        var state = Runtime.SafeState.None;
        foreach (var (name, text) in Options.SafeState.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            var channel = Channels.FirstOrDefault(c => c.Name == name)
                ?? throw Wrong($"{nameof(ArcHostOptions.SafeState)}:{name}", $"there is no channel '{name}'");
            try
            {
                state = state.With(name, ArcValueJson.Parse(text, Sdk.Types.ArcType.Of(channel.Element)));
            }
            catch (FormatException e)
            {
                throw Wrong($"{nameof(ArcHostOptions.SafeState)}:{name}", e.Message);
            }
        }

        return Options.SafeAuthority is { } authority ? state.WithAuthority(authority) : state;
    }

    private IWasmEngine Engine() =>
        ArcEngines.TryCreate(Options.Engine, out var engine, out var problem) ? engine : throw Wrong(nameof(ArcHostOptions.Engine), problem);

    private IReadOnlyList<ChannelInfo> ReadChannels()
    {
        if (Options.OfferedChannels is { } offered) return offered;
        if (Options.ChannelsFile is not null)
        {
            try
            {
                return ChannelList.Parse(Read(PathOf(Options.ChannelsFile)!, nameof(ArcHostOptions.ChannelsFile)));
            }
            catch (FormatException e)
            {
                throw Wrong(nameof(ArcHostOptions.ChannelsFile), $"{PathOf(Options.ChannelsFile)}: {e.Message}");
            }
        }

        // Configuration has no order of its own, and the keys must not depend on it.
        return
        [
            .. Options.Channels.OrderBy(c => c.Key, StringComparer.Ordinal).Select((c, i) => new ChannelInfo(
                i + 1, c.Key,
                ChannelList.ParseType(c.Value) ?? throw Wrong($"{nameof(ArcHostOptions.Channels)}:{c.Key}", $"'{c.Value}' is no type of a channel; expected for example \"f64\", \"f64 psi\", \"str\", \"series f32\" or \"timestamp\""))),
        ];
    }

    private static string Read(string path, string option)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Wrong(option, e.Message);
        }
    }

    private static ArcHostOptionException Wrong(string option, string reason) => new($"{option}: {reason}");

    private string? PathOf(string? path) => string.IsNullOrEmpty(path) ? null : Path.GetFullPath(path, root);
}

/// <summary>An option is wrong; the message names it.</summary>
internal sealed class ArcHostOptionException(string message) : Exception(message);
