using System.CommandLine;
using Arc.Cli.Graphs;
using Arc.Cli.Graphs.Drawing;
using Arc.Runtime;

namespace Arc.Cli.Commands;

/// <summary><c>arc graph FILE</c>: a picture of the program.</summary>
internal static class GraphCommand
{
    private const string Mermaid = "mermaid";
    private const string Dot = "dot";
    private const string Svg = "svg";

    public static Command Create(CliHost host)
    {
        var file = CommonOptions.File();
        var format = new Option<string>("--format") { Description = "The format of the picture.", DefaultValueFactory = _ => Mermaid };
        format.AcceptOnlyFromAmong(Mermaid, Dot, Svg);
        var output = new Option<string?>("--output", "-o") { Description = "Where the picture goes; standard output unless given.", HelpName = "FILE" };
        var channels = ChannelsOption.Create();
        var modules = CommonOptions.Modules();
        var command = new Command("graph", "Draws a program: nodes, edges, scopes and strata.\n\nExample: arc graph tank.arc --format svg -o tank.svg") { file, format, output, channels, modules };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            var set = ModuleLoader.Add(host.Modules, parsed.GetValue(modules) ?? []);
            using var program = ProgramFile.CompileOrFail(host, path, set, ChannelsOption.Read(parsed.GetValue(channels)), declareWritten: true);
            var text = Draw(program, parsed.GetRequiredValue(format), Path.GetFileName(path));
            if (parsed.GetValue(output) is { } target) File.WriteAllText(target, text);
            else host.Output.Write(text);
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Draw(ArcProgram program, string format, string name)
    {
        var graph = ProgramGraphBuilder.Build(program);
        return format switch
        {
            Dot => DotWriter.Write(graph),
            Svg => SvgWriter.Write(GraphLayout.Draw(graph), name),
            _ => MermaidWriter.Write(graph),
        };
    }
}
