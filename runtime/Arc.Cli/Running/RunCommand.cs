using System.CommandLine;

namespace Arc.Cli.Running;

/// <summary><c>arc run FILE</c>: runs a reactive program over recorded or live data.</summary>
internal static class RunCommand
{
    public static Command Create(CliHost host)
    {
        var arguments = new RunArguments("Where writes go; standard output unless given.");
        var report = new Option<string?>("--report") { Description = "Writes a page with charts of all channels, stages, errors and the program's graph.", HelpName = "HTML" };
        var command = new Command("run", "Runs a program over recorded or live data.\n\nExample: arc run tank.arc --input recording.csv --wide");
        arguments.AddTo(command);
        command.Add(report);
        command.SetAction((parsed, cancellation) => new ProgramRun(host, arguments.Read(parsed) with { Report = parsed.GetValue(report) }).RunAsync(cancellation));
        return command;
    }
}
