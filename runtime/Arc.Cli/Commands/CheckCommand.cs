using System.CommandLine;
using System.Text.Json.Nodes;
using Arc.Cli.Explaining;
using Arc.Language.Diagnostics;
using Arc.Runtime;

namespace Arc.Cli.Commands;

/// <summary><c>arc check FILE...</c>: all diagnostics, sorted.</summary>
internal static class CheckCommand
{
    public static Command Create(CliHost host)
    {
        var files = CommonOptions.Files();
        var channels = ChannelsOption.Create();
        var modules = CommonOptions.Modules();
        var json = CommonOptions.Json();
        var command = new Command("check", "Parses and analyses programs and prints all diagnostics.\n\nExample: arc check tank.arc --channels channels.json") { files, channels, modules, json };
        command.SetAction(parsed =>
        {
            var set = ModuleLoader.Add(host.Modules, parsed.GetValue(modules) ?? []);
            var offered = ChannelsOption.Read(parsed.GetValue(channels));
            var compilations = parsed.GetRequiredValue(files).Select(f => ProgramFile.Compile(f, set, offered)).ToList();
            foreach (var compilation in compilations)
            {
                if (parsed.GetValue(json)) PrintJson(host, compilation);
                else ProgramFile.Print(host, compilation);
                compilation.Program?.Dispose();
            }

            if (compilations.Any(c => !c.Diagnostics.IsEmpty)) host.Error.WriteLine(ProgramFile.Summary(compilations));
            return compilations.All(c => c.Success) ? ExitCode.Ok : ExitCode.ProgramWrong;
        });
        return command;
    }

    private static void PrintJson(CliHost host, ArcCompilation compilation)
    {
        foreach (var diagnostic in compilation.Diagnostics)
        {
            host.Output.WriteLine(new JsonObject
            {
                ["file"] = compilation.Source.Path,
                ["severity"] = DiagnosticRenderer.Name(diagnostic.Severity),
                ["code"] = diagnostic.Code,
                ["message"] = diagnostic.Message,
                ["line"] = diagnostic.Start.Line,
                ["column"] = diagnostic.Start.Column,
                ["end_line"] = diagnostic.End.Line,
                ["end_column"] = diagnostic.End.Column,
                ["notes"] = new JsonArray([.. diagnostic.Notes.Select(n => (JsonNode)n.Message)]),
                ["help"] = DiagnosticPages.Address(diagnostic.Code),
            }.ToJsonString());
        }
    }
}
