using System.CommandLine;
using System.Text.Json.Nodes;
using Arc.Cases;
using Arc.Cli.Commands;
using Arc.Cli.Modules;

namespace Arc.Cli.Testing;

/// <summary>
/// The worker behind <c>arc test</c>: reads a request a line (<c>{"file", "line", "text"}</c>), runs the case, answers with its
/// result as a line.
/// </summary>
internal static class WorkerCommand
{
    public const string Name = "test-worker";

    public static Command Create(CliHost host)
    {
        var modules = CommonOptions.Modules();
        var engine = CommonOptions.Engine();
        var command = new Command(Name, "Runs cases that arrive on standard input.") { modules, engine };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellation) =>
        {
            var runner = new CaseRunner(ModuleLoader.Add(host.Modules, parsed.GetValue(modules) ?? []), EngineChoice.Of(parsed.GetValue(engine)), HostServices.Silent);
            using var input = new StreamReader(host.OpenInput());
            while (await input.ReadLineAsync(cancellation).ConfigureAwait(false) is { } line)
            {
                var request = JsonNode.Parse(line)!.AsObject();
                var item = CaseFile.ReadLine(request["text"]!.GetValue<string>(), request["file"]!.GetValue<string>(), request["line"]!.GetValue<int>());
                await host.Output.WriteLineAsync(runner.Run(item, cancellation).ToJson().ToJsonString()).ConfigureAwait(false);
                await host.Output.FlushAsync(cancellation).ConfigureAwait(false);
            }

            return ExitCode.Ok;
        });
        return command;
    }
}
