using System.CommandLine;
using System.Globalization;
using Arc.Cases;
using Arc.Cases.Examples;
using Arc.Cli.Commands;
using Arc.Cli.Modules;
using Arc.Sdk.Modules;

namespace Arc.Cli.Reference;

/// <summary><c>arc reference [MODULE...]</c>: runs the examples of modules and writes their reference.</summary>
internal static class ReferenceCommand
{
    public static Command Create(CliHost host)
    {
        var names = CommonOptions.RefuseOptions(new Argument<string[]>("module") { Description = "Modules; none: all that are not internal.", Arity = ArgumentArity.ZeroOrMore });
        var output = new Option<string?>("--output", "-o") { Description = "The folder to write to; none: the examples are run, and nothing is written.", HelpName = "DIR" };
        var format = new Option<string>("--format") { Description = "The form of the pages.", DefaultValueFactory = _ => "md" };
        format.AcceptOnlyFromAmong("md", "html");
        var check = new Option<bool>("--check") { Description = "Change nothing; list the files that would change and exit with 1 if there are any." };
        var modules = CommonOptions.Modules();
        var engine = CommonOptions.Engine();
        var command = new Command(
            "reference",
            "Writes the reference of modules: signatures, docs, imports, and examples, each of which is run first.\n\nExample: arc reference --format html -o docs --modules Signals.dll")
        { names, output, format, check, modules, engine };
        command.SetAction((parsed, cancellation) =>
        {
            var set = ModuleLoader.Add(host.Modules, parsed.GetValue(modules) ?? []);
            var wanted = parsed.GetValue(names) ?? [];
            if (wanted.FirstOrDefault(w => set.Find(w) is not { IsInternal: false }) is { } unknown)
                throw new CliException($"there is no module '{unknown}'; 'arc modules' lists them");
            var runner = new CaseRunner(set, EngineChoice.Of(parsed.GetValue(engine)), HostServices.Silent);
            if (!RunExamples(host, set, wanted, runner, cancellation)) return Task.FromResult(ExitCode.ProgramWrong);
            if (parsed.GetValue(output) is not { } folder) return Task.FromResult(ExitCode.Ok);
            var pages = ReferenceBuilder.Pages(set, wanted);
            var files = parsed.GetValue(format) == "html" ? HtmlReference.Write(pages) : MarkdownReference.Write(pages);
            return Task.FromResult(parsed.GetValue(check) ? Check(host, folder, files) : Write(host, folder, files));
        });
        return command;
    }

    private static bool RunExamples(CliHost host, ModuleSet set, string[] wanted, CaseRunner runner, CancellationToken cancellation)
    {
        var members = set.Modules.Where(m => !m.IsInternal && (wanted.Length == 0 || wanted.Contains(m.Name))).SelectMany(m => m.Symbols).Where(s => !s.IsInternal).ToList();
        var (held, failed) = (0, 0);
        foreach (var result in members.SelectMany(m => ExampleCases.Run(m, set, runner, cancellation)))
        {
            if (result.Problem is null) held++;
            else failed++;
            if (result.Problem is { } problem) host.Error.WriteLine(problem);
        }

        host.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{members.Count} members, {held} examples hold{(failed == 0 ? "" : $", {failed} do not")}"));
        return failed == 0;
    }

    private static int Check(CliHost host, string folder, IEnumerable<(string File, string Text)> files)
    {
        var status = ExitCode.Ok;
        foreach (var path in files.Where(f => Read(Path.Combine(folder, f.File)) != f.Text).Select(f => Path.Combine(folder, f.File)))
        {
            host.Output.WriteLine(path);
            status = ExitCode.ProgramWrong;
        }

        return status;
    }

    private static string? Read(string path) => File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : null;

    private static int Write(CliHost host, string folder, IEnumerable<(string File, string Text)> files)
    {
        Directory.CreateDirectory(folder);
        foreach (var (file, text) in files) File.WriteAllText(Path.Combine(folder, file), text);
        host.Error.WriteLine($"wrote {folder}");
        return ExitCode.Ok;
    }
}
