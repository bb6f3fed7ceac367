using System.CommandLine;
using Arc.Cli.Commands;
using Arc.Cli.Data;
using Arc.Dataflow;

namespace Arc.Cli.Running;

/// <summary><c>arc run FILE</c>: runs a reactive program over recorded or live data.</summary>
internal static class RunCommand
{
    public static Command Create(CliHost host)
    {
        var file = CommonOptions.File();
        var channels = ChannelsOption.Create();
        var input = new Option<string?>("--input") { Description = "A recording (CSV), or - for standard input as a stream.", HelpName = "CSV" };
        var output = new Option<string?>("--output") { Description = "Where writes go; standard output unless given.", HelpName = "CSV" };
        var duration = new Option<string?>("--for") { Description = "How long to run, for example 10s.", HelpName = "TIME" };
        var realtime = new Option<bool>("--realtime") { Description = "Let the wall clock drive; otherwise time is taken from the data." };
        var wide = new Option<bool>("--wide") { Description = "One column a channel instead of time,channel,value." };
        var map = new Option<string[]>("--map") { Description = "Renames a column to a channel: \"Volume Flow=flow\" (repeatable).", HelpName = "COLUMN=CHANNEL" };
        var delimiter = new Option<string?>("--delimiter") { Description = "Between cells; detected unless given.", HelpName = "CHAR" };
        var zone = new Option<string?>("--time-zone") { Description = "The zone of times without one; UTC unless given.", HelpName = "ZONE" };
        var skip = new Option<bool>("--skip-bad-rows") { Description = "Leave out rows that are wrong instead of stopping." };
        var budget = new Option<long>("--budget")
        {
            Description = "Loop iterations and calls allowed in one cycle; 0: no limit.",
            DefaultValueFactory = _ => new SessionOptions().CycleBudget,
        };
        budget.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && token.Value.StartsWith('-')) result.AddError($"--budget {token.Value}: expected 0 or more");
        });
        var report = new Option<string?>("--report") { Description = "Writes a page with charts of all channels, stages, errors and the program's graph.", HelpName = "HTML" };
        var modules = CommonOptions.Modules();
        var engine = CommonOptions.Engine();
        var command = new Command("run", "Runs a program over recorded or live data.\n\nExample: arc run tank.arc --input recording.csv --wide")
        {
            file, channels, input, output, duration, realtime, wide, map, delimiter, zone, skip, budget, report, modules, engine,
        };
        command.SetAction((parsed, cancellation) => new ProgramRun(host, new RunOptions
        {
            Program = parsed.GetRequiredValue(file),
            ChannelsFile = parsed.GetValue(channels),
            Input = parsed.GetValue(input),
            Output = parsed.GetValue(output),
            For = parsed.GetValue(duration) is { } text ? Duration.Parse(text) : null,
            Budget = parsed.GetValue(budget),
            Realtime = parsed.GetValue(realtime),
            Report = parsed.GetValue(report),
            Wide = parsed.GetValue(wide),
            Modules = parsed.GetValue(modules) ?? [],
            Engine = EngineChoice.Of(parsed.GetValue(engine)),
            Recording = new RecordingOptions
            {
                Map = Mappings(parsed.GetValue(map) ?? []),
                Delimiter = Delimiter(parsed.GetValue(delimiter)),
                TimeZone = Zone(parsed.GetValue(zone)),
                SkipBadRows = parsed.GetValue(skip),
            },
        }).RunAsync(cancellation));
        return command;
    }

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
