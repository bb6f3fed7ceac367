using System.CommandLine;
using Arc.Language.Diagnostics;
using Arc.Language.Formatting;
using Arc.Language.Syntax;

namespace Arc.Cli.Commands;

/// <summary><c>arc fmt FILE...</c>: canonical formatting.</summary>
internal static class FmtCommand
{
    public static Command Create(CliHost host)
    {
        var files = CommonOptions.Files();
        var check = new Option<bool>("--check") { Description = "Change nothing; list the files that are not formatted and exit with 1 if there are any." };
        var command = new Command("fmt", "Writes programs in their canonical form. Comments are kept.\n\nExample: arc fmt tank.arc pump.arc") { files, check };
        command.SetAction(parsed =>
        {
            var paths = parsed.GetRequiredValue(files);
            var isCheck = parsed.GetValue(check);
            var status = ExitCode.Ok;
            foreach (var path in paths) status = Math.Max(status, Format(host, path, isCheck));
            return status;
        });
        return command;
    }

    private static int Format(CliHost host, string path, bool isCheck)
    {
        if (path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)) throw new CliException($"'{path}' is a graph; only text programs (*.arc) are formatted");
        var source = new SourceText(CommonOptions.ReadSource(path), path);
        var result = ArcFormatter.Format(source);
        if (result.Text is not { } text)
        {
            foreach (var diagnostic in result.Diagnostics) host.Error.WriteLine(DiagnosticRenderer.Render(diagnostic, source));
            return ExitCode.ProgramWrong;
        }

        if (text == source.Text) return ExitCode.Ok;
        if (isCheck)
        {
            host.Output.WriteLine(path);
            return ExitCode.ProgramWrong;
        }

        File.WriteAllText(path, text);
        host.Error.WriteLine($"formatted {path}");
        return ExitCode.Ok;
    }
}
