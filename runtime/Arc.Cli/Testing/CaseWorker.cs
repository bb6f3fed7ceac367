using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Arc.Cases;

namespace Arc.Cli.Testing;

/// <summary>A case with its line, as the worker gets it.</summary>
/// <param name="Item">The case.</param>
/// <param name="Text">Its line.</param>
internal sealed record CaseLine(Case Item, string Text);

/// <summary>One worker process, started again after a case killed it or overran its time.</summary>
internal sealed class CaseWorker(WorkerCommandLine start, IEnumerable<string> modules, string engine, TimeSpan budget, long memoryBytes) : IDisposable
{
    private Process? _process;

    /// <summary>Runs one case; one that brings the worker down fails, and only that one.</summary>
    public async Task<CaseResult> RunAsync(CaseLine item, CancellationToken cancellation)
    {
        var process = _process ??= Start();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(budget);
        try
        {
            var request = new JsonObject { ["file"] = item.Item.File, ["line"] = item.Item.Line, ["text"] = item.Text };
            await process.StandardInput.WriteLineAsync(request.ToJsonString().AsMemory(), timeout.Token).ConfigureAwait(false);
            await process.StandardInput.FlushAsync(timeout.Token).ConfigureAwait(false);
            if (await process.StandardOutput.ReadLineAsync(timeout.Token).ConfigureAwait(false) is { } line)
                return CaseResult.FromJson(JsonNode.Parse(line)!.AsObject());
            await process.WaitForExitAsync(timeout.Token).ConfigureAwait(false);
            var status = process.ExitCode;
            Stop();
            return Failed(item, string.Create(CultureInfo.InvariantCulture, $"the case brought the worker process down (exit status {status}); its memory budget is {memoryBytes >> 20} MiB"));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Stop();
            return Failed(item, string.Create(CultureInfo.InvariantCulture, $"the case exceeded its time budget of {budget.TotalSeconds:0.#} s"));
        }
        catch (Exception e) when (e is IOException or JsonException or FormatException)
        {
            Stop();
            return Failed(item, $"the case brought the worker process down ({e.Message})");
        }
    }

    public void Dispose() => Stop();

    private static CaseResult Failed(CaseLine item, string message) => new(item.Item.Id, item.Item.Kind, false, [], message);

    private Process Start()
    {
        var info = new ProcessStartInfo(start.File) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in start.Arguments) info.ArgumentList.Add(argument);
        info.ArgumentList.Add(WorkerCommand.Name);
        info.ArgumentList.Add("--engine");
        info.ArgumentList.Add(engine);
        foreach (var module in modules)
        {
            info.ArgumentList.Add("--modules");
            info.ArgumentList.Add(module);
        }

        info.Environment["DOTNET_GCHeapHardLimit"] = memoryBytes.ToString("X", CultureInfo.InvariantCulture);
        info.Environment["DOTNET_TieredPGO"] = "0";
        var process = Process.Start(info) ?? throw new CliException($"the worker process '{start.File}' could not be started");
        // What a dying worker says is in the result's message; its own words are of no use to the reader of a report.
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private void Stop()
    {
        if (_process is not { } process) return;
        _process = null;
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It ended by itself.
        }

        process.Dispose();
    }
}
