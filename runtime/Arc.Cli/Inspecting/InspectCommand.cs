using System.CommandLine;
using Arc.Cli.Commands;
using Arc.Cli.Running;

namespace Arc.Cli.Inspecting;

/// <summary><c>arc inspect FILE</c>: the state of a running program at one moment.</summary>
internal static class InspectCommand
{
    public static Command Create(CliHost host)
    {
        var arguments = new RunArguments("Where writes go; nowhere unless given.");
        var at = new Option<string?>("--at") { Description = "Stop when everything that is due up to this time since the start has run.", HelpName = "TIME" };
        var on = new Option<string?>("--on") { Description = "Stop after the first cycle in which a node emits (its key, its label, a channel that it reads or writes, its type), or after which a stage or sequence is active (its name).", HelpName = "NAME" };
        var json = CommonOptions.Json();
        var command = new Command(
            "inspect",
            "Runs a program as 'arc run' does, stops, and prints the state of all modules, the channels, the stages and the nodes.\n\nExample: arc inspect tank.arc --input recording.csv --at 5s");
        arguments.AddTo(command);
        command.Add(at);
        command.Add(on);
        command.Add(json);
        command.Validators.Add(result =>
        {
            if (result.GetValue(at) is null == result.GetValue(on) is null) result.AddError("arc inspect stops --at a time or --on a node; give one of them");
        });
        command.SetAction((parsed, cancellation) =>
        {
            var options = arguments.Read(parsed);
            if (parsed.GetValue(at) is { } time) options = options with { For = Duration.Parse(time) };
            return new InspectRun(host, options, parsed.GetValue(on), parsed.GetValue(json)).RunAsync(cancellation);
        });
        return command;
    }
}
