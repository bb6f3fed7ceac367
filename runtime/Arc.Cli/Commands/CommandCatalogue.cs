using System.CommandLine;

namespace Arc.Cli.Commands;

/// <summary>The commands that this version offers, in the order in which help lists them.</summary>
internal static class CommandCatalogue
{
    public static IEnumerable<Command> Commands(CliHost host)
    {
        yield return ModulesCommand.Create(host);
    }
}
