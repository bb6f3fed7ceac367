using System.CommandLine;
using Arc.Compiler.Contracts;

namespace Arc.Cli.Commands;

/// <summary><c>arc contract [FILE]</c>: the imports that a program needs, or all that the module set offers.</summary>
internal static class ContractCommand
{
    public static Command Create(CliHost host)
    {
        var file = CommonOptions.RefuseOptions(new Argument<string?>("file") { Description = "An Arc program; none: the whole module set.", Arity = ArgumentArity.ZeroOrOne });
        var format = new Option<string>("--format") { Description = "The form of the contract.", DefaultValueFactory = _ => "json" };
        format.AcceptOnlyFromAmong("json", "cpp", "wit");
        var channels = ChannelsOption.Create();
        var modules = CommonOptions.Modules();
        var command = new Command("contract", "Prints the import contract for hosts in other languages.\n\nExample: arc contract tank.arc") { file, format, channels, modules };
        command.SetAction(parsed =>
        {
            var set = ModuleLoader.Add(host.Modules, parsed.GetValue(modules) ?? []);
            using var program = parsed.GetValue(file) is { } path
                ? ProgramFile.CompileOrFail(host, path, set, ChannelsOption.Read(parsed.GetValue(channels)))
                : null;
            var imports = program?.Compiled.Imports ?? ModuleSetContract.Of(set);
            host.Output.Write(parsed.GetValue(format) switch
            {
                "cpp" => ContractCpp.Write(imports),
                "wit" => ContractWit.Write(imports),
                _ => program is null ? ContractWriter.Write(imports) : ContractWriter.Write(program.Compiled),
            });
            return ExitCode.Ok;
        });
        return command;
    }
}
