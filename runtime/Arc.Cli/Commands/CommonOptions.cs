using System.CommandLine;

namespace Arc.Cli.Commands;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    public static Option<string[]> Modules() => new(ModuleArguments.Option)
    {
        Description = "Assemblies with third-party modules.",
        HelpName = "DLL",
    };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON." };

    public static Option<string> Engine()
    {
        var option = new Option<string>("--engine") { Description = "The WebAssembly engine.", DefaultValueFactory = _ => "managed" };
        option.AcceptOnlyFromAmong(EngineChoice.Names);
        return option;
    }

    public static Argument<string[]> Files() => RefuseOptions(new Argument<string[]>("file") { Description = "Arc programs (*.arc, *.arc.json).", Arity = ArgumentArity.OneOrMore });

    public static Argument<string> File() => RefuseOptions(new Argument<string>("file") { Description = "An Arc program (*.arc, *.arc.json)." });

    /// <summary>Makes a misspelt option an error, not a file of that name; such a file can still be named with <c>./</c> before it.</summary>
    public static Argument<T> RefuseOptions<T>(Argument<T> argument)
    {
        argument.Validators.Add(static result =>
        {
            foreach (var token in result.Tokens.Where(t => t.Value.Length > 1 && t.Value[0] == '-')) result.AddError($"Unrecognized option '{token.Value}'.");
        });
        return argument;
    }

    /// <summary>Reads a source file.</summary>
    /// <exception cref="CliException">It does not exist.</exception>
    public static string ReadSource(string path) =>
        System.IO.File.Exists(path) ? System.IO.File.ReadAllText(path) : throw new CliException($"the file '{path}' does not exist");
}
