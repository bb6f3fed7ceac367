using System.CommandLine;
using Arc.Cli.Commands;
using Arc.Cli.Data;
using Arc.Dataflow;

namespace Arc.Cli.Running;

/// <summary>The options of every command that runs a program.</summary>
internal sealed class RunArguments
{
    private readonly Argument<string> _file = CommonOptions.File();
    private readonly Option<string?> _channels = ChannelsOption.Create();
    private readonly Option<string?> _input = new("--input") { Description = "A recording (CSV), or - for standard input as a stream.", HelpName = "CSV" };
    private readonly Option<string?> _duration = new("--for") { Description = "How long to run, for example 10s.", HelpName = "TIME" };
    private readonly Option<bool> _realtime = new("--realtime") { Description = "Let the wall clock drive; otherwise time is taken from the data." };
    private readonly Option<bool> _wide = new("--wide") { Description = "One column a channel instead of time,channel,value." };
    private readonly Option<string[]> _map = new("--map") { Description = "Renames a column to a channel: \"Volume Flow=flow\" (repeatable).", HelpName = "COLUMN=CHANNEL" };
    private readonly Option<string?> _delimiter = new("--delimiter") { Description = "Between cells; detected unless given.", HelpName = "CHAR" };
    private readonly Option<string?> _zone = new("--time-zone") { Description = "The zone of times without one; UTC unless given.", HelpName = "ZONE" };
    private readonly Option<bool> _skip = new("--skip-bad-rows") { Description = "Leave out rows that are wrong instead of stopping." };
    private readonly Option<long> _budget = new("--budget")
    {
        Description = "Loop iterations and calls allowed in one cycle; 0: no limit.",
        DefaultValueFactory = _ => new SessionOptions().CycleBudget,
    };

    private readonly Option<string[]> _modules = CommonOptions.Modules();
    private readonly Option<string> _engine = CommonOptions.Engine();
    private readonly Option<string?> _output;

    /// <summary>Makes the options.</summary>
    /// <param name="output">What <c>--output</c> does.</param>
    public RunArguments(string output)
    {
        _output = new Option<string?>("--output") { Description = output, HelpName = "CSV" };
        _budget.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && token.Value.StartsWith('-')) result.AddError($"--budget {token.Value}: expected 0 or more");
        });
    }

    /// <summary>Gives them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_file);
        foreach (Option option in new Option[] { _channels, _input, _output, _duration, _realtime, _wide, _map, _delimiter, _zone, _skip, _budget, _modules, _engine }) command.Add(option);
    }

    /// <summary>What was given.</summary>
    /// <exception cref="CliException">A value is malformed.</exception>
    public RunOptions Read(ParseResult parsed) => new()
    {
        Program = parsed.GetRequiredValue(_file),
        ChannelsFile = parsed.GetValue(_channels),
        Input = parsed.GetValue(_input),
        Output = parsed.GetValue(_output),
        For = parsed.GetValue(_duration) is { } text ? Duration.Parse(text) : null,
        Budget = parsed.GetValue(_budget),
        Realtime = parsed.GetValue(_realtime),
        Wide = parsed.GetValue(_wide),
        Modules = parsed.GetValue(_modules) ?? [],
        Engine = EngineChoice.Of(parsed.GetValue(_engine)),
        Recording = new RecordingOptions
        {
            Map = Mappings(parsed.GetValue(_map) ?? []),
            Delimiter = Delimiter(parsed.GetValue(_delimiter)),
            TimeZone = Zone(parsed.GetValue(_zone)),
            SkipBadRows = parsed.GetValue(_skip),
        },
    };

    private static Dictionary<string, string> Mappings(IEnumerable<string> texts)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var split = text.LastIndexOf('=');
            if (split <= 0 || !ColumnNames.IsIdentifier(text[(split + 1)..]))
                throw new CliException($"--map '{text}': expected COLUMN=CHANNEL, where CHANNEL is an identifier", ExitCode.CommandLineWrong);
            if (!result.TryAdd(text[..split], text[(split + 1)..])) throw new CliException($"--map names the column '{text[..split]}' twice", ExitCode.CommandLineWrong);
        }

        return result;
    }

    private static char? Delimiter(string? text) => text switch
    {
        null => null,
        "tab" or "\\t" or "\t" => '\t',
        [var c] when c is > ' ' and < '\x7f' and not '"' => c,
        _ => throw new CliException($"--delimiter '{text}': expected one character, or tab", ExitCode.CommandLineWrong),
    };

    private static TimeZoneInfo Zone(string? text)
    {
        if (text is null) return TimeZoneInfo.Utc;
        return TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone)
            ? zone
            : throw new CliException($"--time-zone '{text}' is not known here; expected for example Europe/Berlin", ExitCode.CommandLineWrong);
    }
}
