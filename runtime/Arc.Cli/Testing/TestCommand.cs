using System.CommandLine;
using System.Globalization;
using System.IO.Enumeration;
using System.Threading.Channels;
using Arc.Cases;
using Arc.Cli.Commands;
using Arc.Cli.Modules;

namespace Arc.Cli.Testing;

/// <summary><c>arc test FILE...</c>: runs case files (cases.md).</summary>
internal static class TestCommand
{
    private const long MemoryBudget = 1L << 30;

    public static Command Create(CliHost host)
    {
        var files = CommonOptions.RefuseOptions(new Argument<string[]>("file") { Description = "Case files (JSON Lines).", Arity = ArgumentArity.OneOrMore });
        var report = new Option<string>("--report") { Description = "The form of the report.", DefaultValueFactory = _ => "text" };
        report.AcceptOnlyFromAmong("text", "json", "tap");
        var filter = new Option<string?>("--filter") { Description = "Runs the cases whose id matches, with * and ?.", HelpName = "GLOB" };
        var timeout = new Option<double>("--timeout") { Description = "Seconds that a case may take.", DefaultValueFactory = _ => 10 };
        var modules = CommonOptions.Modules();
        var engine = CommonOptions.Engine();
        var command = new Command("test", "Runs case files: programs with expectations.\n\nExample: arc test cases/*.jsonl --report json") { files, report, filter, timeout, modules, engine };
        command.SetAction(async (parsed, cancellation) =>
        {
            var cases = Read(parsed.GetRequiredValue(files), parsed.GetValue(filter));
            var printed = TestReport.Create(parsed.GetRequiredValue(report), host.Output, host.Error);
            var chosen = parsed.GetRequiredValue(engine);
            // Said once, here, instead of by every worker.
            _ = EngineChoice.Of(chosen);
            var run = new TestRun(host, parsed.GetValue(modules) ?? [], chosen, TimeSpan.FromSeconds(parsed.GetValue(timeout)), MemoryBudget);
            try
            {
                await run.RunAsync(cases, printed, cancellation).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                printed.Close();
                throw new CliException(string.Create(CultureInfo.InvariantCulture, $"interrupted: {cases.Count - printed.Count} of {cases.Count} cases did not run"));
            }

            printed.Close();
            return printed.AllPassed ? ExitCode.Ok : ExitCode.ProgramWrong;
        });
        return command;
    }

    private static List<CaseLine> Read(IEnumerable<string> files, string? filter)
    {
        try
        {
            return [.. files.SelectMany(Lines).Where(c => filter is null || FileSystemName.MatchesSimpleExpression(filter, c.Item.Id, ignoreCase: false))];
        }
        catch (CaseFormatException e)
        {
            throw new CliException(e.Message, ExitCode.CommandLineWrong);
        }
    }

    private static IEnumerable<CaseLine> Lines(string file)
    {
        if (!File.Exists(file)) throw new CliException($"the case file '{file}' does not exist", ExitCode.CommandLineWrong);
        var lines = File.ReadAllLines(file);
        return CaseFile.Read(new StringReader(string.Join('\n', lines)), file).Select(c => new CaseLine(c, lines[c.Line - 1]));
    }
}

/// <summary>Runs cases on as many workers as there are processors, and reports them in order.</summary>
internal sealed class TestRun(CliHost host, IReadOnlyList<string> modules, string engine, TimeSpan budget, long memoryBytes)
{
    public async Task RunAsync(IReadOnlyList<CaseLine> cases, TestReport report, CancellationToken cancellation)
    {
        if (host.Worker is null)
        {
            RunHere(cases, report, cancellation);
            return;
        }

        var results = new TaskCompletionSource<CaseResult>[cases.Count];
        for (var i = 0; i < results.Length; i++) results[i] = new TaskCompletionSource<CaseResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var queue = Channel.CreateUnbounded<int>();
        for (var i = 0; i < cases.Count; i++) queue.Writer.TryWrite(i);
        queue.Writer.Complete();

        var workers = Enumerable.Range(0, Math.Clamp(cases.Count / 8, 1, Environment.ProcessorCount)).Select(async _ =>
        {
            using var worker = new CaseWorker(host.Worker, modules, engine, budget, memoryBytes);
            await foreach (var index in queue.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
                results[index].SetResult(await worker.RunAsync(cases[index], cancellation).ConfigureAwait(false));
        }).ToArray();
        var all = Task.WhenAll(workers);
        for (var i = 0; i < cases.Count; i++)
        {
            if (await Task.WhenAny(results[i].Task, all).ConfigureAwait(false) == all && !results[i].Task.IsCompleted) await all.ConfigureAwait(false);
            report.Add(cases[i].Item, await results[i].Task.ConfigureAwait(false));
        }

        await all.ConfigureAwait(false);
    }

    private void RunHere(IReadOnlyList<CaseLine> cases, TestReport report, CancellationToken cancellation)
    {
        var runner = new CaseRunner(ModuleLoader.Add(host.Modules, modules), EngineChoice.Of(engine), HostServices.Silent);
        foreach (var item in cases)
        {
            cancellation.ThrowIfCancellationRequested();
            report.Add(item.Item, runner.Run(item.Item, cancellation));
        }
    }
}
