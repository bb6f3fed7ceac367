using System.Text;
using Arc.Cli.Modules;
using Arc.Cli.Reports;
using Arc.Dataflow;
using Arc.Engines.Linking;
using Arc.Sdk.Channels;

namespace Arc.Cli.Running;

/// <summary>One run of a program by <c>arc run</c>: writes go to the output, a summary to standard error, everything to the report if there is to be one.</summary>
internal sealed class ProgramRun(CliHost host, RunOptions options)
{
    private readonly RunStatistics _statistics = new();

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        await using var source = await RunSource.OpenAsync(host, options, cancellation).ConfigureAwait(false);
        await using var output = source.OpenOutput(options, host.OpenOutput);
        // Opened at once: a run of hours must not end with a page that cannot be written.
        await using var page = options.Report is null ? null : new FileStream(options.Report, FileMode.Create, FileAccess.Write, FileShare.Read);
        var recorder = page is null ? null : new RunRecorder();
        var progress = RunProgress.For(host, options, source, printsWrites: true);
        var board = new StatusBoard(host.Error, progress is null ? null : progress.Clear);
        var run = new SessionRun(source, options, output, host.Error, _statistics, new HostServices(board), RunObservers.Of(recorder, progress));
        string? failure = null;
        try
        {
            await run.RunAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is LinkException or DataflowException or ChannelOverflowException)
        {
            failure = e.Message;
            throw new CliException(e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            failure = e.Message;
            throw;
        }
        finally
        {
            var figures = _statistics.Figures(source.Recording?.Rows ?? 0, source.Recording?.SkippedRows ?? 0, source.UnusedColumns, output.Samples, run.Errors);
            await host.Error.WriteLineAsync(figures.ToString()).ConfigureAwait(false);
            foreach (var status in board.Statuses) await host.Error.WriteLineAsync($"status  {status}").ConfigureAwait(false);
            if (page is not null) await WriteReportAsync(page, new ReportContents(options, source, recorder!, figures, failure)).ConfigureAwait(false);
        }

        return run.Errors == 0 ? ExitCode.Ok : ExitCode.ProgramWrong;
    }

    private async Task WriteReportAsync(Stream page, ReportContents contents)
    {
        await page.WriteAsync(Encoding.UTF8.GetBytes(ReportPage.Write(contents)), CancellationToken.None).ConfigureAwait(false);
        await host.Error.WriteLineAsync($"report  {options.Report}").ConfigureAwait(false);
    }
}
