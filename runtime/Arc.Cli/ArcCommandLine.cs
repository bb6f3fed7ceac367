using System.CommandLine;
using Arc.Cli.Commands;
using Arc.Cli.Data;

namespace Arc.Cli;

/// <summary>
/// The <c>arc</c> command as a library: an application that brings modules of its own offers the same commands with
/// <c>ArcCommandLine.RunAsync(args, CliHost.ForProcess(modules))</c>.
/// </summary>
public static class ArcCommandLine
{
    /// <summary>Runs one command.</summary>
    /// <param name="arguments">The words of the command line.</param>
    /// <param name="host">Streams and modules.</param>
    /// <param name="cancellation">Ends the command cleanly.</param>
    /// <returns>The exit status: see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, CliHost host, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(host);
        var root = new RootCommand("Checks, compiles and runs Arc programs.");
        foreach (var command in CommandCatalogue.Commands(host)) root.Add(command);
        var parsed = root.Parse(ModuleArguments.Separate(arguments));
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await host.Error.WriteLineAsync($"arc: {error.Message}").ConfigureAwait(false);
            var name = parsed.CommandResult.Command is RootCommand ? "" : $" {parsed.CommandResult.Command.Name}";
            await host.Error.WriteLineAsync($"arc: 'arc{name} --help' shows how it is used").ConfigureAwait(false);
            return ExitCode.CommandLineWrong;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = host.Output, Error = host.Error, EnableDefaultExceptionHandler = false }, cancellation).ConfigureAwait(false);
        }
        catch (CliException e)
        {
            return await FailAsync(host, e.Message, e.ExitCode).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DataException or IOException or UnauthorizedAccessException or Arc.Sdk.Modules.ModuleSetException)
        {
            return await FailAsync(host, e.Message, ExitCode.ProgramWrong).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Ok;
        }
        catch (Exception e) when (Environment.GetEnvironmentVariable("ARC_STACK_TRACE") != "1")
        {
            return await FailAsync(host, $"internal failure: {e.GetType().Name}: {e.Message} (this is a bug; ARC_STACK_TRACE=1 shows where)", ExitCode.InternalFailure).ConfigureAwait(false);
        }
    }

    private static async Task<int> FailAsync(CliHost host, string message, int status)
    {
        await host.Error.WriteLineAsync($"arc: {message}").ConfigureAwait(false);
        return status;
    }
}
