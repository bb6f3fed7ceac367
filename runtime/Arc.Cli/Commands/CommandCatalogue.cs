using System.CommandLine;
using Arc.Cli.Inspecting;
using Arc.Cli.Reference;
using Arc.Cli.Running;
using Arc.Cli.Testing;

namespace Arc.Cli.Commands;

/// <summary>The commands that this version offers, in the order in which help lists them.</summary>
internal static class CommandCatalogue
{
    public static IEnumerable<Command> Commands(CliHost host)
    {
        yield return CheckCommand.Create(host);
        yield return BuildCommand.Create(host);
        yield return CallCommand.Create(host);
        yield return RunCommand.Create(host);
        yield return InspectCommand.Create(host);
        yield return GraphCommand.Create(host);
        yield return FmtCommand.Create(host);
        yield return ModulesCommand.Create(host);
        yield return ReferenceCommand.Create(host);
        yield return ExplainCommand.Create(host);
        yield return ContractCommand.Create(host);
        yield return BindCommand.Create(host);
        yield return TestCommand.Create(host);
        yield return WorkerCommand.Create(host);
    }
}
