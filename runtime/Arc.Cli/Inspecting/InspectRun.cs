using Arc.Cli.Modules;
using Arc.Cli.Running;
using Arc.Dataflow;
using Arc.Engines.Linking;
using Arc.Sdk.Channels;

namespace Arc.Cli.Inspecting;

/// <summary>One run by <c>arc inspect</c>.</summary>
/// <param name="host">The streams.</param>
/// <param name="options">How the program runs.</param>
/// <param name="node">What ends the run: a node's first emission, or the entry of a stage or sequence; null: the time does.</param>
/// <param name="json">Whether the state is printed as JSON.</param>
internal sealed class InspectRun(CliHost host, RunOptions options, string? node, bool json)
{
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        await using var source = await RunSource.OpenAsync(host, options, cancellation).ConfigureAwait(false);
        await using var output = source.OpenOutput(options, () => Stream.Null);
        var inspector = new Inspector(source.Program, node is null ? NodeSelection.None : NodeSelection.Find(source.Program, node));
        var run = new SessionRun(source, options, output, host.Error, new RunStatistics(), HostServices.Silent(), RunObservers.Of(inspector, RunProgress.For(host, options, source, printsWrites: false)));
        try
        {
            await run.RunAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is LinkException or DataflowException or ChannelOverflowException)
        {
            throw new CliException(e.Message);
        }
        finally
        {
            // Also of a run that failed: that is when people look.
            if (inspector.Result is { } state) await host.Output.WriteAsync(json ? InspectionJson.Write(state) : InspectionText.Write(state)).ConfigureAwait(false);
        }

        if (node is null || inspector.IsDone) return ExitCode.Ok;
        await host.Error.WriteLineAsync($"arc: '{node}' has not come up; this is the state at the end of the run").ConfigureAwait(false);
        return ExitCode.ProgramWrong;
    }
}
