using System.CommandLine;
using System.Globalization;
using Arc.Cli.Binding;
using Arc.Cli.Explaining;
using Arc.Language.Diagnostics;
using Arc.Runtime;

namespace Arc.Cli.Commands;

/// <summary><c>arc bind FILE</c>: a C# class with the channels of a program as properties. The build calls it for every <c>ArcProgram</c> item.</summary>
internal static class BindCommand
{
    private const string MSBuild = "msbuild";

    public static Command Create(CliHost host)
    {
        var file = CommonOptions.File();
        var output = new Option<string?>("--output", "-o") { Description = "The C# file; standard output if none is named.", HelpName = "FILE" };
        var space = new Option<string>("--namespace") { Description = "The namespace of the class; none if it is empty.", HelpName = "NAME", DefaultValueFactory = _ => "" };
        var name = new Option<string?>("--class") { Description = "The name of the class; for tank.arc it is TankSession unless given.", HelpName = "NAME" };
        var diagnostics = new Option<string>("--diagnostics") { Description = "The form of diagnostics.", DefaultValueFactory = _ => "text" };
        diagnostics.AcceptOnlyFromAmong("text", MSBuild);
        var channels = ChannelsOption.Create();
        var modules = CommonOptions.Modules();
        var command = new Command("bind", "Writes a C# class with the channels of a program as properties.\n\nExample: arc bind tank.arc --channels channels.json --namespace Plant -o TankSession.cs")
        {
            file, output, space, name, diagnostics, channels, modules,
        };
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(file);
            var isBuild = parsed.GetValue(diagnostics) == MSBuild;
            try
            {
                var set = ModuleLoader.Add(host.Modules, parsed.GetValue(modules) ?? []);
                var target = TargetOf(path, parsed.GetRequiredValue(space), parsed.GetValue(name));
                var compilation = ProgramFile.Compile(path, set, ChannelsOption.Read(parsed.GetValue(channels)));
                using var program = compilation.Program;
                if (isBuild) PrintForBuild(host, compilation);
                else ProgramFile.Print(host, compilation);
                if (program is null) return isBuild ? ExitCode.ProgramWrong : throw new CliException(ProgramFile.Summary([compilation]));
                Write(host, parsed.GetValue(output), new SessionClassWriter(program, target).Write());
                return ExitCode.Ok;
            }
            catch (CliException e) when (isBuild)
            {
                host.Error.WriteLine($"{path} : error {DiagnosticCodes.Tool}: {OneLine(e.Message)}{HelpFor(DiagnosticCodes.Tool)}");
                return e.ExitCode;
            }
        });
        return command;
    }

    private static SessionClass TargetOf(string path, string space, string? name)
    {
        var fileName = Path.GetFileName(path);
        name ??= CsharpName.Pascal(fileName.Split('.')[0]) + "Session";
        if (!CsharpName.IsClass(name)) throw new CliException($"'{name}' cannot be the name of a class; expected a capital, then letters and digits", ExitCode.CommandLineWrong);
        if (space.Length > 0 && !CsharpName.IsNamespace(space)) throw new CliException($"'{space}' cannot be a namespace", ExitCode.CommandLineWrong);
        return new SessionClass(space, name, fileName, CommonOptions.ReadSource(path));
    }

    private static void Write(CliHost host, string? path, string text)
    {
        if (path is null)
        {
            host.Output.Write(text);
            return;
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        File.WriteAllText(path, text);
    }

    /// <summary>The form that builds recognise and editors jump to.</summary>
    private static void PrintForBuild(CliHost host, ArcCompilation compilation)
    {
        foreach (var diagnostic in compilation.Diagnostics.Where(d => d.Severity is DiagnosticSeverity.Error or DiagnosticSeverity.Warning))
        {
            var place = diagnostic.Start.Line == 0 ? " " : string.Create(CultureInfo.InvariantCulture, $"({diagnostic.Start.Line},{diagnostic.Start.Column})");
            host.Error.WriteLine($"{compilation.Source.Path}{place}: {DiagnosticRenderer.Name(diagnostic.Severity)} {diagnostic.Code}: {OneLine(diagnostic.Message)}{HelpFor(diagnostic.Code)}");
        }
    }

    // As the C# compiler ends its diagnostics.
    private static string HelpFor(string code) => $" ({DiagnosticPages.Address(code)})";

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
