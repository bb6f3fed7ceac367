using System.Text;
using Arc.Cli.Testing;
using Arc.Sdk.Modules;

namespace Arc.Cli.Tests.Commands;

/// <summary>Runs commands in this process, in a folder of their own.</summary>
public sealed class Shell : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("arc-cli-");

    public string Folder => _folder.FullName;

    /// <summary>Writes a file and gives its path.</summary>
    public string File(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public Result Run(params string[] arguments) => Run(new Setup(), arguments);

    public Result Run(Setup setup, params string[] arguments)
    {
        using var stop = new CancellationTokenSource();
        using var output = new Watched(setup.StopsAt, stop) { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var bytes = new MemoryStream();
        var host = new CliHost
        {
            Output = output,
            Error = error,
            OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(setup.Input)),
            OpenOutput = () => bytes,
            Modules = setup.Modules ?? CliHost.StandardModules,
            IsTerminal = setup.IsTerminal,
            IsOutputColoured = setup.IsTerminal,
            OutputWidth = setup.Width,
            Worker = setup.Worker,
        };
        var status = ArcCommandLine.RunAsync(arguments, host, stop.Token).GetAwaiter().GetResult();
        return new Result(status, output.ToString() + Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    public sealed record Setup(string Input = "", bool IsTerminal = false, WorkerCommandLine? Worker = null, ModuleSet? Modules = null, int? Width = null)
    {
        /// <summary>A part of a line behind which the command is cancelled.</summary>
        public string? StopsAt { get; init; }
    }

    /// <summary>What a command did.</summary>
    public sealed record Result(int Status, string Output, string Error)
    {
        public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private sealed class Watched(string? stopsAt, CancellationTokenSource stop) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (stopsAt is not null && value?.Contains(stopsAt, StringComparison.Ordinal) == true) stop.Cancel();
        }
    }
}
